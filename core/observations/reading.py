"""From a raw table and a mapping to observations, with every row that was left out and why."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.indicators.indicator import Indicator
from core.observations import personal, resolve
from core.observations.coded import Coded
from core.observations.dataset import Dataset
from core.observations.fate import Fates
from core.observations.lacking import lacking
from core.observations.mapping import Mapping, NewIndicator
from core.observations.measure import Measured, measure
from core.observations.parsing.periods import Periods, is_serial, parse_periods, year_with_part
from core.observations.progress import Progress, untold, within
from core.observations.proposed import new_among
from core.observations.readers.preamble import about
from core.observations.readers.stored import StoredTable
from core.observations.readers.table import MAX_ROWS_NAMED, RawTable
from core.observations.result import PREVIEWED, Reading
from core.observations.rows import Rows, differing, with_holes
from core.observations.rows_above import units_above
from core.observations.schema import ALL, SUBGROUP_COLUMNS
from core.observations.spacing import with_lengths
from core.observations.stored_table import read_stored
from core.remarks import Place, Problem, Refused

# Unknown units and indicators have a problem each, with the nearest spelling.
_TOLD_BY_NAME = frozenset(("unknown_unit", "unknown_indicator"))
# Rows left out for their numbers alone: unit, period and group are known, the number is not.
_WRONG_NUMBER = frozenset(
    (
        *("unreadable_number", "negative_number", "numerator_above_denominator", "zero_denominator"),
        *("share_above_whole", "duplicate_differs", "count_in_percent"),
    )
)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the columns of the file came to, row by row."""

    ids: Coded
    units: Coded
    periods: Periods
    groups: dict[str, Coded]
    numbers: Measured
    sources: Coded


def read_observations(
    table: RawTable, mapping: Mapping, dataset: Dataset, label: str = "", progress: Progress = untold
) -> Reading:
    """Read ``table`` as ``mapping`` says.

    dataset : whose catalogue and register the words of the file are looked up in
    label : what to call the data, and the source of rows that name none, with the day of the extract
    progress : told how far it has come; what it raises ends the reading
    Raises Refused when a column is missing, when rows are single persons, when a share's scale has to be
    said, and when no row can be used; the problems say why.
    """
    if isinstance(table, StoredTable) and mapping == table.known:
        reading = read_stored(table, dataset, label)
        progress(1.0)
        return reading
    named = _proposed(table, mapping, dataset)
    new = _new_indicators(mapping, dataset) or tuple(dict.fromkeys(named.values()))
    known = {indicator.id: indicator for indicator in (*dataset.catalogue, *new)}
    _refuse_mapping(table, mapping, dataset, known, new)
    fates = Fates(table)
    seen: list[Problem] = []
    units = _units(table, mapping, dataset, fates, seen)
    ids, unknown = _indicators(table, mapping, dataset, fates, new=new, named=named)
    progress(0.1)
    periods = _periods(table, mapping, fates)
    groups, unclear = _groups(table, mapping, fates)
    unclear += _provisional_periods(table, mapping, periods, groups, fates)
    progress(0.2)
    numbers = measure(table, mapping, known, ids, fates, progress=within(progress, 0.2, 0.4))
    assert mapping.period is not None
    periods, lengths = with_lengths(periods, ids, known, fates, mapping.period)
    parts = _Parts(ids, units.ids, periods, groups, numbers, _sources(table, mapping, label))
    rows = _assembled(parts)
    keys = _key_codes(rows, fates.kept)
    progress(0.5)
    counted = personal.Counted(
        numbers.numerator, numbers.denominator, numbers.value / numbers.multiply, numbers.is_ratio
    )
    personal.refuse_one_row_per_person(keys, counted, Place(sheet=table.sheet))
    _refuse_days(table, mapping, periods, keys)
    _settle_duplicates(rows, keys, fates)
    progress(0.55)
    notes = [
        *seen,
        *unclear,
        *lengths,
        *numbers.problems,
        *_unknown_numbers(rows, fates, _counted_in(table, mapping)),
    ]
    dropped = [p for p in fates.problems() if p.code not in _TOLD_BY_NAME]
    problems = _in_order([*table.problems, *units.problems, *unknown, *dropped, *notes])
    at = np.flatnonzero(fates.kept)
    _refuse_nothing(rows.numbers["value"][at], table, problems)
    wrong = fates.dropped_for(_WRONG_NUMBER)
    readable = fates.dropped_for(("unreadable_number",)) & (rows.numbers["denominator"] >= 0)
    kept = with_holes(rows, fates.kept, wrong, readable)
    since = _late_since(kept, mapping, known)
    kept, late = _mark_provisional(kept, since)
    progress(0.6)
    used = set(kept.texts["unit"].used())
    reading = Reading(
        observations=kept.observations(within(progress, 0.6, 0.95)),
        problems=(*problems, *late),
        dropped=fates.listed(),
        n_rows=len(table),
        n_kept=len(at),
        units=tuple(unit for unit in units.new_units if unit.id in used),
        indicators=new,
        preview=_mark_provisional(rows.take(at[:PREVIEWED]), since)[0].frame(),
        label=label,
        previewed=tuple(int(i) for i in at[:PREVIEWED]),
    )
    progress(1.0)
    return reading


