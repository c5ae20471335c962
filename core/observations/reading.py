"""From a raw table and a mapping to observations, with every row that was left out and why."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.indicators.indicator import Indicator
from core.indicators.units import Unit
from core.observations import personal, resolve
from core.observations.dataset import Dataset
from core.observations.fate import Fates
from core.observations.mapping import Mapping, NewIndicator
from core.observations.measure import Measured, measure
from core.observations.observations import Observations
from core.observations.parsing.periods import Periods, parse_periods
from core.observations.readers.table import RawTable
from core.observations.schema import ALL, COLUMNS, KEY, MONTHS_IN, SUBGROUP_COLUMNS
from core.remarks import Place, Problem, Refused

PREVIEWED = 20


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What a file gave.

    observations : the rows that can be used
    problems : what was left out (severity "dropped") and what is worth knowing ("note"); most rows first
    dropped : every row left out: row, code, column, text
    n_rows, n_kept : rows in the file, rows used
    units, indicators : new ones that the register and the catalogue do not have
    preview : the first rows as they were read, in the file's order
    """

    observations: Observations
    problems: tuple[Problem, ...]
    dropped: pd.DataFrame
    n_rows: int
    n_kept: int
    units: tuple[Unit, ...]
    indicators: tuple[Indicator, ...]
    preview: pd.DataFrame
    label: str = ""


