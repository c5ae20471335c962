"""Small files that would become large ones, made up for the tests of what is refused before that."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence

Part = bytes | str | tuple[bytes, bytes, int, bytes]
"""What a part holds; or a beginning, something that comes again, how often, and an end."""

_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = f'{_XML}<worksheet xmlns="{_MAIN}"><dimension ref="A1:XFD1048576"/><sheetData>'
END = "</sheetData></worksheet>"
TEXTS = f'{_XML}<sst xmlns="{_MAIN}">'
TABLE = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Kommun</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>Antal</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>Aneby</t></is></c><c r="B2"><v>5</v></c></row>'
)
SHEET = "xl/worksheets/sheet1.xml"


def zip_of(parts: Mapping[str, Part]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, part in parts.items():
            if not isinstance(part, tuple):
                archive.writestr(name, part)
                continue
            begins, again, times, ends = part
            together = max(1, 500_000 // len(again))
            with archive.open(name, "w") as file:
                file.write(begins)
                for _ in range(times // together):
                    file.write(again * together)
                file.write(again * (times % together) + ends)
    return out.getvalue()


def repeated(head: str, again: str, times: int, end: str) -> Part:
    return head.encode(), again.encode(), times, end.encode()


def book(parts: Mapping[str, Part], targets: Sequence[str] = ("worksheets/sheet1.xml",)) -> bytes:
    """An .xlsx file of these parts, with a sheet for each of ``targets``."""
    sheets = "".join(f'<sheet name="Blad{i}" sheetId="{i + 1}" r:id="r{i}"/>' for i in range(len(targets)))
    relations = "".join(
        f'<Relationship Id="r{i}" Type="{_OFFICE}/worksheet" Target="{target}"/>'
        for i, target in enumerate(targets)
    )
    own: dict[str, Part] = {
        "_rels/.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}"><Relationship Id="r0" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f"<sheets>{sheets}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}">{relations}'
        f'<Relationship Id="s" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    }
    return zip_of({**own, **parts})


def sheet(rows: str) -> str:
    """A sheet of a small table and further rows."""
    return HEAD + TABLE + rows + END


def open_document(rows: str) -> bytes:
    """An .ods file of one sheet with these rows."""
    out = io.BytesIO()
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    names = "urn:oasis:names:tc:opendocument:xmlns"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), kind)
        archive.writestr(
            "META-INF/manifest.xml",
            f'{_XML}<manifest:manifest xmlns:manifest="{names}:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
        )
        archive.writestr(
            "content.xml",
            f'{_XML}<office:document-content xmlns:office="{names}:office:1.0" xmlns:text="{names}:text:1.0" '
            f'xmlns:table="{names}:table:1.0"><office:body><office:spreadsheet><table:table '
            f'table:name="Blad1">{rows}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>",
        )
    return out.getvalue()


def record(kind: int, data: bytes) -> bytes:
    """One record of a .xlsb part."""
    return bytes((kind, len(data))) + data


def binary_sheet(cells: Sequence[tuple[int, int]]) -> bytes:
    """The part of an .xlsb sheet with a number in these cells: row and column from 0."""
    rows = (record(0, struct.pack("<I", row) + b"\x00" * 13) + record(5, struct.pack("<IId", column, 0, 1.0))
            for row, column in cells)  # fmt: skip
    return b"".join(rows)


def changed_entry(data: bytes, name: str, change: Callable[[bytearray, int], None]) -> bytes:
    """The zip file with what its list says of one part changed; ``change`` is told where that stands."""
    changed = bytearray(data)
    at = data.rindex(name.encode()) - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    change(changed, at)
    return bytes(changed)


def says_size(size: int) -> Callable[[bytearray, int], None]:
    """That a part holds this many bytes when it is unpacked."""
    return lambda data, at: struct.pack_into("<I", data, at + 24, size)