def _new_indicators(mapping: Mapping, dataset: Dataset) -> tuple[Indicator, ...]:
    if not isinstance(mapping.indicator, NewIndicator):
        return ()
    name = mapping.indicator.name.strip()
    if not name:
        raise Refused(Problem("indicator_unnamed"))
    same = dataset.catalogue.find(name)
    if same is not None:
        raise Refused(Problem("indicator_name_taken", {"name": name}))
    return (mapping.indicator.indicator(dataset.catalogue.ids),)


def _proposed(table: RawTable, mapping: Mapping, dataset: Dataset) -> dict[str, Indicator]:
    """The indicators that words of the column mean and the catalogue lacks, as the file describes them."""
    if isinstance(mapping.indicator, NewIndicator) or mapping.indicator_column not in table.header:
        return {}
    named = set(table.coded(mapping.indicator_column).stripped().words)
    return new_among(mapping.proposals, dataset.catalogue, named)


def _refuse_mapping(
    table: RawTable,
    mapping: Mapping,
    dataset: Dataset,
    known: dict[str, Indicator],
    new: tuple[Indicator, ...],
) -> None:
    """Raises Refused for columns that are not there and for a mapping that leaves out what is needed."""
    absent = [heading for heading in mapping.columns.values() if heading not in table.header]
    if absent:
        raise Refused(*(resolve.missing_column(heading, table.header, table.sheet) for heading in absent))
    twice = [h for h, n in Counter(mapping.columns.values()).items() if n > 1]
    needed = [Problem("column_twice", {}, Place(table.sheet, None, heading)) for heading in twice]
    needed += lacking(table, mapping, _chosen(mapping, known, new), dataset.units)
    if needed:
        raise Refused(*needed)


def _chosen(mapping: Mapping, known: dict[str, Indicator], new: tuple[Indicator, ...]) -> Indicator | None:
    """The one indicator of the whole file."""
    if isinstance(mapping.indicator, NewIndicator):
        return new[0]
    return known.get(mapping.indicator) if isinstance(mapping.indicator, str) else None


def _units(
    table: RawTable, mapping: Mapping, dataset: Dataset, fates: Fates, told: list[Problem]
) -> resolve.Resolved:
    """The unit of each row; what is worth knowing of them is added to ``told``."""
    if mapping.unit is None:
        assert mapping.whole_unit is not None
        return resolve.one_unit(mapping.whole_unit, dataset, table)
    cells = table.coded(mapping.unit)
    above = units_above(table, mapping, dataset)
    if above is not None:
        cells = above.cells
        told += fates.notes("unit_from_above", above.rows, above.column)
    names = dict(mapping.unit_names)
    return resolve.resolve_units(cells, mapping.unit, dataset, mapping.unknown_units, fates, names=names)


