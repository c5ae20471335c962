"""Charts as results: what was computed, on the shown scale, as arrays, attributes and tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from core.remarks import Caveat
from core.spc.axis import Axis
from core.spc.block import Bools, Floats, Ints
from core.spc.caveats import Findings, caveats_of
from core.spc.data import Data
from core.spc.engine import PartNumbers, Plan, Result

CentreKind = Literal["mean", "median", "typical", "given"]


@dataclass(frozen=True, eq=False)
class Charts:
    """Charts of many series over the same points. ``charts[i]`` is the chart of series i.

    Line arrays are (series, points) and on the shown scale; ``x`` and ``part`` (from 1) are (points,).
    ``numbers`` holds the counts of every part, (series, parts), unscaled.
    """

    kind: str
    rules: str
    multiply: float
    x: npt.NDArray[Any]
    y: Floats
    n: Floats | None
    cl: Floats
    lcl: Floats
    ucl: Floats
    part: Ints
    included: Bools
    provisional: Bools
    beyond_limits: Bools
    runs_signal: Bools
    rule_points: Mapping[str, Bools]
    numbers: PartNumbers
    source: "Source" = field(repr=False)

    def __len__(self) -> int:
        return len(self.y)

    def __getitem__(self, row: int) -> "Chart":
        """The chart of one series, the same as ``control_chart`` gives for it."""
        return Chart(self, range(len(self))[row])


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """What the charts were computed from; rules that compare periods start from here."""

    axis: Axis
    data: Data
    counted: Bools
    missing: Bools
    base: Bools
    plan: Plan
    multiply: float
    provisional: Ints
    excluded: Bools
    reasons: Mapping[int, str]
    target: Floats | None


@dataclass(frozen=True, eq=False)
class Chart:
    """Limits and signals of one series. Attributes without a part describe the latest part.

    ``points`` and ``summary`` are tables made when first asked for; ``caveats`` are codes with values.
    """

    batch: Charts
    row: int = 0

    def __repr__(self) -> str:
        return f"Chart({self.kind}, {self.rules}, {len(self.x)} points, baseline of {self.n_baseline})"

    @property
    def kind(self) -> str:
        """Chart kind, e.g. "pprime"."""
        return self.batch.kind

    @property
    def rules(self) -> str:
        """Name of the rule set."""
        return self.batch.rules

    @property
    def multiply(self) -> float:
        """What the shown scale multiplies by, e.g. 100."""
        return self.batch.multiply

    @property
    def x(self) -> npt.NDArray[Any]:
        """Labels of the points: datetime64[M], datetime64[D] or numbers."""
        return self.batch.x

    @cached_property
    def has_limits(self) -> bool:
        """Whether the latest part has control limits that could be computed."""
        last = self.batch.source.plan.layout.starts[-1]
        return bool(np.isfinite(self.batch.ucl[self.row, last:]).any())

    @property
    def n_baseline(self) -> int:
        """How many points set the limits of the latest part."""
        return int(self.batch.numbers.n_baseline[self.row, -1])

    @property
    def baselines(self) -> Ints:
        """How many points set the limits of each part, (parts,)."""
        return self.batch.numbers.n_baseline[self.row]

    @property
    def part_starts(self) -> npt.NDArray[Any]:
        """Label of the first point of each part, (parts,)."""
        return self.x[list(self.batch.source.plan.layout.starts)]

    @cached_property
    def baseline(self) -> tuple[Any, Any] | None:
        """Labels of the first and last point that set the limits of the latest part; None if none does."""
        segment = list(self.batch.source.plan.layout.segments())[-1]
        chosen = np.flatnonzero(self.batch.source.base[self.row, segment.start : segment.stop])
        if chosen.size == 0:
            return None
        return self.x[segment.start + chosen[0]], self.x[segment.start + chosen[-1]]

    @property
    def frozen(self) -> bool:
        """Whether a frozen baseline sets the limits of the latest part."""
        layout = self.batch.source.plan.layout
        return layout.freeze is not None and layout.starts[-1] < layout.freeze

    @property
    def sigma_z(self) -> float | None:
        """Laney's sigma_z of the latest part, for p′ and u′; None for other kinds or where it is unknown."""
        spread = float(self.batch.numbers.sigma_z[self.row, -1])
        return spread if self.batch.source.plan.kind.laney and np.isfinite(spread) else None

    @property
    def centre_kind(self) -> CentreKind:
        """What the centre line of the latest part is.

        A median chart may have had to take the mean; "typical" is the mean of transformed values taken back
        (t chart); "given" a centre line that was not computed.
        """
        return self._centre_kinds()[-1]

    def _centre_kinds(self) -> list[CentreKind]:
        kind = self.batch.source.plan.kind.centre
        replaced = self.batch.numbers.mean_for_median[self.row]
        return ["given" if self._given else "mean" if mean else kind for mean in replaced.tolist()]

    @property
    def _given(self) -> bool:
        centre = self.batch.source.data.centre
        return centre is not None and bool(np.isfinite(centre[self.row, 0]))

    @property
    def target(self) -> Floats | None:
        """The target at every point, on the shown scale."""
        return self.batch.source.target

    @cached_property
    def caveats(self) -> tuple[Caveat, ...]:
        """What limits the conclusions one may draw, most basic first."""
        return caveats_of(self._findings())

    @cached_property
    def points(self) -> pd.DataFrame:
        """One row a point: x, y, n, cl, lcl, ucl, part, included, beyond_limits, runs_signal, one column a
        rule, target, provisional. y and the lines are on the shown scale. part counts from 1; ``included``
        points are the ones that limits and rules may use; ``runs_signal`` marks the points of any rule but
        the limits.
        """
        batch, row = self.batch, self.row
        blank = np.full(len(batch.x), np.nan)
        columns = {
            "x": batch.x.astype("datetime64[us]") if batch.source.axis.dated else batch.x,
            "y": batch.y[row],
            "n": blank if batch.n is None else batch.n[row],
            "cl": batch.cl[row],
            "lcl": batch.lcl[row],
            "ucl": batch.ucl[row],
            "part": batch.part,
            "included": batch.included[row],
            "beyond_limits": batch.beyond_limits[row],
            "runs_signal": batch.runs_signal[row],
            **{code: marked[row] for code, marked in batch.rule_points.items()},
            "target": blank if self.target is None else self.target,
            "provisional": batch.provisional[row],
        }
        return pd.DataFrame(columns)

    @cached_property
    def summary(self) -> pd.DataFrame:
        """One row a part: part, first, last (labels), n_obs, n_useful, longest_run, longest_run_max,
        n_crossings, n_crossings_min, cl, n_beyond_limits, runs_signal, n_baseline, sigma_z, centre_kind.

        n_obs counts the points that rules may use, n_useful those of them that are not on the centre line.
        ``sigma_z`` is known for every kind of count, NaN for the others.
        """
        batch, row, layout = self.batch, self.row, self.batch.source.plan.layout
        x = self.x.astype("datetime64[us]") if batch.source.axis.dated else self.x
        numbers = batch.numbers
        counts = ("n_obs", "n_useful", "longest_run", "longest_run_max", "n_crossings", "n_crossings_min")
        columns = {
            "part": np.arange(1, len(layout.starts) + 1),
            "first": x[list(layout.starts)],
            "last": x[np.array(layout.stops) - 1],
            **{name: getattr(numbers, name)[row] for name in counts},
            "cl": numbers.centre[row] * batch.multiply,
            **{
                name: getattr(numbers, name)[row] for name in ("n_beyond_limits", "runs_signal", "n_baseline")
            },
            "sigma_z": numbers.sigma_z[row],
            "centre_kind": self._centre_kinds(),
        }
        return pd.DataFrame(columns)

    def _findings(self) -> Findings:
        source, row = self.batch.source, self.row
        return Findings(
            kind=source.plan.kind,
            axis=source.axis,
            layout=source.plan.layout,
            numbers=self.batch.numbers,
            row=row,
            value=source.data.value[row],
            n=None if source.data.n is None else source.data.n[row],
            base=source.base[row],
            missing=source.missing[row],
            given=self._given,
            limits=np.isfinite(self.batch.ucl[row]),
            provisional=source.provisional,
            excluded=source.excluded[row],
            reasons=source.reasons,
        )


def charts_of(result: Result, source: Source) -> Charts:
    """Put computed lines on the shown scale. ``multiply`` comes last: limits and rules never see it."""

    multiply = source.multiply

    def shown(values: Floats) -> Floats:
        return values if multiply == 1 else values * multiply

    lines = result.lines
    provisional = np.zeros(len(source.axis), dtype=bool)
    provisional[source.provisional] = True
    codes = [rule.code for rule in source.plan.rules.rules]
    return Charts(
        kind=source.plan.kind.name,
        rules=source.plan.rules.name,
        multiply=multiply,
        x=source.axis.labels,
        y=shown(source.data.value),
        n=source.data.n,
        cl=shown(lines.centre),
        lcl=shown(lines.lower),
        ucl=shown(lines.upper),
        part=source.plan.layout.part_of_point + 1,
        included=source.counted,
        provisional=np.broadcast_to(provisional, source.counted.shape),
        beyond_limits=lines.beyond_limits,
        runs_signal=lines.runs_signal,
        rule_points=dict(zip(codes, lines.rules, strict=True)),
        numbers=result.parts,
        source=source,
    )
