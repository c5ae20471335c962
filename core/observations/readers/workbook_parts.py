"""What an Excel workbook holds besides its values: hidden rows and columns, formulas without their value,
errors, links to other files, macros. Nothing of it is run or followed; a person is told where it matters.

Read from the XML by patterns and not by a parser, so that nothing in the file can make a parser work without
end; only .xlsx and .xlsm are XML, of other workbooks nothing is known.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

from core.remarks import Place, Problem, Value

_MOST_NAMED = 5
_UNREADABLE = (zipfile.BadZipFile, zlib.error, KeyError, OSError, ValueError, RuntimeError, EOFError)
_SHEET = re.compile(rb"<(?:\w+:)?sheet [^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship [^>]*>")
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*\"([^\"]*)\"")
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row (?=[^>]*\bhidden=\"(?:1|true)\")[^>]*?\br=\"(\d+)\"")
_COLUMN = re.compile(rb"<(?:\w+:)?col (?=[^>]*\bhidden=\"(?:1|true)\")[^>]*>")
_CELL = re.compile(rb"<((?:\w+:)?)c ([^>]*[^/>])>(.*?)</\1c>", re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_FROM_1904 = re.compile(rb"<(?:\w+:)?workbookPr [^>]*\bdate1904=\"(?:1|true)\"")
_VALUE = re.compile(rb"<(?:\w+:)?v>[^<]|<(?:\w+:)?is>")


@dataclass(frozen=True, slots=True)
class SheetParts:
    """Of one sheet: row numbers and column letters that are hidden, and addresses of cells (B3)."""

    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[str, ...] = ()
    without_value: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()

    def problems(self, sheet: str) -> list[Problem]:
        """Notes on what a person may not know about the sheet."""
        place = Place(sheet=sheet)
        told: list[Problem] = []
        for code, found, name in (
            ("hidden_rows", self.hidden_rows, "rows"),
            ("hidden_columns", self.hidden_columns, "columns"),
            ("formulas_without_values", self.without_value, "cells"),
            ("error_cells", self.errors, "cells"),
        ):
            if found:
                values: dict[str, Value] = {"n": len(found), name: found[:_MOST_NAMED]}
                told.append(Problem(code, values, place, "note"))
        return told


@dataclass(frozen=True, slots=True)
class WorkbookParts:
    """Of a whole workbook: its sheets by name, and whether it has macros or links to other files.

    from_1904 : whether its days are counted from 1904, as on Macs of old
    """

    sheets: Mapping[str, SheetParts]
    macros: bool = False
    links: bool = False
    from_1904: bool = False

    def of(self, sheet: str) -> SheetParts:
        """What is known of a sheet; nothing of one that is not XML."""
        return self.sheets.get(sheet, SheetParts())

    def problems(self) -> list[Problem]:
        """Notes on the workbook as a whole."""
        found = (("macros_ignored", self.macros), ("external_links", self.links))
        return [Problem(code, {}, severity="note") for code, there in found if there]


def parts_of(content: bytes) -> WorkbookParts:
    """The parts of a workbook that has been found safe to unpack; what cannot be made out is left out."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            paths = _paths(archive, names)
            workbook = archive.read("xl/workbook.xml") if "xl/workbook.xml" in names else b""
            sheets = {sheet: _sheet(archive.read(path)) for sheet, path in paths.items() if path in names}
    except _UNREADABLE:
        return WorkbookParts({})
    return WorkbookParts(
        sheets,
        macros=any(name.lower().endswith("vbaproject.bin") for name in names),
        links=any(name.startswith("xl/externalLinks/") for name in names),
        from_1904=bool(_FROM_1904.search(workbook)),
    )


def sheet_paths(content: bytes) -> dict[str, str]:
    """Sheet -> path of its part in the file, for those that can be made out."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _paths(archive, set(archive.namelist()))
    except _UNREADABLE:
        return {}


def _paths(archive: zipfile.ZipFile, names: set[str]) -> dict[str, str]:
    """Sheet -> path of its XML inside the workbook."""
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    relations = {
        found[b"Id"]: found[b"Target"].decode().lstrip("/")
        for found in map(_attributes, _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels")))
        if b"Id" in found and b"Target" in found
    }
    paths: dict[str, str] = {}
    for found in map(_attributes, _SHEET.findall(archive.read("xl/workbook.xml"))):
        target = relations.get(found.get(b"r:id", b""))
        if target and b"name" in found:
            paths[unescape(found[b"name"].decode())] = target if target.startswith("xl/") else f"xl/{target}"
    return paths


def _attributes(tag: bytes) -> dict[bytes, bytes]:
    return dict(_ATTRIBUTE.findall(tag))


def _sheet(xml: bytes) -> SheetParts:
    without_value: list[str] = []
    errors: list[str] = []
    if b"<f" in xml or b":f" in xml or b't="e"' in xml:
        for _, attributes, inside in _CELL.findall(xml):
            found = _attributes(attributes)
            address = found.get(b"r", b"").decode("ascii", "replace")
            if found.get(b"t") == b"e":
                errors.append(address)
            elif _FORMULA.search(inside) and not _VALUE.search(inside):
                without_value.append(address)
    columns = [letters for tag in _COLUMN.findall(xml) for letters in _letters(_attributes(tag))]
    return SheetParts(
        tuple(int(row) for row in _HIDDEN_ROW.findall(xml)),
        tuple(columns),
        tuple(without_value),
        tuple(errors),
    )


def _letters(column: dict[bytes, bytes]) -> list[str]:
    """The letters of a run of columns; a run to the sheet's end names its first columns only."""
    first, last = int(column.get(b"min", b"1")), int(column.get(b"max", b"1"))
    return [column_letters(number) for number in range(first, min(last, first + 50) + 1)]


def column_letters(number: int) -> str:
    """The name of a column counted from 1: 1 -> "A", 28 -> "AB"."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
