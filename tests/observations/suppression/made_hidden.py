"""A dataset whose hidden numbers can be told from all others, so that it shows where one of them turns up."""

import numpy as np
import pandas as pd

from core.indicators import Catalogue, Indicator, Text, Unit, UnitRegister
from core.observations.dataset import Dataset
from core.observations.observations import Observations
from core.observations.schema import COLUMNS

MONTHS = np.arange(np.datetime64("2022-01", "M"), np.datetime64("2025-01", "M"))
VISITS = Indicator("visits", Text("besök", "visits"), "rate", multiply=1e5, direction="down", chart="u")
TOWNS = ("a", "b", "c", "d")
UNITS = UnitRegister(
    [
        Unit("county", Text.of("County"), "county"),
        *(Unit(town, Text.of(f"Town {town}"), "municipality", "county") for town in TOWNS),
    ]
)


def rows_of(counts, bases, *, unit, sex="all"):
    return pd.DataFrame(
        {
            "indicator": "visits",
            "unit": unit,
            "period": MONTHS.astype("datetime64[us]"),
            "period_type": "month",
            "target_group": "all",
            "age": "all",
            "sex": sex,
            "other": "all",
            "numerator": counts,
            "denominator": bases,
            "value": VISITS.multiply * counts / bases,
            "status": "ok",
            "source": "made",
        }
    )


def observed(frames):
    frame = pd.concat(frames, ignore_index=True)
    texts = [name for name in COLUMNS if frame[name].dtype == object]
    return Observations(frame[list(COLUMNS)].astype(dict.fromkeys(texts, "str")))


def made_dataset(seed=1, *, by_sex=True, county=True, mean=(4.0, 12.0, 40.0, 90.0)):
    """Towns of different size, by sex; every denominator a number of its own."""
    rng = np.random.default_rng(seed)
    frames, whole = [], {}
    for k, town in enumerate(TOWNS):
        parts = {sex: rng.poisson(mean[k] / 2, len(MONTHS)).astype(float) for sex in ("K", "M")}
        bases = {sex: rng.integers(2_000_000, 9_000_000, len(MONTHS)).astype(float) for sex in ("K", "M")}
        cells = {"all": (parts["K"] + parts["M"], bases["K"] + bases["M"])}
        if by_sex:
            cells |= {sex: (parts[sex], bases[sex]) for sex in ("K", "M")}
        for sex, (n, d) in cells.items():
            frames.append(rows_of(n, d, unit=town, sex=sex))
            before = whole.get(sex, (0.0, 0.0))
            whole[sex] = (before[0] + n, before[1] + d)
    if county:
        frames += [rows_of(n, d, unit="county", sex=sex) for sex, (n, d) in whole.items()]
    return Dataset(observed(frames), Catalogue([VISITS]), UNITS, "made", made_up=False)
