"""Made-up tables of units and months with a known change."""

import numpy as np
import pandas as pd

FIRST = np.datetime64("2022-01", "M")


def made_table(
    effect: float = 0.0,
    *,
    before: int = 24,
    after: int = 12,
    units: int = 8,
    events: float = 40.0,
    seed: int = 1,
    kind: str = "rate",
) -> pd.DataFrame:
    """Units a, b, c ...; a changes by ``effect`` after ``before`` months. Independent counts, one level."""
    rng = np.random.default_rng(seed)
    months = FIRST + np.arange(before + after)
    frames = []
    for i in range(units):
        factor = np.where((np.arange(before + after) >= before) & (i == 0), 1 + effect, 1.0)
        if kind == "rate":
            n = np.full(before + after, 500.0)
            y = rng.poisson(events * factor).astype(float)
        else:
            n = np.full(before + after, 100.0)
            y = rng.binomial(100, 0.4 * factor).astype(float)
        frames.append(
            pd.DataFrame({"unit": chr(97 + i), "month": months.astype(str), "numerator": y, "denominator": n})
        )
    return pd.concat(frames, ignore_index=True)


def made_means(effect: float = 0.0, *, units: int = 8, seed: int = 1, per_month: int = 30) -> pd.DataFrame:
    """Sums of values with mean 5 and sd 2, ``per_month`` of them; a changes by ``effect`` after 24 months."""
    rng = np.random.default_rng(seed)
    months = FIRST + np.arange(36)
    frames = []
    for i in range(units):
        mean = 5 + rng.normal(0, 2 / np.sqrt(per_month), 36) + effect * ((np.arange(36) >= 24) & (i == 0))
        frames.append(
            pd.DataFrame(
                {
                    "unit": chr(97 + i),
                    "month": months.astype(str),
                    "numerator": mean * per_month,
                    "denominator": float(per_month),
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


START = {"a": str(FIRST + 24)}
