"""Refusing files about single persons: person numbers, names, one row per person.

Skifte holds aggregates, never persons. What is refused is not kept: the problems name sheet, column and
row, never the text, and nothing of a cell is put in an exception or a log.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from core.observations.coded import Coded
from core.observations.headings import plain, words
from core.observations.person_names import are_names, names_a_unit
from core.observations.person_numbers import SHORTEST, holds_person_number, is_person_number
from core.observations.progress import Progress, untold, within
from core.observations.split_numbers import split_person_numbers
from core.remarks import Place, Problem, Refused

if TYPE_CHECKING:
    from core.observations.readers.table import RawTable

MAX_ROWS_NAMED = 5
FEWEST_ROWS = 20
_LOOKED_AT = 500
CODES = frozenset(
    (
        *("person_number", "person_number_in_name", "person_number_above", "person_column", "person_in_json"),
        "one_row_per_person",
    )
)
"""Codes of every refusal on these grounds."""

_PERSON_HEADINGS = words(
    """
    personnummer personnr persnr pnr personid personidentitet personidentitetsnummer samordningsnummer
    samordningsnr reservnummer födelsedatum födelsedag födelsenummer födelsedata förnamn efternamn
    tilltalsnamn mellannamn fullständigtnamn personnamn patientnamn patientensnamn brukarnamn brukarensnamn
    klientnamn patientid patientnr patientnummer patientidentitet brukarid brukarnummer klientid klientnummer
    journalnummer journalnr vårdkontaktid vårdtillfällesid kontaktid
    löpkod löpnummer löpnr patientlöpnummer patientlöpnr patientkod personkod personlöpnummer personlöpnr
    brukarkod brukarnr brukarlöpnummer klientkod klientnr kundnummer kundnr individid individkod deltagarid
    deltagarkod deltagarnummer studieid forskningsid pseudonym pseudonymid kontaktperson kontaktpersoner
    anhörig närstående handläggare ansvarigläkare behandlare hemadress gatuadress mobilnummer
    epost epostadress email emailaddress participantid subjectid studyid contactperson nextofkin
    ssn socialsecuritynumber nationalid nhsnumber nhsno mrn medicalrecordnumber dateofbirth dob birthdate
    birthday firstname forename givenname lastname surname familyname middlename fullname patientname
    patientidentifier patientnumber clientid clientname personnumber personalnumber personalidentitynumber
    encounterid
    """
)
# Headings that may as well be a count or the name of a unit: refused only when the cells look like persons.
_PERHAPS_HEADINGS = words("namn name patient person brukare klient client individ kund boende")
# Such a column of words with numbers in them (P001) is codes of persons, also when each has many rows.
_PERSON_CODES = words("patient person brukare klient client individ")
_CODE = re.compile(r"(?=.*[^\W\d_])(?=.*\d)[\w-]+")
_FEWEST_CODES = 10
_FIRST = 50
_WITHOUT_ZEROS = re.compile("[0-9]{7,10}")
_PLAIN_NUMBER = re.compile(r"^-?[0-9\s]*[.,]?[0-9]*$")


def refuse_text(text: str) -> None:
    """Raises Refused when ``text`` (a file name, a note) holds a person number."""
    if holds_person_number(text):
        raise Refused(Problem("person_number_in_name"))


def is_person_heading(text: str) -> bool:
    """Whether a heading can only be that of a column that tells single persons apart."""
    return plain(text) in _PERSON_HEADINGS


def refuse_names(names: Iterable[str]) -> None:
    """Raises Refused when the name of a sheet, also of one that holds nothing, is a person number."""
    if any(holds_person_number(name) for name in names):
        raise Refused(Problem("person_number_above"))


def refuse_tables(tables: Sequence["RawTable"], progress: Progress = untold) -> None:
    """Raises Refused when any table is about single persons; says where, never what."""
    n = len(tables)
    parts = [within(progress, at / n, (at + 1) / n) for at in range(n)]
    problems = [p for table, part in zip(tables, parts, strict=True) for p in _found_in(table, part)]
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


def _found_in(table: "RawTable", progress: Progress) -> Iterator[Problem]:
    if any(holds_person_number(text) for text in (table.sheet or "", *table.header)) or any(
        holds_person_number(cell) or holds_person_number(" ".join(line))
        for line in table.preamble
        for cell in line
    ):
        # The sheet's name or heading may itself be the number, so neither is repeated.
        yield Problem("person_number_above")
        return
    for at, heading in enumerate(table.header):
        progress(0.7 * at / len(table.header))
        column = table.coded(heading).stripped()
        rows = table.rows[_with_person_number(column)]
        if len(rows):
            yield _at("person_number", table, heading, rows)
        elif is_person_heading(heading) and (filled := ~column.is_in(("",))).any():
            yield _at("person_column", table, heading, table.rows[filled])
        elif _looks_like_persons(column, plain(heading)):
            yield _at("person_column", table, heading, table.rows)
    for at, (heading, beside) in enumerate(pairwise(table.header)):
        progress(0.7 + 0.3 * at / len(table.header))
        rows = table.rows[split_person_numbers(table.cells[heading], table.cells[beside])]
        if len(rows):
            yield _at("person_number", table, heading, rows)


def _at(code: str, table: "RawTable", heading: str, rows: np.ndarray) -> Problem:
    named = tuple(int(row) for row in rows[:MAX_ROWS_NAMED])
    values = {"n": len(rows), "rows": named}
    return Problem(code, values, Place(sheet=table.sheet, row=named[0], column=heading))


def _with_person_number(column: Coded) -> np.ndarray:
    """Which cells hold a person number; each distinct text is looked at once."""
    found = column.by_word([holds_person_number(word) for word in column.words], bool)
    if not found.any() and _lost_zeros(column):
        found = ~column.is_in(("",))
    return found


def _lost_zeros(column: Coded) -> bool:
    """Whether a whole column is person numbers whose leading zeros a spreadsheet dropped.

    One such number alone cannot be told from any other, so every cell has to be one.
    """
    cells = column.changed(lambda word: word.removesuffix(".0"))
    filled = cells.codes[~cells.is_in(("",))]
    first = [str(word) for word in cells.words[filled[:_FIRST]]]
    if not all(map(_WITHOUT_ZEROS.fullmatch, first)) or not any(len(word) < SHORTEST for word in first):
        return False
    distinct = [word for word in cells.words if word]
    return len(distinct) > 1 and all(
        _WITHOUT_ZEROS.fullmatch(text) and is_person_number(text.zfill(SHORTEST)) for text in distinct
    )


def _looks_like_persons(column: Coded, heading: str) -> bool:
    """Whether a column holds names of persons or, under an uncertain heading, an id for every person."""
    distinct = [word for word in column.words if word]
    perhaps = heading in _PERHAPS_HEADINGS
    if are_names(distinct[:_LOOKED_AT], of_persons=perhaps):
        return True
    return perhaps and bool(distinct) and _is_id(column, distinct, heading)


def _is_id(column: Coded, distinct: list[str], heading: str) -> bool:
    """Whether the texts tell single persons apart: one on each row, or codes under a word for persons."""
    sample = distinct[:_LOOKED_AT]
    if names_a_unit(" ".join(sample)):
        return False
    codes = sum(1 for word in sample if _CODE.fullmatch(word))
    if heading in _PERSON_CODES and len(sample) >= _FEWEST_CODES and codes >= 0.5 * len(sample):
        return True
    n_cells = int((~column.is_in(("",))).sum())
    not_numbers = not all(map(_PLAIN_NUMBER.match, distinct))
    own = not_numbers or n_cells == len(distinct) > 50
    return bool(own and n_cells >= 10 and len(distinct) >= 0.9 * n_cells)


@dataclass(frozen=True, slots=True)
class Counted:
    """What the rows of a file count: arrays of shape (rows,), NaN where blank.

    value : on the scale of a share, 1 for all; is_ratio : bool, rows of anything but a count
    """

    numerator: np.ndarray
    denominator: np.ndarray
    value: np.ndarray
    is_ratio: np.ndarray


def refuse_one_row_per_person(keys: np.ndarray, counted: Counted, place: Place) -> None:
    """Raises Refused when rows look like persons. ``FEWEST_ROWS`` rows are needed to tell.

    keys : (rows,) code of the indicator, unit, subgroup and period of each row, negative where unknown

    They do when most rows share their unit and month with others and each counts one; when each row has
    a denominator of one, whatever it calls its unit; and when values without counts are nearly all either
    none or all. Counts of rare events, 0 or 1 in a unit and month, are no persons.
    """
    known = keys >= 0
    n = int(known.sum())
    if n < FEWEST_ROWS:
        return
    columns = (counted.numerator[known], counted.denominator[known], counted.value[known])
    crowded = _in_crowds(keys[known]) and all(
        _zeros_and_ones(c, 0.9) for c in columns if np.isfinite(c).any()
    )
    if crowded or _of_one(columns[0], columns[1]) or _none_or_all(columns, counted.is_ratio[known]):
        raise Refused(Problem("one_row_per_person", {"n": n}, place))


def _in_crowds(keys: np.ndarray) -> bool:
    """Whether at least half of the rows share their key with two others or more."""
    repeats = np.bincount(keys)
    return bool(repeats[repeats >= 3].sum() >= 0.5 * len(keys))


def _zeros_and_ones(numbers: np.ndarray, share: float) -> bool:
    return bool(np.mean(np.isin(numbers[np.isfinite(numbers)], [0.0, 1.0])) >= share)


def _of_one(numerator: np.ndarray, denominator: np.ndarray) -> bool:
    """Whether rows count none or one of one."""
    both = np.isfinite(numerator) & np.isfinite(denominator)
    if both.sum() < FEWEST_ROWS:
        return False
    return _zeros_and_ones(denominator[both], 0.9) and _zeros_and_ones(numerator[both], 0.9)


def _none_or_all(columns: tuple[np.ndarray, np.ndarray, np.ndarray], is_ratio: np.ndarray) -> bool:
    """Whether shares without counts are 0 % or 100 %, and both: nobody's group is that often so small."""
    numerator, denominator, value = columns
    alone = is_ratio & np.isfinite(value) & ~(np.isfinite(numerator) & np.isfinite(denominator))
    if alone.sum() < FEWEST_ROWS:
        return False
    ones = np.mean(value[alone] == 1)
    return _zeros_and_ones(value[alone], 0.95) and 0.05 <= ones <= 0.95
