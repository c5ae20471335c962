"""The register of changes as a file that opens in a spreadsheet and can be written by hand.

One line a change; semicolon or comma; several units or indicators joined by ``|``. Written with a byte order
mark and semicolons, so that a Swedish Excel opens it in columns with å, ä and ö right. What Excel does to a
file on its way is understood: ``683`` for ``0683``, ``apr-24`` for ``2024-04``, ``0,1`` for ``0.1``.

A cell that a spreadsheet would take for a formula is refused when read, and written with an apostrophe before
it, which is taken away again when read.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable

from core.improvement.change import EXPECTED, SMALLEST_CHANGE, Change, Expected, is_sound
from core.improvement.change_row import ChangeRow, month_written
from core.indicators.catalogue import Catalogue
from core.indicators.units import UnitRegister
from core.remarks import Place, Problem, Refused
from core.safe_cells import as_written, safe

TEXTS = ("name", "what", "why")
ROLES = ("outcome", "process", "balancing")
HEADINGS = (
    *("id", "unit", "start"),
    *(f"{stem}_{language}" for stem in TEXTS for language in ("sv", "en")),
    *("expected", *ROLES, "started_because_bad", "smallest_change", "picked_from_chart"),
)
NEEDED = (("id",), ("unit", "units"), ("start",), ("name_sv", "name_en", "name"))
OTHER_HEADINGS = ("units", *TEXTS)
"""May stand for ``unit``, and for a text in one language only."""

_EXPECTED: dict[str, Expected] = {
    **{word: word for word in EXPECTED},
    "plötslig": "abrupt",
    "gradvis": "gradual",
}
_YES_NO = {"yes": True, "ja": True, "true": True, "no": False, "nej": False, "false": False, "": False}
_WORKBOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How workbooks begin, of today and of before."""
_WIDE = (b"\xff\xfe", b"\xfe\xff")
"""How text begins that a spreadsheet calls Unicode: UTF-16."""
_FORMULA = re.compile(r"\s*(?:[=@]|[+\-](?!\s|$))")  # a dash before a blank begins a plain list


def read_changes(
    content: str | bytes,
    catalogue: Catalogue | None = None,
    units: UnitRegister | None = None,
    *,
    some: bool = False,
) -> tuple[Change, ...]:
    """The changes in a file, in file order; UTF-8 with or without byte order mark, or Windows' cp1252.

    catalogue, units : names and ids are looked up in them; what they do not know is a problem. Without them
    ids are taken as written. some : refuse a file without a change, which nobody opens to lose their own.
    Raises ``Refused`` with every problem, each with its row and column.
    """
    problems: list[Problem] = []
    rows = _rows(_decoded(content), problems)
    first: dict[str, int] = {}
    changes = [_change(row, first, catalogue, units) for row in rows]
    if some and not (changes or problems):
        problems.append(Problem("change_file_headings_only"))
    if problems:
        raise Refused(*problems)
    return tuple(change for change in changes if change is not None)


