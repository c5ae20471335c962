"""Two charts of the same numbers compared: what they say, how limits and points differ, what chance gives."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from core.spc.false_alarms import LENGTHS, FalseAlarm, false_alarm_table
from core.spc.for_series import FEWEST_FOR_LIMITS, Charted, evidence_of
from core.wording.method import chance_of
from core.wording.reading import features_of
from core.wording.titles import period_count
from core.wording.words import Words, capitalised

Outcome = Literal["signal", "none", "untold"]

SIMULATED_AS = {
    **dict.fromkeys(("run",), "run"),
    **dict.fromkeys(("p", "u", "c"), "p"),
    **dict.fromkeys(("i", "iprime", "pprime", "uprime"), "i"),
}
"""The simulated chart whose limits come about in the same way: from chance alone, or from the differences
between neighbours. g and t charts were not simulated, and nothing is said of them."""

SAME_LIMITS = 0.05
"""Difference in width, as a share, below which two pairs of limits are called alike."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Months (datetime64[M]) that both charts point at, and those that only one of them does."""

    both: tuple[np.datetime64, ...]
    first: tuple[np.datetime64, ...]
    second: tuple[np.datetime64, ...]


def marked_in(first: Charted, second: Charted) -> Marked:
    """Which points are outside limits or in a pattern, in two charts of the same series."""
    one, other = _marks(first), _marks(second)
    months = first.series.months
    return Marked(tuple(months[one & other]), tuple(months[one & ~other]), tuple(months[other & ~one]))


def _marks(charted: Charted) -> np.ndarray:
    points = charted.points
    return points["beyond_limits"].to_numpy(bool) | points["pattern"].to_numpy(bool)


def outcome_of(charted: Charted) -> Outcome:
    """What the latest part of a chart comes to, as its reading tells it."""
    features = None if charted.hidden.too_many else features_of(charted)
    if features is None or charted.short_baseline or features.constant or not features.compared:
        return "untold"
    if features.signals:
        return "signal"
    return "none" if features.n_useful >= FEWEST_FOR_LIMITS else "untold"


def chart_names(words: Words, first: Charted, second: Charted) -> tuple[str, str]:
    """What tells two charts apart in a sentence: kind, rules, or both; their order where nothing does."""
    kinds = [words(f"chart_kind.{charted.chart.kind}.name") for charted in (first, second)]
    rules = [words(f"rule_set.{charted.chart.rules}.short") for charted in (first, second)]
    if kinds[0] != kinds[1] and rules[0] != rules[1]:
        pairs = zip(kinds, rules, strict=True)
        one, other = (words("two.name_both", kind=kind, rules=rule) for kind, rule in pairs)
        return one, other
    if kinds[0] != kinds[1]:
        return kinds[0], kinds[1]
    if rules[0] != rules[1]:
        one, other = (words("two.name_rules", rules=rule) for rule in rules)
        return one, other
    return words("two.name_first"), words("two.name_second")


def two_headline(words: Words, first: Charted, second: Charted) -> str:
    """The one sentence a reader takes along from both."""
    names = chart_names(words, first, second)
    found = outcome_of(first), outcome_of(second)
    if "untold" in found:
        return words("two.untold")
    if found == ("signal", "signal"):
        return words("two.both_signal")
    if found == ("none", "none"):
        return words("two.none_signal")
    signalling, silent = names if found[0] == "signal" else names[::-1]
    return words("two.one_signals", name=signalling, other=silent)


def differences(words: Words, first: Charted, second: Charted) -> tuple[tuple[str, str], ...]:
    """What differs between two charts of the same series, and why: a heading and a paragraph each.

    Lines and limits first, then the points they point at, then the rules; what is silent is left out.
    """
    lines = [
        *_replaced(words, first, second),
        *_centre_sentences(words, first, second),
        *_limit_sentences(words, first, second),
    ]
    told = (
        (words("two.about_lines"), lines),
        (words("two.about_points"), list(_point_sentences(words, first, second))),
        (words("two.about_rules"), list(_rule_sentences(words, first, second))),
    )
    return tuple((heading, " ".join(sentences)) for heading, sentences in told if sentences)


