"""The script behind a view: short Python against ``core`` that gives exactly the numbers a page shows.

A script is put together from sentences of the wording, fixed lines of code, and values written by
``literals``. Nothing that a person or a file has named becomes code.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from core.change.for_dataset import Asked
from core.change.plan_for_dataset import Wish
from core.improvement.change import Change
from core.observations.own_file import OwnFile
from core.observations.schema import TOTAL, Subgroup
from core.share.literals import imports, literal
from core.simulate.register import load_changes
from core.spc.compare import Asked as Compared
from core.spc.for_series import Choices
from core.wording import Words


@dataclass(frozen=True, slots=True)
class Source:
    """Where the numbers come from: the sample county (``file`` None) or a file of one's own.

    every : small numbers too; otherwise as they may be shown
    """

    file: OwnFile | None = None
    every: bool = False


@dataclass(frozen=True, slots=True)
class Viewed:
    """The series in view: whose, and the period it is cut to (datetime64[M], None for open ends)."""

    indicator: str
    unit: str
    group: Subgroup = TOTAL
    first: np.datetime64 | None = None
    last: np.datetime64 | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a script: what the comment above it says, its lines, and what they import."""

    comment: str
    lines: tuple[str, ...]
    needs: tuple[tuple[str, str], ...] = ()


def chart_code(words: Words, source: Source, viewed: Viewed, choices: Choices) -> str:
    """The chart on Följ: its points, lines and rules, and a summary of each part."""
    asked = f"choices = {literal(choices)}"
    needs = (("core.spc.for_series", "chart_for"), *imports(choices))
    return _script(
        words("code.chart"),
        _loading(words, source),
        _series(words, viewed),
        _Part(words("code.choices"), (asked, "charted = chart_for(indicator, unit, series, choices)"), needs),
        _Part(
            words("code.points"),
            ("print(charted.chart.kind)", "print(charted.points)", "print(charted.chart.summary)"),
        ),
    )


def charts_code(words: Words, source: Source, viewed: Viewed, picked: Sequence[Choices]) -> str:
    """Two charts of the same series."""
    many = (
        f"picked = {literal(tuple(picked))}",
        "charts = [chart_for(indicator, unit, series, choices) for choices in picked]",
    )
    return _script(
        words("code.charts"),
        _loading(words, source),
        _series(words, viewed),
        _Part(words("code.choices"), many, (("core.spc.for_series", "chart_for"), *imports(tuple(picked)))),
        _Part(
            words("code.points"),
            (
                "for charted in charts:",
                "    print(charted.chart.kind, charted.chart.rules)",
                "    print(charted.points)",
            ),
        ),
    )


def units_code(words: Words, source: Source, viewed: Viewed, picked: Sequence[tuple[str, Choices]]) -> str:
    """The same indicator in several units: ids, each with its choices, over the period of ``viewed``."""
    group = "" if viewed.group == TOTAL else f", {literal(viewed.group)}"
    charts = (
        f"indicator = dataset.catalogue[{literal(viewed.indicator)}]",
        f"picked = {literal(tuple(picked))}",
        "charts = []",
        "for code, choices in picked:",
        f"    series = dataset.series(indicator.id, code{group})",
        f"    series = between(series, {literal(viewed.first)}, {literal(viewed.last)})",
        "    charts.append(chart_for(indicator, dataset.units[code], series, choices))",
    )
    needs = [("core.spc.for_series", "chart_for"), ("core.observations.cut", "between"), ("numpy", "")]
    needs += [need for _, choices in picked for need in imports(choices)]
    needs += [] if viewed.group == TOTAL else imports(viewed.group)
    return _script(
        words("code.units"),
        _loading(words, source),
        _Part(words("code.units_picked"), charts, tuple(needs)),
        _Part(
            words("code.points"),
            ("for charted in charts:", "    print(charted.unit.id)", "    print(charted.points)"),
        ),
    )


def trend_code(words: Words, source: Source, viewed: Viewed, exclude: tuple[np.datetime64, ...] = ()) -> str:
    """Trend and shift of the series in view."""
    left_out = f", {literal(exclude)}" if exclude else ""
    return _script(
        words("code.trend"),
        _loading(words, source),
        _series(words, viewed),
        _Part(
            words("code.trend_found"),
            (f"told = without_date(indicator, unit, series{left_out})",),
            (("core.change.without_date", "without_date"), *imports(exclude)),
        ),
        _Part(
            words("code.trend_shown"),
            (
                "print(told.trend.a_year, told.trend.interval, told.trend.p)",
                "print(told.shifts.best)",
                "print(told.values)",
            ),
        ),
    )


