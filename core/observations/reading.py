"""From a raw table and a mapping to observations, with every row that was left out and why."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.indicators.indicator import Indicator
from core.observations import personal, resolve
from core.observations.dataset import Dataset
from core.observations.fate import Fates
from core.observations.lacking import lacking
from core.observations.mapping import Mapping, NewIndicator
from core.observations.measure import Measured, measure
from core.observations.observations import Observations
from core.observations.parsing.periods import Periods, parse_periods, year_with_part
from core.observations.proposed import new_among
from core.observations.readers.stored import StoredTable
from core.observations.readers.table import RawTable
from core.observations.result import PREVIEWED, Reading
from core.observations.schema import ALL, COLUMNS, KEY, NUMBERS, SUBGROUP_COLUMNS
from core.observations.spacing import with_lengths
from core.observations.stored_table import read_stored
from core.observations.text_columns import from_texts
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

    ids: np.ndarray
    units: np.ndarray
    periods: Periods
    groups: pd.DataFrame
    numbers: Measured
    sources: pd.Series


def read_observations(table: RawTable, mapping: Mapping, dataset: Dataset, label: str = "") -> Reading:
    """Read ``table`` as ``mapping`` says.

    dataset : whose catalogue and register the words of the file are looked up in
    label : what to call the data, and the source of rows that name none
    Raises Refused when a column is missing, when rows are single persons, when a share's scale has to be
    said, and when no row can be used; the problems say why.
    """
    if isinstance(table, StoredTable) and mapping == table.known:
        return read_stored(table, dataset, label)
    named = _proposed(table, mapping, dataset)
    new = _new_indicators(mapping, dataset) or tuple(dict.fromkeys(named.values()))
    known = {indicator.id: indicator for indicator in (*dataset.catalogue, *new)}
    _refuse_mapping(table, mapping, known, new)
    fates = Fates(table)
    units = _units(table, mapping, dataset, fates)
    ids, unknown = _indicators(table, mapping, dataset, fates, new=new, named=named)
    periods = _periods(table, mapping, fates)
    groups, unclear = _groups(table, mapping, fates)
    numbers = measure(table, mapping, known, ids, fates)
    assert mapping.period is not None
    periods, lengths = with_lengths(periods, ids, known, fates, mapping.period)
    parts = _Parts(ids, units.ids, periods, groups, numbers, _sources(table, mapping, label))
    frame = _assembled(parts)
    keys = _key_codes(frame, fates.kept)
    counted = personal.Counted(
        numbers.numerator, numbers.denominator, numbers.value / numbers.multiply, numbers.is_ratio
    )
    personal.refuse_one_row_per_person(keys, counted, Place(sheet=table.sheet))
    _settle_duplicates(frame, keys, fates)
    kept = frame if fates.kept.all() else frame[fates.kept]
    notes = [
        *unclear,
        *lengths,
        *numbers.problems,
        *_unknown_numbers(kept, fates, _counted_in(table, mapping)),
    ]
    dropped = [p for p in fates.problems() if p.code not in _TOLD_BY_NAME]
    problems = _in_order([*table.problems, *units.problems, *unknown, *dropped, *notes])
    _refuse_nothing(kept, table, problems)
    n_kept, preview = len(kept), kept.head(PREVIEWED)
    kept = _with_holes(kept, frame, fates)
    kept, late = _mark_provisional(kept, mapping, known)
    used = set(kept["unit"].unique())
    return Reading(
        observations=Observations(kept.reset_index(drop=True), checked=True),
        problems=(*problems, *late),
        dropped=fates.listed(),
        n_rows=len(table),
        n_kept=n_kept,
        units=tuple(unit for unit in units.new_units if unit.id in used),
        indicators=new,
        preview=preview.reset_index(drop=True),
        label=label,
        previewed=tuple(int(i) for i in preview.index),
    )


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
    named = set(table.cells[mapping.indicator_column].str.strip().unique())
    return new_among(mapping.proposals, dataset.catalogue, named)


def _refuse_mapping(
    table: RawTable, mapping: Mapping, known: dict[str, Indicator], new: tuple[Indicator, ...]
) -> None:
    """Raises Refused for columns that are not there and for a mapping that leaves out what is needed."""
    absent = [heading for heading in mapping.columns.values() if heading not in table.header]
    if absent:
        raise Refused(*(resolve.missing_column(heading, table.header, table.sheet) for heading in absent))
    twice = [h for h, n in Counter(mapping.columns.values()).items() if n > 1]
    needed = [Problem("column_twice", {}, Place(table.sheet, None, heading)) for heading in twice]
    needed += lacking(table, mapping, _chosen(mapping, known, new))
    if needed:
        raise Refused(*needed)


def _chosen(mapping: Mapping, known: dict[str, Indicator], new: tuple[Indicator, ...]) -> Indicator | None:
    """The one indicator of the whole file."""
    if isinstance(mapping.indicator, NewIndicator):
        return new[0]
    return known.get(mapping.indicator) if isinstance(mapping.indicator, str) else None


def _units(table: RawTable, mapping: Mapping, dataset: Dataset, fates: Fates) -> resolve.Resolved:
    if mapping.unit is None:
        assert mapping.whole_unit is not None
        return resolve.one_unit(mapping.whole_unit, dataset, table)
    cells = table.cells[mapping.unit]
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
) -> tuple[np.ndarray, tuple[Problem, ...]]:
    """Indicator id of each row, and what was not recognised.

    named : the new indicators by the words of the column that mean them
    """
    column = mapping.indicator_column
    if isinstance(mapping.indicator, NewIndicator) or column is None:
        one = new[0].id if new else str(mapping.indicator)
        return np.full(len(table), one, dtype=object), ()
    found = resolve.resolve_indicators(table.cells[column], column, dataset, fates, named)
    return found.ids, found.problems


def _periods(table: RawTable, mapping: Mapping, fates: Fates) -> Periods:
    shown = mapping.month or mapping.period
    periods = parse_periods(period_cells(table, mapping))
    fates.drop(periods.missing, "period_blank", shown)
    fates.drop(periods.week, "period_week", shown)
    fates.drop(periods.ambiguous, "period_ambiguous", shown)
    fates.drop(periods.unreadable, "unknown_period", shown)
    return periods


def period_cells(table: RawTable, mapping: Mapping) -> pd.Series:
    """The text each row's period is read from: one column, or a year and the month within it."""
    assert mapping.period is not None
    cells = table.cells[mapping.period]
    return cells if mapping.month is None else year_with_part(cells, table.cells[mapping.month])


