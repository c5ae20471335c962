"""Names beside points that touch neither each other nor other points, on a wide and on a narrow picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd

CHARACTER, LINE = 6.9, 16.0
"""Width of a character and height of a line, in pixels of 12-pixel text; a little too large."""
POINT = 7.0
"""Half the side of the square that a point takes, in pixels."""
SIZES = {"wide": (940.0, 380.0), "narrow": (290.0, 280.0)}
"""Width and height in pixels of the plot that names are placed for: a laptop's, and a phone's."""
_PLACES = tuple(
    (align, dx, dy)
    for (align, dx), dy in (
        *product((("left", 10), ("right", -10)), (0,)),
        *product((("center", 0),), (-15, 15)),
        *product((("left", 9), ("right", -9)), (-13, 13)),
    )
)
"""Where a name may stand beside its point, the best first: how it is aligned and how far it is moved."""

_RINGED = tuple((align, round(dx * 1.5), round(dy * 1.3)) for align, dx, dy in _PLACES)

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Named:
    """A point with a name: its place as a share of the plot from the left and from the top.

    ringed : whether a ring is drawn around it, which the name keeps clear of
    """

    name: str
    left: float
    top: float
    ringed: bool = False


def placed(points: np.ndarray, named: Sequence[Named]) -> pd.DataFrame:
    """Where each name stands, a row each in the order given, which is also that of importance.

    points : (points, 2), every point of the picture as shares of the plot, like those of ``named``. Columns:
    wide and narrow (the name, "" where it has no room), and each with ``_dx``, ``_dy`` and ``_align``.
    """
    columns: dict[str, list[str | int]] = {}
    for size, (width, height) in SIZES.items():
        spots = _spots(points * (width, height), named, width, height)
        columns[size] = [one.name if spot else "" for one, spot in zip(named, spots, strict=True)]
        columns[f"{size}_align"] = [spot[0] if spot else "left" for spot in spots]
        columns[f"{size}_dx"] = [spot[1] if spot else 0 for spot in spots]
        columns[f"{size}_dy"] = [spot[2] if spot else 0 for spot in spots]
    return pd.DataFrame(columns)


def _spots(
    points: np.ndarray, named: Sequence[Named], width: float, height: float
) -> list[tuple[str, int, int] | None]:
    taken: list[Box] = []
    dots = [(x - POINT, y - POINT, x + POINT, y + POINT) for x, y in points]
    found: list[tuple[str, int, int] | None] = []
    for one in named:
        x, y = one.left * width, one.top * height
        others = [box for box in dots if not _holds(box, x, y)]
        boxes = {place: _box(one.name, x, y, place) for place in (_RINGED if one.ringed else _PLACES)}
        room = [place for place, box in boxes.items() if _inside(box, width, height)]
        clear = [place for place in room if not _touches(boxes[place], taken)]
        best = next((place for place in clear if not _touches(boxes[place], others)), None)
        if best is not None:
            taken.append(boxes[best])
        found.append(best)
    return found


def _box(name: str, x: float, y: float, place: tuple[str, int, int]) -> Box:
    align, dx, dy = place
    long = len(name) * CHARACTER
    left = x + dx - {"left": 0.0, "center": long / 2, "right": long}[align]
    return left, y + dy - LINE / 2, left + long, y + dy + LINE / 2


def _inside(box: Box, width: float, height: float) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= width and box[3] <= height


def _holds(box: Box, x: float, y: float) -> bool:
    return abs((box[0] + box[2]) / 2 - x) < 1e-6 and abs((box[1] + box[3]) / 2 - y) < 1e-6


def _touches(box: Box, others: Sequence[Box]) -> bool:
    return any(
        box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
        for other in others
    )
