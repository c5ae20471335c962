"""Extracts of a few units and months, with any statuses, for tests of updating and storing."""

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from core.indicators import Text, Unit, load_catalogue, load_units
from core.indicators.indicator import Indicator
from core.observations.dataset import Dataset
from core.observations.observations import Observations
from core.observations.schema import COLUMNS, NUMBERS, empty_frame

INDICATORS = ("akutbesok_hsh", "antibiotika_hsh")
UNITS = ("0680", "0604", "0643")
AGES = ("all", "80-")
BASE = Dataset(Observations(empty_frame()), load_catalogue(), load_units(), label="", made_up=False)


def table(*rows: tuple) -> pd.DataFrame:
    """Rows of (indicator, unit, age, month "2025-03", numerator or None, status) with denominator 400."""
    frame = pd.DataFrame(
        {
            "indicator": [row[0] for row in rows],
            "unit": [row[1] for row in rows],
            "period": pd.to_datetime([f"{row[3]}-01" for row in rows]).astype("datetime64[us]"),
            "period_type": "month",
            "target_group": "all",
            "age": [row[2] for row in rows],
            "sex": "all",
            "other": "all",
            "numerator": np.array([np.nan if row[4] is None else row[4] for row in rows], float),
            "denominator": 400.0,
            "status": [row[5] for row in rows],
            "source": [row[6] if len(row) > 6 else "fil.csv" for row in rows],
        }
    )
    frame["value"] = 100 * frame["numerator"] / frame["denominator"]
    frame = frame[list(COLUMNS)]
    return frame.astype({name: "str" for name in COLUMNS if name not in (*NUMBERS, "period")})


def observations(*rows: tuple) -> Observations:
    return Observations(table(*rows)) if rows else Observations(empty_frame())


def months(indicator: str, unit: str, first: str, numbers: list, status: str = "ok", source: str = "fil.csv"):
    """Rows of one unit, month by month; None is suppressed."""
    start = np.datetime64(first, "M")
    return [
        (indicator, unit, "all", str(start + i), n, "suppressed" if n is None else status, source)
        for i, n in enumerate(numbers)
    ]


def own_dataset(observations_: Observations, units=(), indicators=(), label: str = "fil.csv") -> Dataset:
    return Dataset(
        observations_,
        BASE.catalogue.with_indicators(*indicators),
        BASE.units.with_units(*units),
        label=label,
        made_up=False,
    )


def own_unit(unit_id: str, name: str) -> Unit:
    return Unit(unit_id, Text.of(name))


def own_indicator(indicator_id: str, name: str, **more) -> Indicator:
    return Indicator(id=indicator_id, name=Text.of(name), **{"kind": "rate", "multiply": 100.0, **more})


@st.composite
def extracts(draw, least: int = 0) -> Observations:
    """Any few rows with distinct keys."""
    keys = draw(
        st.lists(
            st.tuples(
                st.sampled_from(INDICATORS),
                st.sampled_from(UNITS),
                st.sampled_from(AGES),
                st.integers(0, 7).map(lambda n: str(np.datetime64("2025-01", "M") + n)),
            ),
            unique=True,
            min_size=least,
            max_size=12,
        )
    )
    rows = []
    for key in keys:
        status = draw(st.sampled_from(("ok", "ok", "provisional", "missing", "suppressed")))
        number = draw(st.integers(0, 30)) if status in ("ok", "provisional") else None
        rows.append((*key, number, status, draw(st.sampled_from(("a.csv", "b.csv")))))
    # Known to be a table: checking each example again would take most of the time.
    return Observations(table(*rows), checked=True) if rows else observations()