def _groups(table: RawTable, mapping: Mapping, fates: Fates) -> tuple[pd.DataFrame, list[Problem]]:
    """Subgroups and reported status of each row, with notes on totals and status words not understood."""
    columns: dict[str, np.ndarray] = {}
    told: list[Problem] = []
    for name in SUBGROUP_COLUMNS:
        heading = mapping.columns.get(name)
        columns[name] = np.full(len(table), ALL, dtype=object)
        if heading is not None:
            found = resolve.resolve_group(table.cells[heading], name)
            columns[name] = found.values
            fates.drop(found.blank, "group_blank", heading)
            if table.known is None:  # a format that is known has one word for its totals
                told += fates.notes("group_total", found.total, heading, texts=found.totals)
    columns["status"] = np.full(len(table), "ok", dtype=object)
    if mapping.status is not None:
        columns["status"], strange = resolve.resolve_status(table.cells[mapping.status])
        told += fates.notes("status_not_understood", strange, mapping.status)
    return pd.DataFrame({name: from_texts(values) for name, values in columns.items()}), told


def _sources(table: RawTable, mapping: Mapping, label: str) -> pd.Series:
    if mapping.source is None:
        return pd.Series(np.full(len(table), mapping.called or label, dtype=object), dtype="str")
    return table.cells[mapping.source].str.strip()


def _assembled(parts: _Parts) -> pd.DataFrame:
    """All rows in the columns of the observation table, also those that will be left out."""
    reported, numbers = parts.groups["status"].to_numpy(object), parts.numbers
    suppressed = numbers.suppressed | (reported == "suppressed")
    absent = ~suppressed & (np.isnan(numbers.value) | (reported == "missing"))
    hidden = suppressed | absent
    frame = pd.DataFrame(
        {
            "indicator": from_texts(parts.ids),
            "unit": from_texts(parts.units),
            "period": parts.periods.start.astype("datetime64[us]"),
            "period_type": from_texts(parts.periods.period_type.astype(object)),
            **{name: parts.groups[name] for name in SUBGROUP_COLUMNS},
            "numerator": np.where(hidden, np.nan, numbers.numerator),
            "denominator": numbers.denominator,
            "value": np.where(hidden, np.nan, numbers.value),
            "status": from_texts(np.where(suppressed, "suppressed", np.where(absent, "missing", reported))),
            "source": parts.sources,
        }
    )
    return frame[list(COLUMNS)]


