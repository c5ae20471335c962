"""Small files that would fill the machine are refused before they do; large real ones are read."""

import io
import time
import zipfile

import numpy as np
import pytest
import xlsxwriter

from core.observations.readers import bundle, open_file
from core.observations.readers.content import takes_long
from core.observations.readers.extent import Extent
from core.observations.readers.extent_binary import binary_extent, binary_lengths
from core.observations.readers.extent_xml import lengths_of, open_document_extents, sheet_extent
from core.remarks import Refused
from tests.observations.made_bombs import (
    END,
    HEAD,
    SHEET,
    TABLE,
    TEXTS,
    Part,
    binary_sheet,
    book,
    changed_entry,
    open_document,
    record,
    repeated,
    says_size,
    sheet,
    zip_of,
)

NO_TEXTS = np.empty(0, np.int64)
CELL = '<table:table-cell office:value-type="float" office:value="5"{}><text:p>5</text:p></table:table-cell>'
_WIDE = ' table:number-columns-repeated="16384"'


def _text(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


ODS_TABLE = (
    f"<table:table-row>{_text('Kommun')}{_text('Antal')}</table:table-row>"
    f"<table:table-row>{_text('Aneby')}{CELL.format('')}</table:table-row>"
)


def refused(data: bytes) -> str:
    """The code, found within a second of work."""
    began = time.process_time()
    with pytest.raises(Refused) as refusal:
        open_file("uttag.xlsx", data)
    assert time.process_time() - began < 1.0
    (problem,) = refusal.value.problems
    return problem.code


def rows_of(data: bytes) -> list[list[str]]:
    return open_file("uttag.xlsx", data).tables[0].cells.to_numpy().tolist()


# Small parts that become large


SPACES = repeated(HEAD + TABLE, " " * 1000, 300_000, END)
BOMBS: dict[str, dict[str, Part]] = {
    "blanks between the rows": {SHEET: SPACES},
    "one cell over and over": {
        SHEET: repeated(HEAD + '<row r="1">', '<c r="A1"><v>1</v></c>', 2_000_000, END)
    },
    "nested without end": {SHEET: repeated(HEAD, "<a>", 10_000_000, END)},
    "a million texts that nobody shows": {
        "xl/sharedStrings.xml": repeated(TEXTS, "<si><t>Aneby</t></si>", 1_000_000, "</sst>"),
        SHEET: sheet(""),
    },
    "a text of 100 MB": {
        "xl/sharedStrings.xml": repeated(TEXTS + "<si><t>", "a" * 1000, 100_000, "</t></si></sst>"),
        SHEET: sheet('<row r="3"><c r="A3" t="s"><v>0</v></c></row>'),
    },
    "a part that no reader would open": {
        SHEET: sheet(""),
        "xl/media/image1.png": (b"", b"\0" * 1000, 50_000, b""),
    },
    "many parts of nine megabytes": {
        SHEET: sheet(""),
        **{f"xl/worksheets/{i}.xml": (b"", b" " * 1000, 9_000, b"") for i in range(3)},
    },
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_workbook_that_is_small_only_when_packed_is_refused_at_once(kind: str):
    data = book(BOMBS[kind])
    assert len(data) < 400_000
    assert refused(data) == "unpacks_too_dense"


@pytest.mark.parametrize("says", [0, 100, 5_000_000])
def test_a_list_that_lies_of_the_size_is_found_out_while_it_is_unpacked(says: int):
    data = book({SHEET: SPACES})
    assert refused(changed_entry(data, SHEET, says_size(says))) == "unpacks_too_dense"


def test_a_small_lie_is_damage():
    assert refused(changed_entry(book({SHEET: sheet("")}), SHEET, says_size(20))) == "damaged_workbook"


def test_parts_that_lie_over_each_other_are_not_unpacked_many_times():
    out = io.BytesIO(book({SHEET: np.random.default_rng(1).bytes(20_000)}))
    with zipfile.ZipFile(out, "a") as archive:
        (one,) = (entry for entry in archive.infolist() if entry.filename == SHEET)
        archive.filelist += [one] * 50
        archive._didModify = True  # type: ignore[attr-defined]
    assert refused(out.getvalue()) == "damaged_workbook"


def test_a_list_of_too_many_parts_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("core.observations.readers.packed.MAX_PARTS", 200)
    monkeypatch.setattr(zipfile.ZipFile, "infolist", lambda _: pytest.fail("the list was read"))
    assert refused(zip_of({f"{i}.json": b"{}" for i in range(201)})) == "zip_too_many"


def test_a_zip_of_json_that_is_small_only_when_packed_is_refused_at_once():
    data = zip_of({"a.json": (b'{"a": [', b" " * 1000, 300_000, b"1]}")})
    assert bundle.sniff(data)
    assert refused(data) == "unpacks_too_dense"
    assert refused(changed_entry(data, "a.json", says_size(50))) == "unpacks_too_dense"


def test_a_zip_of_ours_that_is_small_only_when_packed_is_refused_at_once():
    data = zip_of({"matvarden.parquet": (b"PAR1", b"\0" * 1000, 300_000, b"PAR1")})
    assert refused(data) == "unpacks_too_dense"


# Sheets that would be laid out larger than they are


@pytest.mark.parametrize(
    "farthest",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "<row r='1048576'><c\tr='xfd1048576'><v>1</v></c></row>",
        '<row r="1048576"><c s="1" x=">" r="XFD1048576"><v>1</v></c></row>',
        '<x:row r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>',
        '<row r="1048576"><c r="CV1048576"><v>1</v></c></row>',
        '<row r="1048576"><c><v>1</v></c><c><v>1</v></c>' + "<c/>" * 50 + "<c><v>1</v></c></row>",
        '<row r="1048576"><c r="Z1048576"><v>1</v></c></row>',
    ],
)
def test_a_cell_far_away_is_refused_however_it_says_where_it_stands(farthest: str):
    assert refused(book({SHEET: sheet(farthest)})) == "sheet_too_big"


@pytest.mark.parametrize(
    "blank",
    [
        '<row r="1048576"><c r="XFD1048576" s="1"/></row>',
        '<row r="1048576" s="1" customFormat="1"/>',
        '<row r="1048576"><c s="1" r="XFD1048576"></c></row>',
        "".join(f'<row r="{r}"><c r="A{r}" s="3"/><c r="XFD{r}" s="3"/></row>' for r in range(3, 20_000)),
    ],
)
def test_cells_that_only_have_a_format_are_no_part_of_the_sheet(blank: str):
    assert rows_of(book({SHEET: sheet(blank)})) == [["Aneby", "5"]]


def test_cells_without_an_address_are_read_where_they_stand():
    rows = "<row>" + "<c><v>1</v></c>" * 3 + "</row>"
    xml = (HEAD + rows * 4 + END).encode()
    for size in (7, 50, 10_000):
        found = sheet_extent((xml[i : i + size] for i in range(0, len(xml), size)), NO_TEXTS)
        assert (found.rows, found.columns, found.filled) == (4, 3, 12)


@pytest.mark.parametrize("size", [1, 13, 400, 100_000])
def test_a_sheet_in_pieces_reaches_as_far_as_one_whole(size: int):
    xml = sheet('<row r="9"><c r="D9" t="s"><v>1</v></c><c r="E9" s="1"/></row>').encode()
    pieces = (xml[i : i + size] for i in range(0, len(xml), size))
    assert sheet_extent(pieces, np.array([5, 900])) == Extent(rows=9, columns=4, filled=5, text=900)


def test_the_sheets_together_are_no_larger_than_one_may_be(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("core.observations.readers.extent.MAX_CELLS", 7)
    parts: dict[str, Part] = {f"xl/worksheets/sheet{i}.xml": sheet("") for i in (1, 2)}
    assert refused(book(parts, [f"worksheets/sheet{i}.xml" for i in (1, 2)])) == "sheets_too_big"


def test_a_sheet_that_comes_again_under_many_names_is_refused():
    assert refused(book({SHEET: sheet("")}, ["worksheets/sheet1.xml"] * 50)) == "damaged_workbook"
    spare: dict[str, Part] = {f"xl/{i}.xml": "<x/>" for i in range(60)}
    assert refused(book({SHEET: sheet(""), **spare}, ["worksheets/sheet1.xml"] * 50)) == "damaged_workbook"


def test_a_long_text_shown_in_many_cells_is_refused():
    texts = f"{TEXTS}<si><t>{'a' * 30_000}</t></si></sst>"
    rows = "".join(f'<row r="{r}"><c r="A{r}" t="s"><v>0</v></c></row>' for r in range(3, 20_000))
    assert refused(book({"xl/sharedStrings.xml": texts, SHEET: sheet(rows)})) == "texts_too_big"


def test_the_lengths_of_shared_texts_are_those_of_the_file():
    xml = b"<sst><si><t>ab</t></si><si><r><t>c</t></r></si><si/></sst>"
    for size in (1, 9, 100):
        assert lengths_of(xml[i : i + size] for i in range(0, len(xml), size)).tolist()[1] == 19


def test_a_cell_that_holds_a_book_is_refused_with_its_row():
    letters = np.random.default_rng(3).integers(97, 122, 200_000, np.uint8).tobytes().decode()
    data = book({SHEET: sheet(f'<row r="3"><c r="A3" t="inlineStr"><is><t>{letters}</t></is></c></row>')})
    assert refused(data) == "cell_too_long"


# XML that says more than it holds

_LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9)
)


