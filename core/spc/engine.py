"""Limits and rules for many series at once.

Series are taken a few thousand numbers at a time, so that every intermediate array stays in the processor's
cache; a single chart is one such handful. Batch and single therefore give the same numbers to the last bit.
"""

from dataclasses import dataclass, fields, replace

import numpy as np

from core.spc.block import SAME, Block, Bools, Floats, Ints
from core.spc.data import Data
from core.spc.layout import Layout, Segment
from core.spc.limits import Kind, Limits
from core.spc.rules import Part, RuleSet
from core.spc.rules.anhoej import run_limits
from core.spc.rules.limits_rule import beyond_limits

_NUMBERS_AT_A_TIME = 2**15


@dataclass(frozen=True, slots=True)
class Plan:
    """How charts are computed: their kind, rules, division of time, and whether ranges are screened."""

    kind: Kind
    rules: RuleSet
    layout: Layout
    screen: bool = True


@dataclass(frozen=True, slots=True)
class Lines:
    """Arrays (series, points), unscaled. ``rules``: (rules, series, points), in the order of the rule set."""

    centre: Floats
    lower: Floats
    upper: Floats
    base: Bools
    beyond_limits: Bools
    runs_signal: Bools
    rules: Bools


@dataclass(frozen=True, slots=True)
class PartNumbers:
    """Arrays (series, parts). The last six describe the limits that govern the part."""

    n_obs: Ints
    n_useful: Ints
    longest_run: Ints
    longest_run_max: Ints
    n_crossings: Ints
    n_crossings_min: Ints
    n_beyond_limits: Ints
    runs_signal: Bools
    centre: Floats
    n_baseline: Ints
    sigma_z: Floats
    constant: Bools
    fallback: Bools
    mean_for_median: Bools


_REAL = ("centre", "sigma_z")
_TRUTH = ("runs_signal", "constant", "fallback", "mean_for_median")
_PART_TYPES = {
    f.name: float if f.name in _REAL else bool if f.name in _TRUTH else np.int64 for f in fields(PartNumbers)
}


@dataclass(frozen=True, slots=True)
class Result:
    """Everything computed from a batch of series."""

    lines: Lines
    parts: PartNumbers


