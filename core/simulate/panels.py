"""Made-up panels for measuring methods: thirteen units, months before and after a change, nobody real.

The mean of unit i in month t, with x in years from the start::

    log(mean / n) = log level_i + trend·x + slope_i·x + drift·x·[i is the target] + walk_it + ar_it
                    + reaction_i·(season_t + wave_t) + own season_it + county_t + log gamma_it

For shares the same on the logit scale, divided by 1 − share. Counts are then Poisson or binomial. The change
multiplies the target's mean by 1 + effect × shape_t from the start on. Last of all, counts go missing or are
hidden.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypedDict, Unpack

import numpy as np
from numpy.typing import NDArray

from core.simulate.families import FAMILIES, TARGET_ROW, Family, Group, Kind
from core.simulate.patterns import Floats, Months, expit, logit
from core.simulate.streams import steady, stream

__all__ = [
    "FAMILIES",
    "SHAPES",
    "Design",
    "Family",
    "Group",
    "Kind",
    "Panel",
    "Shape",
    "draw",
    "draw_many",
    "effect_shape",
]

Shape = Literal["step", "slope", "ramp", "delayed", "temporary"]
SHAPES: tuple[Shape, ...] = ("step", "slope", "ramp", "delayed", "temporary")

WAVE = np.array([0.5, 1.0, 1.0, 1.0, 1.0, 0.5])  # builds up and ebbs away
HIGHEST_SHARE = 0.98
_SHARE_OF_ENROLLED = 0.12
_WOBBLE = 0.015
_SEARCHED = 12  # months among which a worried team starts
_FIRST = np.datetime64("2021-01", "M")


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """One drawn panel.

    numerator, denominator : units × months, whole numbers as float64. months : datetime64[M], (months,).
    target_row : the row that made the change. start_index : the first month with it.
    true_effect : Σ means with the change / Σ means without it − 1, over the target's months from the start.
    hidden : units × months, bool: NaN in ``numerator`` since the count was small; other NaN are missing.
    """

    numerator: Floats
    denominator: Floats
    months: Months
    target_row: int
    start_index: int
    kind: Kind
    family: str
    true_effect: float
    hidden: NDArray[np.bool_]


def draw(
    family: Family,
    rng: np.random.Generator,
    before: int = 24,
    after: int = 12,
    *,
    effect: float = 0.0,
    shape: Shape = "step",
    kind: Kind | None = None,
    comparisons: int | None = None,
    contaminated: float | None = None,
    missing: float | None = None,
) -> Panel:
    """Draw one panel.

    before, after : months, at least 1 each. effect : relative, −0.2 is a fifth fewer; shares stay at most
    ``HIGHEST_SHARE``. comparisons : how many other units, chosen at random; all unless given. kind,
    contaminated, missing : the family's own unless given. Raises ValueError for months, comparisons or
    missing out of range.
    """
    contaminated = family.contaminated if contaminated is None else contaminated
    missing = family.missing if missing is None else missing
    if before < 1 or after < 1:
        raise ValueError("at least one month before the start and one after it")
    if not 0.0 <= missing < 1.0:
        raise ValueError("missing must be a share below 1")
    kind = kind or family.kind
    extra = _SEARCHED if family.bad_months else 0
    months = _FIRST + rng.integers(12) + np.arange(extra + before + after)
    usual_start = before + extra
    mean = _means(family, kind, rng, months, usual_start)
    denominator = _denominators(family, kind, rng, months.size, usual_start)
    numerator = _counts(kind, rng, denominator, mean)
    start = usual_start
    if family.bad_months:
        start = _after_bad_months(numerator[TARGET_ROW] / denominator[TARGET_ROW], before)
    after_start = slice(start, start + after)
    usual, weight = mean[TARGET_ROW, after_start], denominator[TARGET_ROW, after_start]
    changed = _changed(usual, kind, effect, shape)
    if effect or family.bad_months:
        # Drawn anew: the worst of the searched months was chosen with a look at the later ones.
        numerator[TARGET_ROW, after_start] = _counts(kind, rng, weight, changed)
    rows, target = _chosen_rows(rng, len(family.sizes), comparisons)
    window = slice(start - before, start + after)
    numerator, denominator, mean = (a[rows, window] for a in (numerator, denominator, mean))
    if contaminated and rows.size > 1:
        cells = _cells_of_another_change(rng, numerator.shape, target, before)
        own = _changed(mean[cells], kind, contaminated, "step")
        numerator[cells] = _counts(kind, rng, denominator[cells], own)
    hidden = (numerator > 0) & (numerator < family.hidden_below)
    if missing:
        gone = rng.random(numerator.shape) < missing
        numerator[gone], hidden[gone] = np.nan, False
    numerator[hidden] = np.nan
    true_effect = float(weight @ changed / (weight @ usual) - 1.0)
    return Panel(
        numerator, denominator, months[window], target, before, kind, family.name, true_effect, hidden
    )


class Design(TypedDict, total=False):
    """What ``draw`` takes beside the family, under the same names."""

    before: int
    after: int
    effect: float
    shape: Shape
    kind: Kind | None
    comparisons: int | None
    contaminated: float | None
    missing: float | None


def draw_many(family: Family, seed: int, replicates: range, **design: Unpack[Design]) -> Iterator[Panel]:
    """Draw one panel for each number in ``replicates``; ``design`` as in ``draw``.

    Each number has a stream of its own: a run may be cut into pieces and taken up again.
    """
    for replicate in replicates:
        yield draw(family, stream(seed, "panel", family.name, str(replicate)), **design)


def effect_shape(shape: Shape, after: int) -> Floats:
    """How much of the effect is there in each of ``after`` months from the start, 0 to 1.

    step : all at once. slope : grows evenly to the last month. ramp : grows for six months, then stays.
    delayed : nothing for three months, then all. temporary : all for six months, then nothing.
    """
    k = np.arange(after, dtype=np.float64)
    return {
        "step": np.ones(after),
        "slope": (k + 1.0) / after,
        "ramp": np.minimum((k + 1.0) / 6.0, 1.0),
        "delayed": np.where(k >= 3, 1.0, 0.0),
        "temporary": np.where(k < 6, 1.0, 0.0),
    }[shape]


def _changed(usual: Floats, kind: Kind, effect: float, shape: Shape) -> Floats:
    """The target's means from the start on, with the change."""
    if not effect:
        return usual
    changed = usual * (1.0 + effect * effect_shape(shape, usual.size))
    return changed if kind == "rate" else np.minimum(changed, HIGHEST_SHARE)