def _indicators(
    table: RawTable,
    mapping: Mapping,
    dataset: Dataset,
    fates: Fates,
    *,
    new: tuple[Indicator, ...],
    named: dict[str, Indicator],
) -> tuple[Coded, tuple[Problem, ...]]:
    """Indicator id of each row, and what was not recognised.

    named : the new indicators by the words of the column that mean them
    """
    column = mapping.indicator_column
    if isinstance(mapping.indicator, NewIndicator) or column is None:
        one = new[0].id if new else str(mapping.indicator)
        return Coded.one(one, len(table)), ()
    found = resolve.resolve_indicators(table.coded(column), column, dataset, fates, named)
    return found.ids, found.problems


def _periods(table: RawTable, mapping: Mapping, fates: Fates) -> Periods:
    shown = mapping.month or mapping.period
    cells = period_cells(table, mapping)
    periods = parse_periods(cells)
    if table.from_1904:
        fates.drop(
            cells.by_word([is_serial(word) for word in cells.words], bool), "serial_counted_otherwise", shown
        )
    fates.drop(periods.missing, "period_blank", shown)
    fates.drop(periods.week, "period_week", shown)
    fates.drop(periods.ambiguous, "period_ambiguous", shown)
    fates.drop(periods.unreadable, "unknown_period", shown)
    return periods


def period_cells(table: RawTable, mapping: Mapping) -> Coded:
    """The text each row's period is read from: one column, or a year and the month within it."""
    assert mapping.period is not None
    cells = table.coded(mapping.period)
    return cells if mapping.month is None else year_with_part(cells, table.coded(mapping.month))


def _groups(table: RawTable, mapping: Mapping, fates: Fates) -> tuple[dict[str, Coded], list[Problem]]:
    """Subgroups and reported status of each row, with notes on totals and status words not understood."""
    columns: dict[str, Coded] = {}
    told: list[Problem] = []
    for name in SUBGROUP_COLUMNS:
        heading = mapping.columns.get(name)
        columns[name] = Coded.one(ALL, len(table))
        if heading is not None:
            found = resolve.resolve_group(table.coded(heading), name)
            columns[name] = found.values
            fates.drop(found.blank, "group_blank", heading)
            if table.known is None:  # a format that is known has one word for its totals
                told += fates.notes("group_total", found.total, heading, texts=found.totals)
    columns["status"] = Coded.one("ok", len(table))
    if mapping.status is not None:
        columns["status"], strange = resolve.resolve_status(table.coded(mapping.status))
        told += fates.notes("status_not_understood", strange, mapping.status)
    return columns, told


def _provisional_periods(
    table: RawTable, mapping: Mapping, periods: Periods, groups: dict[str, Coded], fates: Fates
) -> list[Problem]:
    """Rows whose period says that it is provisional ("feb-25 (prel)") are so, and that is told."""
    late = periods.provisional & ~np.isnat(periods.start)
    if not late.any():
        return []
    groups["status"] = groups["status"].where(late & groups["status"].is_in(("ok",)), "provisional")
    texts = resolve.shorten(period_cells(table, mapping).take(late).used())[: resolve.MAX_ROWS_NAMED]
    return list(fates.notes("period_provisional", late, mapping.month or mapping.period, texts=texts))


def _sources(table: RawTable, mapping: Mapping, label: str) -> Coded:
    if mapping.source is not None:
        return table.coded(mapping.source).stripped()
    named = (mapping.called or label, about(table.preamble).day)
    return Coded.one(", ".join(filter(None, named)), len(table))


def _assembled(parts: _Parts) -> Rows:
    """All rows in the columns of the observation table, also those that will be left out."""
    reported, numbers = parts.groups["status"], parts.numbers
    suppressed = numbers.suppressed | reported.is_in(("suppressed",))
    absent = ~suppressed & (np.isnan(numbers.value) | reported.is_in(("missing",)))
    hidden = suppressed | absent
    status = reported.where(suppressed, "suppressed").where(absent, "missing") if hidden.any() else reported
    return Rows(
        {
            "indicator": parts.ids,
            "unit": parts.units,
            "period_type": parts.periods.types,
            **{name: parts.groups[name] for name in SUBGROUP_COLUMNS},
            "status": status,
            "source": parts.sources,
        },
        parts.periods.start,
        {
            "numerator": np.where(hidden, np.nan, numbers.numerator),
            "denominator": numbers.denominator,
            "value": np.where(hidden, np.nan, numbers.value),
        },
    )


