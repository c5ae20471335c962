"""Revised values are shown as both the old and the new dataset may be shown."""

from dataclasses import replace

from core.figures.update_table import revised_table
from core.observations.update import difference, updated
from core.wording import words_of
from core.wording.update import what_changes
from tests.observations.made_extracts import months, observations, own_dataset, own_indicator

OWN = own_indicator("own_x", "Egna <b>fall</b>", suppress_below=5, decimals=1)


def update(before: list, after: list):
    old = observations(*months("own_x", "0680", "2025-01", before))
    new = observations(*months("own_x", "0680", "2025-01", after))
    mine = own_dataset(old, (), (OWN,))
    return difference(old, new), mine, replace(mine, observations=updated(old, new))


def shown(before: list, after: list, language: str = "sv") -> list[tuple[str, str]]:
    told, old, new = update(before, after)
    frame = revised_table(words_of(language), told, old.for_showing(), new.for_showing())
    return list(frame.iloc[:, -2:].itertuples(index=False, name=None))


def test_old_and_new_value_stand_beside_each_other():
    assert shown([20, 21, 22], [20, 24, 22]) == [("5,25", "6")]
    assert shown([20, 21, 22], [20, 24, 22], "en") == [("5.25", "6")]


def test_a_count_that_may_not_be_shown_is_not_shown_on_either_side():
    assert shown([20, 3, 22], [20, 4, 22]) == [("–", "–")]
    assert shown([20, 3, 22], [20, 21, 22])[0][0] == "–"
    assert shown([20, 21, 22], [20, 3, 22])[0][1] == "–"


def test_every_kind_of_difference_has_its_line_in_both_languages():
    told, old, new = update([20, 21, None, 23], [20, 22, 24, None, 26])
    for language in ("sv", "en"):
        lines = what_changes(words_of(language), told, old, new)
        assert len(lines) == 6
        assert len(set(lines)) == 6
    same, old, new = update([20], [20])
    assert len(what_changes(words_of("sv"), same, old, new)) == 1
