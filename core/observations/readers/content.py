"""What a file is by its content, never by its name, and whether it is too big to open."""

import re
import zipfile
from collections.abc import Collection

from core.observations.readers import packed
from core.observations.readers.packed import Parts
from core.remarks import Problem, Refused

MAX_BYTES = 200 * 1024 * 1024
MAX_INFLATED = 1024 * 1024 * 1024
_LARGE, _LARGE_PACKED, _LARGE_UNPACKED, _MANY_LINES = 5_000_000, 1_000_000, 10_000_000, 100_000

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


def refuse_size(content: bytes) -> None:
    """Raises Refused for an empty file, for one above ``MAX_BYTES``, and for a zip file of too many parts."""
    if not content.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise Refused(Problem("empty_file"))
    if len(content) > MAX_BYTES:
        most = MAX_BYTES // (1024 * 1024)
        raise Refused(Problem("file_too_big", {"megabytes": len(content) // (1024 * 1024), "most": most}))
    if content.startswith(ZIP):
        packed.refuse_many(content)


def takes_long(content: bytes) -> bool:
    """Whether reading may take over a second: from 5 MB or 100 000 lines of text, from 1 MB of a workbook, or
    10 MB of it unpacked."""
    if content.startswith(ZIP):
        return (
            len(content) >= _LARGE_PACKED or sum(one.file_size for one in _listed(content)) >= _LARGE_UNPACKED
        )
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
    names = {entry.filename for entry in _listed(content)}
    return any(name.startswith("xl/workbook.") for name in names) or (
        "content.xml" in names and b"opendocument.spreadsheet" in content[:200]
    )


def names_in_zip(content: bytes) -> tuple[str, ...]:
    """The files of a zip that is no workbook, folders and what a Mac adds left out; () for anything else."""
    if not content.startswith(ZIP) or is_workbook(content):
        return ()
    entries = [entry.filename for entry in _listed(content) if not entry.is_dir()]
    return tuple(n for n in entries if not n.startswith("__MACOSX/") and not n.endswith(".DS_Store"))


def _listed(content: bytes) -> list[zipfile.ZipInfo]:
    """What a zip file says that it holds; nothing when it cannot be made out."""
    try:
        return packed.listed(content)
    except (Refused, *packed.DAMAGED):
        return []


def unpacked(content: bytes, names: Collection[str]) -> list[tuple[str, bytes]]:
    """Name and content of files in a zip, never more than ``MAX_INFLATED`` in all. Raises Refused."""
    try:
        parts = Parts(content, MAX_INFLATED, names)
        return [(entry.filename, parts.whole(entry)) for entry in parts.entries]
    except packed.DAMAGED:
        raise Refused(Problem("damaged_zip")) from None