def _key_codes(frame: pd.DataFrame, kept: np.ndarray) -> np.ndarray:
    """(rows,) the same number for rows about the same thing, -1 for rows already left out."""
    keys = np.full(len(frame), -1, np.int64)
    codes = np.zeros(int(kept.sum()), np.int64)
    rows = frame if kept.all() else frame[kept]
    for name in KEY:
        part, distinct = pd.factorize(rows[name])
        # Made dense after each column, so that the product of their sizes never overflows.
        codes, _ = pd.factorize(codes * (len(distinct) + 1) + part)
    keys[kept] = codes
    return keys


def _settle_duplicates(frame: pd.DataFrame, keys: np.ndarray, fates: Fates) -> None:
    """Several rows for the same thing: one is kept if all agree, none if they differ."""
    rows = pd.DataFrame({"key": keys, **{name: frame[name] for name in (*NUMBERS, "status")}})
    rows = rows[keys >= 0]
    if not rows["key"].duplicated().any():
        return
    versions = rows.drop_duplicates()["key"]
    differing = versions[versions.duplicated()].unique()
    fates.drop(np.isin(keys, differing) & (keys >= 0), "duplicate_differs")
    again = np.zeros(len(frame), bool)
    again[rows.index] = rows["key"].duplicated()
    fates.drop(again, "duplicate_same")


def _counted_in(table: RawTable, mapping: Mapping) -> str | None:
    """The column whose cell is the number, where a row of the table is not a row of the file."""
    return None if table.places is None else mapping.numerator or mapping.value


def _unknown_numbers(kept: pd.DataFrame, fates: Fates, column: str | None) -> list[Problem]:
    told: list[Problem] = []
    for status, code in (("suppressed", "rows_suppressed"), ("missing", "rows_missing")):
        rows = np.zeros(len(fates.kept), bool)
        rows[kept.index[kept["status"] == status]] = True
        told += fates.notes(code, rows, column)
    return told


def _with_holes(kept: pd.DataFrame, frame: pd.DataFrame, fates: Fates) -> pd.DataFrame:
    """The kept rows, and a missing one for each unit and period that has only rows with a wrong number."""
    wrong = fates.dropped_for(_WRONG_NUMBER)
    if not wrong.any():
        return kept
    readable = fates.dropped_for(("unreadable_number",)) & (frame["denominator"].to_numpy() >= 0)
    holes = frame.assign(
        numerator=np.nan,
        denominator=frame["denominator"].where(readable),
        value=np.nan,
        status=frame["status"].where(frame["status"] == "suppressed", "missing"),
    )[wrong].sort_values("status", ascending=False, kind="stable")
    # The kept rows come first, so that a hole never takes the place of a number; then the hidden ones.
    both = pd.concat([kept, holes])
    return both.drop_duplicates(list(KEY), keep="first")


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    rank = {"error": 0, "dropped": 1, "note": 2}

    def weight(problem: Problem) -> tuple[int, int]:
        n = problem.values.get("n", 0)
        return rank[problem.severity], -n if isinstance(n, int) else 0

    return tuple(sorted(problems, key=weight))


def _refuse_nothing(kept: pd.DataFrame, table: RawTable, problems: tuple[Problem, ...]) -> None:
    reasons = [problem for problem in problems if problem.severity == "dropped"]
    if kept.empty:
        raise Refused(Problem("nothing_kept", {"n": len(table)}, Place(sheet=table.sheet)), *reasons)
    if kept["value"].isna().all():
        raise Refused(Problem("no_values", {"n": len(kept)}, Place(sheet=table.sheet)), *reasons)


def _mark_provisional(
    kept: pd.DataFrame, mapping: Mapping, known: dict[str, Indicator]
) -> tuple[pd.DataFrame, list[Problem]]:
    """The latest periods of indicators known to come in late, when the file itself says nothing of it."""
    if mapping.status is not None:
        return kept, []
    status = kept["status"].copy()
    for one, periods in kept.groupby("indicator")["period"]:
        months = known[str(one)].provisional_months
        late = (
            periods.index[periods > periods.max() - pd.DateOffset(months=months)]
            if months
            else periods.index[:0]
        )
        status[late] = status[late].where(status[late] != "ok", "provisional")
    n = int((status != kept["status"]).sum())
    return kept.assign(status=status), [Problem("marked_provisional", {"n": n}, severity="note")] if n else []