def compute(data: Data, counted: Bools, plan: Plan) -> Result:
    """Limits, signals and counts of every series.

    ``counted``: points that limits and rules may use, shape (series, points).
    """
    result = _empty(data.y.shape, len(plan.layout.starts), len(plan.rules.rules))
    many = max(1, _NUMBERS_AT_A_TIME // data.y.shape[1])
    for first in range(0, len(data.y), many):
        rows = slice(first, first + many)
        handful = data.rows(rows)
        for segment in plan.layout.segments():
            _segment(_cut(result, rows), handful, counted[rows], segment, plan)
    return result


def _segment(out: Result, data: Data, counted: Bools, segment: Segment, plan: Plan) -> None:
    """Limits of one stretch of time, then the rules of each part in it, written into ``out``."""
    across = slice(segment.start, segment.stop)
    block = base_block(data, counted, segment, plan.screen)
    limits, constant = limits_of(block, plan.kind)
    out.lines.centre[:, across] = limits.centre
    out.lines.lower[:, across] = limits.lower
    out.lines.upper[:, across] = limits.upper
    out.lines.base[:, across] = block.base
    # A point beside a NaN centre line has no side: where runs mean nothing, no rule but the limits sees any.
    without_side = constant if plan.kind.runs else np.ones_like(constant)
    for k in segment.parts:
        _describe(out.parts, k, block, limits, constant)
        start, stop = plan.layout.starts[k], plan.layout.stops[k]
        inside = slice(start - segment.start, stop - segment.start)
        part = part_of(
            block.value, counted[:, across], limits, without_side, inside, limited=plan.kind.has_limits
        )
        _apply(out, k, slice(start, stop), part, plan.rules)


def base_block(data: Data, counted: Bools, segment: Segment, screen: bool) -> Block:
    """The points of a stretch, with those marked that set its limits."""
    across = slice(segment.start, segment.stop)
    value = data.value[:, across]
    base = counted[:, across]
    if segment.base_stop < segment.stop:
        base = base.copy()
        base[:, segment.base_stop - segment.start :] = False
    n = None if data.n is None else data.n[:, across]
    spread = None if data.spread is None else data.spread[:, across]
    return Block(value, data.y[:, across], n, base, np.isnan(value), screen, spread, data.centre)


def limits_of(block: Block, kind: Kind) -> tuple[Limits, Bools]:
    """Limits of a block, and which series (series, 1) are constant where the limits are set.

    There are no limits, NaN, where all base points are equal or nothing can be learnt from one point to the
    next: zero-width limits would call every other point a signal.
    """
    limits = kind.limits(block)
    low = np.where(block.base, block.value, np.inf).min(axis=1, keepdims=True, initial=np.inf)
    high = np.where(block.base, block.value, -np.inf).max(axis=1, keepdims=True, initial=-np.inf)
    size = np.maximum(np.abs(low), np.abs(high))
    some = low <= high
    slack = SAME * np.where(some, size, 0.0)
    constant = np.zeros(some.shape, dtype=bool)
    np.less_equal(high - slack, low, out=constant, where=some)
    if not kind.has_limits:
        return limits, constant
    flat = constant | ~_wide(limits, slack)
    if not flat.any():
        return limits, constant
    nothing = np.full(flat.shape, np.nan)
    return (
        replace(
            limits,
            lower=np.where(flat, nothing, limits.lower),
            upper=np.where(flat, nothing, limits.upper),
            sigma=None if limits.sigma is None else np.where(flat, nothing, limits.sigma),
        ),
        constant,
    )


def _wide(limits: Limits, slack: Floats) -> Bools:
    """Series (series, 1) whose limits have a width somewhere, beyond rounding."""
    widest = np.fmax.reduce(limits.upper - limits.lower, axis=1, keepdims=True)
    return np.greater(widest, 4 * slack)


def part_of(
    value: Floats, counted: Bools, limits: Limits, constant: Bools, inside: slice, *, limited: bool = True
) -> Part:
    """The points ``inside`` a block as rules see them; a constant series has no side of its line."""
    centre = np.where(constant, np.nan, limits.centre) if constant.any() else limits.centre

    def cut(line: Floats) -> Floats:
        return line if line.shape[1] == 1 else line[:, inside]

    sigma = None if limits.sigma is None else cut(limits.sigma)
    lower, upper = cut(limits.lower), cut(limits.upper)
    return Part.of(value[:, inside], centre, (lower, upper), counted[:, inside], sigma, limited=limited)


def _describe(parts: PartNumbers, k: int, block: Block, limits: Limits, constant: Bools) -> None:
    parts.centre[:, k] = limits.centre[:, 0]
    parts.n_baseline[:, k] = block.base.sum(axis=1)
    parts.constant[:, k] = constant[:, 0]
    for name in ("sigma_z", "fallback", "mean_for_median"):
        known = getattr(limits, name)
        if known is not None:
            getattr(parts, name)[:, k] = known[:, 0]


def _apply(out: Result, k: int, within: slice, part: Part, rules: RuleSet) -> None:
    lines, parts, runs = out.lines, out.parts, part.runs
    beyond = beyond_limits(part)
    lines.beyond_limits[:, within] = beyond
    signal = np.zeros(beyond.shape, dtype=bool)
    for number, rule in enumerate(rules.rules):
        marked = rule.points(part)
        lines.rules[number, :, within] = marked
        signal |= marked
    lines.runs_signal[:, within] = signal
    parts.n_obs[:, k] = part.counted.sum(axis=1)
    parts.n_useful[:, k] = runs.n_useful
    parts.longest_run[:, k] = runs.longest
    parts.n_crossings[:, k] = runs.crossings
    parts.longest_run_max[:, k], parts.n_crossings_min[:, k] = run_limits(runs.n_useful)
    parts.n_beyond_limits[:, k] = beyond.sum(axis=1)
    parts.runs_signal[:, k] = signal.any(axis=1)


def _cut(result: Result, rows: slice) -> Result:
    """The same arrays for some of the series: what is written there is written in ``result``."""
    lines, parts = result.lines, result.parts
    some = {f.name: getattr(lines, f.name)[rows] for f in fields(Lines) if f.name != "rules"}
    numbers = {f.name: getattr(parts, f.name)[rows] for f in fields(PartNumbers)}
    return Result(Lines(**some, rules=lines.rules[:, rows]), PartNumbers(**numbers))


def _empty(shape: tuple[int, ...], n_parts: int, n_rules: int) -> Result:
    """Arrays to be filled; what a kind does not know stays NaN or false."""

    def line(of: type) -> np.ndarray:
        return np.empty(shape, dtype=of)

    lines = Lines(
        centre=line(float),
        lower=line(float),
        upper=line(float),
        base=line(bool),
        beyond_limits=line(bool),
        runs_signal=line(bool),
        rules=np.empty((n_rules, *shape), dtype=bool),
    )
    blank = {np.int64: 0, float: np.nan, bool: False}
    numbers = {name: np.full((shape[0], n_parts), blank[of], dtype=of) for name, of in _PART_TYPES.items()}
    return Result(lines, PartNumbers(**numbers))
