"""Two-sided tabular CUSUM against the textbook, published run lengths and a loop."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import spc
from core.spc.run_length import cusum_run_length

# The same data as in the EWMA tests (Montgomery, ch. 9).
SHIFTED = [
    9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.20, 10.34, 9.03, 11.47, 10.51, 9.40, 10.08,
    9.37, 10.62, 10.31, 8.52, 10.84, 10.90, 9.33, 12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31, 10.52,
]  # fmt: skip


def test_the_textbook_example_signals_at_its_29th_observation():
    chart = spc.cusum_chart(SHIFTED, centre=10, sigma=1, k=0.5, h=5)
    points = chart.points
    assert points["c_plus"].tolist()[:8] == pytest.approx([0, 0, 0, 1.16, 2.82, 2.5, 0.04, 1.0])
    assert points["c_minus"].tolist()[:8] == pytest.approx([0.05, 1.56, 1.77, 0, 0, 0, 1.46, 0])
    assert points["c_plus"][28] == pytest.approx(5.28)
    assert points["n_plus"][28] == 7
    assert np.flatnonzero(points["signal_up"]).tolist() == [28, 29]
    assert not points["signal_down"].any()
    (shift,) = chart.shifts
    assert (shift.way, shift.signalled, shift.began) == ("up", 28, 22)
    assert shift.size == pytest.approx(0.5 + 5.28 / 7)
    assert chart.caveats == ()


@pytest.mark.parametrize(("k", "h"), [(0.25, 8.01), (0.5, 4.77), (0.75, 3.34), (1.0, 2.52), (1.25, 1.99)])
def test_pairs_that_the_textbook_gives_for_370_points_have_that_run_length(k, h):
    assert cusum_run_length(k, h) == pytest.approx(370, rel=0.01)


@pytest.mark.parametrize(
    ("shift", "four", "five"),
    [(0, 168, 465), (0.25, 74.2, 139), (0.5, 26.6, 38.0), (1, 8.38, 10.4), (2, 3.34, 4.01), (3, 2.19, 2.57)],
)
def test_run_lengths_of_the_textbook(shift, four, five):
    # The table gives three digits.
    assert cusum_run_length(0.5, 4, shift) == pytest.approx(four, rel=0.004)
    assert cusum_run_length(0.5, 5, shift) == pytest.approx(five, rel=0.004)


def test_run_lengths_are_near_siegmunds_approximation():
    for k, h in ((0.5, 4.0), (0.4, 6.0)):
        b = h + 1.166
        one_sided = (np.exp(2 * k * b) - 2 * k * b - 1) / (2 * k * k)
        assert cusum_run_length(k, h) == pytest.approx(one_sided / 2, rel=0.05)


def test_the_run_length_is_what_simulation_gives():
    y = np.random.default_rng(4).normal(size=(3000, 500))
    charts = spc.cusum_charts(y, centre=0, sigma=1, k=0.5, h=2.5)
    signal = charts.signal_up | charts.signal_down
    assert signal.any(axis=1).mean() > 0.99
    lengths = np.where(signal.any(axis=1), signal.argmax(axis=1) + 1, 500)
    assert charts.run_length == pytest.approx(lengths.mean(), abs=4 * lengths.std() / np.sqrt(3000))


points = st.lists(st.tuples(st.integers(0, 30), st.sampled_from("uuuuxm")), min_size=3, max_size=25)


@given(points, st.data())
@settings(max_examples=50, deadline=None)
def test_sums_agree_with_a_loop(given_points, data):
    part = data.draw(st.integers(1, len(given_points) - 1))
    y = [np.nan if mark == "m" else value for value, mark in given_points]
    out = [at for at, (_, mark) in enumerate(given_points) if mark == "x"]
    shown = spc.cusum_chart(y, kind="c", k=0.25, h=2, exclude=out, parts=[part]).points
    plus = minus = n_plus = n_minus = 0.0
    for at, (_, mark) in enumerate(given_points):
        if at == part:
            plus = minus = n_plus = n_minus = 0.0
        row = shown.loc[at]
        if mark != "u" or np.isnan(row["z"]):
            assert np.isnan(row["c_plus"])
            assert not row[["signal_up", "signal_down"]].any()
            continue
        plus, minus = max(0.0, plus + row["z"] - 0.25), max(0.0, minus - row["z"] - 0.25)
        n_plus, n_minus = (n_plus + 1) * (plus > 1e-9), (n_minus + 1) * (minus > 1e-9)
        assert (row["c_plus"], row["c_minus"]) == pytest.approx((plus, minus), abs=1e-9)
        assert (row["n_plus"], row["n_minus"]) == (n_plus, n_minus)
        if abs(plus - 2) > 1e-9 and abs(minus - 2) > 1e-9:
            assert (row["signal_up"], row["signal_down"]) == (plus > 2, minus > 2)


def test_a_shift_down_after_a_gap_is_dated_by_months():
    x = np.arange(np.datetime64("2023-01"), np.datetime64("2025-01"))
    y = np.concatenate([np.tile([10.0, 11, 9, 10.5, 9.5, 10], 2), np.full(12, 8.6)])
    y[14] = np.nan
    chart = spc.cusum_chart(y, x=x, freeze=12)
    (shift,) = chart.shifts
    assert shift.way == "down"
    assert shift.size < 0
    assert shift.began == np.datetime64("2024-01")
    assert shift.signalled > np.datetime64("2024-03")


def test_settings_that_cannot_be_are_refused():
    for choices, words in (
        ({"k": -1}, "k is -1"),
        ({"h": 0}, "h is 0"),
        ({"kind": "t"}, "no standard deviation"),
    ):
        with pytest.raises(ValueError, match=words):
            spc.cusum_chart([3, 4, 6, 5], **choices)
