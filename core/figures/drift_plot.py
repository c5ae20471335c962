"""What the pictures of charts for slow drift share: the compiled shape filled with lines, points, words."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from core.figures import palette
from core.figures.compiled import compiled
from core.figures.control_shape import Theme, fill_title
from core.figures.labels import LABEL_SPACING, ROOM_ABOVE, spread
from core.figures.times import milliseconds, period_axis
from core.figures.vega_locale import vega_locale
from core.spc.block import Bools, Floats
from core.wording import Words

TIPS = 3
"""Lines of text a tooltip has room for, ``tip_0`` to ``tip_2`` in the shape."""


@dataclass(frozen=True, slots=True)
class Side:
    """A line of points: name, values (points,) on the axis, which are outside, and what a point is called."""

    name: str
    y: Floats
    outside: Bools


@dataclass(frozen=True, slots=True)
class Plot:
    """What is drawn: periods and parts (points,), one side or two, lines (points,), NaN where not shown.

    ``labels``: value, text and short text of each line named at the right end. ``decimals``: of values.
    """

    months: np.ndarray
    period_type: str
    part: np.ndarray
    sides: tuple[Side, ...]
    cl: Floats
    lcl: Floats
    ucl: Floats
    labels: tuple[tuple[float, str, str], ...]
    decimals: int


def datasets_of(words: Words, plot: Plot) -> dict[str, pd.DataFrame]:
    """The named data of the shape."""
    t = milliseconds(plot.months)
    lines = pd.DataFrame({"t": t, "part": plot.part, "cl": plot.cl, "lcl": plot.lcl, "ucl": plot.ucl})
    points = pd.concat([_points(words, plot, side, t) for side in plot.sides], ignore_index=True)
    return {"points": points, "lines": lines, "labels": _labels(plot, points, lines)}


def plot_spec(
    words: Words, plot: Plot, *, title: tuple[str, ...], facts: tuple[str, ...], axis: str, theme: Theme
) -> dict[str, Any]:
    """A spec of its own for one view. ``axis``: what values are measured in, for whoever hears the picture.

    The facts say it too: a title along the axis would take a tenth of a phone's width.
    """
    spec = compiled("drift")
    fill_title(spec, title, facts)
    spec["title"] |= {"color": palette.TEXT[theme], "subtitleColor": palette.QUIET_TEXT[theme]}
    spec["config"]["locale"] = vega_locale(words)
    first, last = (words.period(plot.months[at], plot.period_type) for at in (0, -1))
    along = words("figure.axis_x", first=first, last=last)
    for layer in spec["layer"]:
        across = layer["encoding"]
        across["x"]["axis"] |= {"description": along, **period_axis(words, plot.months, plot.period_type)}
        across["y"]["axis"] |= {"description": axis}
        if layer["name"] == "labels":
            layer["mark"]["color"] = palette.QUIET_TEXT[theme]
    return spec


def _points(words: Words, plot: Plot, side: Side, t: Floats) -> pd.DataFrame:
    state = np.where(side.outside, "beyond", "usual")
    told = [_tip(words, plot, side, at) for at in range(len(t))]
    return pd.DataFrame(
        {
            "t": t,
            "y": side.y,
            "side": side.name,
            "part": plot.part,
            "state": state,
            "size": np.where(side.outside, palette.POINTS["beyond"].size, palette.POINTS["usual"].size / 2),
            **{f"tip_{k}": [lines[k] for lines in told] for k in range(TIPS)},
        }
    )


def _tip(words: Words, plot: Plot, side: Side, at: int) -> tuple[str | None, ...]:
    period = words.period(plot.months[at], plot.period_type)
    value = words.number(float(side.y[at]), plot.decimals)
    outside = words("drift.tip_outside") if side.outside[at] else None
    return period, words("drift.tip_value", name=side.name, value=value), outside


def _labels(plot: Plot, points: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    labels = pd.DataFrame(list(plot.labels), columns=["y", "text", "short"]).astype({"y": "float64"})
    labels["t"] = lines["t"].max()
    drawn = np.concatenate([points["y"].to_numpy(), lines[["cl", "lcl", "ucl"]].to_numpy().ravel()])
    if len(labels) and np.isfinite(drawn).any():
        span = float(np.nanmax(drawn) - np.nanmin(drawn)) or 1.0
        labels["y"] = spread(labels["y"].to_numpy(), LABEL_SPACING * span * ROOM_ABOVE)
    return labels
