"""Limits and rules for many series at once.

Series are taken a few thousand numbers at a time, so that every intermediate array stays in the processor's
cache; a single chart is one such handful. Batch and single therefore give the same numbers to the last bit.
"""

from dataclasses import dataclass, fields

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


@dataclass(frozen=True, slots=True)
class Result:
    """Everything computed from a batch of series."""

    lines: Lines
    parts: PartNumbers


def compute(data: Data, counted: Bools, kind: Kind, rules: RuleSet, layout: Layout, screen: bool) -> Result:
    """Limits, signals and counts of every series.

    ``counted``: points that limits and rules may use, shape (series, points).
    """
    result = _empty(data.y.shape, len(layout.starts), len(rules.rules))
    many = max(1, _NUMBERS_AT_A_TIME // data.y.shape[1])
    for first in range(0, len(data.y), many):
        rows = slice(first, first + many)
        handful = data.rows(rows)
        for segment in layout.segments():
            _segment(result, rows, handful, counted[rows], kind, rules, layout, segment, screen)
    return result


def _segment(
    result: Result,
    rows: slice,
    data: Data,
    counted: Bools,
    kind: Kind,
    rules: RuleSet,
    layout: Layout,
    segment: Segment,
    screen: bool,
) -> None:
    """Limits of one stretch of time, then the rules of each part in it."""
    across = slice(segment.start, segment.stop)
    block = base_block(data, counted, segment, screen)
    limits, constant = limits_of(block, kind)
    lines = result.lines
    lines.centre[rows, across] = limits.centre
    lines.lower[rows, across] = limits.lower
    lines.upper[rows, across] = limits.upper
    lines.base[rows, across] = block.base
    for k in segment.parts:
        _describe(result.parts, rows, k, block, limits, constant)
        within = slice(layout.starts[k], layout.stops[k])
        inside = slice(within.start - segment.start, within.stop - segment.start)
        part = part_of(block.value, counted[:, across], limits, constant, inside)
        _apply(result, rows, k, within, part, rules)


def base_block(data: Data, counted: Bools, segment: Segment, screen: bool) -> Block:
    """The points of a stretch, with those marked that set its limits."""
    across = slice(segment.start, segment.stop)
    value = data.value[:, across]
    base = counted[:, across]
    if segment.base_stop < segment.stop:
        base = base.copy()
        base[:, segment.base_stop - segment.start :] = False
    n = None if data.n is None else data.n[:, across]
    return Block(value, data.y[:, across], n, base, np.isnan(value), screen)


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
    return (
        Limits(
            limits.centre,
            np.where(flat, np.nan, limits.lower),
            np.where(flat, np.nan, limits.upper),
            limits.sigma_z,
            limits.fallback,
            limits.mean_for_median,
        ),
        constant,
    )


def _wide(limits: Limits, slack: Floats) -> Bools:
    """Series (series, 1) whose limits have a width somewhere, beyond rounding."""
    return (limits.upper - limits.lower > 4 * slack).any(axis=1, keepdims=True)


def part_of(value: Floats, counted: Bools, limits: Limits, constant: Bools, inside: slice) -> Part:
    """The points ``inside`` a block as rules see them; a constant series has no side of its line."""
    centre = np.where(constant, np.nan, limits.centre) if constant.any() else limits.centre

    def cut(line: Floats) -> Floats:
        return line if line.shape[1] == 1 else line[:, inside]

    return Part.of(value[:, inside], centre, cut(limits.lower), cut(limits.upper), counted[:, inside])


def _describe(parts: PartNumbers, rows: slice, k: int, block: Block, limits: Limits, constant: Bools) -> None:
    parts.centre[rows, k] = limits.centre[:, 0]
    parts.n_baseline[rows, k] = block.base.sum(axis=1)
    parts.constant[rows, k] = constant[:, 0]
    for name in ("sigma_z", "fallback", "mean_for_median"):
        known = getattr(limits, name)
        if known is not None:
            getattr(parts, name)[rows, k] = known[:, 0]


def _apply(result: Result, rows: slice, k: int, within: slice, part: Part, rules: RuleSet) -> None:
    lines, parts = result.lines, result.parts
    beyond = beyond_limits(part)
    lines.beyond_limits[rows, within] = beyond
    signal = np.zeros(beyond.shape, dtype=bool)
    for number, rule in enumerate(rules.rules):
        marked = rule.points(part)
        lines.rules[number, rows, within] = marked
        signal |= marked
    lines.runs_signal[rows, within] = signal
    runs = part.runs
    parts.n_obs[rows, k] = part.counted.sum(axis=1)
    parts.n_useful[rows, k] = runs.n_useful
    parts.longest_run[rows, k] = runs.longest
    parts.n_crossings[rows, k] = runs.crossings
    parts.longest_run_max[rows, k], parts.n_crossings_min[rows, k] = run_limits(runs.n_useful)
    parts.n_beyond_limits[rows, k] = beyond.sum(axis=1)
    parts.runs_signal[rows, k] = signal.any(axis=1)


def _empty(shape: tuple[int, ...], n_parts: int, n_rules: int) -> Result:
    def line(of: type) -> np.ndarray:
        return np.empty(shape, dtype=of)

    lines = Lines(
        *(line(float) for _ in range(3)), *(line(bool) for _ in range(3)), np.empty((n_rules, *shape), bool)
    )
    whole = {"n_obs", "n_useful", "longest_run", "longest_run_max", "n_crossings", "n_crossings_min"}
    whole |= {"n_beyond_limits", "n_baseline"}
    numbers = {}
    for field in fields(PartNumbers):
        of = np.int64 if field.name in whole else float if field.name in {"centre", "sigma_z"} else bool
        numbers[field.name] = np.full((shape[0], n_parts), np.nan if of is float else 0, dtype=of)
    return Result(lines, PartNumbers(**numbers))
