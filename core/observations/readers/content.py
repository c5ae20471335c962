"""What a file is by its content, never by its name, and whether it is too big to open."""

import io
import re
import zipfile
import zlib
from collections.abc import Collection

from core.remarks import Problem, Refused

MAX_BYTES = 200 * 1024 * 1024
MAX_INFLATED = 1024 * 1024 * 1024
MAX_CELLS = 30_000_000
_LARGE, _LARGE_PACKED, _MANY_LINES = 5_000_000, 1_000_000, 100_000

ZIP = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The stream that holds an encrypted workbook of today, as its name stands in the file's list.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "is_pdf"),
    (OLD_OFFICE, "is_old_excel"),
    (b"\x89PNG", "is_image"),
    (b"\xff\xd8\xff", "is_image"),
    (b"GIF8", "is_image"),
    (b"BM", "is_image"),
    (b"II*\x00", "is_image"),
    (b"MM\x00*", "is_image"),
    (b"{\\rtf", "is_text_document"),
)
_MARKUP = re.compile(rb"\s*<(?:!doctype|html|\?xml|table|head|body)", re.IGNORECASE)
_JSON = re.compile(rb"\s*(?:\{\s*[\"}]|\[\s*[\[{\"\d\]])")
_TEXT_CONTROLS = frozenset(b"\t\n\r\f\x0b\x1a\x1b\x00")
_CELL = re.compile(rb"[<:]c [^>]*?\br=\"([A-Z]{1,3})(\d{1,7})\"")


def refuse_size(content: bytes) -> None:
    """Raises Refused for an empty file and for one above ``MAX_BYTES``."""
    if not content.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise Refused(Problem("empty_file"))
    if len(content) > MAX_BYTES:
        most = MAX_BYTES // (1024 * 1024)
        raise Refused(Problem("file_too_big", {"megabytes": len(content) // (1024 * 1024), "most": most}))


def takes_long(content: bytes) -> bool:
    """Whether reading may take over a second: from 5 MB or 100 000 lines of text, from 1 MB of a workbook."""
    if content.startswith(ZIP):
        return len(content) >= _LARGE_PACKED
    return len(content) >= _LARGE or content.count(b"\n") >= _MANY_LINES


def not_a_table(content: bytes) -> str | None:
    """Problem code for content that no table can be read from; None when it may be a table."""
    if content.startswith(OLD_OFFICE) and _ENCRYPTED in content:
        return "is_protected"
    for magic, code in _MAGIC:
        if content.startswith(magic):
            return code
    if content.startswith(ZIP):
        return None if is_workbook(content) else "is_other_zip"
    if _MARKUP.match(content[:512].removeprefix(b"\xef\xbb\xbf")):
        return "is_web_page"
    if _JSON.match(content[:512].removeprefix(b"\xef\xbb\xbf")):
        return "is_json"
    return "is_binary" if looks_binary(content) else None


def looks_binary(content: bytes) -> bool:
    """Whether the beginning holds control characters that text does not; UTF-16 with its mark is text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    head = content[:65536]
    odd = sum(1 for byte in head if byte < 32 and byte not in _TEXT_CONTROLS)
    blanks = head.count(b"\x00")
    return odd > len(head) * 0.002 or blanks > len(head) * 0.1


def is_workbook(content: bytes) -> bool:
    """Whether a zip file holds an Excel or OpenDocument workbook."""
    if not content.startswith(ZIP):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    return any(name.startswith("xl/workbook.") for name in names) or (
        "content.xml" in names and b"opendocument.spreadsheet" in content[:200]
    )


def names_in_zip(content: bytes) -> tuple[str, ...]:
    """The files of a zip that is no workbook, folders and what a Mac adds left out; () for anything else."""
    if not content.startswith(ZIP) or is_workbook(content):
        return ()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry.filename for entry in archive.infolist() if not entry.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return ()
    return tuple(n for n in entries if not n.startswith("__MACOSX/") and not n.endswith(".DS_Store"))


def unpacked(content: bytes, names: Collection[str]) -> list[tuple[str, bytes]]:
    """Name and content of files in a zip, never more than ``MAX_INFLATED`` in all. Raises Refused."""
    left = MAX_INFLATED
    found: list[tuple[str, bytes]] = []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                if entry.filename in names:
                    data = _inflate(archive, entry, left)
                    left -= len(data)
                    found.append((entry.filename, data))
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        raise Refused(Problem("damaged_zip")) from None
    return found


def refuse_bomb(content: bytes) -> None:
    """Raises Refused for a workbook that would unpack to more than the machine should hold.

    Sizes are counted by unpacking, not believed from the file's own list, and a sheet with one cell far
    away counts as the whole rectangle, since that is what reading it would allocate.
    """
    left = MAX_INFLATED
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                unpacked = _inflate(archive, entry, left)
                left -= len(unpacked)
                if "/worksheets/" in entry.filename and _rectangle(unpacked) > MAX_CELLS:
                    raise Refused(Problem("sheet_too_big", {"most": MAX_CELLS}))
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        raise Refused(Problem("damaged_workbook")) from None


def _inflate(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    if entry.file_size > most:
        raise Refused(Problem("unpacks_too_big", {"most": MAX_INFLATED // (1024 * 1024)}))
    if entry.flag_bits & 1:
        raise Refused(Problem("is_protected"))
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused(Problem("damaged_workbook"))
    with archive.open(entry) as file:  # stops at the stated size and then checks the sum
        return file.read(most + 1)


def _rectangle(sheet: bytes) -> int:
    """Rows times columns up to the farthest cell."""
    cells = _CELL.findall(sheet)
    if not cells:
        return 0
    column = max({letters for letters, _ in cells}, key=lambda letters: (len(letters), letters))
    row = max({int(digits) for _, digits in cells})
    width = 0
    for letter in column:
        width = width * 26 + letter - 64
    return width * row