def _cells_of_another_change(
    rng: np.random.Generator, shape: tuple[int, ...], target: int, start: int
) -> tuple[int, slice]:
    """A comparison unit's row, and its months from a start of its own within half a year of the target's."""
    units, months = shape
    row = int(rng.choice(np.delete(np.arange(units), target)))
    return row, slice(int(np.clip(start + rng.integers(-6, 7), 0, months - 1)), None)


def _means(family: Family, kind: Kind, rng: np.random.Generator, months: Months, start: int) -> Floats:
    """Events per denominator without any change, units × months."""
    units = len(family.sizes)
    level = family.spread * np.clip(rng.standard_normal(units), -2.0, 2.0)
    level[TARGET_ROW] = 0.0
    moved = _moved(family, rng, months, start)
    if kind == "rate":
        return family.level * np.exp(level[:, None] + moved)
    return expit(logit(family.share) + level[:, None] + moved / (1.0 - family.share))


def _moved(family: Family, rng: np.random.Generator, months: Months, start: int) -> Floats:
    """What moves the units from their levels, units × months, relative (log scale).

    What came first is drawn in every family, so that families differ only in what they say; the gamma factor
    and own seasons are drawn where they are.
    """
    units, length = len(family.sizes), months.size
    years = (np.arange(length) - start) / 12.0
    slope = np.log1p(family.county_trend) + family.own_trend * rng.standard_normal(units)
    drifting = years if family.drift_from is None else np.maximum(years - family.drift_from / 12.0, 0.0)
    reaction = np.maximum(1.0 + family.unequal * rng.standard_normal(units), 0.0)
    shared = family.season * np.cos(2.0 * np.pi * months.astype(np.int64) / 12.0)
    shared = shared + np.log1p(family.wave) * _wave(length, start + family.wave_from)
    county = family.county_noise * rng.standard_normal(length)
    own = family.ar * _ar1(rng.standard_normal((units, length)), family.phi)
    own += family.walk * np.cumsum(rng.standard_normal((units, length)), axis=1)
    if family.over:
        shape = family.over**-2
        own += np.log(rng.gamma(shape, 1.0 / shape, (units, length)))
    if family.own_season:
        peak = rng.uniform(0.0, 12.0, (units, 1))
        own += family.own_season * np.cos(2.0 * np.pi * (months.astype(np.int64) - peak) / 12.0)
    own[TARGET_ROW] += np.log1p(family.target_drift) * drifting
    return slope[:, None] * years + reaction[:, None] * shared + county + own


