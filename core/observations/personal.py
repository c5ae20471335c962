"""Refusing files about single persons: person numbers, names, one row per person.

Skifte holds aggregates, never persons. What is refused is not kept: the problems name sheet, column and
row, never the text, and nothing of a cell is put in an exception or a log.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from core.observations.headings import plain, words
from core.observations.person_numbers import SHORTEST, holds_person_number, is_person_number
from core.remarks import Place, Problem, Refused

if TYPE_CHECKING:
    from core.observations.readers.table import RawTable

MAX_ROWS_NAMED = 5
CODES = frozenset(
    ("person_number", "person_number_in_name", "person_number_above", "person_column", "one_row_per_person")
)
"""Codes of every refusal on these grounds."""

_PERSON_HEADINGS = words(
    """
    personnummer personnr persnr pnr personid personidentitet personidentitetsnummer samordningsnummer
    samordningsnr reservnummer födelsedatum födelsedag födelsenummer födelsedata förnamn efternamn
    tilltalsnamn mellannamn fullständigtnamn personnamn patientnamn patientensnamn brukarnamn brukarensnamn
    klientnamn patientid patientnr patientnummer patientidentitet brukarid brukarnummer klientid klientnummer
    journalnummer journalnr vårdkontaktid vårdtillfällesid kontaktid
    ssn socialsecuritynumber nationalid nhsnumber nhsno mrn medicalrecordnumber dateofbirth dob birthdate
    birthday firstname forename givenname lastname surname familyname middlename fullname patientname
    patientidentifier patientnumber clientid clientname personnumber personalnumber personalidentitynumber
    encounterid
    """
)
# Headings that may as well be a count or the name of a unit: refused only when the cells look like persons.
_PERHAPS_HEADINGS = words("namn name patient person brukare klient client individ kund boende")
_INSTITUTION = re.compile(
    r"\b(?:kommun\w*|region\w*|län\w*|vård\w*|hälso\w*|sjukhus\w*|lasarett\w*|klinik\w*|mottagning\w*|enhet\w*|"
    r"vc|hc|avdelning\w*|område\w*|hospital|trust|nhs|centre|center|clinic|county|council|foundation|ward|unit)\b",
    re.IGNORECASE,
)
_PERSON_NAME = re.compile(r"[A-ZÅÄÖÉÜ][\w'’-]+,?(?: [A-ZÅÄÖÉÜ][\w'’.-]*){1,3}")


def refuse_text(text: str) -> None:
    """Raises Refused when ``text`` (a file name, a note) holds a person number."""
    if holds_person_number(text):
        raise Refused(Problem("person_number_in_name"))


def refuse_names(names: Iterable[str]) -> None:
    """Raises Refused when the name of a sheet, also of one that holds nothing, is a person number."""
    if any(holds_person_number(name) for name in names):
        raise Refused(Problem("person_number_above"))


def refuse_tables(tables: Iterable["RawTable"]) -> None:
    """Raises Refused when any table is about single persons; says where, never what."""
    problems = [problem for table in tables for problem in _found_in(table)]
    if problems:
        raise Refused(*problems)


def refuse_lines(sheet: str | None, lines: Iterable[Sequence[str]], numbers: Iterable[int]) -> None:
    """Raises Refused when any cell of ``lines`` holds a person number; ``numbers`` are their row numbers."""
    rows = tuple(
        n for n, line in zip(numbers, lines, strict=True) if any(holds_person_number(c) for c in line)
    )
    if rows:
        values = {"n": len(rows), "rows": rows[:MAX_ROWS_NAMED]}
        raise Refused(Problem("person_number", values, Place(sheet=sheet, row=rows[0])))


def _found_in(table: "RawTable") -> Iterator[Problem]:
    if any(holds_person_number(text) for text in (table.sheet or "", *table.header)) or any(
        holds_person_number(cell) or holds_person_number(" ".join(line))
        for line in table.preamble
        for cell in line
    ):
        # The sheet's name or heading may itself be the number, so neither is repeated.
        yield Problem("person_number_above")
        return
    for heading in table.header:
        column = table.cells[heading]
        rows = table.rows[_with_person_number(column)]
        if len(rows):
            yield _at("person_number", table, heading, rows)
        elif plain(heading) in _PERSON_HEADINGS and (column.str.strip() != "").any():
            yield _at("person_column", table, heading, table.rows[(column.str.strip() != "").to_numpy(bool)])
        elif plain(heading) in _PERHAPS_HEADINGS and _looks_like_persons(column):
            yield _at("person_column", table, heading, table.rows)


def _at(code: str, table: "RawTable", heading: str, rows: np.ndarray) -> Problem:
    named = tuple(int(row) for row in rows[:MAX_ROWS_NAMED])
    values = {"n": len(rows), "rows": named}
    return Problem(code, values, Place(sheet=table.sheet, row=named[0], column=heading))


def _with_person_number(column: pd.Series) -> np.ndarray:
    """Which cells hold a person number; only cells long enough are looked at, each distinct text once."""
    found = np.zeros(len(column), bool)
    long = (column.str.len() >= SHORTEST).to_numpy(bool)
    if long.any():
        codes, words = pd.factorize(column[long])
        hits = np.array([holds_person_number(str(word)) for word in words], bool)
        found[long] = hits[codes]
    if not found.any() and _lost_zeros(column):
        found = (column.str.strip() != "").to_numpy(bool)
    return found


def _lost_zeros(column: pd.Series) -> bool:
    """Whether a whole column is person numbers whose leading zeros a spreadsheet dropped.

    One such number alone cannot be told from any other, so every cell has to be one.
    """
    cells = column.str.strip().str.removesuffix(".0")
    cells = cells[cells != ""]
    if (
        cells.empty
        or not cells.head(50).str.match("^[0-9]{7,10}$").all()
        or not (cells.head(50).str.len() < 10).any()
    ):
        return False
    distinct = cells.drop_duplicates()
    return len(distinct) > 1 and all(
        text.isascii() and text.isdigit() and 7 <= len(text) <= 10 and is_person_number(text.zfill(10))
        for text in distinct
    )


def _looks_like_persons(column: pd.Series) -> bool:
    """Whether a column with an uncertain heading holds names, or an id of its own for every row."""
    cells = column.str.strip()
    cells = cells[cells != ""]
    if cells.empty:
        return False
    distinct = cells.drop_duplicates()
    sample = distinct.head(500)
    names = sum(1 for text in sample if _PERSON_NAME.fullmatch(text) and not _INSTITUTION.search(text))
    if names >= 0.5 * len(sample):
        return True
    is_id = not cells.str.match(r"^-?[0-9\s]*[.,]?[0-9]*$").all() or len(cells) == len(distinct) > 50
    return bool(
        is_id
        and len(cells) >= 10
        and len(distinct) >= 0.9 * len(cells)
        and not _INSTITUTION.search(" ".join(sample))
    )


def refuse_one_row_per_person(keys: np.ndarray, counts: Iterable[np.ndarray], place: Place) -> None:
    """Raises Refused when rows look like persons: many for the same unit and month, each counting one.

    keys : (rows,) code of the indicator, unit, subgroup and period of each row, negative where unknown
    counts : (rows,) arrays of numerator, denominator and value, NaN where blank
    """
    known = keys >= 0
    n = int(known.sum())
    if n < 20:
        return
    repeats = np.bincount(keys[known])
    in_crowds = repeats[repeats >= 3].sum() / n
    if in_crowds < 0.5:
        return
    columns = [column[known] for column in counts if np.isfinite(column[known]).any()]
    singles = all(np.mean(np.isin(c[np.isfinite(c)], [0.0, 1.0])) >= 0.9 for c in columns)
    if singles:
        raise Refused(Problem("one_row_per_person", {"n": n}, place))