def read_observations(table: RawTable, mapping: Mapping, dataset: Dataset, label: str = "") -> Reading:
    """Read ``table`` as ``mapping`` says.

    dataset : whose catalogue and register the words of the file are looked up in
    label : what to call the data, and the source of rows that name none
    Raises Refused when a column is missing, when rows are single persons, when a share's scale has to be
    said, and when no row can be used; the problems say why.
    """
    new = _new_indicators(mapping, dataset)
    known = {indicator.id: indicator for indicator in (*dataset.catalogue, *new)}
    _refuse_mapping(table, mapping, known, new)
    fates = Fates(table)
    told: list[Problem] = list(table.problems)
    ids, units, unknown = _who_and_what(table, mapping, dataset, new, fates)
    told += unknown
    periods = _when(table, mapping, fates)
    frame = _groups(table, mapping, fates, told)
    rows = measure(table, mapping, known, ids, fates)
    told += rows.problems
    frame = _assembled(frame, ids, units.ids, periods, rows, known, table, mapping, label)
    _refuse_persons(frame, table, rows)
    told += _settle_duplicates(frame, fates)
    kept = frame[fates.kept]
    told += _resulting_notes(kept, fates)
    problems = _in_order([*told, *_without_named(fates.problems())])
    _refuse_nothing(kept, table, problems)
    kept = _mark_provisional(kept, mapping, known)
    used = set(kept["unit"])
    return Reading(
        observations=Observations(kept.reset_index(drop=True), checked=True),
        problems=problems,
        dropped=fates.listed(),
        n_rows=len(table),
        n_kept=len(kept),
        units=tuple(unit for unit in units.new_units if unit.id in used),
        indicators=new,
        preview=kept.head(PREVIEWED).reset_index(drop=True),
        label=label,
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


def _refuse_mapping(
    table: RawTable, mapping: Mapping, known: dict[str, Indicator], new: tuple[Indicator, ...]
) -> None:
    """Raises Refused for columns that are not there and for a mapping that leaves out what is needed."""
    absent = [heading for heading in mapping.columns.values() if heading not in table.header]
    if absent:
        raise Refused(*(resolve.missing_column(heading, table.header, table.sheet) for heading in absent))
    here = Place(sheet=table.sheet)
    needed = [
        Problem(f"no_{name}_column", {}, here)
        for name in ("period", "unit")
        if getattr(mapping, name) is None
    ]
    if mapping.indicator is None and mapping.indicator_column is None:
        needed.append(Problem("no_indicator", {}, here))
    if isinstance(mapping.indicator, str) and mapping.indicator not in known:
        needed.append(Problem("no_indicator", {}, here))
    if mapping.numerator is None and mapping.value is None:
        needed.append(Problem("no_number_column", {}, here))
    chosen = new[0] if new else known.get(mapping.indicator) if isinstance(mapping.indicator, str) else None
    if (
        chosen is not None
        and chosen.kind != "count"
        and mapping.value is None
        and mapping.denominator is None
    ):
        needed.append(Problem("no_denominator_column", {}, here))
    if needed:
        raise Refused(*needed)


def _who_and_what(
    table: RawTable, mapping: Mapping, dataset: Dataset, new: tuple[Indicator, ...], fates: Fates
) -> tuple[np.ndarray, resolve.Resolved, list[Problem]]:
    """Indicator ids, units, and what was not recognised."""
    assert mapping.unit is not None
    units = resolve.resolve_units(
        table.cells[mapping.unit], mapping.unit, dataset, mapping.unknown_units, fates
    )
    told = list(units.problems)
    if mapping.indicator is not None:
        one = new[0].id if new else str(mapping.indicator)
        return np.full(len(table), one, dtype=object), units, told
    assert mapping.indicator_column is not None
    found = resolve.resolve_indicators(
        table.cells[mapping.indicator_column], mapping.indicator_column, dataset, fates
    )
    return found.ids, units, told + list(found.problems)


def _when(table: RawTable, mapping: Mapping, fates: Fates) -> Periods:
    assert mapping.period is not None
    periods = parse_periods(table.cells[mapping.period])
    fates.drop(periods.missing, "period_blank", mapping.period)
    fates.drop(periods.week, "period_week", mapping.period)
    fates.drop(periods.ambiguous, "period_ambiguous", mapping.period)
    fates.drop(periods.unreadable, "unknown_period", mapping.period)
    return periods


def _groups(table: RawTable, mapping: Mapping, fates: Fates, told: list[Problem]) -> pd.DataFrame:
    """Subgroups and reported status of each row."""
    columns: dict[str, np.ndarray] = {}
    for name in SUBGROUP_COLUMNS:
        heading = getattr(mapping, name)
        columns[name] = np.full(len(table), ALL, dtype=object)
        if heading is not None:
            columns[name], blank = resolve.resolve_group(table.cells[heading], name)
            fates.drop(blank, "group_blank", heading)
    columns["status"] = np.full(len(table), "ok", dtype=object)
    if mapping.status is not None:
        columns["status"], strange = resolve.resolve_status(table.cells[mapping.status])
        note = fates.note("status_not_understood", strange, mapping.status)
        told += [note] if note else []
    return pd.DataFrame({name: pd.Series(values, dtype="str") for name, values in columns.items()})


def _assembled(
    groups: pd.DataFrame,
    ids: np.ndarray,
    units: np.ndarray,
    periods: Periods,
    rows: Measured,
    known: dict[str, Indicator],
    table: RawTable,
    mapping: Mapping,
    label: str,
) -> pd.DataFrame:
    """All rows in the columns of the observation table, also those that will be left out."""
    suppressed = rows.suppressed | (groups["status"] == "suppressed").to_numpy(bool)
    absent = ~suppressed & (np.isnan(rows.value) | (groups["status"] == "missing").to_numpy(bool))
    unknown = suppressed | absent
    status = np.select([suppressed, absent], ["suppressed", "missing"], groups["status"].to_numpy(object))
    source = label if mapping.source is None else table.cells[mapping.source].str.strip().to_numpy()
    frame = pd.DataFrame(
        {
            "indicator": pd.Series(ids, dtype="str"),
            "unit": pd.Series(units, dtype="str"),
            "period": periods.start.astype("datetime64[us]"),
            "period_type": pd.Series(_period_types(ids, periods, known), dtype="str"),
            **{name: groups[name] for name in SUBGROUP_COLUMNS},
            "numerator": np.where(unknown, np.nan, rows.numerator),
            "denominator": rows.denominator,
            "value": np.where(unknown, np.nan, rows.value),
            "status": pd.Series(status, dtype="str"),
            "source": pd.Series(source, index=range(len(table)), dtype="str"),
        }
    )
    return frame[list(COLUMNS)]


def _period_types(ids: np.ndarray, periods: Periods, known: dict[str, Indicator]) -> np.ndarray:
    """A date says when a period begins, not how long it is: that is the indicator's to say, if all dates fit."""
    types = periods.period_type.copy()
    for one in set(ids) - {""}:
        step = MONTHS_IN.get(known[one].frequency, 1)
        dated = periods.dated & (ids == one) & ~np.isnat(periods.start)
        if step > 1 and dated.any() and (periods.start[dated].astype(np.int64) % step == 0).all():
            types[dated] = known[one].frequency
    return types


def _refuse_persons(frame: pd.DataFrame, table: RawTable, rows: Measured) -> None:
    keys = frame.groupby(list(KEY), sort=False, dropna=False).ngroup().to_numpy()
    personal.refuse_one_row_per_person(
        keys, (rows.numerator, rows.denominator, rows.value / rows.multiply), Place(sheet=table.sheet)
    )


def _settle_duplicates(frame: pd.DataFrame, fates: Fates) -> list[Problem]:
    """Several rows for the same thing: one is kept if all agree, none if they differ."""
    kept = fates.kept
    key = list(KEY)
    repeated = np.zeros(len(frame), bool)
    repeated[kept] = frame[kept].duplicated(key, keep=False).to_numpy()
    if not repeated.any():
        return []
    rows = frame[repeated]
    same = ["numerator", "denominator", "value", "status"]
    distinct = rows.drop_duplicates([*key, *same]).duplicated(key, keep=False)
    differing = rows.merge(
        rows.loc[distinct[distinct].index, key].drop_duplicates(), on=key, how="left", indicator=True
    )
    differs = repeated.copy()
    differs[repeated] = (differing["_merge"] == "both").to_numpy()
    extra = repeated & ~differs
    extra[extra] = frame[extra].duplicated(key).to_numpy()
    fates.drop(differs, "duplicate_differs")
    fates.drop(extra, "duplicate_same")
    return []


def _resulting_notes(kept: pd.DataFrame, fates: Fates) -> list[Problem]:
    told: list[Problem] = []
    for status, code in (("suppressed", "rows_suppressed"), ("missing", "rows_missing")):
        rows = np.zeros(len(fates.kept), bool)
        rows[kept.index[kept["status"] == status]] = True
        note = fates.note(code, rows)
        told += [note] if note else []
    return told


def _without_named(problems: list[Problem]) -> list[Problem]:
    """Unknown units and indicators are told one by one already."""
    return [problem for problem in problems if problem.code not in ("unknown_unit", "unknown_indicator")]


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


def _mark_provisional(kept: pd.DataFrame, mapping: Mapping, known: dict[str, Indicator]) -> pd.DataFrame:
    """The latest periods of indicators known to come in late, when the file itself says nothing of it."""
    if mapping.status is not None:
        return kept
    status = kept["status"].copy()
    for one, rows in kept.groupby("indicator")["period"]:
        months = known[str(one)].provisional_months
        if months:
            first = rows.max() - pd.DateOffset(months=months)
            late = rows.index[rows > first]
            status[late] = status[late].where(status[late] != "ok", "provisional")
    return kept.assign(status=status)
