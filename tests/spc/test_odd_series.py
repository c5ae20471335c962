"""Odd series and choices: a chart that holds together, or an error for people."""

import warnings

import numpy as np
import pytest
from any_kind import one_chart

from core import spc
from core.spc.standing import standings

NOTHING = [np.nan] * 5
ODD = {
    "one point": [3.0],
    "two points": [3.0, 5.0],
    "nothing": NOTHING,
    "zeros": [0.0] * 24,
    "two points far apart": [3.0, np.nan, np.nan, 4.0],
    "large": list(1e15 + np.array([1, 3, 2, 5, 4] * 5)),
    "as large as may be": list(9e59 * np.array([0.1, 1, 0.7, 0.9, 0.3] * 5)),
    "next to nothing": list(1e-300 * np.array([1, 1.5, 1.2, 1.3, 1.1] * 5)),
}
DIVIDED = {
    "in one": {},
    "with a part of one point": {"parts": [-1]},
    "with nothing left": {"exclude": "all"},
    "with one point that sets limits": {"freeze": 1},
    "not settled": {"provisional": "all"},
}


def divided(how, n):
    every = list(range(n))
    choice = {"parts": [n - 1], "exclude": every, "freeze": 1, "provisional": every}
    return {name: choice[name] for name in DIVIDED[how]}


@pytest.mark.parametrize("kind", spc.KINDS)
@pytest.mark.parametrize("how", DIVIDED)
def test_odd_series_are_charts_without_a_pretended_line(kind, how):
    for name, numbers in ODD.items():
        y, n = np.array(numbers), np.full(len(numbers), 1e60)
        chart = one_chart(kind, y, n, x=np.datetime64("1899-11") + np.arange(len(y)), **divided(how, len(y)))
        lines = chart.points[["cl", "lcl", "ucl"]].to_numpy()
        assert not np.isinf(lines).any(), name
        assert len(chart.points) == len(y)
        assert chart.summary["part"].tolist() == list(range(1, len(chart.summary) + 1))
        assert len({caveat.code for caveat in chart.caveats}) == len(chart.caveats)
        assert len(standings(chart.batch, "up", 1.0)) == 1
        if how in {"with nothing left", "not settled"}:
            assert np.isnan(lines).all()
            assert not chart.points[["beyond_limits", "runs_signal"]].to_numpy().any()
            assert spc.rephase.proposals(chart) == ()


def test_all_zero_counts_have_a_line_at_zero_no_limits_and_no_signal():
    for kind in ("c", "u", "uprime", "p", "pprime"):
        chart = one_chart(kind, np.zeros(24), np.full(24, 50.0))
        assert chart.points["cl"].eq(0).all()
        assert not chart.has_limits
        assert not chart.points[["beyond_limits", "runs_signal"]].to_numpy().any()
        assert "constant" in {caveat.code for caveat in chart.caveats}


def test_a_part_may_begin_with_the_last_point():
    chart = spc.control_chart(np.arange(1.0, 13), kind="i", parts=[11])
    assert chart.summary["n_obs"].tolist() == [11, 1]
    assert chart.points["cl"].iloc[-1] == 12
    assert np.isnan(chart.points["ucl"].iloc[-1])


@pytest.mark.parametrize(
    ("choice", "says"),
    [
        ({"freeze": 13}, "freeze: 13 is not a number of leading points from 1 to 12"),
        ({"freeze": 0}, "freeze: 0 is not"),
        ({"parts": [12]}, "parts: position 12 is outside 0 to 11"),
        ({"parts": [-1]}, "parts: position -1"),
        ({"multiply": 0}, "multiply is 0; it must be above 0"),
        ({"multiply": -100}, "multiply is -100"),
        ({"multiply": np.nan}, "multiply is nan"),
        ({"target": "lagom"}, "target must hold numbers"),
        ({"centre": "lagom"}, "centre must hold numbers"),
        ({"x": 5}, "x has 1 points and y has 12"),
        ({"x": np.arange(12)[::-1]}, "x must increase: 10 at position 1"),
        ({"y": np.full(12, 1e61)}, "y is too large to compute with: position 0"),
        ({"kind": "u", "n": np.full(12, 1e-61)}, "n is too small to divide by: position 0"),
    ],
)
def test_what_cannot_be_is_refused_in_words(choice, says):
    with pytest.raises(ValueError, match=says):
        spc.control_chart(**{"y": np.arange(1.0, 13), "kind": "i", **choice})


def test_numbers_written_as_text_are_numbers_and_words_are_not():
    assert spc.control_chart(["1", "2.5"], kind="i").points["y"].tolist() == [1, 2.5]
    with pytest.raises(ValueError, match="y must hold numbers"):
        spc.control_chart(["1,5", "2,5"], kind="i")
    with pytest.raises(ValueError, match="numerator must hold numbers"):
        spc.funnel(["många"], [2], ["a"])


@pytest.mark.parametrize("of", [spc.ewma_chart, spc.cusum_chart])
def test_drift_of_odd_series_signals_nothing(of):
    for y in (ODD["one point"], ODD["nothing"], ODD["zeros"]):
        points = of(y, kind="c").points
        assert points["z"].isna().all()
        assert not points.filter(like="signal").to_numpy().any()


def test_run_lengths_that_cannot_be_told_are_infinite_or_refused_never_negative():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for length in (
            spc.cusum_chart([1, 2, 4], kind="i", k=100).run_length,
            spc.cusum_chart([1, 2, 4], kind="i", k=0.5, h=30).run_length,
            spc.ewma_chart([1, 2, 4], kind="i", lam=0.2, width=8).run_length,
            spc.ewma_chart([1, 2, 4], kind="i", lam=1, width=8).run_length,
        ):
            assert length == np.inf
    with pytest.raises(ValueError, match="h is 400; it must be above 0 and at most 30"):
        spc.cusum_chart([1, 2, 4], kind="i", h=400)
    with pytest.raises(ValueError, match="width is 40; it must be above 0 and at most 8"):
        spc.ewma_chart([1, 2, 4], kind="i", width=40)
    with pytest.raises(ValueError, match=r"lam is 1e-06; it must be at least 0\.01"):
        spc.ewma_chart([1, 2, 4], kind="i", lam=1e-6)


def test_slow_averages_have_the_run_length_of_a_simulation():
    """Limits that are reached slowly, from many nodes: 1 015 points for λ = 0.01 and L = 2.4."""
    rng = np.random.default_rng(7)
    lam, width, many = 0.01, 2.4, 4000
    average, steps = np.zeros(many), np.zeros(many)
    going = np.ones(many, dtype=bool)
    for t in range(1, 12_000):
        average[going] += lam * (rng.standard_normal(int(going.sum())) - average[going])
        steps[going] = t
        limit = width * np.sqrt(lam / (2 - lam) * (1 - (1 - lam) ** (2 * t)))
        going &= np.abs(average) <= limit
        if not going.any():
            break
    error = steps.std() / np.sqrt(many)
    told = spc.ewma_chart([1, 2, 4], kind="i", lam=lam, width=width).run_length
    assert abs(steps.mean() - told) < 4 * error
