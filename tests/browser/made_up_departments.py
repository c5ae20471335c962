"""A made-up file in the form in which NHS England publishes waiting times in emergency departments.

Forty invented organisations, April 2016 to March 2019, three types of department; every number is drawn.
"""

from functools import cache

import numpy as np
import pandas as pd

ORGANISATIONS = tuple(f"QX{number:02d}" for number in range(40))
MONTHS = np.arange("2016-04", "2019-04", dtype="datetime64[M]")
TYPES = ("1", "2", "other")
IMPROVED, SINCE = "QX07", np.datetime64("2018-04")
"""The one organisation whose breaches halve, and from when."""

_USUAL = {"1": 9000, "2": 2500, "other": 4000}
_SPREAD = 0.12
"""How much the share itself varies from month to month: far more than counts of thousands would alone."""


@cache
def departments() -> pd.DataFrame:
    """One row a month, organisation and type: the columns of the published form."""
    draw = np.random.default_rng(20160401)
    rows = []
    for organisation in ORGANISATIONS:
        for kind in TYPES:
            size = _USUAL[kind] * draw.uniform(0.7, 1.4)
            share = draw.uniform(0.08, 0.2) * (1 if kind == "1" else 0.2)
            attendances = draw.poisson(size, MONTHS.size)
            shares = share * np.exp(draw.normal(0, _SPREAD, MONTHS.size))
            if organisation == IMPROVED:
                shares = np.where(SINCE <= MONTHS, shares / 2, shares)
            rows.append(
                pd.DataFrame(
                    {
                        "period": [f"{month}-01" for month in MONTHS],
                        "org_code": organisation,
                        "type": kind,
                        "attendances": attendances,
                        "breaches": draw.binomial(attendances, shares),
                        "admissions": draw.binomial(attendances, 0.25),
                    }
                )
            )
    return pd.concat(rows, ignore_index=True)


def as_csv() -> bytes:
    """The file as it is published: numbers with a decimal point."""
    frame = departments()
    counts = ["attendances", "breaches", "admissions"]
    return frame.astype(dict.fromkeys(counts, "float64")).to_csv(index=False).encode()


def one(organisation: str, kind: str) -> tuple[np.ndarray, np.ndarray]:
    """Breaches and attendances, month by month, of an organisation and type."""
    frame = departments()
    rows = frame[(frame["org_code"] == organisation) & (frame["type"] == kind)]
    return rows["breaches"].to_numpy(), rows["attendances"].to_numpy()
