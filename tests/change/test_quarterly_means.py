"""Means that come once a quarter are judged on the noise between quarters: no two months lie side by side."""

import numpy as np
import pytest

from core.change import evaluate, shifts, trend

QUARTERS = np.datetime64("2018-01", "M") + 3 * np.arange(24)


def test_a_quarterly_mean_that_varies_is_not_called_constant():
    values = 5 + np.random.default_rng(4).normal(0, 0.3, 24)
    found = trend(values, months=QUARTERS, kind="mean")
    assert found.reason is None
    assert found.interval[0] < 0 < found.interval[1]
    assert shifts(values, months=QUARTERS, kind="mean").found == ()


def test_a_quarterly_mean_that_never_varies_is_still_constant():
    assert trend(np.full(24, 5.0), months=QUARTERS, kind="mean").reason == "constant"


def test_a_quarterly_mean_that_rises_shows_how_much_a_year():
    values = 5 + 0.25 * np.arange(24) / 4 + np.random.default_rng(5).normal(0, 0.05, 24)
    found = trend(values, months=QUARTERS, kind="mean")
    assert found.moved == "up"
    assert found.a_year == pytest.approx(0.25 / values.mean(), rel=0.1)


def test_quarterly_means_of_several_units_get_a_verdict():
    import pandas as pd

    rng = np.random.default_rng(6)
    table = pd.DataFrame(
        {
            "unit": np.repeat(list("abcde"), 24),
            "month": np.tile(QUARTERS.astype("datetime64[us]"), 5),
            "numerator": 5 + rng.normal(0, 0.2, 120),
        }
    )
    changed = (table["unit"] == "a") & (table["month"] >= "2022-01-01")
    table.loc[changed, "numerator"] += 1.0
    verdict = evaluate(table, {"a": "2022-01"}, kind="mean", shifts=())
    assert verdict.reason is None
    assert verdict.effect == pytest.approx(1.0, abs=0.3)
