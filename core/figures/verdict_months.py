"""A unit's months as a verdict used them, on the shown scale: observed, expected, band, state."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.change.verdict import Verdict
from core.figures import verdict_palette
from core.figures.times import milliseconds
from core.indicators import Indicator, Unit
from core.observations.series import Series
from core.spc.hidden import hidden_in
from core.wording import Words
from core.wording.titles import unit_text
from core.wording.verdict_figures import of_period

TIPS = 4


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """What a verdict is about in one place: an indicator, a unit with its own series, and the first month
    with the change (datetime64[M]). The unit stands under its id in the table that was judged."""

    indicator: Indicator
    unit: Unit
    series: Series
    start: np.datetime64

    def name(self, words: Words) -> str:
        """The indicator's name."""
        return self.indicator.name.in_(words.language)

    def place(self, words: Words) -> str:
        """The unit's name."""
        return self.unit.name.in_(words.language)

    def unit_text(self, words: Words) -> str:
        """The unit of measurement."""
        return unit_text(words, self.indicator, self.series.period_type)

    def measure(self, words: Words) -> str:
        """The indicator with its unit of measurement."""
        return words("figure.measure", name=self.name(words), unit_text=self.unit_text(words))

    @property
    def level_factor(self) -> float:
        """What a verdict's levels (Σ numerator / Σ denominator) are multiplied by to be shown."""
        counted = self.indicator.kind != "count" and self.series.has_counts
        return float(self.indicator.multiply) if counted else 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Months:
    """Arrays of shape (periods,) on the series' calendar and the shown scale; NaN is not known.

    expected, lower, upper : from the verdict; the band only after the change
    state : as in ``verdict_palette.POINTS``
    after : whether the period lies at or after the start
    """

    subject: Subject
    observed: np.ndarray
    expected: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    state: np.ndarray
    after: np.ndarray

    @property
    def computed(self) -> bool:
        """Whether there is anything expected after the change."""
        return bool(np.isfinite(self.expected[self.after]).any())

    @property
    def curve(self) -> bool:
        """Whether so much is shown that a line may join it and something is expected of it."""
        return not hidden_in(self.subject.series).too_many


def shown_factor(subject: Subject) -> np.ndarray:
    """What a verdict's numbers of each period (counts, for means levels) are multiplied by to be shown.

    Shape (periods,). Rates and shares: multiply / denominator, NaN where that is not known.
    """
    indicator, series = subject.indicator, subject.series
    if indicator.kind in ("proportion", "rate") and series.has_counts:
        known = series.denominator > 0
        factor = np.full(len(series), np.nan)
        np.divide(indicator.multiply, series.denominator, out=factor, where=known)
        return factor
    return np.full(len(series), subject.level_factor)


def months_of_verdict(subject: Subject, verdict: Verdict) -> Months:
    """Lay the counterfactual of one unit on the calendar of its series.

    Observed values are the series' own, so that they are the same as in every other picture.
    """
    series = subject.series
    after = series.months >= subject.start
    factor = shown_factor(subject)
    told = _aligned(verdict, subject.unit.id, series.months)
    used, picked = np.isfinite(told["observed"].to_numpy()), told["picked"].to_numpy() == 1
    state = _states(subject, verdict, used, picked, after)
    if hidden_in(series).too_many:
        factor = np.full(len(series), np.nan)  # what shows is a biased sample: it tells no level
    lower, upper = (np.where(after, told[end].to_numpy() * factor, np.nan) for end in ("lower", "upper"))
    expected = told["expected"].to_numpy() * factor
    return Months(subject, series.value, expected, lower, upper, state, after)


def frame_of(words: Words, months: Months) -> pd.DataFrame:
    """One row a period: what is drawn of it, and what it says when pointed at."""
    drawn = np.where(months.curve, months.observed, np.nan)
    sizes = [verdict_palette.POINTS[s].size if s in verdict_palette.DRAWN else 0 for s in months.state]
    return pd.DataFrame(
        {
            "t": milliseconds(months.subject.series.months),
            "observed": months.observed,
            "before": np.where(months.after, np.nan, drawn),
            "after": np.where(months.after, drawn, np.nan),
            "expected_before": np.where(months.after, np.nan, months.expected),
            "expected": np.where(months.after, months.expected, np.nan),
            "lower": months.lower,
            "upper": months.upper,
            "lonely": _lonely(np.isfinite(months.expected) & months.after),
            "state": months.state,
            "size": sizes,
            **_tips(words, months),
        }
    )


