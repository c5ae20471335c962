"""How far the sheets of .xlsb workbooks reach, told from their records before they are parsed: each says its
kind and its length, and a cell says its column and a row header its row.
"""

from collections.abc import Iterator

import numpy as np

from core.observations.readers.extent import Extent

_ROW_HEADER, _SHARED_TEXT, _TEXT = 0, 7, 19
_CELLS = frozenset((*range(2, 12), 62))
"""Cells that hold something: 1 is a blank one."""


def binary_extent(sheet: bytes, lengths: np.ndarray) -> Extent:
    """The extent of a sheet.

    lengths : (n,) bytes that each shared text takes
    """
    extent = Extent()
    row = 0
    for kind, at, _ in _records(sheet):
        if kind == _ROW_HEADER:
            row = _number(sheet, at) + 1
        elif kind in _CELLS:
            extent.reach(row, _number(sheet, at) + 1)
            if kind == _SHARED_TEXT and (which := _number(sheet, at + 8)) < len(lengths):
                extent.text += int(lengths[which])
    return extent


def binary_lengths(texts: bytes) -> np.ndarray:
    """(n,) bytes that each shared text takes."""
    return np.array([size for kind, _, size in _records(texts) if kind == _TEXT], np.int64)


def _records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Kind, beginning and length of each record; kind in one byte or two, length in one to four."""
    at, end = 0, len(data)
    while at < end:
        kind = data[at]
        at += 1
        if kind & 0x80 and at < end:
            kind = (kind & 0x7F) | (data[at] & 0x7F) << 7
            at += 1
        size = shift = 0
        while at < end:
            byte = data[at]
            at += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 or shift == 28:
                break
        yield kind, at, size
        at += size


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "little")