def write_changes(changes: Iterable[Change]) -> bytes:
    """The file that ``read_changes`` reads back to the same changes; line breaks in texts become ``\\n``."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(HEADINGS)
    writer.writerows([safe(cell) for cell in _cells(change)] for change in changes)
    return out.getvalue().encode("utf-8-sig")


def _decoded(content: str | bytes) -> str:
    if isinstance(content, str):
        return content.removeprefix("\ufeff")
    if content.startswith(_WORKBOOK):
        raise Refused(Problem("change_file_spreadsheet"))
    for encoding in ("utf-16",) if content.startswith(_WIDE) else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused(Problem("change_file_unreadable"))


def _rows(text: str, problems: list[Problem]) -> list[ChangeRow]:
    """The lines that hold something; none where the headings are wrong."""
    records = _records(text)
    if not records:
        raise Refused(Problem("change_file_empty"))
    (line, header), *rest = records
    headings = [as_written(heading).strip().casefold() for heading in header]
    while headings and not headings[-1]:
        headings.pop()
    if not _headings_are_right(headings, header, line, problems):
        return []
    return [
        ChangeRow(
            line, dict(zip(headings, map(as_written, _padded(cells, len(headings))), strict=True)), problems
        )
        for line, cells in rest
        if _is_safe(cells, headings, line, problems) and _fits(cells, len(headings), line, problems)
    ]


def _records(text: str) -> list[tuple[int, list[str]]]:
    """Each line that is not blank, with the number of its first line: a quoted cell may span several."""
    first_line = text.lstrip().partition("\n")[0]
    delimiter = max(";,\t", key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    records: list[tuple[int, list[str]]] = []
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                records.append((start, cells))
            start = reader.line_num + 1
    except csv.Error:
        raise Refused(Problem("change_file_unreadable", place=Place(row=start))) from None
    return records


def _headings_are_right(headings: list[str], written: list[str], line: int, problems: list[Problem]) -> bool:
    found: list[Problem] = []
    if not set(headings) & {*HEADINGS, *OTHER_HEADINGS}:
        problems.append(Problem("change_file_other", {"needed": ", ".join(one[0] for one in NEEDED)}))
        return False
    for heading, found_as in zip(headings, written, strict=False):
        place = Place(row=line, column=found_as.strip())
        if heading not in HEADINGS + OTHER_HEADINGS:
            allowed = ", ".join(HEADINGS)
            found.append(Problem("catalogue_unknown_column", {"allowed": allowed}, place))
        elif headings.count(heading) > 1 and place.column not in [one.place.column for one in found]:
            found.append(Problem("catalogue_repeated_column", {}, place))
    found += [
        Problem("catalogue_missing_column", {}, Place(row=line, column=choices[0]))
        for choices in NEEDED
        if not set(choices) & set(headings)
    ]
    if {"unit", "units"} <= set(headings):
        found.append(Problem("catalogue_repeated_column", {}, Place(row=line, column="units")))
    problems += found
    return not found


def _padded(cells: list[str], width: int) -> list[str]:
    """Spreadsheets leave out or add empty cells at the end of a line."""
    return (cells + [""] * width)[:width]


def _fits(cells: list[str], width: int, line: int, problems: list[Problem]) -> bool:
    if not any(cell.strip() for cell in cells[width:]):
        return True
    problems.append(Problem("catalogue_row_width", {"found": len(cells), "expected": width}, Place(row=line)))
    return False


def _is_safe(cells: list[str], headings: list[str], line: int, problems: list[Problem]) -> bool:
    """Whether no cell would be a formula in a spreadsheet."""
    risky = [at for at, cell in enumerate(cells) if _FORMULA.match(cell) and safe(cell) != cell]
    for at in risky:
        column = headings[at] if at < len(headings) else None
        problems.append(
            Problem("change_formula", {"text": cells[at].strip()[:40]}, Place(row=line, column=column))
        )
    return not risky


def _cells(change: Change) -> list[str]:
    texts = [getattr(change, stem) for stem in TEXTS]
    lines = [_with_plain_breaks(words) for text in texts for words in (text.sv, text.en)]
    roles = ["|".join(getattr(change, role)) for role in ROLES]
    share = repr(change.smallest_change).replace(".", ",")
    bad, picked = (
        "yes" if answer else "no" for answer in (change.started_because_bad, change.picked_from_chart)
    )
    return [change.id, change.unit, change.start, *lines, change.expected, *roles, bad, share, picked]


def _with_plain_breaks(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _change(
    row: ChangeRow, first: dict[str, int], catalogue: Catalogue | None, units: UnitRegister | None
) -> Change | None:
    """The change of one line; None with a problem reported."""
    before = len(row.problems)
    change_id = row.required("id")
    if change_id and not is_sound(change_id):
        row.report("change_bad_id", "id", id=change_id)
    if change_id and first.setdefault(change_id, row.line) != row.line:
        row.report("change_duplicate_id", "id", id=change_id, first_row=str(first[change_id]))
    where = row.known("units" if "units" in row.cells else "unit", "change_unknown_unit", _unit_finder(units))
    start = month_written(row.required("start"))
    if start is None and row.text("start"):
        row.report("catalogue_bad_month", "start", written=row.text("start"))
    name, what, why = (row.both(stem) for stem in TEXTS)
    if not name:
        row.report("catalogue_missing_value", row.heading_of("name"))
    find = _indicator_finder(catalogue)
    outcome, process, balancing = (row.known(role, "change_unknown_indicator", find) for role in ROLES)
    if not any(row.text(role) for role in ROLES):
        row.report("change_without_indicator", "outcome")
    expected: Expected = row.word("expected", _EXPECTED, "abrupt")
    bad = row.word("started_because_bad", _YES_NO, False)
    picked = row.word("picked_from_chart", _YES_NO, False)
    share = row.share("smallest_change", SMALLEST_CHANGE)
    if len(row.problems) > before or start is None:
        return None
    meant = (outcome, process, balancing)
    return Change(change_id, where, start, name, what, why, expected, *meant, bad, share, picked)


def _unit_finder(units: UnitRegister | None) -> Callable[[str], str | None]:
    def find(text: str) -> str | None:
        if units is None:
            return text if is_sound(text) else None
        unit = units.get(text) or units.match(text)
        return None if unit is None else unit.id

    return find


def _indicator_finder(catalogue: Catalogue | None) -> Callable[[str], str | None]:
    def find(text: str) -> str | None:
        if catalogue is None:
            return text if is_sound(text) else None
        indicator = catalogue.get(text) or catalogue.find(text)
        return None if indicator is None else indicator.id

    return find