def _replaced(words: Words, first: Charted, second: Charted) -> Iterator[str]:
    """That a run chart stands where another kind was asked for: there is too little for limits."""
    few = [c for c in (first, second) if c.recommendation.reason == "too_few_for_limits"]
    if few:
        yield words("two.too_few", minimum=FEWEST_FOR_LIMITS)


def _centre_sentences(words: Words, first: Charted, second: Charted) -> Iterator[str]:
    lines = [line for charted in (first, second) if (line := _latest(charted, "cl")) is not None]
    kinds = [charted.chart.centre_kind for charted in (first, second)]
    if first.chart.kind == second.chart.kind or len(lines) < len(kinds):
        return
    decimals = first.indicator.level_decimals
    one, other = (words.number(line, decimals) for line in lines)
    names = chart_names(words, first, second)
    if kinds[0] != kinds[1]:
        line, line_other = (words(f"reading.line_{kind}") for kind in kinds)
        yield words(
            "two.centre_kinds",
            first=names[0],
            line=line,
            one=one,
            second=names[1],
            line_other=line_other,
            other=other,
        )
    elif one != other:
        yield words("two.centre_weighted", first=names[0], one=one, second=names[1], other=other)


def _limit_sentences(words: Words, first: Charted, second: Charted) -> Iterator[str]:
    if first.chart.kind == second.chart.kind:
        if first.has_limits:
            yield words("two.limits_same")
        return
    names = chart_names(words, first, second)
    charts = tuple(zip(names, (first, second), strict=True))
    if first.has_limits and second.has_limits:
        yield from _widths(words, first, second)
        yield from _spread(words, first, second)
    for name, charted in charts:
        if charted.has_limits:
            yield f"{_begun(name)}: {words(f'two.limits_from_{charted.chart.kind}')}"
        elif charted.chart.kind == "run":
            yield f"{_begun(name)}: {words('two.limits_missing')}"


def _widths(words: Words, first: Charted, second: Charted) -> Iterator[str]:
    """The latest month in which both have limits, and how wide the pairs are, one beside the other."""
    pairs = [c.points[["lcl", "ucl"]].to_numpy(float) for c in (first, second)]
    there = np.flatnonzero(np.isfinite(pairs[0]).all(axis=1) & np.isfinite(pairs[1]).all(axis=1))
    if not there.size:
        return
    at, decimals = int(there[-1]), first.indicator.level_decimals
    names = chart_names(words, first, second)
    numbers = [[words.number(float(limit), decimals) for limit in pair[at]] for pair in pairs]
    yield words(
        "two.limits_at",
        period=words.period(first.series.months[at], first.series.period_type),
        first=names[0],
        low=numbers[0][0],
        high=numbers[0][1],
        second=names[1],
        low_other=numbers[1][0],
        high_other=numbers[1][1],
    )
    widths = [float(pair[at, 1] - pair[at, 0]) for pair in pairs]
    ratio = max(widths) / min(widths) if min(widths) > 0 else np.inf
    if ratio < 1 + SAME_LIMITS:
        yield words("two.widths_alike")
    elif np.isfinite(ratio):
        name = names[0] if widths[0] > widths[1] else names[1]
        yield words("two.widths", name=name, ratio=words.number(ratio, 2))


def _spread(words: Words, first: Charted, second: Charted) -> Iterator[str]:
    """How the values really vary, where one pair of limits follows chance and the other does not."""
    follow = [charted.chart.kind in ("p", "u", "c") for charted in (first, second)]
    sigma_z = evidence_of(first.indicator, first.series).sigma_z
    if follow[0] != follow[1] and sigma_z is not None:
        yield words("two.spread", sigma_z=words.number(sigma_z, 2))


