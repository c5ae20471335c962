"""All indicators, read from data files: the built-in catalogue and whatever a team adds in a folder."""

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from core.indicators.by_id import ById
from core.indicators.indicator import (
    CARE_LEVELS,
    CHARTS,
    DIRECTIONS,
    FREQUENCIES,
    KIND_OF_CHART,
    KINDS,
    ROLES,
    Break,
    ChartName,
    Frequency,
    Indicator,
    Kind,
    Target,
)
from core.indicators.matching import find_key, plain, without_marks
from core.indicators.tables import Columns, Row, existing, read_rows, refuse, report_repeated_ids
from core.remarks import Problem

__all__ = ["Break", "Catalogue", "Indicator", "Target", "load_catalogue"]

INDICATOR_COLUMNS = Columns(
    required=("id", "name_sv", "kind", "direction", "frequency"),
    optional=(
        *("name_en", "definition_sv", "definition_en", "numerator_sv", "numerator_en"),
        *("denominator_sv", "denominator_en", "multiply", "unit_sv", "unit_en", "decimals", "levels"),
        *("source_sv", "source_en", "source_url", "kolada", "chart", "window_months", "suppress_below"),
        *("suppress_denominator_below", "role", "provisional_months", "aliases", "event_count"),
        "complement_sensitive",
    ),
)
TARGET_COLUMNS = Columns(
    required=("indicator", "value"), optional=("from_year", "to_year", "source_sv", "source_en")
)
BREAK_COLUMNS = Columns(required=("indicator", "month", "text_sv"), optional=("text_en",))

_ID = "[a-z][a-z0-9_]*"
_LARGE = 1e12
_YES_OR_NO = ("no", "yes")
_YEARS = (1900, 2200)
_CHART_OF_KIND: dict[Kind, ChartName] = {
    "proportion": "p",
    "rate": "u",
    "count": "c",
    "mean": "i",
    "score": "run",
}


class Catalogue(ById[Indicator]):
    """All indicators in file order. Look one up by id: ``catalogue["akutbesok_hsh"]``."""

    __slots__ = ("_bare_keys", "_keys")

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        """Take indicators with unique ids and names; raise ``Refused`` otherwise."""
        listed = tuple(indicators)
        refuse(_taken(listed))
        super().__init__(listed)
        self._keys = _keys(listed, bare=False)
        self._bare_keys = _keys(listed, bare=True)

    def find(self, text: str) -> Indicator | None:
        """Return the one indicator whose id, name in either language or alias is ``text``, else ``None``.

        Case, punctuation and extra spaces are ignored; names written without å, ä and ö are understood.
        """
        found = find_key(text, self._keys, self._bare_keys)
        return None if found is None else self._by_id[found]

    def suggest(self, text: str, n: int = 3) -> tuple[Indicator, ...]:
        """Return up to ``n`` indicators whose names are nearest in spelling, nearest first."""
        near = difflib.get_close_matches(plain(text), self._keys, n=4 * n, cutoff=0.6)
        ids = dict.fromkeys(self._keys[key] for key in near)
        return tuple(self._by_id[indicator_id] for indicator_id in ids)[:n]

    def with_indicators(self, *indicators: Indicator) -> "Catalogue":
        """Return a new catalogue with these added last; ``Refused`` if an id or name is taken."""
        return Catalogue((*self, *indicators))


def load_catalogue(*folders: str | Path) -> Catalogue:
    """Read and check the built-in indicators and those that ``folders`` add.

    A folder may hold ``indicators.csv``, ``targets.csv`` and ``breaks.csv``. Raises ``Refused`` with every
    problem found. A folder can add but not redefine: an id or name that is taken is a problem.
    """
    problems: list[Problem] = []
    paths = existing(folders, problems)
    rows = read_rows("indicators.csv", INDICATOR_COLUMNS, paths, problems)
    known = frozenset(row.text("id") for row in rows)
    targets = _targets(read_rows("targets.csv", TARGET_COLUMNS, paths, problems), known)
    breaks = _breaks(read_rows("breaks.csv", BREAK_COLUMNS, paths, problems), known)
    indicators = [indicator_of(row, targets, breaks) for row in rows]
    for row in rows:
        _report_unknown_event_count(row, known)
    report_repeated_ids(rows)
    _report_repeated_names(rows, indicators)
    refuse(problems)
    return Catalogue(indicators)


