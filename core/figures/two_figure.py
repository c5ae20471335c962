"""Two charts of the same numbers on one scale: what differs is in the charts and not in the axes."""

import copy
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from core.figures.control_figure import control_figure
from core.figures.control_shape import Theme
from core.figures.events import Event
from core.figures.figure import Figure
from core.figures.labels import LABEL_SPACING, ROOM_ABOVE, spread
from core.spc.for_series import Charted
from core.wording import Words

DRAWN = ("y", "cl", "lcl", "ucl", "target", "comparison")
"""Columns of the points that stand on the scale of values."""


def two_figures(
    words: Words,
    chartings: Sequence[Charted],
    *,
    events: Sequence[Event] = (),
    made_up: bool = False,
    latest: int | None = None,
    theme: Theme = "light",
) -> tuple[Figure, ...]:
    """A figure of each chart, all on the same scale of values and the same time axis.

    The arguments are those of ``control_figure``; every chart is of the same series.
    """
    figures = [
        control_figure(words, charted, events=events, made_up=made_up, latest=latest, theme=theme)
        for charted in chartings
    ]
    return same_scale(figures)


def same_scale(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures with one scale of values, wide enough for every line and point of each of them.

    They are as ``control_figure`` makes them. A figure without any number gets the scale of the others; where
    none has numbers, nothing changes.
    """
    drawn = [_values(figure.datasets["points"], DRAWN) for figure in figures]
    everything = np.concatenate(drawn)
    if not everything.size:
        return tuple(figures)
    span = float(np.ptp(everything)) or 1.0
    labels = [_apart(figure.datasets["labels"], span) for figure in figures]
    ends = np.concatenate([everything, *(_values(label, ("y",)) for label in labels)])
    domain = [float(ends.min()), float(ends.max())]
    if domain[0] == domain[1]:
        domain = [domain[0] - 0.5, domain[1] + 0.5]
    return tuple(_on(figure, domain, label) for figure, label in zip(figures, labels, strict=True))


def _on(figure: Figure, domain: list[float], labels: pd.DataFrame) -> Figure:
    spec = copy.deepcopy(dict(figure.spec))
    for layer in spec["layer"]:
        y = layer["encoding"].get("y", {})
        if y.get("scale") is not None:
            y["scale"] = {**y["scale"], "domain": domain}
    return replace(figure, spec=spec, datasets={**figure.datasets, "labels": labels})


def _apart(labels: pd.DataFrame, span: float) -> pd.DataFrame:
    """Names of lines moved apart on the common scale, on which they may lie closer than on their own."""
    if labels.empty:
        return labels
    return labels.assign(y=spread(labels["y"].to_numpy(), LABEL_SPACING * span * ROOM_ABOVE))


def _values(frame: pd.DataFrame, columns: Sequence[str]) -> np.ndarray:
    """The numbers that stand in some columns, in one row, without gaps."""
    there = frame[[name for name in columns if name in frame]].to_numpy(float).ravel()
    return there[np.isfinite(there)]
