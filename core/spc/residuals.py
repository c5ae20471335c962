"""How far every point is from its centre line in standard deviations: what charts for slow drift add up."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.spc.block import Bools, Floats
from core.spc.chart import Charts, Source, charts_of
from core.spc.control import Choices, read
from core.spc.engine import base_block, compute, limits_of


@dataclass(frozen=True, slots=True, eq=False)
class Residuals:
    """Standardised residuals of many series, arrays (series, points), with the control chart they come from.

    ``z``: (value − centre) / sigma, NaN where a point is not ``used``: missing, excluded, provisional, or of
    a part without a standard deviation. ``centre`` and ``sigma`` are unscaled. ``known``: (series,), whether
    both were given, so that run lengths hold as they are told.
    """

    control: Charts
    z: Floats
    used: Bools
    centre: Floats
    sigma: Floats
    known: Bools

    @property
    def source(self) -> Source:
        """What the control chart was computed from."""
        return self.control.source

    def spans(self) -> tuple[slice, ...]:
        """The points of every part: there a statistic starts afresh."""
        return self.source.plan.layout.spans


def read_residuals(y: Any, n: Any, choices: Choices, sigma: Any, *, many: bool, subgroup: Any) -> Residuals:
    """Residuals from the centre line and spread that a control chart of the same points and choices has.

    ``sigma``: a given standard deviation of a point on the shown scale, for an i chart; else None. Raises
    ValueError for kinds without a standard deviation, and for a sigma that cannot be.
    """
    source = read(y, n, choices, many=many, subgroup=subgroup)
    kind = source.plan.kind
    given = _given_sigma(sigma, kind.name, choices.multiply)
    shape = source.data.value.shape
    centre, spread = np.full(shape, np.nan), np.full(shape, np.nan)
    for segment in source.plan.layout.segments():
        across = slice(segment.start, segment.stop)
        limits, constant = limits_of(
            base_block(source.data, source.counted, segment, source.plan.screen), kind
        )
        if limits.sigma is None or not kind.runs:
            raise ValueError(f"kind {kind.name!r} has no standard deviation to add up residuals with")
        centre[:, across] = limits.centre
        spread[:, across] = limits.sigma if given is None else np.where(constant, np.nan, given)
    z = np.divide(
        source.data.value - centre, spread, out=np.full(shape, np.nan), where=source.counted & (spread > 0)
    )
    control = charts_of(compute(source.data, source.counted, source.plan), source)
    return Residuals(control, z, ~np.isnan(z), centre, spread, _known(source, given))


def _given_sigma(sigma: Any, kind: str, multiply: float) -> float | None:
    if sigma is None:
        return None
    if kind != "i":
        raise ValueError(f"sigma is given for an i chart only; a {kind} chart computes it")
    if not 0 < float(sigma) < np.inf:
        raise ValueError("sigma must be above 0")
    return float(sigma) / multiply


def _known(source: Source, sigma: float | None) -> Bools:
    centre, kind = source.data.centre, source.plan.kind
    if centre is None:
        return np.zeros(len(source.counted), dtype=bool)
    return np.isfinite(centre[:, 0]) & (sigma is not None or kind.from_centre)
