"""A chart read aloud: features of the chart first, then sentences in the order a reader wants them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.remarks import Caveat, Value
from core.spc.for_series import FEWEST_FOR_LIMITS, Charted
from core.spc.patterns import PartPoints, Pattern, patterns_of
from core.spc.rules import RULE_SETS
from core.wording.patterns import heading_sentences, pattern_sentences, pattern_text
from core.wording.ruled_out import not_ruled_out
from core.wording.titles import period_count, unit_text
from core.wording.words import Words, capitalised


@dataclass(frozen=True, slots=True)
class Features:
    """What the latest part of a chart shows.

    Positions are rows of ``chart.points``. ``constant``: all useful values are the same. ``compared``: there
    was a centre line that values lie on either side of; a baseline without variation gives none.
    """

    n_useful: int
    first: int
    centre: float
    patterns: tuple[Pattern, ...]
    longest_run_max: int
    crossings: tuple[int, int] | None
    above: tuple[int, ...]
    below: tuple[int, ...]
    latest: int
    constant: bool
    compared: bool

    @property
    def signals(self) -> bool:
        """Whether any rule of the rule set fired in the latest part."""
        return bool(self.patterns or self.crossings or self.above or self.below)

    @property
    def runs(self) -> tuple[Pattern, ...]:
        """Anhøj's too-long runs on one side of the centre line."""
        return tuple(pattern for pattern in self.patterns if pattern.rule == "anhoej_run")


def features_of(charted: Charted) -> Features | None:
    """The features of the latest part that has useful points; None when nothing can be used."""
    points, numbers = charted.points, charted.chart.batch.numbers
    usable = points["included"].to_numpy() & points["y"].notna().to_numpy()
    if not usable.any():
        return None
    part = points["part"].to_numpy()
    latest_part = part[np.flatnonzero(usable)[-1]]
    here = [int(i) for i in np.flatnonzero(usable & (part == latest_part))]
    at = charted.chart.row, int(latest_part) - 1
    values, centres = points["y"].to_numpy(), points["cl"].to_numpy()
    outside = points["beyond_limits"].to_numpy(bool)
    beyond = [i for i in here if outside[i]]
    crossings = None
    constant = bool(np.ptp(values[here]) == 0)
    if "anhoej_crossings" in points and points["anhoej_crossings"].to_numpy(bool)[here].any():
        crossings = (int(numbers.n_crossings[at]), int(numbers.n_crossings_min[at]))
    return Features(
        n_useful=len(here),
        first=here[0],
        centre=float(values[here[-1]] if constant else centres[here[-1]]),
        patterns=tuple(_patterns(charted, here)),
        longest_run_max=int(numbers.longest_run_max[at]) if np.isfinite(numbers.longest_run_max[at]) else 0,
        crossings=crossings,
        above=tuple(i for i in beyond if values[i] > centres[i]),
        below=tuple(i for i in beyond if values[i] < centres[i]),
        latest=here[-1],
        constant=constant,
        compared=bool(numbers.n_useful[at] > 0),
    )


def _patterns(charted: Charted, here: list[int]) -> Iterator[Pattern]:
    """What the rules found among the counted points ``here``, rule by rule, each in time order."""
    points = charted.points
    part = PartPoints.of(points["y"].to_numpy(), points["cl"].to_numpy(), here)
    for rule in RULE_SETS[charted.chart.rules].rules:
        if not rule.whole_part:
            yield from patterns_of(rule, points[rule.code].to_numpy(bool), part)


def chart_reading(words: Words, charted: Charted) -> str:
    """The chart in a few sentences: the finding, what shows it, which way it lies."""
    return " ".join(reading_sentences(words, charted))


def reading_sentences(words: Words, charted: Charted) -> list[str]:
    """The sentences of a chart, the finding first."""
    if charted.hidden.too_many:
        return [_hidden(words, charted)]
    features = features_of(charted)
    if features is None:
        shown = charted.points["y"].notna().any()
        key = "reading.nothing_counted" if shown else "reading.nothing"
        return [words(key, unit=charted.unit.name.in_(words.language))]
    finding = _finding(words, charted, features)
    if _flat(features) and not charted.short_baseline:
        return [finding, *not_ruled_out(words, charted, features.latest)]
    spoken_of = features.signals and features.compared and not _flat(features) and not charted.short_baseline
    if not spoken_of:
        return [finding]
    return [finding, _level(words, charted, features), *_signals(words, charted, features)]


def _hidden(words: Words, charted: Charted) -> str:
    """That too much is hidden; of a rolling measure only values that share no months are counted."""
    n_hidden = int((charted.series.status == "suppressed").sum())
    if n_hidden == len(charted.series):
        return words("reading.hidden_all", n=n_hidden)
    key = "reading.hidden_rolling" if _rolling(charted) else "reading.hidden"
    return words(key, n=charted.hidden.n, total=charted.hidden.total)


def _finding(words: Words, charted: Charted, features: Features) -> str:
    """The one sentence a reader takes along."""
    name = charted.indicator.name.in_(words.language)
    period_type = charted.series.period_type
    values = {
        "name": name,
        "centre": words.number(features.centre, charted.indicator.level_decimals),
        "unit_text": unit_text(words, charted.indicator, period_type),
        "first": words.period(charted.series.months[features.first], period_type),
        "count": period_count(words, period_type, features.n_useful),
        "line": words(f"reading.line_{charted.chart.centre_kind}"),
        "window": charted.indicator.window_months,
    }
    if charted.short_baseline:
        count = period_count(words, period_type, charted.chart.n_baseline)
        return words("reading.short_baseline", count=count, fewest=FEWEST_FOR_LIMITS)
    if _flat(features):
        return words("reading.constant", **values)
    if not features.compared and not features.constant:
        return words("reading.flat_baseline")
    if features.signals:
        return _latest_signal(words, charted, features)
    if features.n_useful >= FEWEST_FOR_LIMITS:
        return words("reading.stable", **values)
    return words("reading.few_rolling" if _rolling(charted) else "reading.few", **values)