@pytest.mark.parametrize(
    "cell", ['<c r="B3"><v>1&a;2</v></c>', '<c r="B3" t="inlineStr"><is><t>&j;</t></is></c>']
)
def test_entities_are_not_followed_in_a_sheet(cell: str):
    xml = sheet(f'<row r="3">{cell}</row>').replace("<worksheet", f"{_LAUGHS}]><worksheet")
    assert refused(book({SHEET: xml})) == "damaged_workbook"


def test_entities_are_not_followed_in_shared_texts():
    texts = f"{TEXTS}<si><t>&j;</t></si></sst>".replace("<sst", f"{_LAUGHS}]><sst")
    xml = sheet('<row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3"><v>7</v></c></row>')
    assert refused(book({"xl/sharedStrings.xml": texts, SHEET: xml})) == "damaged_workbook"


@pytest.mark.parametrize("number", ["1&#50;3", "1&a;2", "1<!-- x -->2", "1<![CDATA[5]]>2", "<![CDATA[512]]>"])
def test_a_number_that_is_not_written_in_one_piece_is_never_read_as_another(number: str):
    assert (
        refused(book({SHEET: sheet(f'<row r="3"><c r="B3"><v>{number}</v></c></row>')})) == "damaged_workbook"
    )


def test_signs_that_every_workbook_writes_in_another_way_are_read():
    text = '<c r="A3" t="inlineStr"><is><t>Barn &amp; unga &#228;</t></is></c><c r="B3"><v>7</v></c>'
    assert rows_of(book({SHEET: sheet(f'<row r="3">{text}</row>')}))[1] == ["Barn & unga ä", "7"]


