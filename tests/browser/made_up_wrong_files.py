"""Files that something is wrong with, all made up, and the code of what the app is to say of each."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

import numpy as np

from core.indicators import load_catalogue, load_units
from core.observations.dataset import Dataset
from core.observations.guess import guess_mapping
from core.observations.observations import Observations
from core.observations.readers import open_file
from core.observations.reading import read_observations
from core.observations.schema import empty_frame
from core.remarks import Problem, Refused

HEADINGS = "Indikator;Enhet;Månad;Täljare;Nämnare"
SHARE = "Oplanerad återinskrivning inom 30 dagar"
TEST_NUMBER = "19121212-1212"
"""The authorities' own example of a personal identity number; nobody has it."""

MANY = 200_000

Fate = Literal["refused", "open", "partly"]
"""Refused and let go; open with nothing usable, waiting for another mapping; open with some rows usable."""


@dataclass(frozen=True, slots=True)
class WrongFile:
    """A file, the code of what is wrong with it, and what becomes of it.

    place: words of the place that the sentence has to name: row and heading as they stand in the file.
    secret: text of the file that may stand nowhere.
    """

    what: str
    name: str
    make: Callable[[], bytes]
    code: str
    fate: Fate
    place: tuple[str, ...] = ()
    secret: str = ""

    def problems(self) -> tuple[Problem, ...]:
        """What the core says of the file when its columns are taken for what they seem to be."""
        return _problems(self.name, self.make())


def _csv(*lines: str) -> bytes:
    return "\r\n".join(lines).encode("utf-8-sig")


def _rows(n: int = 24) -> list[str]:
    months = np.arange("2023-01", n, dtype="datetime64[M]")
    return [f"{SHARE};Värnamo;{month};{10 + at % 7};{80 + at % 5}" for at, month in enumerate(months)]


def _with_rows(*more: str) -> bytes:
    return _csv(HEADINGS, *_rows(), *more)


def _persons() -> bytes:
    return _csv(HEADINGS, *(f"{SHARE};Värnamo;2025-03;{at % 2};1" for at in range(80)))


def _without_unit() -> bytes:
    return _csv("Indikator;Månad;Täljare;Nämnare", *(row.replace("Värnamo;", "") for row in _rows()))


def _many() -> bytes:
    """Two hundred thousand rows, the last of which has a month that does not exist."""
    units = [unit.name.sv for unit in load_units() if unit.level == "municipality"]
    groups = [f"grupp {number}" for number in range(1 + MANY // (len(units) * 120))]
    months = np.arange("2015-01", 120, dtype="datetime64[M]")
    rows = [f"{SHARE};{unit};{month};{group};5;50" for group in groups for unit in units for month in months]
    rows = [*rows[: MANY - 1], f"{SHARE};{units[0]};2031-13;sista;5;50"]
    return _csv("Indikator;Enhet;Månad;Målgrupp;Täljare;Nämnare", *rows)


def _zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("siffror.csv", _with_rows())
    return packed.getvalue()


LAST = len(_rows()) + 2
"""Row number, as a spreadsheet counts, of the row that ``_with_rows`` puts last."""

WRONG_FILES = (
    WrongFile("an empty file", "tom.csv", lambda: b"", "empty_file", "refused"),
    WrongFile(
        "a PDF called .xlsx", "siffror.xlsx", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "is_pdf", "refused"
    ),
    WrongFile("bytes that are no text", "fel.csv", lambda: bytes(range(256)) * 20, "is_binary", "refused"),
    WrongFile("a zip file called .xlsx", "zip.xlsx", _zip, "is_other_zip", "refused"),
    WrongFile(
        "a personal identity number in a cell",
        "besok.csv",
        lambda: _csv(
            "Patient;Enhet;Månad;Täljare", "A;Värnamo;2025-03;1", f"{TEST_NUMBER};Värnamo;2025-04;1"
        ),
        "person_number",
        "refused",
        place=("3", "Patient"),
        secret=TEST_NUMBER,
    ),
    WrongFile(
        "a personal identity number in the file's name",
        f"{TEST_NUMBER}.csv",
        lambda: _csv(HEADINGS, *_rows()),
        "person_number_in_name",
        "refused",
        secret=TEST_NUMBER,
    ),
    WrongFile("one row per person", "vardtillfallen.csv", _persons, "one_row_per_person", "refused"),
    WrongFile("a column missing", "utan_enhet.csv", _without_unit, "no_unit_at_all", "open"),
    WrongFile(
        "two rows for the same month that differ",
        "dubblett.csv",
        lambda: _with_rows(f"{SHARE};Värnamo;2023-01;33;80"),
        "duplicate_differs",
        "partly",
        place=("2",),
    ),
    WrongFile(
        "a numerator above its denominator",
        "for_stor.csv",
        lambda: _with_rows(f"{SHARE};Värnamo;2026-01;90;80"),
        "numerator_above_denominator",
        "partly",
        place=(str(LAST), "Täljare"),
    ),
    WrongFile(
        "a negative count",
        "negativ.csv",
        lambda: _with_rows(f"{SHARE};Värnamo;2026-01;-3;80"),
        "negative_number",
        "partly",
        place=(str(LAST), "Täljare"),
    ),
    WrongFile(
        "a unit nobody knows",
        "okand_enhet.csv",
        lambda: _with_rows(f"{SHARE};Värnmo;2026-01;3;80"),
        "unknown_unit",
        "partly",
        place=(str(LAST), "Enhet"),
    ),
    WrongFile(
        "a month that does not exist",
        "okand_manad.csv",
        lambda: _with_rows(f"{SHARE};Värnamo;2026-13;3;80"),
        "unknown_period",
        "partly",
        place=(str(LAST), "Månad"),
    ),
    WrongFile(
        "two hundred thousand rows",
        "stor.csv",
        _many,
        "unknown_period",
        "partly",
        place=(str(MANY + 1), "Månad"),
    ),
)


@cache
def _blank() -> Dataset:
    return Dataset(Observations(empty_frame()), load_catalogue(), load_units(), label="", made_up=False)


@cache
def _problems(name: str, content: bytes) -> tuple[Problem, ...]:
    try:
        table = open_file(name, content).tables[0]
        mapping = replace(guess_mapping(table, _blank()), unknown_units="drop")
        return read_observations(table, mapping, _blank(), name).problems
    except Refused as refused:
        return refused.problems
