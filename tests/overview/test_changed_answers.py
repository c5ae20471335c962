"""Whether the answer about a change is another than last time: the same rules on the numbers up to then."""

from dataclasses import replace

import numpy as np
import pytest

from core.change.for_dataset import judged
from core.indicators import Text
from core.observations.cut import between
from core.overview.as_of import AsOf
from core.overview.attention import attention
from core.overview.chance import Chance
from core.overview.county import county, series_of
from core.overview.running import answer_of, concerning, running
from core.simulate.register import load_changes
from core.simulate.sample import load_sample
from core.wording import words_of
from core.wording.overview import overview_details, overview_headline
from core.wording.overview_cards import card_text

REGISTER = load_changes()
LATEST = np.datetime64("2026-08", "M")
SV = words_of("sv")
NO_CHANCE = Chance(20, 0.3, 0, 2)


@pytest.fixture(scope="module")
def sample():
    return load_sample().for_showing()


def one_of(sample, change_id, since, register=REGISTER):
    """The change of that id in its own unit."""
    unit = next(change for change in register if change.id == change_id).units[0]
    found = running(sample, unit, register, LATEST, since=np.datetime64(since, "M"))
    return next(one for one in found if one.change.id == change_id)


def test_a_change_that_could_not_be_told_of_then_and_can_now_has_another_answer(sample):
    found = one_of(sample, "hembesok-vaggeryd", "2026-04")
    assert found.then is not None
    assert (answer_of(found.then), answer_of(found.judged)) == (("untold", ""), ("likely", "better"))
    assert found.turned


def test_the_same_answer_then_and_now_is_nothing_new(sample):
    found = one_of(sample, "hembesok-varnamo", "2026-05")
    assert found.then is not None
    assert answer_of(found.then) == answer_of(found.judged) == ("clear", "better")
    assert not found.turned


def test_a_change_that_had_not_begun_had_no_answer_to_change(sample):
    found = one_of(sample, "hembesok-vaggeryd", "2025-02")
    assert found.then is None
    assert not found.turned


def test_that_nothing_could_be_said_for_other_reasons_is_no_other_answer(sample):
    found = one_of(sample, "hembesok-mullsjo", "2025-09")
    assert found.then is not None
    assert answer_of(found.then) == answer_of(found.judged) == ("untold", "")
    assert not found.turned


@pytest.mark.parametrize("since", ["2024-04", "2025-03", "2026-05"])
def test_the_answer_of_then_is_that_of_a_table_that_ends_there(sample, since):
    month = np.datetime64(since, "M")
    then = AsOf(sample, month)
    for change in REGISTER:
        for indicator in change.indicators:
            for unit in change.units:
                whole, cut = sample.series(indicator, unit), then.series(indicator, unit)
                if cut is not None:
                    assert cut.months[-1] <= month
                    assert np.array_equal(cut.value, between(whole, None, month).value, equal_nan=True)
    found = one_of(sample, "hembesok-varnamo", since)
    assert found.then is not None
    known = [change for change in REGISTER if change.month <= month]
    alone = judged(then, found.judged.asked, known)
    assert alone.verdict.p == found.then.verdict.p
    assert alone.verdict.interval == found.then.verdict.interval
    if found.then.verdict.n_after:
        assert found.then.verdict.n_after < found.judged.verdict.n_after


def test_what_began_later_and_what_was_written_down_later_does_not_touch_the_answer_of_then(sample):
    later = replace(REGISTER[0], id="senare", units=("0680",), start="2026-07", name=Text("Senare", "Later"))
    with_it = one_of(sample, "hembesok-varnamo", "2026-05", (*REGISTER, later))
    without = one_of(sample, "hembesok-varnamo", "2026-05")
    assert with_it.then is not None
    assert without.then is not None
    assert with_it.then.verdict.p == without.then.verdict.p


@pytest.mark.parametrize("back", [1, 5, 14, 23])
def test_every_change_of_the_sample_has_an_answer_whenever_last_time_was(sample, back):
    for change in REGISTER:
        found = running(sample, change.units[0], REGISTER, LATEST, since=LATEST - back)
        assert any(one.change.id == change.id for one in found)


def test_a_county_sees_the_changes_of_its_units_and_a_health_centre_those_of_its_municipality(sample):
    assert len(concerning(sample, "06", REGISTER, LATEST)) == len(REGISTER)
    assert len(running(sample, "06", REGISTER, LATEST)) == 4
    months = [change.month for change in concerning(sample, "06", REGISTER, LATEST)]
    assert months == sorted(months, reverse=True)
    centre = next(unit for unit in sample.units.of_level("health_centre") if unit.parent)
    above = {unit.id for unit in sample.units.ancestors(centre.id)}
    seen = {unit for change in concerning(sample, centre.id, REGISTER, LATEST) for unit in change.units}
    assert seen <= above | {centre.id}


def test_a_changed_answer_comes_before_targets_and_tells_both_answers_once(sample):
    units = [sample.units["0665"], sample.units["06"]]
    since = np.datetime64("2026-04", "M")
    found = county(series_of(sample, units), since)
    changes = running(sample, "0665", REGISTER, LATEST, since=since)
    seen = attention(found.of_unit("0665"), changes, others=found.cells)
    assert seen.answers == 1
    order = [card.reason for card in seen.cards]
    assert order.index("answer") < min(k for k, reason in enumerate(order) if reason.startswith("target"))
    told = card_text(SV, seen.cards[order.index("answer")])
    assert told.sentence.startswith("Trolig förbättring. Akutbesök i Vaggeryd")
    assert told.sentence.endswith("I slutet av april 2026 var svaret ”går inte att avgöra än”.")
    assert " mot väntade " in told.value
    assert told.beside.startswith("−")
    together = " ".join((told.reason, told.name, told.value, told.beside, told.sentence)).lower()
    assert together.count("trolig förbättring") == 1
    headline = overview_headline(SV, seen, "Vaggeryd", since)
    assert "en förändring har fått ett nytt svar" in headline
    cells = found.of_unit("0665")
    chance = "kan skifta av slumpen"
    assert chance in overview_details(SV, seen, cells, NO_CHANCE)
    assert chance not in overview_details(SV, attention(cells), cells, NO_CHANCE)


def test_a_change_elsewhere_is_drawn_beside_the_numbers_of_where_it_was_made(sample):
    units = [sample.units["06"], sample.units["0687"]]
    found = county(series_of(sample, units), LATEST - 3)
    changes = [one for one in running(sample, "06", REGISTER, LATEST) if one.change.units == ("0687",)]
    with_others = attention(found.of_unit("06"), changes, most=30, others=found.cells).cards
    (card,) = [card for card in with_others if card.running]
    assert card.cell is not None
    assert card.cell.unit.id == "0687"
    (alone,) = [card for card in attention(found.of_unit("06"), changes, most=30).cards if card.running]
    assert alone.cell is None
