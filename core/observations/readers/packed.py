"""The parts of a zip file, unpacked piece by piece and counted as they come.

A file of some kilobytes can say, or hide, that it holds gigabytes. What its list says is enough to refuse it;
nothing its list says is enough to believe it.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator

from core.remarks import Problem, Refused

DENSEST = 100
"""Times a part may grow. Large sheets grow 5 to 40 times, text that is one character over and over 1 000."""
MAX_DENSE = 10_000_000
"""Bytes that parts growing more than that may hold together: small parts may be as even as they like."""
MAX_PARTS = 10_000

_LISTED = b"PK\x01\x02"
_HEADER = struct.Struct("<4s22xHH")
_AT_ONCE, _READ_AT_ONCE = 1 << 20, 1 << 16

DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, OSError, ValueError, NotImplementedError, EOFError)
"""What a damaged zip file raises."""


def refuse_many(content: bytes) -> None:
    """Raises Refused for a list of too many parts: entries begin alike, and are counted unread."""
    n = content.count(_LISTED)
    if n > MAX_PARTS:
        raise Refused(Problem("zip_too_many", {"n": n, "most": MAX_PARTS}))


def listed(content: bytes) -> list[zipfile.ZipInfo]:
    """The parts that the file's own list names. Raises Refused for too many, and what ``DAMAGED`` holds."""
    refuse_many(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.infolist()


class Parts:
    """The parts of a zip file, or those of them that are wanted.

    most : bytes that they may hold together
    Raises Refused at once for what the list says is too much, and what ``DAMAGED`` holds.
    """

    def __init__(self, content: bytes, most: int, names: Collection[str] | None = None) -> None:
        self._content, self._most = content, most
        self.entries = [one for one in listed(content) if names is None or one.filename in names]
        self._came = self._dense = 0
        if any(one.flag_bits & 1 for one in self.entries):
            raise Refused(Problem("is_protected"))
        if sum(one.compress_size for one in self.entries) > len(content):
            raise zipfile.BadZipFile("parts lie over each other")
        self._refuse_much(
            sum(one.file_size for one in self.entries),
            sum(one.file_size for one in self.entries if _is_dense(one.file_size, one)),
        )

    def pieces(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        """What a part holds, a megabyte at a time. Raises Refused when more comes than all parts may hold.

        A part that holds another number of bytes than the list says, or others, raises ``BadZipFile``.
        """
        came = checksum = 0
        for piece in _inflated(self._packed(entry), entry):
            came += len(piece)
            checksum = zlib.crc32(piece, checksum)
            self._refuse_much(self._came + came, self._dense + (came if _is_dense(came, entry) else 0))
            yield piece
        if (came, checksum) != (entry.file_size, entry.CRC):
            raise zipfile.BadZipFile("not what the list says")
        self._came += came
        self._dense += came if _is_dense(came, entry) else 0

    def whole(self, entry: zipfile.ZipInfo) -> bytes:
        """All that a part holds."""
        return b"".join(self.pieces(entry))

    def _packed(self, entry: zipfile.ZipInfo) -> memoryview:
        begins = entry.header_offset
        mark, name, extra = _HEADER.unpack(self._content[begins : begins + _HEADER.size])
        begins += _HEADER.size + name + extra
        packed = memoryview(self._content)[begins : begins + entry.compress_size]
        if mark != b"PK\x03\x04" or len(packed) < entry.compress_size:
            raise zipfile.BadZipFile("a part is missing")
        return packed

    def _refuse_much(self, size: int, dense: int) -> None:
        if size > self._most:
            raise Refused(Problem("unpacks_too_big", {"most": self._most // (1024 * 1024)}))
        if dense > MAX_DENSE:
            raise Refused(Problem("unpacks_too_dense", {"most": DENSEST}))


def _is_dense(size: int, entry: zipfile.ZipInfo) -> bool:
    return size > DENSEST * max(entry.compress_size, 1)


def _inflated(packed: memoryview, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """However much comes, never more than a megabyte at once."""
    if entry.compress_type == zipfile.ZIP_STORED:
        yield from (bytes(packed[at : at + _AT_ONCE]) for at in range(0, len(packed), _AT_ONCE))
        return
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise NotImplementedError("packed in another way")
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    for at in range(0, len(packed), _READ_AT_ONCE):
        waiting: bytes | memoryview = packed[at : at + _READ_AT_ONCE]
        while len(waiting):
            piece = inflater.decompress(waiting, _AT_ONCE)
            waiting = inflater.unconsumed_tail
            if piece:
                yield piece
            if inflater.eof and (waiting or inflater.unused_data):
                raise zipfile.BadZipFile("more than one part in a part")
    while piece := inflater.decompress(inflater.unconsumed_tail, _AT_ONCE):
        yield piece
    if not inflater.eof:
        raise zipfile.BadZipFile("cut short")