def plan_code(words: Words, source: Source, wish: Wish, register: Sequence[Change] = ()) -> str:
    """The plan on Planera."""
    return _script(
        words("code.plan"),
        _loading(words, source),
        _register(words, source, register),
        _Part(
            words("code.wish"),
            (f"wish = {literal(wish)}", "planned = plan_for(dataset, wish, register)"),
            (("core.change.plan_for_dataset", "plan_for"), *imports(wish)),
        ),
        _Part(
            words("code.planned"),
            (
                "print(planned.reason)",
                "print(planned.plan.months_needed)",
                "print(planned.plan.detectable)",
                "print(planned.helps)",
            ),
        ),
    )


def compare_code(words: Words, source: Source, asked: Compared) -> str:
    """The units on Jämför beside each other."""
    return _script(
        words("code.compare"),
        _loading(words, source),
        _Part(
            words("code.compare_asked"),
            (f"asked = {literal(asked)}", "compared = compare(dataset, asked)"),
            (("core.spc.compare", "compare"), *imports(asked)),
        ),
        _Part(
            words("code.compare_shown"),
            (
                "print(compared.why)",
                "print(compared.mean)",
                "print(compared.members.value, compared.lower, compared.upper)",
                "if compared.funnel is not None:",
                "    print(compared.funnel.points)",
            ),
        ),
    )


def verdict_code(words: Words, source: Source, asked: Asked, register: Sequence[Change] = ()) -> str:
    """The verdict on Testa en förändring."""
    return _script(
        words("code.verdict"),
        _loading(words, source),
        _register(words, source, register),
        _Part(
            words("code.asked"),
            (f"asked = {literal(asked)}",),
            tuple(imports(asked)),
        ),
        _Part(
            words("code.judged"),
            ("answer = judged(dataset, asked, register)", "verdict = answer.verdict"),
            (("core.change.for_dataset", "judged"),),
        ),
        _Part(
            words("code.verdict_shown"),
            (
                "print(answer.reason)",
                "print(verdict.grade, verdict.direction, verdict.p)",
                "print(verdict.relative_effect, verdict.interval, verdict.wide_interval)",
                "print(verdict.observed, verdict.expected)",
                "print(verdict.counterfactual)",
            ),
        ),
    )


def _loading(words: Words, source: Source) -> _Part:
    if source.file is None:
        return _Part(words("code.sample"), ("dataset = simulate.load_sample()",), (("core", "simulate"),))
    lines = (
        f"file = {literal(source.file)}",
        f"dataset = read_own_file(file){'' if source.every else '.for_showing()'}",
    )
    needs = (("core.observations.own_file", "read_own_file"), *imports(source.file))
    return _Part(words("code.file"), lines, needs)


def _series(words: Words, viewed: Viewed) -> _Part:
    group = "" if viewed.group == TOTAL else f", {literal(viewed.group)}"
    lines = [
        f"indicator = dataset.catalogue[{literal(viewed.indicator)}]",
        f"unit = dataset.units[{literal(viewed.unit)}]",
        f"series = dataset.series(indicator.id, unit.id{group})",
    ]
    needs = [] if viewed.group == TOTAL else list(imports(viewed.group))
    if viewed.first is not None or viewed.last is not None:
        lines.append(f"series = between(series, {literal(viewed.first)}, {literal(viewed.last)})")
        needs += [("core.observations.cut", "between"), ("numpy", "")]
    return _Part(words("code.series"), tuple(lines), tuple(needs))


def _register(words: Words, source: Source, register: Sequence[Change]) -> _Part:
    """The changes already known: the sample county's by name, others written out."""
    stored = load_changes() if source.file is None else ()
    if not stored or any(change not in register for change in stored):
        all_of_it = tuple(register)
        return _Part(words("code.register"), (f"register = {literal(all_of_it)}",), tuple(imports(all_of_it)))
    own = tuple(change for change in register if change not in stored)
    lines = ("register = simulate.load_changes()", *((f"register += {literal(own)}",) if own else ()))
    return _Part(words("code.register"), lines, (("core", "simulate"), *imports(own)))


def _script(heading: str, *parts: _Part) -> str:
    body = [line for part in parts for line in ("", *_comment(part.comment), *part.lines)]
    needed = [need for part in parts for need in part.needs]
    return "\n".join([*_comment(heading), "", *_imports(needed), *body]) + "\n"


def _comment(text: str) -> list[str]:
    """A sentence of the wording as comment lines; it holds no value that anybody has named."""
    lines, line = [], "#"
    for word in text.split():
        if len(line) + 1 + len(word) > 88:
            lines.append(line)
            line = "#"
        line = f"{line} {word}"
    return [*lines, line]


def _imports(needed: Iterable[tuple[str, str]]) -> list[str]:
    """Import lines, what is not ours first."""
    by_module: dict[str, set[str]] = defaultdict(set)
    for module, name in needed:
        by_module[module].add(name)
    numpy = ["import numpy as np", ""] if by_module.pop("numpy", None) else []
    ours = [f"from {module} import {', '.join(sorted(names))}" for module, names in sorted(by_module.items())]
    return [*numpy, *ours]
