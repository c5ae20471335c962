"""How a file was read, in words."""

from collections.abc import Iterable

import numpy as np

from core.observations.dataset import Dataset
from core.observations.mapping import Mapping
from core.observations.readers import RawTable
from core.observations.reading import Reading
from core.remarks import Problem
from core.wording.titles import unit_text
from core.wording.words import Words

MOST_DECIMALS = 4


def period_example(words: Words, table: RawTable, mapping: Mapping, reading: Reading) -> str:
    """How the first row that was used writes its period, and how it was read; empty when none was."""
    used = _used_rows(table, reading)
    if mapping.period is None or not used:
        return ""
    first = reading.preview.iloc[0]
    written = str(table.cells[mapping.period].iloc[used[0]])
    if mapping.month is not None:
        part = str(table.cells[mapping.month].iloc[used[0]])
        written = words("page.data.year_and_month", year=written, month=part)
    return words(
        "page.data.period_read",
        written=written,
        read=words.period(np.datetime64(first["period"], "M"), first["period_type"]),
    )


def value_example(words: Words, table: RawTable, mapping: Mapping, reading: Reading, dataset: Dataset) -> str:
    """How the first value that was used is written, and how it is shown; empty when counts decide it.

    dataset : with the file's own indicators
    """
    if mapping.value is None or (mapping.numerator and mapping.denominator):
        return ""
    known = np.flatnonzero(reading.preview["value"].notna().to_numpy())
    if not len(known):
        return ""
    row = reading.preview.iloc[known[0]]
    at = _used_rows(table, reading)[known[0]]
    indicator = dataset.catalogue[row["indicator"]]
    value = float(row["value"])
    shown = words.number(value, None if value.is_integer() else indicator.decimals)
    return words(
        "page.data.value_read",
        written=_written(words, table, mapping.value, at),
        shown=f"{shown}\u00a0{unit_text(words, indicator, row['period_type'])}",
    )


def _written(words: Words, table: RawTable, heading: str, at: int) -> str:
    """A cell as a person sees it: what a spreadsheet holds as a number, in the language's own form."""
    cell, native = str(table.cells[heading].iloc[at]), table.native_in(heading)
    return cell if native is None or not native[at] else words.number(float(cell), _decimals(cell))


def _decimals(cell: str) -> int:
    return min(len(cell.partition(".")[2]), MOST_DECIMALS)


def _used_rows(table: RawTable, reading: Reading) -> list[int]:
    """Positions in the table of the rows that the preview shows, in its order."""
    if reading.previewed:
        return list(reading.previewed)
    kept = ~np.isin(table.rows, reading.dropped["row"].to_numpy())
    return [int(i) for i in np.flatnonzero(kept)[: len(reading.preview)]]


def dropped_counts(words: Words, dropped: Iterable[Problem]) -> tuple[list[str], int]:
    """Why rows were left out, a line a reason with most rows first, and how many there are in all."""
    counts: dict[str, int] = {}
    for problem in dropped:
        n, why = problem.values.get("n", 0), words(f"dropped.{_reason(problem.code)}")
        counts[why] = counts.get(why, 0) + (n if isinstance(n, int) else 0)
    in_order = sorted(counts.items(), key=lambda item: -item[1])
    lines = [words("page.data.dropped_count", why=why, n=n) for why, n in in_order]
    return lines, sum(counts.values())


def _reason(code: str) -> str:
    """Units and indicators nobody knows have a problem each; the reason is one."""
    return code.removesuffix("_at_all").removesuffix("_more") if code.startswith("unknown_") else code
