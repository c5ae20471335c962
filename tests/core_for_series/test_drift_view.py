"""Slow drift of a series of the table: from the chart's own choices, and not shown where it cannot be."""

from dataclasses import replace

import numpy as np
import pytest

from core.spc import cusum_chart, ewma_chart
from core.spc.drift_view import BOUNDS, YEARS_BETWEEN, DriftSettings, drift_view
from core.spc.for_series import Choices
from tests.figures.made_charts import COUNT, MEAN, RATE, ROLLING, SHARE, STEADY, made_chart

RARE = [2, 0, 1, 3, 1, 0, 2, 1, 1, 2, 0, 1] * 3
"""Three years of about 1.2 events among 300 a month."""


def month(text: str) -> np.datetime64:
    return np.datetime64(text, "M")


def test_the_charts_are_those_of_the_engine_with_the_same_choices():
    choices = Choices(
        freeze=month("2022-12"), exclude=(month("2022-03"),), parts=(month("2023-01"),), kind="u"
    )
    numbers = [*STEADY, *STEADY]
    charted = made_chart(RATE, numbers, choices)
    drift = drift_view(charted, choices, DriftSettings(lam=0.1, width=2.7, k=0.4, h=4.0))
    given = {
        "y": charted.series.numerator,
        "n": charted.series.denominator,
        "kind": "u",
        "x": charted.series.months,
        "multiply": 100,
        "freeze": month("2022-12"),
        "exclude": [month("2022-03")],
        "parts": [month("2023-01")],
    }
    assert drift.ewma is not None
    assert drift.ewma.points.equals(ewma_chart(lam=0.1, width=2.7, **given).points)
    assert drift.cusum is not None
    assert drift.cusum.points.equals(cusum_chart(k=0.4, h=4.0, **given).points)


def test_a_slow_rise_is_found_that_no_single_point_shows():
    rise = [*STEADY[:12], *(value + 5 for value in STEADY[:12])]
    frozen = Choices(freeze=month("2022-12"), kind="i")
    charted = made_chart(MEAN, rise, frozen)
    assert not charted.points["beyond_limits"].any()
    drift = drift_view(charted, frozen)
    assert drift.ewma is not None
    assert drift.ewma.points["signal"].any()


def test_a_run_chart_lends_its_spread_from_the_recommended_kind():
    assert drift_view(made_chart(RATE, STEADY, Choices(kind="run"))).kind == "u"
    assert drift_view(made_chart(RATE, STEADY, Choices(kind="i"))).kind == "i"


@pytest.mark.parametrize(
    ("charted", "why"),
    [
        (made_chart(RATE, STEADY[:11]), "few"),
        (made_chart(RATE, STEADY, status=["suppressed"] * 8 + ["ok"] * 16), "hidden"),
        (made_chart(ROLLING, STEADY), "rolling"),
        (made_chart(RATE, STEADY, Choices(freeze=month("2022-05"))), "short_baseline"),
        (made_chart(MEAN, [20] * 24), "no_variation"),
        (made_chart(replace(COUNT, chart="g"), STEADY), "between_events"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_where_it_cannot_be_told_there_is_no_chart_and_a_reason(charted, why):
    choices = Choices(freeze=month("2022-05")) if why == "short_baseline" else Choices()
    drift = drift_view(charted, choices)
    assert (drift.why, drift.ewma, drift.cusum, drift.rare) == (why, None, None, None)


def test_a_part_with_too_few_points_is_not_told():
    choices = Choices(parts=(month("2023-09"),))
    drift = drift_view(made_chart(RATE, STEADY, choices), choices)
    assert drift.told.tolist() == [True] * 20 + [False] * 4


def test_missing_hidden_excluded_and_provisional_points_add_nothing():
    status = ["ok"] * 24
    status[4], status[5], status[23] = "missing", "suppressed", "provisional"
    choices = Choices(exclude=(month("2022-08"),))
    drift = drift_view(made_chart(RATE, STEADY, choices, status=status), choices)
    assert drift.cusum is not None
    levels = drift.cusum.points["c_plus"].to_numpy()
    assert np.flatnonzero(np.isnan(levels)).tolist() == [4, 5, 7, 23]


# Rare events


def test_rare_events_get_limits_that_chance_passes_once_in_ten_years():
    drift = drift_view(made_chart(SHARE, RARE, of=300))
    assert drift.rare is not None
    more, fewer = drift.rare.more, drift.rare.fewer
    assert more.p0 == pytest.approx(sum(RARE) / (300 * len(RARE)))
    together = 1 / (1 / more.run_length + 1 / fewer.run_length)
    assert together == pytest.approx(12 * YEARS_BETWEEN, rel=0.02)
    assert more.odds_ratio == pytest.approx(2)
    assert fewer.odds_ratio == pytest.approx(1 / 2)


def test_the_share_without_change_is_that_of_the_baseline_and_the_latest_part():
    doubled = [*RARE, *(2 * value for value in RARE)]
    frozen = Choices(freeze=month("2024-12"))
    rare = drift_view(made_chart(SHARE, doubled, frozen, of=300), frozen).rare
    assert rare is not None
    assert rare.more.p0 == pytest.approx(np.mean(RARE) / 300)
    assert rare.more.points["signal"].any()
    parted = Choices(parts=(month("2025-01"),))
    rare = drift_view(made_chart(SHARE, doubled, parted, of=300), parted).rare
    assert rare is not None
    assert rare.months[0] == month("2025-01")
    assert rare.more.p0 == pytest.approx(2 * np.mean(RARE) / 300)


@pytest.mark.parametrize(
    "charted",
    [
        made_chart(SHARE, STEADY),
        made_chart(RATE, RARE),
        made_chart(SHARE, [value + 0.5 for value in RARE], of=300),
        made_chart(SHARE, [0] * 36, of=300),
    ],
    ids=["not rare", "a rate", "not whole", "no events"],
)
def test_other_series_have_no_chart_of_rare_events(charted):
    assert drift_view(charted).rare is None


@pytest.mark.parametrize("end", [0, 1])
def test_the_bounds_of_the_parameters_can_be_computed(end: int):
    settings = DriftSettings(**{name: bound[end] for name, bound in BOUNDS.items()})
    drift = drift_view(made_chart(RATE, STEADY), None, settings)
    assert drift.ewma is not None
    assert drift.cusum is not None
    low, high = (75, 2500), (15, 25_000)
    assert low[0] < drift.ewma.run_length < low[1]
    assert high[0] < drift.cusum.run_length < high[1]
