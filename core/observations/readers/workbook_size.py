"""Whether a workbook can be laid out at all: found out before it is, part by part, whatever the file says."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from core.observations.progress import Progress, untold
from core.observations.readers import packed
from core.observations.readers.extent import Extent, refuse_large
from core.observations.readers.extent_binary import binary_extent, binary_lengths
from core.observations.readers.extent_xml import (
    lengths_of,
    open_document_extents,
    sheet_extent,
    without_entities,
)
from core.observations.readers.packed import Parts
from core.remarks import Problem, Refused

_TEXTS = ("xl/sharedstrings.xml", "xl/sharedstrings.bin")
_NONE = np.empty(0, np.int64)


def extents_of(content: bytes, most: int, progress: Progress = untold) -> dict[str, Extent]:
    """How far each sheet reaches, by the path of its part; of OpenDocument by its number.

    most : bytes that the workbook may hold when it is unpacked
    Raises Refused for a workbook that is damaged, protected, or too much for a machine to hold.
    """
    try:
        parts = Parts(content, most)
        told = _Told(progress, sum(one.file_size for one in parts.entries))
        found: dict[str, Extent] = {}
        lengths = _NONE
        # The texts first: how much the cells take depends on them.
        for entry in sorted(parts.entries, key=lambda one: one.filename.lower() not in _TEXTS):
            name, pieces = entry.filename.lower(), told.of(parts.pieces(entry))
            pieces = without_entities(pieces) if name.endswith("xml") else pieces
            if name in _TEXTS:
                lengths = lengths_of(pieces) if name.endswith("xml") else binary_lengths(b"".join(pieces))
            elif name == "content.xml":
                found |= {str(at): sheet for at, sheet in enumerate(open_document_extents(pieces))}
            elif name.endswith(".bin") and "sheet" in name:
                found[entry.filename] = binary_extent(b"".join(pieces), lengths)
            elif name.endswith(".bin") or "/media/" in name:
                for _ in pieces:
                    pass
            else:
                # Any part may be a sheet, whatever it is called.
                found[entry.filename] = sheet_extent(pieces, lengths)
    except packed.DAMAGED:
        raise Refused(Problem("damaged_workbook")) from None
    refuse_large(found.values())
    return found


def refuse_repeated(extents: Mapping[str, Extent], names: Sequence[str], paths: Mapping[str, str]) -> None:
    """Raises Refused when sheets share a part: a small file could be a thousand large sheets.

    names : the sheets as the reader finds them; paths : where each lies, as far as it is known
    """
    known = [paths[name] for name in names if name in paths]
    if len(names) > len(extents) or len(set(known)) < len(known):
        raise Refused(Problem("damaged_workbook"))
    if known and extents and len(known) < len(names):
        largest = max(extents.values(), key=lambda one: one.cells)
        refuse_large(
            [*(extents.get(path, largest) for path in known), *[largest] * (len(names) - len(known))]
        )


class _Told:
    """Tells how much of all parts has come."""

    def __init__(self, progress: Progress, size: int) -> None:
        self._progress, self._size, self._came = progress, max(size, 1), 0

    def of(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self._came += len(piece)
            self._progress(min(self._came / self._size, 1.0))
            yield piece
