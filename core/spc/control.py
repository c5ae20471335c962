"""``control_chart`` and ``control_charts``: from numbers and choices to charts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.spc.axis import Axis, is_date, positions, read_axis
from core.spc.block import Bools, Floats
from core.spc.chart import Chart, Charts, Source, charts_of
from core.spc.data import Data, as_floats, check_data, kind_of, numbers, plotted, refuse
from core.spc.engine import Plan, compute
from core.spc.layout import Layout
from core.spc.limits import Kind
from core.spc.rules import RULE_SETS, RuleSet
from core.spc.subgroups import labelled_subgroups, subgroups_of_many


def control_chart(  # noqa: PLR0917 - the public contract
    y: Any,
    n: Any = None,
    kind: str = "p",
    x: Any = None,
    subgroup: Any = None,
    multiply: float = 1,
    rules: str = "anhoej",
    freeze: Any = None,
    parts: Any = None,
    exclude: Any = None,
    target: Any = None,
    screen: bool = True,
    *,
    provisional: Any = None,
    centre: Any = None,
) -> Chart:
    """Limits, signals and caveats of one series.

    y, n : numbers (points,), NaN or None where missing. For p, pprime, u, uprime and c ``y`` is the count
        (the numerator); for iprime the numerator of the ratio y / n; for run, i and mr the value, or with
        ``n`` such a numerator; for g cases or days, for t the time, between events. For xbar and s ``y`` is
        one measurement a row.
    kind : run, i, iprime, mr, xbar, s, p, pprime, u, uprime, c, g or t.
    subgroup : for xbar and s, the month, date or number of every row of ``y``, in any order. The points of
        the chart are the subgroups in increasing order, and ``x`` is not given.
    x : labels of the points, strictly increasing: months or dates (text "2025-03", Period, date, datetime64)
        or numbers. Months that the calendar has and ``x`` lacks become missing points.
    multiply : the shown scale, above 0, e.g. 100; applied last.
    rules : rule set: anhoej, ihi, mdc, western_electric or nelson.
    freeze : number of leading points, as given, that set the limits; or the last month of the baseline.
        It governs the parts that begin before its end; later parts set their own limits.
    parts : positions or months where a new part begins.
    exclude : positions, months, truth values, or a mapping from them to the reason: drawn, in neither
        limits nor rules; moving ranges bridge them.
    target : one number or one a point, on the shown scale.
    screen : leave out moving ranges that reach 3.267 · their mean, one pass (Nelson 1982).
    provisional : positions or months that are drawn but in neither limits nor rules.
    centre : a given centre line, a standard or known level on the shown scale, instead of one computed from
        the points. Limits are computed around it: for p, u, c, g, mr and s from it alone.

    Positions count from 0 among the points as they are given. Raises ValueError, naming positions, for
    numbers that cannot be (see ``core.spc.data.check_data``), labels that do not increase, and positions or
    months that are not there.
    """
    choices = Choices(kind, x, multiply, rules, freeze, parts, exclude, target, screen, provisional, centre)
    return _charts(read(y, n, choices, many=False, subgroup=subgroup))[0]


def control_charts(  # noqa: PLR0917 - the public contract
    y: Any,
    n: Any = None,
    kind: str = "p",
    x: Any = None,
    multiply: float = 1,
    rules: str = "anhoej",
    freeze: Any = None,
    parts: Any = None,
    exclude: Any = None,
    screen: bool = True,
    *,
    provisional: Any = None,
    target: Any = None,
    centre: Any = None,
) -> Charts:
    """The same as ``control_chart`` for many series at once, with the same numbers.

    y, n : (series, points); for xbar and s ``y`` is (series, points, members), NaN where a subgroup has fewer
        members. ``x``, ``freeze``, ``parts``, ``target`` and ``provisional`` are shared by all series;
        ``exclude`` may also be an array of truth values (series, points), and ``centre`` one number a
        series, NaN where none is given.
    """
    choices = Choices(kind, x, multiply, rules, freeze, parts, exclude, target, screen, provisional, centre)
    return _charts(read(y, n, choices, many=True))


@dataclass(frozen=True, slots=True)
class Choices:
    """The arguments of ``control_chart`` as they were given."""

    kind: str
    x: Any
    multiply: float
    rules: str
    freeze: Any
    parts: Any
    exclude: Any
    target: Any
    screen: bool
    provisional: Any
    centre: Any = None


def rule_set_of(name: str) -> RuleSet:
    """The rule set called ``name``; ValueError lists those that exist."""
    if name not in RULE_SETS:
        raise ValueError(f"rules {name!r} is none of {', '.join(RULE_SETS)}")
    return RULE_SETS[name]


def _charts(source: Source) -> Charts:
    return charts_of(compute(source.data, source.counted, source.plan), source)


def read(y: Any, n: Any, choices: Choices, *, many: bool, subgroup: Any = None) -> Source:
    """Numbers and choices as they were given, checked and on a complete axis; nothing is computed yet."""
    kind, rules = kind_of(choices.kind), rule_set_of(choices.rules)
    if not 0 < choices.multiply < np.inf:
        raise ValueError(f"multiply is {choices.multiply}; it must be above 0, e.g. 100 for per cent")
    given, x = _given(y, n, kind, choices.x, many=many, subgroup=subgroup)
    axis = read_axis(x, given.y.shape[1])
    data = _on_axis(given, axis)
    layout = Layout(len(axis), _starts(axis, choices.parts), _freeze(axis, choices.freeze))
    excluded = _excluded(axis, choices.exclude, data.y.shape)
    provisional = positions(axis, choices.provisional, "provisional")
    missing = np.isnan(data.value)
    counted = ~missing
    counted &= ~excluded
    counted[:, provisional] = False
    value = plotted(data, kind, counted, missing, layout)
    if value is not data.value:
        counted &= ~np.isnan(value)
    return Source(
        axis=axis,
        data=replace(data, value=value, centre=_centre(choices, kind, len(value))),
        counted=counted,
        missing=missing,
        base=counted & layout.baseline,
        plan=Plan(kind, rules, layout, choices.screen),
        multiply=choices.multiply,
        provisional=provisional,
        excluded=excluded,
        reasons=_reasons(axis, choices.exclude),
        target=_target(axis, choices.target),
    )


def _given(y: Any, n: Any, kind: Kind, x: Any, *, many: bool, subgroup: Any) -> tuple[Data, Any]:
    """Checked data as given, and the labels of their points."""
    if not kind.subgroups:
        if subgroup is not None:
            raise ValueError(
                f"subgroup belongs to xbar and s charts; a {kind.name} chart has one number a point"
            )
        return check_data(y, n, kind, 2 if many else 1), x
    if n is not None:
        raise ValueError(f"kind {kind.name!r} takes no n: it counts the members of every subgroup")
    if many:
        return subgroups_of_many(y), x
    if x is not None:
        raise ValueError("x follows from subgroup and is not given beside it")
    return labelled_subgroups(y, subgroup, kind)


def _centre(choices: Choices, kind: Kind, n_series: int) -> Floats | None:
    """The given centre line (series, 1), unscaled; None where no series has one."""
    if choices.centre is None:
        return None
    shown = as_floats(choices.centre, "centre")
    if shown.shape not in {(), (n_series,)}:
        raise ValueError(f"centre must be one number or {n_series}, one a series")
    centre = numbers(np.broadcast_to(shown, n_series) / choices.multiply, "centre", 1).T
    if kind.positive:
        refuse(centre <= 0, f"centre must be above 0 in a {kind.name} chart")
    if kind.counts or kind.plots != "value":
        refuse(centre < 0, f"centre cannot be negative in a {kind.name} chart")
    if kind.proportion:
        refuse(centre > 1, "centre is above 1 (100 %)")
    return None if np.isnan(centre).all() else centre


def _on_axis(data: Data, axis: Axis) -> Data:
    def spread(values: Floats | None) -> Floats | None:
        return None if values is None else axis.spread(values)

    return Data(axis.spread(data.y), spread(data.n), axis.spread(data.value), spread(data.spread))


def _excluded(axis: Axis, exclude: Any, shape: tuple[int, ...]) -> Bools:
    mask = np.zeros(shape, dtype=bool)
    if isinstance(exclude, np.ndarray) and exclude.ndim == 2:
        wanted = (shape[0], len(axis.given))
        if exclude.dtype != bool or exclude.shape != wanted:
            raise ValueError(f"exclude for many series must be truth values of shape {wanted}")
        mask[:, axis.given] = exclude
    elif exclude is not None:
        mask[:, positions(axis, exclude, "exclude")] = True
    return mask


def _reasons(axis: Axis, exclude: Any) -> dict[int, str]:
    if not isinstance(exclude, Mapping):
        return {}
    return {axis.position(mark, "exclude"): str(why) for mark, why in exclude.items() if why}


def _starts(axis: Axis, parts: Any) -> tuple[int, ...]:
    return tuple(sorted({0, *positions(axis, parts, "parts").tolist()}))


def _freeze(axis: Axis, freeze: Any) -> int | None:
    """One past the last position of the baseline."""
    if freeze is None:
        return None
    if is_date(freeze):
        return axis.position(freeze, "freeze") + 1
    if isinstance(freeze, bool) or not isinstance(freeze, int | np.integer):
        raise ValueError(f"freeze: {freeze!r} is neither a number of points nor a month such as '2025-03'")
    if not 1 <= freeze <= len(axis.given):
        raise ValueError(f"freeze: {freeze} is not a number of leading points from 1 to {len(axis.given)}")
    return int(axis.given[freeze - 1]) + 1


def _target(axis: Axis, target: Any) -> Floats | None:
    """The target on the completed axis; an added month takes the target of the month before it."""
    if target is None:
        return None
    given = as_floats(target, "target")
    if given.ndim > 1 or (given.ndim == 1 and len(given) != len(axis.given)):
        raise ValueError(f"target must be one number or {len(axis.given)}, one a point")
    if given.ndim == 0:
        return np.full(len(axis), float(given))
    latest = np.searchsorted(axis.given, np.arange(len(axis)), side="right") - 1
    return given[latest]
