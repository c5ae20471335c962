"""What a point says when it is pointed at."""

import math

import numpy as np

from core.figures import palette
from core.figures.beside import Beside
from core.figures.states import rules_at
from core.spc.for_series import Charted
from core.wording import Words
from core.wording.titles import unit_text

TIPS = 5
"""Lines of text a tooltip has room for, ``tip_0`` to ``tip_4`` in the spec."""


def tip_columns(
    words: Words, charted: Charted, states: np.ndarray, beside: Beside | None
) -> dict[str, list[str | None]]:
    """``tip_0`` to ``tip_4``: a line of text each, as many for a point as there is something to say."""
    tips = _tips(words, charted, states, beside)
    return {f"tip_{k}": [lines[k] if k < len(lines) else None for lines in tips] for k in range(TIPS)}


def _tips(words: Words, charted: Charted, states: np.ndarray, beside: Beside | None) -> list[list[str]]:
    series, indicator = charted.series, charted.indicator
    decimals, levels = indicator.decimals, indicator.level_decimals
    text = unit_text(words, indicator, series.period_type)
    points = charted.points
    columns = zip(
        series.months,
        points["y"].tolist(),
        series.numerator.tolist(),
        series.denominator.tolist(),
        points["lcl"].tolist(),
        points["ucl"].tolist(),
        states.tolist(),
        rules_at(words, charted),
        beside.on(series).tolist() if beside is not None else [math.nan] * len(states),
        strict=True,
    )
    counts = "tip.counts" if indicator.kind == "proportion" else "tip.counts_rate"
    tips = []
    for month, y, numerator, denominator, lower, upper, state, rules, other in columns:
        period = words.period(month, series.period_type)
        if state == "suppressed":
            tips.append([words("tip.suppressed", period=period), words("tip.suppressed_why")])
            continue
        lines = [words("tip.value", period=period, value=words.number(y, decimals), unit_text=text)]
        if math.isfinite(numerator) and math.isfinite(denominator):
            lines.append(
                words(counts, numerator=words.number(numerator), denominator=words.number(denominator))
            )
        if charted.has_limits and math.isfinite(lower) and math.isfinite(upper):
            lines.append(
                words("tip.limits", lower=words.number(lower, levels), upper=words.number(upper, levels))
            )
        if beside is not None and math.isfinite(other):
            lines.append(words("tip.beside", unit=beside.name, value=words.number(other, decimals)))
        if rules:
            lines.append(words("tip.rules", rules=words.list(rules)))
        elif state in palette.POINTS and state != "usual":
            lines.append(words("tip.state", state=words(f"state.{state}")))
        tips.append(lines)
    return tips
