"""How far the sheets of .xlsx and OpenDocument workbooks reach, told from their XML before it is parsed.

Looked for by patterns, a piece at a time. Where the patterns and a reader could see things differently, the
larger is what counts: a cell without an address, an attribute in an odd form.
"""

import re
from collections.abc import Iterable, Iterator

import numpy as np

from core.observations.readers.extent import Extent

_LONGEST_TAG = 1 << 16
_SHORT_TEXT = 64
_ATTRIBUTES = rb"""((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)"""
_BLANK = re.compile(rb'(?:<c r="[A-Z]{1,3}\d{1,7}"(?: s="\d+")?/>)+')
_USUAL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"(?: \w+="[^"<>]*+")*+>')
# With something in it: a cell that only has a format closes itself, or closes at once.
_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s/>])" + _ATTRIBUTES + rb">(?!\s*</)")
_ANY = re.compile(rb"[<:]c[\s/>]")
_ROW = re.compile(rb"<(?:\w+:)?row(?=[\s/>])[^>]*>")
_AT = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]+)(\d+)""")
_ROW_AT = re.compile(rb"""\sr\s*=\s*["']\s*(\d+)""")
_SHARED = re.compile(rb"""\st\s*=\s*["']\s*s\s*["']""")
_SHOWN = re.compile(rb't="s"[^<>]*><(?:\w+:)?v>(\d{1,9})<')
_TEXT_ENDS = re.compile(rb"</(?:\w+:)?si\s*>")
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_DIVIDED = re.compile(rb"<(?:\w+:)?v(?:\s[^<>]*)?>[\s\d.,eE+-]*(?:&#|<!)")
_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
_TABLE = re.compile(
    rb"<(/?)(?:[\w.-]+:)?(table|table-row|table-cell|covered-table-cell)(?=[\s/>])" + _ATTRIBUTES + rb">"
)
_TIMES = re.compile(rb"""number-(?:columns|rows)-repeated\s*=\s*["']\s*(\d+)""")


def sheet_extent(pieces: Iterable[bytes], lengths: np.ndarray) -> Extent:
    """The extent of a sheet of .xlsx.

    lengths : (n,) bytes that each shared text takes
    """
    extent = Extent()
    unnumbered = last = in_row = most_in_row = 0
    unplaced = False
    for whole in _whole_tags(pieces):
        piece = _BLANK.sub(b"", whole) if b'"/>' in whole else whole
        n_rows = piece.count(b"<row") + piece.count(b":row")
        unnumbered += n_rows - piece.count(b"<row r=")
        places, n = _USUAL.findall(piece), len(_ANY.findall(piece))
        if len(places) < n:
            full = [tag for tag in _CELL.findall(piece) if not tag.endswith(b"/")]
            places, n = _AT.findall(b">".join(full)), len(full)
        if len(places) < n:
            unplaced = True
            last = max(last, max(map(int, _ROW_AT.findall(piece)), default=0))
            first, *others = (len(_ANY.findall(row)) for row in _ROW.split(piece))
            most_in_row = max(most_in_row, in_row + first, *others)
            in_row = others[-1] if others else in_row + first
        else:
            in_row = n if n_rows else in_row + n
            last = _last_row(piece) or last
        if places:
            column = max(map(_column, {letters.upper() for letters, _ in places}))
            extent.reach(max(map(int, {row for _, row in places})), column, n)
        else:
            extent.filled += n
        extent.text += _shown(piece, lengths)
    if unplaced:
        # They stand after the cell and the row before them, wherever those are.
        extent.reach(max(extent.rows, last) + unnumbered, extent.columns + most_in_row, 0)
    return extent


def _last_row(piece: bytes) -> int:
    """The number of the last row that begins in a piece; 0 when none does, or it has none."""
    begins = max(piece.rfind(b"<row"), piece.rfind(b":row"))
    found = _ROW_AT.findall(piece, begins) if begins >= 0 else ()
    return max(map(int, found), default=0)


def _shown(piece: bytes, lengths: np.ndarray) -> int:
    """Bytes of the shared texts that the cells of a piece show."""
    n = len(_SHARED.findall(piece)) if len(lengths) else 0
    if not n:
        return 0
    longest = int(lengths.max())
    if longest <= _SHORT_TEXT:
        return n * longest
    which = np.fromiter(map(int, _SHOWN.findall(piece)), np.int64)
    return int(lengths[which[which < len(lengths)]].sum()) + max(n - len(which), 0) * longest


def lengths_of(pieces: Iterable[bytes]) -> np.ndarray:
    """(n,) bytes that each shared text takes, with the tags in it."""
    lengths: list[int] = []
    left = 0
    for piece in _whole_tags(pieces):
        *ended, rest = map(len, _TEXT_ENDS.split(piece))
        if ended:
            ended[0] += left
            lengths += ended
            left = rest
        else:
            left += rest
    return np.array(lengths, np.int64)


def open_document_extents(pieces: Iterable[bytes]) -> list[Extent]:
    """The extents of the sheets of an OpenDocument workbook, whose cells and rows say how often they come."""
    sheets: list[Extent] = []
    row = column = farthest = filled = times = 0
    for piece in _whole_tags(pieces):
        for closes, kind, attributes in _TABLE.findall(piece):
            empty = attributes.endswith(b"/")
            if kind == b"table":
                sheets += [] if closes else [Extent()]
                row = 0
            elif kind == b"table-row":
                if not closes:
                    column = farthest = filled = 0
                    times = _times(attributes)
                if closes or empty:
                    row += times
                    if farthest and sheets:
                        sheets[-1].reach(row, farthest, filled * times)
            elif not closes:
                n = _times(attributes)
                column += n
                if not empty or b"value" in attributes or b"formula" in attributes:
                    farthest, filled = column, filled + n
    return sheets


def _times(attributes: bytes) -> int:
    found = _TIMES.search(attributes) if b"repeated" in attributes else None
    return int(found[1]) if found else 1


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters[:8]:
        number = number * 26 + letter - 64
    return number


def without_entities(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes. Raises ValueError for what stands for other text, and for what divides a number in two.

    No office program writes either, and a reader that stops there would read another number (1 for 1&#50;3).
    """
    for piece in _whole_tags(pieces):
        odd = (b"<!" in piece and _DECLARED.search(piece)) or (b"&" in piece and _ENTITY.search(piece))
        if odd or ((b"&#" in piece or b"<!" in piece) and _DIVIDED.search(piece)):
            raise ValueError("not as it is written")
        yield piece


def _whole_tags(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes, divided before a tag: no tag is cut, nor a cell from the one that closes it."""
    left = b""
    for piece in pieces:
        left += piece
        cut = left.rfind(b"<")
        while cut > 0 and left.startswith((b"</", b"<!"), cut) and len(left) - cut <= _LONGEST_TAG:
            cut = left.rfind(b"<", 0, cut)
        if len(left) - max(cut, 0) > _LONGEST_TAG:
            cut = len(left)
        if cut <= 0:
            continue
        yield left[:cut]
        left = left[cut:]
    yield left
