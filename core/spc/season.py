"""Season: is there one, how large in each calendar month, and the values without it beside the raw ones.

The values are taken apart as in classical decomposition (level × season × rest, or sums), by one
regression: a level that may bend, one effect a calendar month, which sum to nothing, and a rest. Holes need
no filling, and points far from the others (signals, a pandemic) are left out of the estimate, so that they
are not taken for season.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from core.observations.schema import MONTHS_IN
from core.observations.series import Series
from core.remarks import Caveat
from core.spc.block import Bools, Floats

if TYPE_CHECKING:
    from core.spc.for_series import Charted, Choices

Why = Literal["clear", "none_seen", "too_short", "one_a_year", "rolling", "constant"]

FEWEST_YEARS = 2
FAR = 5.0
"""Standard deviations from a robust fit of a smooth season beyond which a value is left out of the estimate.
The season itself is then estimated by least squares: a robust fit of all months follows single values of a
month seen three times, and adjusted values of stable series signal in two of three series."""
CLEAR = 0.01
"""Chance of as much season where there is none, below which the values are adjusted."""


@dataclass(frozen=True, eq=False)
class Season:
    """What is known of the season of a series.

    ``why``: clear; or why there is nothing to adjust: none_seen (no more than chance gives), too_short (some
    calendar month has not been seen twice), one_a_year, rolling (every value covers a year or more) or
    constant. ``adjusted``: (points,) on the shown scale where the season is clear, else None. ``calendar``:
    (periods of a year,) first month, 1 to 12. ``index``, ``lower``, ``upper``: (periods of a year,), how a
    month differs from the year with its 95 % interval: a factor when ``multiplies``, else added. ``p``:
    chance of as much season where there is none. Unknown arrays are NaN. ``n_used``: values it rests on;
    ``far``: months left out of the estimate since they lie far from the others.
    """

    why: Why
    calendar: np.ndarray
    index: Floats
    lower: Floats
    upper: Floats
    multiplies: bool
    p: float | None
    n_used: int
    adjusted: Floats | None = None
    far: tuple[np.datetime64, ...] = ()

    @property
    def clear(self) -> bool:
        """Whether there is a season that chance does not explain."""
        return self.why == "clear"


def seasonal_adjustment(
    series: Series, exclude: tuple[np.datetime64, ...] = (), window_months: int | None = None
) -> Season:
    """The season of a series and its values without it.

    exclude : months left out of the estimate; they are adjusted all the same.
    window_months : length of the window behind one value, where it is longer than a period.

    Needs every calendar period at least twice among settled values, over two years. Of counts, rates and
    positive means the season is a factor; of shares and scores, and where values are 0 or less, a term.
    """
    step = MONTHS_IN[series.period_type]
    every = 12 // step
    calendar = (1 + step * np.arange(every)).astype(np.int64)
    which = (series.months.astype(np.int64) % 12) // step
    left_out = np.isin(series.months, np.array(exclude, dtype="datetime64[M]"))
    used = np.isfinite(series.value) & (series.status == "ok") & ~left_out
    values = series.value[used]
    multiplies = series.kind in ("count", "rate", "mean") and bool((values > 0).all())
    blank = np.full(every, np.nan)
    nothing = Season("one_a_year", calendar, blank, blank, blank, multiplies, None, int(used.sum()))
    if every == 1:
        return nothing
    if window_months is not None and window_months >= 12:
        return replace(nothing, why="rolling")
    if (np.bincount(which[used], minlength=every) < FEWEST_YEARS).any():
        return replace(nothing, why="too_short")
    y = np.log(values) if multiplies else values
    if np.ptp(y) <= 1e-12 * np.abs(y).max():
        return replace(nothing, why="constant")
    return _estimated(nothing, series, y, used, which)


def _estimated(nothing: Season, series: Series, y: Floats, used: Bools, which: np.ndarray) -> Season:
    every, time = len(nothing.calendar), np.flatnonzero(used)
    level, effects = _level(time, every), _effects(which[used], every)
    near = _near(y, np.column_stack([level, _waves(which[used], every)]))
    if (np.bincount(which[used][near], minlength=every) < FEWEST_YEARS).any():
        near[:] = True  # a month left with one value or none would be known from it alone
    y, level, effects = y[near], level[near], effects[near]
    to_months = np.vstack([np.eye(every - 1), -np.ones(every - 1)])
    index, error = _least_squares(y, level, effects, to_months)
    p = season_p(y, level, effects)
    reach = _student(len(y) - level.shape[1] - effects.shape[1]) * error
    shown = np.exp if nothing.multiplies else np.asarray
    season = replace(
        nothing,
        why="clear" if p < CLEAR else "none_seen",
        index=shown(index),
        lower=shown(index - reach),
        upper=shown(index + reach),
        p=p,
        n_used=int(near.sum()),
        far=tuple(series.months[time[~near]]),
    )
    if not season.clear:
        return season
    own = season.index[which]
    adjusted = series.value / own if season.multiplies else series.value - own
    return replace(season, adjusted=adjusted)


def _waves(which: np.ndarray, every: int) -> Floats:
    """A season of two waves a year: four columns (points, 4), too few to follow single values; of quarters
    and half-years every effect."""
    if every <= 4:
        return _effects(which, every)
    turn = 2 * np.pi * which / every
    return np.column_stack([np.cos(turn), np.sin(turn), np.cos(2 * turn), np.sin(2 * turn)])


def _near(y: Floats, columns: Floats) -> Bools:
    """Which values lie within FAR standard deviations of a robust fit (Tukey's biweight; Beaton & Tukey
    1974), the deviation being the median one, corrected for the number of columns."""
    from statsmodels.robust.norms import TukeyBiweight  # noqa: PLC0415 - seconds, and only for this view
    from statsmodels.robust.robust_linear_model import RLM  # noqa: PLC0415

    everything = np.ones(len(y), dtype=bool)
    room = len(y) - columns.shape[1]
    if room <= 0:
        return everything
    rest = np.abs(y - columns @ RLM(y, columns, M=TukeyBiweight()).fit(maxiter=100).params)
    scale = 1.4826 * float(np.median(rest)) * np.sqrt(len(y) / room)
    return rest <= FAR * scale if scale > 1e-9 * np.ptp(y) else everything


def _least_squares(y: Floats, level: Floats, effects: Floats, to_months: Floats) -> tuple[Floats, Floats]:
    """Effects of all periods of a year, and their standard errors."""
    columns = np.column_stack([level, effects])
    inverse = np.linalg.pinv(columns.T @ columns)
    found = inverse @ columns.T @ y
    room = max(len(y) - columns.shape[1], 1)
    variance = ((y - columns @ found) ** 2).sum() / room * inverse[level.shape[1] :, level.shape[1] :]
    return to_months @ found[level.shape[1] :], np.sqrt(np.diag(to_months @ variance @ to_months.T))


def _student(room: int) -> float:
    """The 97.5 % quantile of Student's t."""
    from scipy.special import stdtrit  # noqa: PLC0415

    return float(stdtrit(max(room, 1), 0.975))


