"""A small chart as SVG: the latest points with centre line, limits and marks, for a card among others.

Drawn here and not by the chart library: eight of those take the browser half a second, and these are still.
The signs are those of the large charts: a diamond outside the limits, a square in a pattern, hollow where a
point does not count. Every colour has 3:1 against light and dark, so one drawing serves both.
"""

from collections.abc import Iterator
from urllib.parse import quote

import numpy as np

from core.figures import palette
from core.observations.months import Month
from core.overview.batch import Stand
from core.spc.block import Floats

POINTS = 36
WIDTH, HEIGHT = 240, 64
_EDGE = 6.0
_SIZE = {"beyond": 4.2, "pattern": 2.7, "hollow": 2.4}


def sparkline(
    stand: Stand, *, since: Month | None = None, start: Month | None = None, target: float | None = None
) -> str:
    """The SVG of the latest ``POINTS`` points.

    since : points after this month stand on a shade. start : a line stands before this month, where a change
    began. target : drawn as a line of its own.
    """
    shown = slice(max(0, len(stand.value) - POINTS), None)
    months = stand.series.months[shown]
    x = _across(len(months))
    lines = [line[shown] for line in (stand.value, stand.centre, stand.lower, stand.upper)]
    aim = np.full(len(months), np.nan if target is None else target)
    value, centre, lower, upper, wanted = _down([*lines, aim])
    parts = [
        *_shade(x, months, since),
        *_start(x, months, start),
        *(_path(_steps(x, line), palette.LINES["limit"]) for line in (lower, upper)),
        _path(_steps(x, centre), palette.LINES["centre"]),
        _path(_joined(x, wanted), palette.LINES["target"]),
        _path(_joined(x, value), palette.LINES["value"]),
        *_marks(x, value, stand, shown),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}">{"".join(parts)}</svg>'
    )


def as_address(svg: str) -> str:
    """A drawing as a ``data:`` address, which an ``img`` and a style can hold."""
    return "data:image/svg+xml," + quote(svg, safe="/:=' ,()").replace("%22", "'").replace("%0A", "")


def _across(n: int) -> Floats:
    return np.linspace(_EDGE, WIDTH - _EDGE, n) if n > 1 else np.array([WIDTH / 2])


def _down(lines: list[Floats]) -> list[Floats]:
    """Where values lie from the top, all on one scale; NaN stays NaN."""
    known = np.concatenate(lines)
    known = known[np.isfinite(known)]
    if not known.size:
        return lines
    low, high = float(known.min()), float(known.max())
    if high <= low:
        return [np.where(np.isfinite(line), HEIGHT / 2, np.nan) for line in lines]
    return [HEIGHT - _EDGE - (line - low) / (high - low) * (HEIGHT - 2 * _EDGE) for line in lines]


def _joined(x: Floats, y: Floats) -> str:
    """Points joined where nothing is missing between them; one alone is a dot."""
    drawn, pen = [], "M"
    for at, height in zip(x, y, strict=True):
        if np.isfinite(height):
            drawn.append(f"{pen}{at:.1f} {height:.1f}")
            pen = "L"
        else:
            pen = "M"
    return "".join(drawn)


def _steps(x: Floats, y: Floats) -> str:
    """A line of limits: level at every point, broken where there is none or a new part begins."""
    half = (x[1] - x[0]) / 2 if len(x) > 1 else _EDGE
    drawn, before = [], np.nan
    for at, height in zip(x, y, strict=True):
        if np.isfinite(height):
            move = (
                f"L{at - half:.1f} {height:.1f}" if np.isfinite(before) else f"M{at - half:.1f} {height:.1f}"
            )
            same = np.isfinite(before) and abs(height - before) < 0.05
            drawn.append(f"L{at + half:.1f} {height:.1f}" if same else f"{move}H{at + half:.1f}")
        before = height
    return "".join(drawn)


def _path(line: str, style: palette.LineStyle) -> str:
    if not line:
        return ""
    dash = f' stroke-dasharray="{" ".join(map(str, style.dash))}"' if style.dash else ""
    return f'<path d="{line}" fill="none" stroke="{style.colour}" stroke-width="{style.width:g}"{dash}/>'


def _shade(x: Floats, months: np.ndarray, since: Month | None) -> Iterator[str]:
    after = np.flatnonzero(months > since) if since is not None else np.array([], dtype=int)
    if after.size and after[0] > 0:
        left = (x[after[0] - 1] + x[after[0]]) / 2
        yield (
            f'<rect x="{left:.1f}" y="0" width="{WIDTH - left:.1f}" height="{HEIGHT}" '
            f'fill="{palette.MUTED}" fill-opacity=".18"/>'
        )


def _start(x: Floats, months: np.ndarray, start: Month | None) -> Iterator[str]:
    at = np.flatnonzero(months >= start) if start is not None else np.array([], dtype=int)
    if at.size and at[0] > 0:
        middle = (x[at[0] - 1] + x[at[0]]) / 2
        yield f'<path d="M{middle:.1f} 0V{HEIGHT}" stroke="{palette.CHANGE}" stroke-width="1.6"/>'


def _marks(x: Floats, y: Floats, stand: Stand, shown: slice) -> Iterator[str]:
    beyond, pattern, counted = (mask[shown] for mask in (stand.beyond, stand.pattern, stand.counted))
    for at, height, outside, run, counts in zip(x, y, beyond, pattern, counted, strict=True):
        if np.isfinite(height) and (outside or run or not counts):
            yield _sign(at, height, "beyond" if outside else "pattern" if run else "hollow")


def _sign(at: float, height: float, state: str) -> str:
    r = _SIZE[state]
    if state == "hollow":
        return (
            f'<circle cx="{at:.1f}" cy="{height:.1f}" r="{r}" fill="none" '
            f'stroke="{palette.MUTED}" stroke-width="1.2"/>'
        )
    outline = (
        f"M{at:.1f} {height - r:.1f}l{r} {r}l-{r} {r}l-{r} -{r}z"
        if state == "beyond"
        else f"M{at - r:.1f} {height - r:.1f}h{2 * r}v{2 * r}h-{2 * r}z"
    )
    return f'<path d="{outline}" fill="{palette.SIGNAL}"/>'
