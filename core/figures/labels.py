"""The names of a chart's lines, at their right end and in the key."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.figures.beside import Beside
from core.spc.for_series import Charted
from core.wording import Words

LABEL_SPACING = 15 / 260
"""Smallest distance between two labels at the right edge, in pixels over the height of the lowest plot."""


_BEFORE = {"centre": "figure.key_centre_before", "limit": "figure.key_limit_before"}
"""What a line is in the key that only earlier parts have."""

_DRAWN = ("y", "cl", "lcl", "ucl", "target", "comparison")

ROOM_ABOVE = 1.1
"""The axis is a little longer than what is drawn on it."""


@dataclass(frozen=True, slots=True)
class LineText:
    """A line's style, its latest value, and its name with and without words; ``meaning`` is for the key.

    ``to_end``: whether it reaches the right end of the picture, where it can be named.
    """

    style: str
    value: float
    text: str
    short: str
    meaning: str
    to_end: bool = True


def line_texts(words: Words, charted: Charted, data: pd.DataFrame, beside: Beside | None) -> list[LineText]:
    """The lines that are drawn besides the values: column, style, name with value, value alone."""
    decimals = charted.indicator.level_decimals
    centre = charted.chart.centre_kind
    wanted = [("cl", "centre", f"figure.label_{centre}")]
    if charted.has_limits:
        wanted += [("ucl", "limit", "figure.label_upper"), ("lcl", "limit", "figure.label_lower")]
    if "target" in data:
        wanted.append(("target", "target", "figure.label_target"))
    part = data["part"].to_numpy()
    latest, last = part == part[-1], np.arange(len(part)) == len(part) - 1
    # A month without a denominator has no limits, but the line goes on; a target ends with its last year.
    ends = {"centre": latest, "limit": latest, "target": last}
    lines = []
    for column, style, key in wanted:
        value = _last_finite(data[column])
        if value is not None:
            number = words.number(value, decimals)
            to_end = bool(np.isfinite(data[column].to_numpy()[ends[style]]).any())
            if not to_end and style != "target":  # its value says nothing about the latest part
                lines.append(LineText(style, value, "", "", words(_BEFORE[style]), to_end))
                continue
            text = words(key, value=number)
            meaning = words(f"figure.key_{centre}", value=number) if style == "centre" else text
            lines.append(LineText(style, value, text, number, meaning, to_end))
    if beside is not None and (value := _last_finite(data["comparison"])) is not None:
        name = words("figure.label_beside", unit=beside.name)
        lines.append(LineText("comparison", value, name, "", name))
    return lines


def meanings(words: Words, lines: Sequence[LineText]) -> tuple[tuple[str, str], ...]:
    """Style and meaning of each line, for the key; the two limits are one thing to a reader."""
    ends = (line for line in lines if line.style == "limit" and line.to_end)
    limits = sorted(ends, key=lambda line: line.value)
    if len(limits) != 2:
        return tuple(dict.fromkeys((line.style, line.meaning) for line in lines))
    both = words("figure.key_limits", lower=limits[0].short, upper=limits[1].short)
    told = dict.fromkeys((line.style, both if line in limits else line.meaning) for line in lines)
    return tuple(told)


def labels_of(lines: list[LineText], data: pd.DataFrame) -> pd.DataFrame:
    """Each line that reaches the right end named there, moved apart where they would overlap."""
    named = [line for line in lines if line.to_end]
    heights = np.array([line.value for line in named], dtype=float)
    drawn = np.concatenate([data[name].to_numpy() for name in _DRAWN if name in data])
    drawn = drawn[np.isfinite(drawn)]
    if named and drawn.size:
        heights = spread(heights, LABEL_SPACING * (float(np.ptp(drawn)) or 1.0) * ROOM_ABOVE)
    return pd.DataFrame(
        {
            "y": heights,
            "text": pd.Series([line.text for line in named], dtype="str"),
            "short": pd.Series([line.short for line in named], dtype="str"),
            "t": np.full(len(named), data["t"].to_numpy().max() if len(data) else np.nan),
        }
    )


def spread(positions: np.ndarray, distance: float) -> np.ndarray:
    """Move positions apart until neighbours are ``distance`` away, keeping their order and middle."""
    order = np.argsort(positions, kind="stable")
    placed = positions[order].astype(float)
    groups = [[value] for value in placed]
    centres = [float(value) for value in placed]
    k = 0
    while k < len(groups) - 1:
        half = (len(groups[k]) + len(groups[k + 1])) * distance / 2
        if centres[k + 1] - centres[k] >= half:
            k += 1
            continue
        groups[k] += groups.pop(k + 1)
        centres[k] = float(np.mean(groups[k]))
        centres.pop(k + 1)
        k = max(k - 1, 0)
    moved = [
        centre + (i - (len(group) - 1) / 2) * distance
        for group, centre in zip(groups, centres, strict=True)
        for i in range(len(group))
    ]
    result = np.empty(len(placed))
    result[order] = moved
    return result


def _last_finite(column: pd.Series) -> float | None:
    values = column.to_numpy()
    known = values[np.isfinite(values)]
    return float(known[-1]) if known.size else None
