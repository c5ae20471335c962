"""Small series with known features, charted as the app charts them; and series that hypothesis makes."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from core.indicators import Break, Indicator, Text, Unit
from core.observations.schema import MONTHS_IN, TOTAL
from core.observations.series import Series
from core.spc.for_series import Charted, Choices, chart_for

PLACE = Unit("0683", Text("Värnamo", "Värnamo"), "municipality")
RATE = Indicator(
    "besok",
    Text("Akutbesök", "Emergency visits"),
    "rate",
    multiply=100,
    unit=Text("per 100 inskrivna", "per 100 enrolled"),
    direction="down",
    chart="u",
)
SHARE = replace(
    RATE,
    id="andel",
    name=Text("Vårdplan", "Care plan"),
    kind="proportion",
    unit=Text("procent", "per cent"),
    direction="up",
    chart="p",
)
COUNT = replace(
    RATE,
    id="antal",
    name=Text("Dagar", "Days"),
    kind="count",
    multiply=1.0,
    unit=Text("dagar", "days"),
    direction="neutral",
    chart="c",
    decimals=0,
)
MEAN = replace(
    RATE,
    id="tid",
    name=Text("Ledtid", "Lead time"),
    kind="mean",
    multiply=1.0,
    unit=Text("dagar", "days"),
    chart="i",
)
ROLLING = replace(SHARE, id="rullande", name=Text("SIP", "SIP"), window_months=12)
INDICATORS = (RATE, SHARE, COUNT, MEAN, ROLLING)

STEADY = (20, 24, 18, 23, 19, 22, 17, 25, 21, 18, 24, 20, 22, 19, 23, 18, 21, 25, 17, 22, 20, 24, 19, 21)
"""Two years around 21 that no rule finds anything in."""


def made_series(
    indicator: Indicator,
    numbers: Sequence[float],
    *,
    of: float = 400,
    status: Sequence[str] | None = None,
    first: str = "2022-01",
    period_type: str = "month",
) -> Series:
    """``numbers`` are numerators (values for a mean); what is hidden or missing is NaN, as in the table."""
    marks = np.array(status or ["ok"] * len(numbers), dtype="<U11")
    unknown = np.isin(marks, ["missing", "suppressed"])
    given = np.where(unknown, np.nan, np.asarray(numbers, dtype=float))
    step = MONTHS_IN[period_type]
    months = np.datetime64(first, "M") + step * np.arange(len(numbers))
    counts = indicator.kind != "mean"
    ratio = indicator.kind in ("proportion", "rate")
    numerator = given if counts else np.full(len(given), np.nan)
    # A hidden numerator keeps its denominator in the table of observations; a missing row has neither.
    denominator = np.where(ratio & (marks != "missing"), float(of), np.nan)
    return Series(
        indicator=indicator.id,
        unit=PLACE.id,
        subgroup=TOTAL,
        period_type=period_type,
        months=months,
        numerator=numerator,
        denominator=denominator,
        value=indicator.multiply * given / of if ratio else given,
        status=marks,
        source="made",
        kind=indicator.kind,
        multiply=indicator.multiply,
    )


def made_chart(
    indicator: Indicator = RATE, numbers: Sequence[float] = STEADY, choices: Choices | None = None, **more
) -> Charted:
    return chart_for(indicator, PLACE, made_series(indicator, numbers, **more), choices)


def broken_in(indicator: Indicator, *months: str) -> Indicator:
    """The indicator with documented breaks."""
    text = Text("Ny källa", "New source")
    return replace(indicator, breaks=tuple(Break(np.datetime64(month, "M"), text) for month in months))


@st.composite
def series_of_any_kind(draw, least: int = 1, most: int = 40) -> tuple[Indicator, Series]:
    """An indicator and a series of it: levels that move, gaps, hidden, provisional; sometimes breaks."""
    indicator = draw(st.sampled_from(INDICATORS))
    length = draw(st.integers(least, most))
    values = st.integers(0, 30) | st.sampled_from([0, 10, 10, 20])
    numbers = draw(st.lists(values, min_size=length, max_size=length))
    move = draw(st.integers(0, length))
    up = draw(st.sampled_from([0, 10, 40]))
    numbers = [n + (up if i >= move else 0) for i, n in enumerate(numbers)]
    kinds = ["ok"] * 8 + ["provisional", "missing", "suppressed"]
    status = draw(st.lists(st.sampled_from(kinds), min_size=length, max_size=length))
    if draw(st.booleans()):
        indicator = broken_in(indicator, draw(st.sampled_from(["2022-03", "2023-01", "2024-06"])))
    return indicator, made_series(indicator, numbers, of=400, status=status)
