"""Numbers along a funnel's axis: round, within it, and where the small units are too."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.figures.root_ticks import root_ticks


@pytest.mark.parametrize(("low", "high"), [(40, 480), (3, 60), (100, 3500), (900, 120_000), (380, 420)])
def test_there_are_numbers_in_every_third_of_the_axis(low: float, high: float):
    ticks = root_ticks(low, high)
    along = (np.sqrt(ticks) - np.sqrt(low)) / (np.sqrt(high) - np.sqrt(low))
    assert np.histogram(along, bins=3, range=(0, 1))[0].min() >= 1
    assert 5 <= len(ticks) <= 6


@given(st.floats(0, 1e6), st.floats(1e-3, 1e6))
def test_numbers_lie_on_the_axis_in_order_and_once(low: float, wide: float):
    ticks = root_ticks(low, low + wide)
    assert ticks == sorted(set(ticks))
    slack = 1e-9 * (low + wide)
    assert all(low - slack <= tick <= low + wide + slack for tick in ticks)


def test_an_axis_of_units_below_five_hundred_has_round_numbers_there():
    assert all(tick < 480 and tick % 5 == 0 for tick in root_ticks(40, 480))


def test_units_of_one_size_are_left_to_the_browser():
    assert root_ticks(50, 50) == []


def test_no_part_of_a_unit_is_among_them():
    """Vega would write 0.25 with the decimals of its own steps, as 0.3."""
    assert root_ticks(0.2, 1.1) == []
    assert all(tick.is_integer() for tick in root_ticks(0, 20))