def _latest_signal(words: Words, charted: Charted, features: Features) -> str:
    """What a rule pointed at last, and whether it is still so: a pattern before a lone point in it."""
    name = charted.indicator.name.in_(words.language)
    pattern = max(features.patterns, key=lambda p: (p.last, p.length), default=None)
    point = max((*features.above, *features.below), default=-1)
    latest = max(point, pattern.last if pattern else -1)
    if latest < 0:
        return words("reading.signal_crossings", name=name)
    if pattern is not None and pattern.last >= point:
        what = pattern_text(words, charted, pattern)
    else:
        month = words.period(charted.series.months[point], charted.series.period_type)
        side = "above" if point in features.above else "below"
        what = words(f"reading.point_{side}", month=month)
    if latest == features.latest:
        return words("reading.signal_now", name=name, what=what)
    # Few crossings judge the whole part, also what is newest in it: the signal is not only of the past.
    return words(
        "reading.signal_wandering" if features.crossings else "reading.signal_before", name=name, what=what
    )


def _level(words: Words, charted: Charted, features: Features) -> str:
    """Where the centre line of the latest part lies, and since when."""
    period_type = charted.series.period_type
    return words(
        f"reading.level_{charted.chart.centre_kind}",
        centre=words.number(features.centre, charted.indicator.level_decimals),
        unit_text=unit_text(words, charted.indicator, period_type),
        first=words.period(charted.series.months[features.first], period_type),
    )


def _rolling(charted: Charted) -> bool:
    return any(caveat.code == "rolling" for caveat in charted.caveats)


def _flat(features: Features) -> bool:
    return features.constant and features.n_useful > 1


def _signals(words: Words, charted: Charted, features: Features) -> Iterator[str]:
    series, chart = charted.series, charted.chart
    line = words(f"reading.line_{chart.centre_kind}")

    def when(position: int) -> str:
        return words.period(series.months[position], series.period_type)

    for positions, side in ((features.above, "above"), (features.below, "below")):
        if positions:
            count = period_count(words, series.period_type, len(positions))
            yield capitalised(
                words(f"reading.beyond_{side}", n=len(positions), count=count, last=when(positions[-1]))
            )
    for run in features.runs:
        yield capitalised(
            words(
                "reading.run_above" if run.above else "reading.run_below",
                count=period_count(words, series.period_type, run.length),
                first=when(run.first),
                last=when(run.last),
                line=line,
            )
        )
    if features.runs:
        yield words("reading.run_rule", most=features.longest_run_max)
    others = [pattern for pattern in features.patterns if pattern not in features.runs]
    yield from pattern_sentences(words, charted, others)
    if features.crossings:
        crossed, fewest = features.crossings
        yield words("reading.crossings", n=crossed, fewest=fewest, line=line)
    yield from heading_sentences(words, charted, features.patterns, features.latest)


def next_step(words: Words, charted: Charted, larger: str = "") -> str:
    """What a team does with the finding; empty where there is no finding yet.

    larger : the name of a larger unit whose numbers are at hand; "" when there is none
    """
    if charted.hidden.too_many:
        return words("reading.next_hidden", unit=larger) if larger else words("reading.next_hidden_alone")
    features = features_of(charted)
    if features is None or charted.short_baseline or features.constant or not features.compared:
        return ""
    if _rolling(charted):
        return words("reading.next_rolling")
    if features.signals:
        return words("reading.next_signal")
    return words("reading.next_stable") if features.n_useful >= FEWEST_FOR_LIMITS else ""


def chart_notes(words: Words, charted: Charted) -> tuple[str, ...]:
    """The caveats of a chart, a sentence each, none twice."""
    period_type = charted.series.period_type
    starts = charted.chart.part_starts
    several = len(starts) > 1

    def note(caveat: Caveat) -> str:
        if caveat.code != "no_baseline" or not several:
            return _note(words, caveat, period_type)
        at = int(str(caveat.values["part"])) - 1
        return words("reading.phase_no_baseline", first=words.period(starts[at], period_type))

    return tuple(dict.fromkeys(note(caveat) for caveat in charted.caveats))


def _note(words: Words, caveat: Caveat, period_type: str) -> str:
    """A caveat, and a person's own reasons where there are any."""
    said = words.caveat(_named(words, caveat, period_type))
    reasons = caveat.values.get("reasons")
    if not isinstance(reasons, tuple):
        return said
    return f"{said} {words('reading.excluded_why', reasons=words.list(str(reason) for reason in reasons))}"


def _named(words: Words, caveat: Caveat, period_type: str) -> Caveat:
    """A caveat whose months are the names of the periods they begin."""

    def name(value: Value) -> Value:
        if isinstance(value, np.datetime64):
            return words.period(value, period_type)
        if isinstance(value, tuple):
            return tuple(
                words.period(v, period_type) if isinstance(v, np.datetime64) else str(v) for v in value
            )
        return value

    return Caveat(caveat.code, {key: name(value) for key, value in caveat.values.items()})
