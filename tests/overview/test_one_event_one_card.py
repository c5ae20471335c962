"""Cards that tell one event are one: the same measure in other units, measures that share a denominator."""

from dataclasses import replace

import numpy as np
import pytest

from core.indicators import Text, Unit
from core.overview.attention import attention
from core.overview.county import county
from core.wording import words_of
from core.wording.overview_cards import card_text
from tests.figures.made_charts import PLACE, RATE, SHARE, STEADY
from tests.overview.made_cells import SINCE, measured, named

SV = words_of("sv")
QUIET, HIGH = list(STEADY), [*STEADY[:-1], 60]
LOW = [*STEADY[:-1], 0]
COUNTY = Unit("06", Text("Länet", "The county"), "county")
NEAR = Unit("0680", Text("Jönköping", "Jönköping"), "municipality")
ENROLLED = Text("Inskrivna", "Enrolled")


def cards(*asked, others=()):
    found = county([*asked, *others], np.datetime64(SINCE, "M"))
    return attention(found.of_unit(PLACE.id), others=found.cells).cards


def test_the_same_new_signal_elsewhere_is_told_on_the_card():
    (card,) = cards(measured(RATE, HIGH), others=[measured(RATE, HIGH, COUNTY), measured(RATE, QUIET, NEAR)])
    assert [unit.id for unit in card.also_in] == ["06"]
    assert "Samma nya signal finns i Länet." in card_text(SV, card).sentence


def test_a_signal_the_other_way_or_an_old_one_is_not_the_same():
    old = [*STEADY[:10], *[60] * 14]
    (card,) = cards(measured(RATE, HIGH), others=[measured(RATE, LOW, COUNTY), measured(RATE, old, NEAR)])
    assert card.also_in == ()


def test_measures_with_one_denominator_that_move_alike_share_a_card():
    one, two = (replace(named(RATE, name), denominator=ENROLLED) for name in ("Ett", "Två"))
    (card,) = cards(measured(one, HIGH), measured(two, HIGH))
    assert (card.cell.indicator.id, [cell.indicator.id for cell in card.also]) == ("Ett", ["Två"])
    told = card_text(SV, card)
    assert told.name == "Ett"
    assert "Också Två, åt samma håll och med samma nämnare" in told.sentence
    assert "det kan vara en och samma händelse" in told.sentence


@pytest.mark.parametrize(
    ("change", "numbers"),
    [
        ({"denominator": Text("Utskrivna", "Discharged")}, HIGH),
        ({"denominator": None}, HIGH),
        ({"denominator": ENROLLED}, LOW),
        ({"denominator": ENROLLED, "direction": "up"}, HIGH),
    ],
)
def test_what_differs_in_denominator_way_or_what_is_better_has_its_own_card(change, numbers):
    first = replace(named(RATE, "Ett"), denominator=ENROLLED)
    assert len(cards(measured(first, HIGH), measured(replace(named(RATE, "Två"), **change), numbers))) == 2


def divided(indicator, numbers, of):
    """A series whose denominator varies from month to month."""
    series = measured(indicator, numbers)
    return replace(series, series=replace(series.series, denominator=np.asarray(of, dtype=float)))


VARYING = [390 + 3 * (k % 7) for k in range(24)]


@pytest.mark.parametrize(
    ("name", "of", "n_cards"),
    [
        ("Enrolled at the end of the month", VARYING, 1),  # another name for the same numbers
        ("Enrolled", [n + 40 for n in VARYING], 2),  # the same name for other numbers
        ("Enrolled", [np.nan] * 13 + VARYING[13:], 1),  # too few to tell: the name decides
        ("Discharged", [np.nan] * 13 + VARYING[13:], 2),
        ("Discharged", [np.nan] * 2 + VARYING[2:], 1),
    ],
)
def test_numbers_tell_whether_a_denominator_is_the_same_and_its_name_only_where_they_cannot(
    name, of, n_cards
):
    one = replace(named(RATE, "Ett"), denominator=ENROLLED)
    two = replace(named(RATE, "Två"), denominator=Text(name, name) if name != "Enrolled" else ENROLLED)
    assert len(cards(divided(one, HIGH, VARYING), divided(two, HIGH, of))) == n_cards


def test_denominators_that_never_vary_are_not_one_for_being_a_hundred_each():
    one = replace(named(RATE, "Ett"), denominator=ENROLLED)
    two = replace(named(RATE, "Två"), denominator=Text("Svar", "Answers"))
    assert len(cards(divided(one, HIGH, [100] * 24), divided(two, HIGH, [100] * 24))) == 2


def test_the_outcome_stands_first_on_a_shared_card_and_both_are_counted():
    process = replace(named(SHARE, "Process"), denominator=ENROLLED, role="process")
    outcome = replace(named(SHARE, "Utfall"), denominator=ENROLLED, role="outcome")
    found = county([measured(process, HIGH), measured(outcome, HIGH)], np.datetime64(SINCE, "M"))
    seen = attention(found.cells)
    assert [card.cell.indicator.id for card in seen.cards] == ["Utfall"]
    assert seen.new == 2


# What a card says


def test_a_run_is_told_with_its_length_its_first_month_and_the_line():
    (card,) = cards(measured(RATE, [*QUIET[:14], *[26] * 10]))
    told = card_text(SV, card).sentence
    assert told.startswith("10 månader i rad, sedan mars 2023, ligger över centrumlinjen, ")
    assert "mer sällan än slumpen" not in told


def test_few_crossings_alone_are_told_as_what_they_are():
    calm = [20, 21, 22, 21, 22, 20] * 2
    wandering = [x + 4 * ((k // 6) % 2) for k, x in enumerate([*calm, *calm])]
    found = county([measured(RATE, wandering)], np.datetime64("2022-01", "M"))
    stand = found.cells[0].stand
    assert stand.standing.evidence.rules == ("anhoej_crossings",)
    (card,) = attention(found.cells).cards
    assert (
        "mer sällan än slumpen brukar ge: nivån kan ha flyttat sig eller vandra"
        in card_text(SV, card).sentence
    )
