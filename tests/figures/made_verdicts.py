"""Made-up panels judged as the app judges them, for the figures of a verdict."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from core import change
from core.change.verdict import Verdict
from core.figures.verdict_months import Subject
from core.indicators import Indicator
from tests.figures.made_charts import PLACE, RATE, made_series

START = np.datetime64("2024-01", "M")
BEFORE, AFTER, OTHERS = 24, 12, 5
OF = 400.0


def numbers_of(indicator: Indicator, seed: int, factor: float = 1.0) -> np.ndarray:
    """Three years around 80 events a month; ``factor`` from the start on. For means around 8."""
    rng = np.random.default_rng(seed)
    mean = np.where(np.arange(BEFORE + AFTER) >= BEFORE, 80.0 * factor, 80.0)
    if indicator.kind == "mean":
        return np.round(rng.normal(mean / 10, 0.8), 1)
    return rng.poisson(mean).astype(float)


def made_subject(
    indicator: Indicator = RATE, factor: float = 0.6, status: Sequence[str] | None = None, seed: int = 1
) -> Subject:
    """One unit that made a change in January 2024."""
    series = made_series(indicator, numbers_of(indicator, seed, factor), of=OF, status=status)
    return Subject(indicator, PLACE, series, START)


def table_of(subject: Subject, others: int = OTHERS) -> pd.DataFrame:
    """The unit's series and those of others without any change, as ``evaluate`` takes them."""
    indicator = subject.indicator
    every = {PLACE.id: subject.series} | {
        f"other {k}": made_series(indicator, numbers_of(indicator, 100 + k), of=OF) for k in range(others)
    }
    frames = []
    for unit, series in every.items():
        counted = indicator.kind != "mean"
        numerator = series.numerator if counted else series.value
        ratio = indicator.kind in ("rate", "proportion")
        frames.append(
            pd.DataFrame(
                {
                    "unit": unit,
                    "month": series.months.astype(str),
                    "numerator": numerator,
                    "denominator": series.denominator if ratio else np.ones(len(series)),
                    "status": series.status,
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def judged(subject: Subject, others: int = OTHERS, shifts: tuple[int, ...] = (), **more) -> Verdict:
    """The verdict on the unit's change."""
    indicator = subject.indicator
    kind = "rate" if indicator.kind == "count" else indicator.kind
    return change.evaluate(
        table_of(subject, others),
        {PLACE.id: str(START)},
        kind=kind,  # type: ignore[arg-type]
        direction=indicator.direction,
        window_months=indicator.window_months,
        shifts=shifts,
        **more,
    )


def fields_drawn(spec) -> dict[str, set[str]]:
    """The fields that each data set of a layered spec must have, without those that a layer computes."""
    wanted: dict[str, set[str]] = {}
    for layer in spec["layer"]:
        made = {step["as"] for step in layer.get("transform", ()) if "as" in step}
        for part in layer["encoding"].values():
            for channel in part if isinstance(part, list) else [part]:
                field = channel.get("field")
                if field and field not in made:
                    wanted.setdefault(layer["data"]["name"], set()).add(field)
                if "sort" in channel and isinstance(channel["sort"], dict):
                    wanted[layer["data"]["name"]].add(channel["sort"]["field"])
    return wanted


def misses(figure) -> dict[str, set[str]]:
    """Data sets and fields that are drawn but not given."""
    return {
        name: lacking
        for name, fields in fields_drawn(figure.spec).items()
        if (lacking := fields - set(figure.datasets.get(name, pd.DataFrame()).columns))
    }
