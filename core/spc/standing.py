"""Where an indicator stands now: is there a signal that still goes on, and will its target be met?

After NHS England, Making data count (2019), whose two icons answer these questions from the latest part:

Variation. The latest point that counts decides. It carries a signal when it lies outside the limits, when a
rule points at it, or when a rule that judges the whole part (Anhøj's crossings) fires. Improving or worsening
needs a direction of the indicator and signals that all point one way; other signals have no direction.
Making data count ranks its rules where they disagree; here they then say neither. A signal that ended before
the latest point is told as earlier, not as now.

Assurance. The target that holds now against the control limits at the latest point: beyond both limits on the
better side the target will be met, on the worse side missed, as long as the variation stays as it is; between
them it can go either way. A run chart has no limits, and gives no assurance.

Values that are all alike have no variation to judge a value by, so that of such a part neither is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

import numpy as np
import numpy.typing as npt

from core.spc.block import SAME, Bools, Floats, Ints
from core.spc.chart import Charts
from core.spc.for_series import FEWEST_FOR_LIMITS, Charted
from core.spc.possible import kept_possible
from core.spc.rules import RULE_SETS, RuleSet
from core.spc.rules.limits_rule import CODE as BEYOND

Variation = Literal["improving", "worsening", "signal", "common", "unknown"]
Assurance = Literal["met", "missed", "either", "no_target", "unknown"]
Moved = Literal["up", "down"]
Unknown = Literal["nothing", "few", "hidden", "short_baseline", "flat_baseline", "constant"]
Unsure = Literal["hidden", "no_limits", "no_direction"]

ANYTHING = (-np.inf, np.inf)
"""What a value can be where nothing is known of it."""
_SIGN = {"up": 1, "down": -1, "neutral": 0}
_MOVED: dict[int, Moved | None] = {1: "up", -1: "down", 0: None}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a standing rests on.

    rules : codes of the rules that give the signal, the limits first.
    moved : which way they point, None without a signal or where they point both ways or no way.
    latest : label of the latest point that counts; None where none does.
    n_counted : points that count in its part.
    earlier : whether the part has signals, though none goes on.
    target, lower, upper : on the shown scale, None where there is none.
    unknown, unsure : why variation, assurance cannot be told; None where it can.
    """

    rules: tuple[str, ...] = ()
    moved: Moved | None = None
    latest: Any | None = None
    n_counted: int = 0
    earlier: bool = False
    target: float | None = None
    lower: float | None = None
    upper: float | None = None
    unknown: Unknown | None = None
    unsure: Unsure | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Variation and assurance of one series now."""

    variation: Variation
    assurance: Assurance
    evidence: Evidence


@dataclass(frozen=True, eq=False, slots=True)
class Standings:
    """The standings of many series, arrays (series,) of the words of ``Standing``. ``standings[i]`` is one.

    ``rules``: (rules, series), which of ``codes`` give each signal. ``moved``: +1, −1 or 0. ``latest``:
    position of the latest point that counts, −1 where none does. ``unknown`` and ``unsure`` are "" where
    there is no reason.
    """

    variation: npt.NDArray[np.str_]
    assurance: npt.NDArray[np.str_]
    codes: tuple[str, ...]
    rules: Bools
    moved: Ints
    latest: Ints
    n_counted: Ints
    earlier: Bools
    target: Floats
    lower: Floats
    upper: Floats
    unknown: npt.NDArray[np.str_]
    unsure: npt.NDArray[np.str_]
    x: npt.NDArray[Any]

    def __len__(self) -> int:
        return len(self.variation)

    def __getitem__(self, row: int) -> Standing:
        """The standing of one series."""
        row = range(len(self))[row]
        evidence = Evidence(
            rules=tuple(code for code, fired in zip(self.codes, self.rules[:, row], strict=True) if fired),
            moved=_MOVED[int(self.moved[row])],
            latest=self.x[self.latest[row]] if self.latest[row] >= 0 else None,
            n_counted=int(self.n_counted[row]),
            earlier=bool(self.earlier[row]),
            target=_known(self.target[row]),
            lower=_known(self.lower[row]),
            upper=_known(self.upper[row]),
            unknown=cast(Unknown, str(self.unknown[row])) if self.unknown[row] else None,
            unsure=cast(Unsure, str(self.unsure[row])) if self.unsure[row] else None,
        )
        variation, assurance = str(self.variation[row]), str(self.assurance[row])
        return Standing(cast(Variation, variation), cast(Assurance, assurance), evidence)


def standing_of(charted: Charted) -> Standing:
    """Variation and assurance of a chart as it is shown: from ``charted.points``, so that both agree.

    The target is the one that holds in the last period of the series.
    """
    points, chart = charted.points, charted.chart
    rules = RULE_SETS[chart.rules]

    def column(name: str, of: type = float) -> npt.NDArray[Any]:
        return points[name].to_numpy(of)[None]

    seen = Seen(
        value=column("y"),
        centre=column("cl"),
        lower=column("lcl"),
        upper=column("ucl"),
        counted=column("included", bool),
        part=points["part"].to_numpy(),
        marks={code: column(code, bool) for code in _codes(rules)},
        rules=rules,
        constant=chart.batch.numbers.constant[chart.row][None],
        hidden=np.array([charted.hidden.too_many]),
        short_baseline=np.array([charted.short_baseline]),
        x=chart.x,
    )
    target = charted.indicator.target_for(charted.series.months[-1])
    sign = np.array([_SIGN[charted.indicator.direction]])
    return _judge(seen, sign, np.array([target.value if target else np.nan]))[0]


def standings(
    charts: Charts,
    direction: str | Sequence[str],
    target: float | npt.ArrayLike = np.nan,
    hidden: npt.ArrayLike = False,
    possible: tuple[npt.ArrayLike, npt.ArrayLike] = ANYTHING,
) -> Standings:
    """The standings of many series at once, the same as ``standing_of`` gives for each.

    direction : up, down or neutral, one for all series or one each.
    target : on the shown scale, one for all series or one each; NaN where there is none.
    hidden : whether too much of a series is hidden to say anything of its level, one or one each.
    possible : lowest and highest value there can be (``core.spc.possible``), for all series or one each.

    A series with fewer than twelve points for limits has none and no marks of rules that stand on them;
    ``chart_for`` charts it as a run chart. Raises ValueError for an unknown direction.
    """
    given = [direction] if isinstance(direction, str) else list(direction)
    if unknown := set(given) - set(_SIGN):
        raise ValueError(f"direction {sorted(unknown)} is none of {', '.join(_SIGN)}")
    every = (len(charts),)
    sign = np.broadcast_to([_SIGN[name] for name in given], every)
    targets = np.broadcast_to(np.asarray(target, dtype=np.float64), every)
    seen = seen_of(charts, np.broadcast_to(np.asarray(hidden, dtype=bool), every), possible)
    return _judge(seen, sign, targets)


@dataclass(frozen=True, slots=True)
class Seen:
    """Charts as they may be shown, which is what ``standings`` judges: (series, points); ``part`` and ``x``
    (points,); the flags (series,).

    ``constant``: (series, parts), where all points that set the limits are equal.
    """

    value: Floats
    centre: Floats
    lower: Floats
    upper: Floats
    counted: Bools
    part: Ints
    marks: dict[str, Bools]
    rules: RuleSet
    constant: Bools
    hidden: Bools
    short_baseline: Bools
    x: npt.NDArray[Any]


def _codes(rules: RuleSet) -> tuple[str, ...]:
    return (BEYOND, *(rule.code for rule in rules.rules))


def seen_of(charts: Charts, hidden: Bools, possible: tuple[npt.ArrayLike, npt.ArrayLike] = ANYTHING) -> Seen:
    """The charts without what ``Charted.points`` leaves out. ``hidden``: (series,), and ``possible``: as in
    ``standings``.
    """
    layout, numbers = charts.source.plan.layout, charts.numbers
    few = numbers.n_baseline < FEWEST_FOR_LIMITS
    frozen = layout.freeze is not None and layout.starts[-1] < layout.freeze
    short = few[:, -1] & frozen
    limited = ~few[:, charts.part - 1]
    allowed = ~(hidden | short)[:, None]
    rules = RULE_SETS[charts.rules]
    marks = {BEYOND: charts.beyond_limits & limited & allowed}
    for rule in rules.rules:
        marked = charts.rule_points[rule.code] & allowed
        marks[rule.code] = marked & limited if rule.zones else marked
    shown = limited & ~hidden[:, None]
    lowest, highest = (np.asarray(end, dtype=np.float64)[..., None] for end in possible)
    lower, upper = kept_possible(charts.lcl, charts.ucl, (lowest, highest))
    return Seen(
        value=charts.y,
        centre=np.where(hidden[:, None], np.nan, charts.cl),
        lower=np.where(shown, lower, np.nan),
        upper=np.where(shown, upper, np.nan),
        counted=charts.included,
        part=charts.part,
        marks=marks,
        rules=rules,
        constant=numbers.constant,
        hidden=hidden,
        short_baseline=short,
        x=charts.x,
    )


def _judge(seen: Seen, sign: Ints, target: Floats) -> Standings:
    rows = np.arange(len(seen.value))
    some = seen.counted.any(axis=1)
    last = seen.counted.shape[1] - 1 - seen.counted[:, ::-1].argmax(axis=1)
    here = seen.counted & (seen.part == seen.part[last][:, None])
    fired, ways = _signals_now(seen, here, last)
    signal = np.asarray(fired.any(axis=0), dtype=bool)
    up, down = (ways > 0).any(axis=0), (ways < 0).any(axis=0)
    moved = np.asarray(up, dtype=np.int8) - np.asarray(down, dtype=np.int8)  # 0 where they point both ways
    unknown = _why_unknown(seen, here, last, signal)
    variation = np.select(
        [unknown != "", ~signal, (moved == 0) | (sign == 0), moved == sign],
        ["unknown", "common", "signal", "improving"],
        default="worsening",
    )
    lower, upper = (np.where(some, line[rows, last], np.nan) for line in (seen.lower, seen.upper))
    assurance, unsure = _assurance(seen, sign, target, lower, upper)
    marked = np.any([(marks & here).any(axis=1) for marks in seen.marks.values()], axis=0)
    return Standings(
        variation=variation,
        assurance=assurance,
        codes=_codes(seen.rules),
        rules=fired,
        moved=moved,
        latest=np.where(some, last, -1),
        n_counted=here.sum(axis=1),
        earlier=marked & ~signal,
        target=target,
        lower=lower,
        upper=upper,
        unknown=unknown,
        unsure=unsure,
        x=seen.x,
    )


def _signals_now(seen: Seen, here: Bools, last: Ints) -> tuple[Bools, Ints]:
    """Which rules fire at the latest point, and which way they point; both (rules, series)."""
    rows = np.arange(len(last))
    newest, centre = seen.value[rows, last], seen.centre[rows, last]
    side = np.where(newest > centre, 1, -1)
    ways = {"side": side, "slope": _slope(seen.value, here, newest), "none": np.zeros_like(side)}
    fired: list[Any] = [seen.marks[BEYOND][rows, last]]
    pointing = [fired[0] * side]
    for rule in seen.rules.rules:
        marks = seen.marks[rule.code]
        now = (marks & here).any(axis=1) if rule.whole_part else marks[rows, last]
        fired.append(now)
        pointing.append(now * ways[rule.way])
    return np.array(fired, dtype=bool), np.array(pointing, dtype=np.int8)


def _slope(value: Floats, here: Bools, newest: Floats) -> Ints:
    """Which way the latest point lies from the last one before it that differs, (series,)."""
    sized = np.where(here, value, 0.0)
    slack = SAME * np.abs(sized).max(axis=1, keepdims=True, initial=0.0)
    other = here & (np.abs(sized - newest[:, None]) > slack)
    before = value.shape[1] - 1 - other[:, ::-1].argmax(axis=1)
    return np.where(newest > value[np.arange(len(value)), before], 1, -1)


def _why_unknown(seen: Seen, here: Bools, last: Ints, signal: Bools) -> npt.NDArray[np.str_]:
    rows = np.arange(len(last))
    low = np.where(here, seen.value, np.inf).min(axis=1)
    same = low == np.where(here, seen.value, -np.inf).max(axis=1)
    flat = seen.constant[rows, seen.part[last] - 1] | np.isnan(seen.centre[rows, last])
    return np.select(
        [
            seen.hidden,
            ~here.any(axis=1),
            seen.short_baseline,
            flat & ~same,
            (here.sum(axis=1) < FEWEST_FOR_LIMITS) & ~signal,
            same & ~signal,
        ],
        ["hidden", "nothing", "short_baseline", "flat_baseline", "few", "constant"],
        default="",
    )


def _assurance(
    seen: Seen, sign: Ints, target: Floats, lower: Floats, upper: Floats
) -> tuple[npt.NDArray[np.str_], npt.NDArray[np.str_]]:
    none = np.isnan(target)
    unlimited = seen.short_baseline | np.isnan(lower) | np.isnan(upper)
    unsure = np.select(
        [none, seen.hidden, sign == 0, unlimited],
        ["", "hidden", "no_direction", "no_limits"],
        default="",
    )
    above, below = lower > target, upper < target
    met, missed = np.where(sign > 0, above, below), np.where(sign > 0, below, above)
    assurance = np.select(
        [none, unsure != "", met, missed],
        ["no_target", "unknown", "met", "missed"],
        default="either",
    )
    return assurance, unsure


def _known(number: float) -> float | None:
    return float(number) if np.isfinite(number) else None
