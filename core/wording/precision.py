"""Decimals of numbers that are told together: one precision for a value and for what it is held against."""

from collections.abc import Sequence

from core.indicators import Indicator
from core.wording.words import Words

_SAME = 1e-9
"""Relative difference below which two computed numbers are one."""


def decimals_together(
    indicator: Indicator, values: Sequence[float], lines: Sequence[float], target: float | None = None
) -> int:
    """Decimals for values, the lines they are held against and a target, told in one place.

    Those of a value, unless a value and a line, two lines, or the target and a line differ and would look
    alike, or the target would not be the one that was decided. Then one more, as charts and tables have for
    lines. Values are not held against each other. Numbers are on the shown scale.
    """
    few = indicator.decimals
    held = [*lines] if target is None else [*lines, target]
    pairs = [(one, other) for one in values for other in held]
    pairs += [(one, other) for k, one in enumerate(held) for other in held[k + 1 :]]
    alike = any(round(one, few) == round(other, few) and not _same(one, other) for one, other in pairs)
    changed = target is not None and not _same(round(target, few), target)
    return indicator.level_decimals if alike or changed else few


def value_number(words: Words, indicator: Indicator, value: float, decimals: int) -> str:
    """A measured value; a count that is whole has no decimals, whatever stands beside it."""
    return words.number(value, 0 if indicator.kind == "count" and float(value).is_integer() else decimals)


def target_number(words: Words, target: float, decimals: int) -> str:
    """A target; a whole one has no decimals, since it is what someone decided and is not measured."""
    return words.number(target, 0 if float(target).is_integer() else decimals)


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= _SAME * max(abs(one), abs(other), 1.0)