def test_deep_nesting_that_is_not_large_is_no_table():
    assert refused(book({SHEET: repeated(HEAD, "<a>", 300_000, END)})) in ("empty_file", "damaged_workbook")


# OpenDocument and binary workbooks


@pytest.mark.parametrize(
    "rows",
    [
        f'<table:table-row table:number-rows-repeated="1048576">{CELL.format(_WIDE)}</table:table-row>',
        f'<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'
        f'<table:table-row><table:table-cell table:number-columns-repeated="1000"/>{CELL.format("")}'
        "</table:table-row>",
    ],
)
def test_rows_and_cells_that_come_again_are_counted_as_often_as_they_come(rows: str):
    assert refused(open_document(ODS_TABLE + rows)) == "sheet_too_big"


def test_blank_rows_and_cells_to_the_end_of_an_open_document_sheet_are_no_part_of_it():
    blank = (
        '<table:table-row table:number-rows-repeated="1048574"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert rows_of(open_document(ODS_TABLE + blank)) == [["Aneby", "5"]]
    (found,) = open_document_extents([f"<table:table>{ODS_TABLE}{blank}</table:table>".encode()])
    assert (found.rows, found.columns, found.filled) == (2, 2, 4)


def test_a_far_cell_of_a_binary_workbook_is_refused():
    parts: dict[str, Part] = {
        "xl/workbook.bin": b"",
        "xl/worksheets/sheet1.bin": binary_sheet([(0, 0), (1048575, 99)]),
    }
    assert refused(zip_of(parts)) == "sheet_too_big"


def test_a_binary_sheet_reaches_to_its_last_number_and_not_to_its_last_format():
    blank = record(0, b"\xff\xff\x0f\x00" + b"\0" * 13) + record(1, b"\xff\x3f\0\0" + b"\0" * 4)
    found = binary_extent(binary_sheet([(0, 0), (6, 3)]) + blank, NO_TEXTS)
    assert (found.rows, found.columns, found.filled) == (7, 4, 2)
    assert binary_lengths(record(19, b"\0" * 90) + b"\x9f\x01\x02\0\0" + record(19, b"\0" * 4)).tolist() == [
        90,
        4,
    ]
    shown = record(0, b"\0" * 17) + record(7, b"\0" * 8 + b"\x01\0\0\0")
    assert binary_extent(shown, np.array([5, 70])).text == 70


# What is large and real


def test_a_large_styled_workbook_of_many_sheets_is_read(tmp_path):
    """200 000 rows in all, formats far below and to the right of the table."""
    path = tmp_path / "uttag.xlsx"
    with xlsxwriter.Workbook(path) as made:
        number = made.add_format({"num_format": "0.0", "bg_color": "#ffeecc"})
        for i in range(20):
            sheet = made.add_worksheet(f"{2001 + i}")
            sheet.write_row(0, 0, ("Kommun", "Månad", "Antal"))
            sheet.set_column(0, 200, 12, number)
            for row in range(1, 1_001):
                sheet.write_row(row, 0, (f"Kommun {row % 290}", f"2024-{row % 12 + 1:02}", row), number)
            for row in range(1_001, 2_000):
                sheet.write_blank(row, 0, None, number)
    opened = open_file("uttag.xlsx", path.read_bytes())
    assert [len(table) for table in opened.tables] == [1_000] * 20


@pytest.mark.slow
def test_a_real_workbook_of_200_000_rows_with_a_wide_formatted_area_is_read(tmp_path):
    path = tmp_path / "uttag.xlsx"
    with xlsxwriter.Workbook(path) as made:
        number = made.add_format({"num_format": "0.0"})
        sheet = made.add_worksheet("Data")
        sheet.write_row(0, 0, ("Kommun", "Månad", "Täljare", "Nämnare", "Kommentar"))
        for row in range(1, 200_001):
            values = (f"K{row % 290}", f"2024-{row % 12 + 1:02}", row % 500, 1000 + row % 77, f"not {row}")
            sheet.write_row(row, 0, values, number)
        for row in range(200_001, 230_000):
            for column in range(30):
                sheet.write_blank(row, column, None, number)
    assert len(open_file("uttag.xlsx", path.read_bytes()).tables[0]) == 200_000


def test_a_long_list_with_a_stray_number_below_is_read_while_the_area_is_moderate():
    data = book({SHEET: sheet('<row r="90000"><c r="B90000"><v>1</v></c></row>')})
    assert rows_of(data) == [["Aneby", "5"], ["", "1"]]


def test_a_small_workbook_that_is_large_unpacked_shows_how_far_it_has_come():
    rows = "".join(f'<row r="{r}"><c r="A{r}" s="3"/></row>' for r in range(3, 250_000))
    data = book({SHEET: sheet(rows)})
    assert takes_long(data)
    assert not takes_long(book({SHEET: sheet("")}))
    told: list[float] = []
    open_file("uttag.xlsx", data, progress=told.append)
    assert told == sorted(told)
    assert len([share for share in told if share < 0.2]) >= 5