def indicator_of(
    row: Row, targets: Mapping[str, Sequence[Target]], breaks: Mapping[str, Sequence[Break]]
) -> Indicator:
    """The indicator of one line; what is wrong with it is noted at the line, and a stand-in returned."""
    indicator_id = row.identifier(_ID)
    kind = row.word("kind", KINDS)
    frequency = row.word("frequency", FREQUENCIES)
    multiply = row.number("multiply", 0, _LARGE)
    if multiply == 0:
        row.report("catalogue_bad_number", "multiply", written=row.text("multiply"))
    return Indicator(
        id=indicator_id,
        name=row.name(),
        kind=kind,
        definition=row.both("definition"),
        numerator=row.both("numerator") or None,
        denominator=row.both("denominator") or None,
        multiply=1.0 if multiply is None else multiply,
        unit=row.both("unit"),
        decimals=_or(row.whole("decimals", 0, 6), 1),
        frequency=frequency,
        direction=row.word("direction", DIRECTIONS),
        targets=tuple(targets.get(indicator_id, ())),
        levels=row.words("levels", CARE_LEVELS),
        source=row.both("source"),
        source_url=row.text("source_url"),
        kolada=row.parts("kolada"),
        chart=_chart(row, kind, frequency),
        usual_chart=not row.text("chart"),
        window_months=row.whole("window_months", 1, 120),
        breaks=tuple(breaks.get(indicator_id, ())),
        suppress_below=_or(row.whole("suppress_below", 0, 1000), 5),
        suppress_denominator_below=row.whole("suppress_denominator_below", 0, 1000),
        role=row.word("role", ROLES, default="outcome"),
        provisional_months=_or(row.whole("provisional_months", 0, 24), 0),
        aliases=row.parts("aliases"),
        event_count=row.text("event_count"),
        complement_sensitive=row.word("complement_sensitive", _YES_OR_NO, "no") == "yes",
    )


def _or(number: int | None, default: int) -> int:
    return default if number is None else number


def _chart(row: Row, kind: Kind, frequency: Frequency) -> ChartName:
    usual: ChartName = "trend" if frequency == "year" else _CHART_OF_KIND[kind]
    chart: ChartName = row.word("chart", CHARTS, usual)
    needs = KIND_OF_CHART.get(chart, kind)
    if needs != kind and row.text("kind") in KINDS:
        row.report("catalogue_chart_mismatch", "chart", chart=chart, kind=kind, needs=needs)
    return chart


def _targets(rows: Sequence[Row], known: frozenset[str]) -> dict[str, list[Target]]:
    found: dict[str, list[Target]] = defaultdict(list)
    for row in rows:
        n_problems = len(row.source.problems)
        indicator_id = _known_indicator(row, known)
        row.required("value")
        value = row.number("value", -_LARGE, _LARGE)
        first, last = row.whole("from_year", *_YEARS), row.whole("to_year", *_YEARS)
        if first is not None and last is not None and last < first:
            row.report("catalogue_years_reversed", "to_year", from_year=str(first), to_year=str(last))
        if value is None or len(row.source.problems) > n_problems:
            continue
        target = Target(value, first, last, row.both("source"))
        if any(_share_a_year(target, other) for other in found[indicator_id]):
            row.report("catalogue_target_overlap", "from_year", indicator=indicator_id)
        found[indicator_id].append(target)
    return found


def _share_a_year(one: Target, other: Target) -> bool:
    first = max(one.from_year or _YEARS[0], other.from_year or _YEARS[0])
    last = min(one.to_year or _YEARS[1], other.to_year or _YEARS[1])
    return first <= last


def _breaks(rows: Sequence[Row], known: frozenset[str]) -> dict[str, list[Break]]:
    found: dict[str, list[Break]] = defaultdict(list)
    for row in rows:
        indicator_id, month = _known_indicator(row, known), row.month("month")
        row.required("text_sv")
        found[indicator_id].append(Break(month, row.both("text")))
    return {key: sorted(breaks, key=lambda b: b.month) for key, breaks in found.items()}


def _known_indicator(row: Row, known: frozenset[str]) -> str:
    written = row.required("indicator")
    if written and written not in known:
        row.report("catalogue_unknown_indicator", "indicator", id=written)
    return written


def _report_unknown_event_count(row: Row, known: frozenset[str]) -> None:
    written = row.text("event_count")
    if written and written not in known - {row.text("id")}:
        row.report("catalogue_unknown_indicator", "event_count", id=written)


def _report_repeated_names(rows: Sequence[Row], indicators: Sequence[Indicator]) -> None:
    first: dict[str, Indicator] = {}
    for row, indicator in zip(rows, indicators, strict=True):
        for name in {plain(indicator.name.sv), plain(indicator.name.en)} - {""}:
            taken = first.setdefault(name, indicator)
            if taken.id != indicator.id:
                row.report("catalogue_duplicate_name", "name_sv", name=indicator.name.sv, other=taken.id)
                break


def _taken(indicators: Sequence[Indicator]) -> list[Problem]:
    ids: set[str] = set()
    names: dict[str, str] = {}
    problems: list[Problem] = []
    for indicator in indicators:
        if indicator.id in ids:
            problems.append(Problem("catalogue_id_taken", {"id": indicator.id}))
        ids.add(indicator.id)
        for name in {plain(indicator.name.sv), plain(indicator.name.en)} - {""}:
            other = names.setdefault(name, indicator.id)
            if other != indicator.id:
                problems.append(
                    Problem("catalogue_duplicate_name", {"name": indicator.name.sv, "other": other})
                )
                break
    return problems


def _spellings(indicator: Indicator) -> set[str]:
    names = (indicator.id, indicator.name.sv, indicator.name.en, *indicator.aliases)
    return {plain(name) for name in names} - {""}


def _keys(indicators: Sequence[Indicator], *, bare: bool) -> dict[str, str]:
    """Return key → id for every spelling that means one indicator only."""
    found: dict[str, set[str]] = defaultdict(set)
    for indicator in indicators:
        for key in _spellings(indicator):
            found[without_marks(key) if bare else key].add(indicator.id)
    return {key: next(iter(ids)) for key, ids in found.items() if len(ids) == 1}
