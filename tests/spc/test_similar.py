"""Which units are like another, said with what the register and the data know of them; and year by year."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.indicators import Text, Unit
from core.simulate.sample import load_sample
from core.spc.compare.region import FEWEST_PEERS, region_of
from core.spc.compare.similar import NEAREST, Traits, distances, likenesses, peers_of, traits_of
from core.wording import words_of
from core.wording.compare_more import region_finding, region_notes, region_sentences
from tests.spc.made_kolada import MUNICIPALITIES, STAY, kolada_dataset, yearly_county

EKSJO, JONKOPING, ANEBY = "0686", "0680", "0604"
STAYS = "utskrivningsklara_dagar"
BY_ID = {unit.id: unit for unit in MUNICIPALITIES}
SV = words_of("sv")


def others_of(unit):
    return [one for one in MUNICIPALITIES if one.id != unit]


def places(*sizes, old=()):
    units = [Unit(f"k{i}", Text(f"K{i}", f"K{i}"), "municipality") for i in range(len(sizes))]
    ids = [unit.id for unit in units]
    return units, Traits(dict(zip(ids, sizes, strict=True)), dict(zip(ids, old, strict=False)), 65)


def county():
    return kolada_dataset(yearly_county())


def test_the_sample_county_knows_inhabitants_and_the_share_of_the_old():
    traits = traits_of(load_sample().for_showing(), MUNICIPALITIES)
    assert traits.size == {unit.id: unit.population for unit in MUNICIPALITIES}
    assert traits.age == 65
    assert traits.old[EKSJO] == pytest.approx(4678 / 17792, abs=0.01)  # SCB 2024
    assert traits.old[JONKOPING] == pytest.approx(28235 / 147654, abs=0.01)


def test_public_yearly_values_without_counts_know_only_inhabitants():
    traits = traits_of(county(), MUNICIPALITIES)
    assert traits.old == {}
    assert likenesses(traits, BY_ID[EKSJO], others_of(EKSJO)) == ("size", "all", "chosen")


def test_the_nearest_in_size_are_those_whose_logarithms_are():
    peers = peers_of(traits_of(county(), MUNICIPALITIES), BY_ID[EKSJO], others_of(EKSJO))
    own = BY_ID[EKSJO].population
    by_hand = sorted(others_of(EKSJO), key=lambda one: max(one.population / own, own / one.population))
    assert peers.by == "size"
    assert [one.id for one in peers.units] == [one.id for one in by_hand[:NEAREST]]
    assert peers.far == ()


def test_the_nearest_to_the_largest_are_told_to_be_far_away():
    peers = peers_of(traits_of(county(), MUNICIPALITIES), BY_ID[JONKOPING], others_of(JONKOPING))
    assert set(peers.far) == set(peers.units)


def test_size_and_age_weigh_alike():
    units, traits = places(100, 100, 200, 200, old=(0.1, 0.3, 0.1, 0.3))
    away = distances(traits, units[0], units[1:], old=True)
    assert away == pytest.approx(
        [2, 2, np.sqrt(8)]
    )  # both have two values: each is one deviation from the mean


@given(st.floats(1000, 1e6), st.floats(1.1, 50))
def test_twice_as_large_is_as_far_away_as_half_as_large(size, times):
    units, traits = places(size, size * times, size / times)
    more, less = distances(traits, units[0], units[1:])
    assert more == pytest.approx(less)


@given(st.lists(st.floats(100, 1e6), min_size=9, max_size=40))
def test_nobody_left_out_is_nearer_than_one_that_is_in_and_nobody_is_their_own_peer(sizes):
    units, traits = places(*sizes)
    peers = peers_of(traits, units[0], units[1:], "size")
    away = dict(zip((one.id for one in units[1:]), distances(traits, units[0], units[1:]), strict=True))
    inside = {one.id for one in peers.units}
    assert len(inside) == NEAREST
    assert units[0].id not in inside
    assert max(away[one] for one in inside) <= min(away[one] for one in away if one not in inside)


def test_a_unit_of_unknown_size_is_not_called_near_and_is_told():
    units, traits = places(*range(1000, 1012))
    odd = Unit("okand", Text("Okänd", "Unknown"), "municipality")
    assert peers_of(traits, units[0], [*units[1:], odd], "size").unknown == (odd,)
    assert peers_of(traits, odd, units, "size").by == "all"


def test_with_seven_others_or_fewer_all_of_them_are_compared():
    units, traits = places(*range(1000, 1008))
    assert peers_of(traits, units[0], units[1:]).by == "all"


def test_inhabitants_in_the_data_make_up_for_a_register_that_does_not_know_them():
    values = yearly_county(last=2020) | {
        ("N01951", unit.id, 2024): 1000.0 * (k + 1) for k, unit in enumerate(MUNICIPALITIES)
    }
    unknown = [replace(unit, population=None) for unit in MUNICIPALITIES]
    traits = traits_of(kolada_dataset(values), unknown)
    assert traits.size == {unit.id: 1000.0 * (k + 1) for k, unit in enumerate(MUNICIPALITIES)}


def test_a_unit_is_set_beside_the_median_of_the_nearest_alone():
    found = region_of(county(), STAYS, BY_ID[EKSJO])
    assert found is not None
    at = [list(MUNICIPALITIES).index(one) for one in found.peers.units]
    expected = np.median([2.0 + 0.1 * k for k in at])
    assert found.median[0] == pytest.approx(expected)
    assert found.others.tolist() == [NEAREST] * 10
    everyone = region_of(county(), STAYS, BY_ID[EKSJO], like="all")
    assert everyone is not None
    assert everyone.n_others == 12


def test_chosen_units_stand_alone_and_fewer_than_five_have_no_median():
    found = region_of(county(), STAYS, BY_ID[EKSJO], like="chosen", chosen=(ANEBY, JONKOPING))
    assert found is not None
    assert {one.id for one in found.peers.units} == {ANEBY, JONKOPING}
    assert FEWEST_PEERS > 2
    assert not found.banded
    assert np.isfinite(found.beside).all()


@pytest.mark.parametrize("chosen", [(), (EKSJO,), ("finns-inte",)])
def test_a_choice_of_nobody_is_the_usual(chosen):
    found = region_of(county(), STAYS, BY_ID[EKSJO], like="chosen", chosen=chosen)
    assert found is not None
    assert found.peers.by == "size"


def test_series_that_stop_are_told_with_their_last_year():
    data = kolada_dataset(yearly_county(until={EKSJO: 2022, "0687": 2021}))
    found = region_of(data, STAYS, BY_ID[EKSJO])
    assert found is not None
    told = " ".join(region_notes(SV, found))
    assert "Serien för Eksjö slutar 2022." in told
    assert "Serien för Tranås slutar 2021." in told
    whole = region_of(county(), STAYS, BY_ID[EKSJO])
    assert whole is not None
    assert "slutar" not in " ".join(region_notes(SV, whole))


def test_a_measure_that_stops_before_the_rest_of_the_data_is_told():
    data = kolada_dataset(yearly_county(last=2022) | yearly_county("U21467", last=2024))
    found = region_of(data, STAYS, BY_ID[EKSJO])
    assert found is not None
    assert "Måttet har inga värden efter 2022. Andra siffror i samma data går till 2024." in region_notes(
        SV, found
    )


def test_a_gap_in_another_units_series_is_no_zero_and_no_value():
    values = yearly_county()
    values[STAY, "0687", 2024] = None
    found = region_of(kolada_dataset(values), STAYS, BY_ID[EKSJO])
    assert found is not None
    at = [one.id for one in found.peers.units].index("0687")
    assert np.isnan(found.beside[at, -1])
    assert found.said[at, -1] == "missing"
    assert found.others[-1] == NEAREST - 1
    assert "6 av 7 har ett värde då." in region_sentences(SV, found)


def test_the_words_name_the_nearest_say_why_and_how_far_they_are():
    found = region_of(county(), STAYS, BY_ID[JONKOPING])
    assert found is not None
    assert "medianen bland de 7 närmaste i folkmängd" in region_finding(SV, found)
    told = " ".join(region_sentences(SV, found))
    assert "den närmaste först: Värnamo, Nässjö, Gislaved" in told
    assert "147 654" in told.replace("\u00a0", " ")
    assert "Styrgränser kräver minst 12 värden, och här finns 10." in told
    assert "7 av dem är mer än dubbelt eller mindre än hälften så stora" in " ".join(region_notes(SV, found))