def _key_codes(rows: Rows, kept: np.ndarray) -> np.ndarray:
    """(rows,) the same number for rows about the same thing, -1 for rows already left out."""
    keys = np.full(len(rows), -1, np.int64)
    keys[kept] = (rows if kept.all() else rows.take(kept)).keys()
    return keys


def _refuse_days(table: RawTable, mapping: Mapping, periods: Periods, keys: np.ndarray) -> None:
    """Raises Refused for a file with a row a day: one of them is not its month, however many months have one.

    keys : (rows,) the same number for rows about the same thing, -1 for rows already left out
    """
    dated = np.flatnonzero((keys >= 0) & periods.dated)
    days = pd.DataFrame({"key": keys[dated], "day": periods.day[dated]}).drop_duplicates()
    several = days["key"][days["key"].duplicated()].unique()
    if not len(several):
        return
    at = dated[np.isin(keys[dated], several)]
    first = at[keys[at] == keys[at[0]]]
    shown = mapping.period or ""
    values = {
        "n": len(several),
        "first": periods.start[first[0]],
        "rows": tuple(int(row) for row in table.numbers_of(first[:MAX_ROWS_NAMED], shown)),
    }
    raise Refused(Problem("days_not_months", values, table.place(int(first[0]), shown)))


def _settle_duplicates(rows: Rows, keys: np.ndarray, fates: Fates) -> None:
    """Several rows for the same thing: one is kept if all agree, none if they differ."""
    known = keys >= 0
    unlike, again = np.zeros(len(keys), bool), np.zeros(len(keys), bool)
    unlike[known], again[known] = differing(rows if known.all() else rows.take(known), keys[known])
    fates.drop(unlike, "duplicate_differs")
    fates.drop(again, "duplicate_same")


def _counted_in(table: RawTable, mapping: Mapping) -> str | None:
    """The column whose cell is the number, where a row of the table is not a row of the file."""
    return None if table.places is None else mapping.numerator or mapping.value


def _unknown_numbers(rows: Rows, fates: Fates, column: str | None) -> list[Problem]:
    status = rows.texts["status"]
    return [
        *fates.notes("rows_suppressed", fates.kept & status.is_in(("suppressed",)), column),
        *fates.notes("rows_missing", fates.kept & status.is_in(("missing",)), column),
    ]


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    rank = {"error": 0, "dropped": 1, "note": 2}

    def weight(problem: Problem) -> tuple[int, int]:
        n = problem.values.get("n", 0)
        return rank[problem.severity], -n if isinstance(n, int) else 0

    return tuple(sorted(problems, key=weight))


def _refuse_nothing(values: np.ndarray, table: RawTable, problems: tuple[Problem, ...]) -> None:
    reasons = [problem for problem in problems if problem.severity == "dropped"]
    if not len(values):
        raise Refused(Problem("nothing_kept", {"n": len(table)}, Place(sheet=table.sheet)), *reasons)
    if np.isnan(values).all():
        raise Refused(Problem("no_values", {"n": len(values)}, Place(sheet=table.sheet)), *reasons)


def _late_since(rows: Rows, mapping: Mapping, known: dict[str, Indicator]) -> dict[str, np.datetime64]:
    """After which month numbers are late, by indicator, where the file itself says nothing of it."""
    ids = rows.texts["indicator"]
    late = ((one, known[one].provisional_months) for one in (ids.used() if mapping.status is None else ()))
    return {
        one: rows.months[ids.is_in((one,))].max() - np.timedelta64(months, "M")
        for one, months in late
        if months
    }


def _mark_provisional(rows: Rows, since: dict[str, np.datetime64]) -> tuple[Rows, list[Problem]]:
    """The latest periods of indicators known to come in late."""
    ids, reported = rows.texts["indicator"], rows.texts["status"]
    late = np.zeros(len(rows), bool)
    for one, last in since.items():
        late |= ids.is_in((one,)) & (rows.months > last)
    late &= reported.is_in(("ok",))
    if not late.any():
        return rows, []
    told = Problem("marked_provisional", {"n": int(late.sum())}, severity="note")
    return rows.with_text("status", reported.where(late, "provisional")), [told]
