"""Every rule against the same definition written as a slow loop over one series."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.spc.rules import RULE_SETS
from core.spc.rules.part import Part

RULES = {rule.code: rule for rules in RULE_SETS.values() for rule in rules.rules if rules.name != "anhoej"}


def stretches(values, size, good):
    """Places in every window of ``size`` for which ``good`` says yes."""
    found = set()
    for first in range(len(values) - size + 1):
        if good(values[first : first + size]):
            found |= set(range(first, first + size))
    return found


def rising(window):
    return all(a < b for a, b in pairwise(window))


def falling(window):
    return rising([-v for v in window])


def trend(values, size):
    return stretches(values, size, rising) | stretches(values, size, falling)


def one_side(values, size):
    return stretches(values, size, lambda w: min(w) > 0) | stretches(values, size, lambda w: max(w) < 0)


def beyond(values, sigmas, least, size):
    found = set()
    size = min(size, len(values))
    for sign in (1, -1):
        for first in range(len(values) - size + 1):
            far = [first + k for k in range(size) if sign * values[first + k] > sigmas]
            found |= set(far) if len(far) >= least else set()
    return found


def by_turns(window):
    steps = [b - a for a, b in pairwise(window)]
    return all(a * b < 0 for a, b in pairwise(steps))


def past(keep, rule):
    """``rule`` over the places in ``keep`` only, told as places among all."""

    def applied(values):
        kept = keep(values)
        return {kept[k] for k in rule([values[i] for i in kept])}

    return applied


def off_the_line(values):
    return [i for i, v in enumerate(values) if v != 0]


def first_of_equals(values):
    return [i for i, v in enumerate(values) if i == 0 or v != values[i - 1]]


def mixture(window):
    return all(abs(v) > 1 for v in window) and max(window) > 0 > min(window)


def loops(limited: bool):
    """Every rule of points around 0 with sigma 1, as a function from values to places."""
    return {
        "ihi_shift": past(off_the_line, lambda v: one_side(v, 8 if limited else 6)),
        "ihi_trend": past(first_of_equals, lambda v: trend(v, 6 if limited else 5)),
        "mdc_shift": lambda v: one_side(v, 7),
        "mdc_trend": lambda v: trend(v, 7),
        "mdc_near_limit": lambda v: beyond(v, 2, 2, 3),
        "western_electric_2": lambda v: beyond(v, 2, 2, 3),
        "western_electric_3": lambda v: beyond(v, 1, 4, 5),
        "western_electric_4": lambda v: one_side(v, 8),
        "nelson_2": lambda v: one_side(v, 9),
        "nelson_3": lambda v: trend(v, 6),
        "nelson_4": lambda v: stretches(v, 14, by_turns),
        "nelson_5": lambda v: beyond(v, 2, 2, 3),
        "nelson_6": lambda v: beyond(v, 1, 4, 5),
        "nelson_7": lambda v: stretches(v, 15, lambda w: max(abs(x) for x in w) < 1),
        "nelson_8": lambda v: stretches(v, 8, mixture),
    }


def part_of(rows, counted, limited):
    value = np.array(rows, dtype=float)
    shape = (len(value), 1)
    centre, sigma = np.zeros(shape), np.ones(shape)
    limits = (np.full(shape, -3.0), np.full(shape, 3.0))
    return Part.of(value, centre, limits, np.array(counted), sigma if limited else None, limited=limited)


def expected(code, row, counted, limited):
    if RULES[code].zones and not limited:
        return set()
    places = [i for i, counts in enumerate(counted) if counts]
    found = loops(limited)[code]([row[i] for i in places]) if places else set()
    return {places[k] for k in found}


def made_rows(draw):
    """A few rows of halves: levels, slopes and saws pieced together, so that long patterns come up."""
    length = draw(st.integers(1, 45))
    near, far = st.integers(-7, 7), st.sampled_from([-5, -3, 3, 5])
    piece = st.one_of(
        st.lists(near, min_size=1, max_size=6),
        st.lists(far, min_size=6, max_size=10),
        st.lists(st.integers(1, 7), min_size=5, max_size=11),
        st.lists(st.integers(-7, 0), min_size=5, max_size=11),
        st.lists(st.sampled_from([-1, 0, 1]), min_size=10, max_size=18),
        st.integers(4, 9).map(lambda k: list(range(-4, k - 4))),
        st.integers(4, 9).map(lambda k: [4 - i for i in range(k)]),
        st.integers(5, 16).map(lambda k: [3 if i % 2 else -2 for i in range(k)]),
    )
    rows = []
    for _ in range(draw(st.integers(1, 3))):
        row: list[int] = []
        while len(row) < length:
            row += draw(piece)
        rows.append([v / 2 for v in row[:length]])
    return rows


@st.composite
def made_parts(draw):
    rows = made_rows(draw)
    width = len(rows[0])
    rare = st.sampled_from([True] * 9 + [False])
    counted = [draw(st.lists(rare, min_size=width, max_size=width)) for _ in rows]
    if draw(st.booleans()):
        counted = [[True] * width for _ in rows]
    missing = draw(st.booleans())
    rows = [
        [math.nan if missing and not c else v for v, c in zip(row, counts, strict=True)]
        for row, counts in zip(rows, counted, strict=True)
    ]
    return rows, counted, draw(st.booleans())


@given(made_parts())
@settings(max_examples=250, deadline=None)
def test_every_rule_marks_the_points_that_the_loop_marks(made):
    rows, counted, limited = made
    part = part_of(rows, counted, limited)
    for code, rule in RULES.items():
        marked = rule.points(part)
        assert marked.shape == part.counted.shape
        for row, counts, found in zip(rows, counted, marked, strict=True):
            assert set(np.flatnonzero(found).tolist()) == expected(code, row, counts, limited), code


PATTERNS = {
    "ihi_shift": [1.5, 0.5] * 4,
    "ihi_trend": [-1, -0.5, -0.5, 0, 0.5, 1, 1.5],
    "mdc_shift": [1, 0.5, 1, 1.5, 1, 0.5, 1],
    "mdc_trend": [-1.5, -1, -0.5, 0, 0.5, 1, 1.5],
    "mdc_near_limit": [2.5, 0, 2.5],
    "western_electric_2": [-2.5, -2.5],
    "western_electric_3": [1.5, 1.5, 0, 1.5, 1.5],
    "western_electric_4": [0.5] * 8,
    "nelson_2": [-0.5] * 9,
    "nelson_3": [1, 0.5, 0, -0.5, -1, -1.5],
    "nelson_4": [0.5, -0.5] * 7,
    "nelson_5": [2.5, 2.5, 0],
    "nelson_6": [-1.5, 0, -1.5, -1.5, -1.5],
    "nelson_7": [0.5, -0.5, 0, 0.5, 0.5] * 3,
    "nelson_8": [1.5, -1.5, 1.5, 1.5, -1.5, -1.5, 1.5, 1.5],
}


@pytest.mark.parametrize("code", RULES)
def test_a_pattern_fires_and_one_point_less_does_not(code):
    pattern, rule = PATTERNS[code], RULES[code]
    assert rule.points(part_of([pattern], [[True] * len(pattern)], True)).any()
    fewer = pattern[:-1] if pattern[-1] else pattern[1:]
    assert not rule.points(part_of([fewer], [[True] * len(fewer)], True)).any()


@pytest.mark.parametrize("code", RULES)
def test_a_pattern_goes_on_past_a_missing_point_and_the_same_upside_down(code):
    pattern = [*PATTERNS[code][:1], math.nan, *PATTERNS[code][1:]]
    counted = [[not math.isnan(v) for v in pattern]]
    marked = RULES[code].points(part_of([pattern], counted, True))
    assert marked.any()
    assert not marked[0, 1]
    turned = RULES[code].points(part_of([[-v for v in pattern]], counted, True))
    assert (turned == marked).all()


@pytest.mark.parametrize("code", ["mdc_shift", "western_electric_4", "nelson_2"])
def test_a_point_on_the_line_ends_a_shift(code):
    row = [0.5] * 5 + [0] + [0.5] * 5
    assert not RULES[code].points(part_of([row], [[True] * 11], True)).any()


def test_a_point_on_the_median_neither_counts_nor_ends_a_shift_in_a_run_chart():
    row = [0.5, 0.5, 0, 0.5, 0.5, 0.5, 0, 0.5]
    marked = RULES["ihi_shift"].points(part_of([row], [[True] * 8], False))
    assert np.flatnonzero(marked).tolist() == [0, 1, 3, 4, 5, 7]


def test_equal_neighbours_end_a_trend_but_not_the_one_of_ihi():
    row = [-2, -1.5, -1, -1, -0.5, 0, 0.5, 1]
    counted = [[True] * 8]
    assert not RULES["nelson_3"].points(part_of([row], counted, True)).any()
    marked = RULES["ihi_trend"].points(part_of([row], counted, True))
    assert np.flatnonzero(marked).tolist() == [0, 1, 2, 4, 5, 6, 7]


def test_two_points_near_opposite_limits_are_no_signal():
    assert not RULES["mdc_near_limit"].points(part_of([[2.5, -2.5, 0]], [[True] * 3], True)).any()