def _point_sentences(words: Words, first: Charted, second: Charted) -> Iterator[str]:
    if "untold" in (outcome_of(first), outcome_of(second)):
        return
    marked, series = marked_in(first, second), first.series
    names = chart_names(words, first, second)

    def periods(months: tuple[np.datetime64, ...]) -> dict[str, str | int]:
        at = words.some([words.period(month, series.period_type, short=True) for month in months])
        return {"n": len(months), "at": at}

    if marked.both:
        yield words("two.points_both", **periods(marked.both))
    for months, name in ((marked.first, names[0]), (marked.second, names[1])):
        if months:
            yield words("two.points_one", name=name, **periods(months))
    if not (marked.first or marked.second):
        yield words("two.points_same" if marked.both else "two.points_none")
    few = [name for name, c in zip(names, (first, second), strict=True) if _few_crossings(c)]
    if few:
        yield words("two.crossings_both") if len(few) == len(names) else words("two.crossings", name=few[0])


def _few_crossings(charted: Charted) -> bool:
    return "anhoej_crossings" in charted.points and bool(charted.points["anhoej_crossings"].any())


def _rule_sentences(words: Words, first: Charted, second: Charted) -> Iterator[str]:
    for rules in dict.fromkeys((first.chart.rules, second.chart.rules)):
        name = capitalised(words(f"rule_set.{rules}.name"))
        yield words("two.rules_look_for", rules=name, what=words(f"rule_set.{rules}.explanation"))


def chance_sentences(words: Words, first: Charted, second: Charted) -> list[str]:
    """How often chance alone gives each of them a signal in a series about as long; [] where not known."""
    charts = (first, second)
    if any(c.hidden.too_many or c.chart.kind not in SIMULATED_AS or features_of(c) is None for c in charts):
        return []
    n = n_useful(first)
    if n < FEWEST_FOR_LIMITS:
        return []  # shorter than anything measured
    length = nearest_length(n)
    rows = [_chances(charted, length) for charted in charts]
    names = chart_names(words, first, second)
    count = period_count(words, first.series.period_type, length)
    told = [
        words(
            "two.chance",
            count=count,
            first=names[0],
            one=_of_100(words, rows[0][0]),
            second=names[1],
            other=_of_100(words, rows[1][0]),
        ),
        words(
            "two.chance_alike",
            phi=words.number(rows[0][1].phi, 1),
            one=_of_100(words, rows[0][1]),
            other=_of_100(words, rows[1][1]),
        ),
    ]
    if length != n:
        told.append(words("two.chance_nearest", n=n, count=count))
    borrowed = [c.chart.kind for c in charts if SIMULATED_AS[c.chart.kind] != c.chart.kind]
    for kind in dict.fromkeys(borrowed):
        measured = words(f"chart_kind.{SIMULATED_AS[kind]}.name")
        told.append(words("two.chance_borrowed", kind=words(f"chart_kind.{kind}.name"), measured=measured))
    if len(first.chart.part_starts) > 1:
        told.append(words("two.chance_parts"))
    if first.chart.frozen:
        told.append(words("two.chance_frozen"))
    return told


def n_useful(charted: Charted) -> int:
    """Counted points of the latest part; 0 where there are none."""
    features = features_of(charted)
    return 0 if features is None else features.n_useful


def nearest_length(n: int) -> int:
    """The simulated length that lies nearest to ``n`` points, as a share of it."""
    return min(LENGTHS, key=lambda length: abs(np.log(length / max(n, 1))))


def _chances(charted: Charted, length: int) -> tuple[FalseAlarm, FalseAlarm]:
    """The row for independent points, and the one for points that resemble their neighbours."""
    alike = max(row.phi for row in false_alarm_table())
    kind, rules = SIMULATED_AS[charted.chart.kind], charted.chart.rules
    return chance_of(rules, kind, length), chance_of(rules, kind, length, alike)


def _of_100(words: Words, row: FalseAlarm) -> str:
    return words.number(100 * row.rate, 0)


def _begun(name: str) -> str:
    """A chart's name first in a sentence: one that is a sign, as p, keeps its small letter."""
    return capitalised(name) if name[:2].isalpha() else name


def _latest(charted: Charted, column: str) -> float | None:
    values = charted.points[column].to_numpy(float)
    known = values[np.isfinite(values)]
    return float(known[-1]) if known.size else None