def season_p(y: Floats, level: Floats, effects: Floats) -> float:
    """Chance of as much difference between calendar months where there is none: an F test.

    Months of different years are compared, so that neighbours that resemble each other matter little.
    """
    from scipy.special import fdtrc  # noqa: PLC0415

    def residual(columns: Floats) -> float:
        return float(((y - columns @ np.linalg.lstsq(columns, y, rcond=None)[0]) ** 2).sum())

    both = np.column_stack([level, effects])
    left = residual(both)
    between, within = effects.shape[1], len(y) - both.shape[1]
    if within <= 0:
        return 1.0
    if left <= 0:
        return 0.0
    return float(fdtrc(between, within, (residual(level) - left) / between / (left / within)))


def _level(time: np.ndarray, every: int) -> Floats:
    """A straight line that may bend once a year: columns (points, 2 + bends)."""
    last = int(time[-1])
    bends = np.arange(every, last - every // 2, every)
    columns = [np.ones(len(time)), time / every, *(np.maximum(time - bend, 0) / every for bend in bends)]
    return np.column_stack(columns)


def _effects(which: np.ndarray, every: int) -> Floats:
    """One column a calendar period but the last, whose effect is minus the sum of the others."""
    return (which[:, None] == np.arange(every - 1)).astype(float) - (which == every - 1)[:, None]


def season_view(charted: "Charted", choices: "Choices | None" = None) -> "tuple[Season, Charted | None]":
    """The season, and where it is clear a chart of the values without it, to be shown beside the raw one.

    An I chart where the raw values have limits, else a run chart, with the same parts, baseline and excluded
    months. Its first caveat says that it is adjusted; ``chart.y`` are adjusted values, on the shown scale.
    """
    from core.spc.for_series import Choices, chart_for  # noqa: PLC0415 - which knows this module's callers

    chosen = choices or Choices()
    window = charted.indicator.window_months
    season = seasonal_adjustment(charted.series, chosen.exclude, window)
    if season.adjusted is None:
        return season, None
    kind = "run" if charted.chart.kind == "run" else "i"
    nothing = np.full(len(charted.series), np.nan)
    without = replace(charted.series, value=season.adjusted, numerator=nothing, denominator=nothing)
    plain: Any = replace(charted.indicator, kind="score", chart=kind)
    view = chart_for(plain, charted.unit, replace(without, kind="score"), replace(chosen, kind=kind))
    reason = replace(view.recommendation, reason="seasonally_adjusted", values={})
    if view.recommendation.reason == "too_few_for_limits":
        reason = view.recommendation
    told = Caveat("season_adjusted", {"n": season.n_used})
    return season, replace(
        view,
        indicator=charted.indicator,
        recommendation=reason,
        caveats=(told, *view.caveats),
        hidden=charted.hidden,
        withheld=charted.withheld,
    )
