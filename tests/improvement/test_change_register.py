"""A register keeps changes, finds them, and overwrites nothing."""

from dataclasses import replace

import numpy as np
import pytest

from core.improvement import Change, InMemoryRegister, fresh_id, matching, read_changes
from core.indicators import load_catalogue, load_units
from core.indicators.text import Text
from core.simulate import load_changes
from core.simulate.write import FOLDER

ONE = Change("one", ("0683", "0687"), "2024-04", Text.of("Ett"), outcome=("visits",), balancing=("load",))
TWO = Change("two", ("0683",), "2025-01", Text.of("Två"), process=("share",))


def test_a_change_is_found_for_each_of_its_units_and_indicators():
    assert matching((ONE, TWO), "0683", "load") == (ONE,)
    assert matching((ONE, TWO), "0687", "visits") == (ONE,)
    assert matching((ONE, TWO), "0683", "share") == (TWO,)
    assert matching((ONE, TWO), "0687", "share") == ()
    assert matching((ONE, TWO), "06", "visits") == ()


def test_units_and_month_are_readable_as_a_file_has_them():
    assert (ONE.unit, TWO.unit) == ("0683|0687", "0683")
    assert ONE.month == np.datetime64("2024-04", "M")


def test_a_register_keeps_changes_in_their_order_until_they_are_removed():
    register = InMemoryRegister([ONE])
    register.add(TWO)
    assert register.all() == (ONE, TWO)
    register.remove("one")
    assert register.all() == (TWO,)


def test_nothing_is_overwritten_and_nothing_removed_that_is_not_there():
    register = InMemoryRegister([ONE])
    with pytest.raises(ValueError, match="already"):
        register.add(replace(TWO, id="one"))
    with pytest.raises(KeyError):
        register.remove("two")
    assert register.all() == (ONE,)


def test_two_registers_share_nothing():
    one, other = InMemoryRegister([ONE]), InMemoryRegister()
    other.add(TWO)
    assert one.all() == (ONE,)


def test_a_fresh_id_is_never_taken():
    register = InMemoryRegister()
    for expected in ("0683-2024-04", "0683-2024-04-2", "0683-2024-04-3"):
        made = fresh_id(register, "0683", "2024-04")
        assert made == expected
        register.add(replace(ONE, id=made))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"id": ""}, "lacks"),
        ({"units": ()}, "lacks"),
        ({"name": Text("", "")}, "lacks"),
        ({"outcome": (), "balancing": ()}, "lacks"),
        ({"units": ("a", "a")}, "repeated"),
        ({"units": ("a|b",)}, "not fit"),
        ({"id": " a"}, "not fit"),
        ({"outcome": ("a\nb",)}, "not fit"),
        ({"start": "2024"}, "no month"),
        ({"start": "2024-13"}, "no month"),
        ({"smallest_change": 0.0}, "between 0 and 1"),
        ({"smallest_change": float("nan")}, "between 0 and 1"),
    ],
)
def test_a_change_that_cannot_be_is_not_made(wrong: dict, says: str):
    with pytest.raises(ValueError, match=says):
        replace(ONE, **wrong)


def test_the_sample_countys_file_names_units_and_indicators_that_exist():
    content = (FOLDER / "changes.csv").read_bytes()
    changes = read_changes(content, load_catalogue(FOLDER), load_units(FOLDER))
    assert changes == load_changes()
    assert len(changes) == 6
    assert {change.smallest_change for change in changes} == {0.10}