def _wave(length: int, first: int) -> Floats:
    """The six-month wave, 0 to 1; what falls outside the panel is cut."""
    out = np.zeros(length)
    at = first + np.arange(WAVE.size)
    inside = (at >= 0) & (at < length)
    out[at[inside]] = WAVE[inside]
    return out


def _ar1(shocks: Floats, phi: float) -> Floats:
    """A stationary AR(1) with sd 1 along the last axis, made of standard normal ``shocks``."""
    out = shocks.copy()
    innovation = np.sqrt(1.0 - phi * phi)
    for t in range(1, shocks.shape[-1]):
        out[..., t] = phi * out[..., t - 1] + innovation * shocks[..., t]
    return out


def _denominators(family: Family, kind: Kind, rng: np.random.Generator, length: int, start: int) -> Floats:
    """Enrolled, steady within a few per cent; or the few a month that a share is about."""
    size = np.repeat(np.array(family.sizes, dtype=np.float64)[:, None], length, axis=1)
    if family.halved:
        size[TARGET_ROW, start + rng.integers(-6, 7) :] /= 2.0
    if kind == "rate":
        made = np.round(size * (1.0 + _WOBBLE * rng.standard_normal(size.shape)))
    else:
        made = rng.poisson(_SHARE_OF_ENROLLED * size).astype(np.float64)
    return np.maximum(made, 1.0)


def _counts(kind: Kind, rng: np.random.Generator, denominator: Floats, mean: Floats) -> Floats:
    if kind == "rate":
        return rng.poisson(steady(denominator * mean)).astype(np.float64)
    return rng.binomial(denominator.astype(np.int64), steady(mean)).astype(np.float64)


def _after_bad_months(rate: Floats, before: int) -> int:
    """The month after the three worst in a row, among the months where a team may start.

    As bad as the mildest of the three, compared with the mean of up to twelve months before them.
    """
    badness = []
    for start in range(before, before + _SEARCHED + 1):
        earlier = rate[max(start - 15, 0) : max(start - 3, 1)].mean()
        badness.append(rate[max(start - 3, 0) : start].min() / max(earlier, 1e-9))
    return before + int(np.argmax(badness))


def _chosen_rows(rng: np.random.Generator, units: int, comparisons: int | None) -> tuple[np.ndarray, int]:
    """The rows kept, and where the target is among them."""
    others = np.delete(np.arange(units), TARGET_ROW)
    if comparisons is not None:
        if not 0 <= comparisons <= others.size:
            raise ValueError(f"comparisons must be 0 to {others.size}")
        others = rng.choice(others, comparisons, replace=False)
    rows = np.sort(np.append(others, TARGET_ROW))
    return rows, int(np.searchsorted(rows, TARGET_ROW))