def at_foot(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows whose sign stands below the plot."""
    there = frame[frame["state"].isin(verdict_palette.AT_FOOT)]
    shapes = [verdict_palette.POINTS[state].shape for state in there["state"]]
    wanted = ["t", "state", *(f"tip_{k}" for k in range(TIPS))]
    return there[wanted].assign(shape=shapes).reset_index(drop=True)


def signs_of(words: Words, *several: Months) -> tuple[tuple[str, str], ...]:
    """The states that occur and what their signs mean."""
    there = {str(state) for months in several for state in months.state}
    period_type = several[0].subject.series.period_type
    return tuple(
        (state, state_text(words, state, period_type)) for state in verdict_palette.POINTS if state in there
    )


def state_text(words: Words, state: str, period_type: str) -> str:
    """What a point's sign means."""
    if state in ("before", "after"):
        return of_period(words, f"state_{state}", period_type)
    return words(f"verdict_figure.state_{state}")


def _aligned(verdict: Verdict, unit: str, calendar: np.ndarray) -> pd.DataFrame:
    """The rows of the unit on the calendar, NaN where the verdict has none."""
    told = verdict.counterfactual
    columns = ["observed", "expected", "lower", "upper", "picked"]
    if told.empty:
        return pd.DataFrame(np.nan, index=range(len(calendar)), columns=columns)
    told = told[told["unit"] == unit]
    rows = told.set_index(told["month"].to_numpy().astype("datetime64[s]"))[columns].astype(float)
    return rows.reindex(calendar.astype("datetime64[s]")).reset_index(drop=True)


def _states(
    subject: Subject, verdict: Verdict, used: np.ndarray, picked: np.ndarray, after: np.ndarray
) -> np.ndarray:
    """The state of each period, text. Without a computation none is called left out: nothing was used.

    What made people start since it looked bad counts half for own drift, and in a series by itself nothing.
    """
    series = subject.series
    unknown = ~np.isfinite(series.value)
    computed = not verdict.counterfactual.empty
    left_out = computed & ~used
    return np.select(
        [
            unknown & (series.status == "suppressed"),
            unknown,
            series.status == "provisional",
            left_out & subject.indicator.is_rolling,
            left_out,
            picked & verdict.alone,
            picked,
            after,
        ],
        [
            *("suppressed", "missing", "provisional", "overlapping", "left_out"),
            *("picked_out", "picked_half", "after"),
        ],
        default="before",
    )


def _lonely(known: np.ndarray) -> np.ndarray:
    """Known periods without a known neighbour: no line and no area reaches them."""
    beside = np.zeros(len(known), dtype=bool)
    beside[1:] |= known[:-1]
    beside[:-1] |= known[1:]
    return known & ~beside


def _tips(words: Words, months: Months) -> dict[str, list[str | None]]:
    subject, series = months.subject, months.subject.series
    decimals, levels = subject.indicator.decimals, subject.indicator.level_decimals
    unit = subject.unit_text(words)
    told: list[list[str]] = []
    for i, month in enumerate(series.months):
        period, state = words.period(month, series.period_type), str(months.state[i])
        if state == "suppressed":
            told.append([words("tip.suppressed", period=period), words("tip.suppressed_why")])
            continue
        if state == "missing":
            told.append([words("verdict_figure.tip_missing", period=period)])
            continue
        value = words.number(months.observed[i], decimals)
        lines = [words("tip.value", period=period, value=value, unit_text=unit)]
        if np.isfinite(months.expected[i]):
            lines.append(words("verdict_figure.tip_expected", value=words.number(months.expected[i], levels)))
        if np.isfinite(months.lower[i]):
            low, high = (words.number(ends[i], levels) for ends in (months.lower, months.upper))
            expected = of_period(words, "tip_band", series.period_type)
            lines.append(words("verdict_figure.range_expected", expected=expected, low=low, high=high))
        if state not in ("before", "after"):
            lines.append(words("tip.state", state=words(f"verdict_figure.state_{state}")))
        told.append(lines)
    return {
        f"tip_{k}": [lines[k] if k < len(lines) else None for lines in told]  # a column a line
        for k in range(TIPS)
    }
