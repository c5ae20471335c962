"""How large the type on the sheets of a PDF is: read from what the PDF draws, not from what made it."""

import math
import re
import zlib
from collections.abc import Iterator, Mapping

Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f of PDF 32000-1:2008, 8.3.3: x' = ax + cy + e, y' = bx + dy + f."""
_SAME: Matrix = (1, 0, 0, 1, 0, 0)
_OBJECT = re.compile(rb"(\d+) 0 obj(.*?)endobj", re.S)
_SIGN = re.compile(
    rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>|<<|>>|\[|\]|/[^\s/<>\[\]()]+|[-+.\d]+|[A-Za-z'\"*]+"
)
_OPERAND = re.compile(rb"[-+]?[.\d]+$|[(<\[\]>/].*", re.S)


def type_sizes(pdf: bytes) -> set[float]:
    """Every size of type in a PDF that Chromium or the converter of pictures made, in points."""
    objects = dict(_objects(pdf))
    sizes: set[float] = set()
    for head, _ in objects.values():
        contents = re.search(rb"/Contents\s*\[?\s*((?:\d+ 0 R\s*)+)", head)
        if re.search(rb"/Type\s*/Page(?![s\w])", head) and contents:
            drawn = b"\n".join(objects[int(n)][1] for n in re.findall(rb"(\d+) 0 R", contents[1]))
            sizes |= set(_read(drawn, _SAME, _forms(head, objects), objects))
    return sizes


def _objects(pdf: bytes) -> Iterator[tuple[int, tuple[bytes, bytes]]]:
    """Each object of the file: its number, what stands before its stream, and its stream."""
    for number, body in _OBJECT.findall(pdf):
        head, begun, rest = body.partition(b"stream")
        drawn = rest.lstrip(b"\r").removeprefix(b"\n").rpartition(b"endstream")[0] if begun else b""
        if b"FlateDecode" in head:
            drawn = zlib.decompressobj().decompress(drawn)
        yield int(number), (head, drawn)
        if b"/ObjStm" in head:
            yield from _within(head, drawn)


def _within(head: bytes, drawn: bytes) -> Iterator[tuple[int, tuple[bytes, bytes]]]:
    """Objects that stand in another one's stream."""
    first = int(re.search(rb"/First (\d+)", head)[1])  # type: ignore[index]
    told = [int(number) for number in drawn[:first].split()]
    starts = [first + start for start in told[1::2]]
    for number, start, end in zip(told[::2], starts, [*starts[1:], len(drawn)], strict=True):
        yield number, (drawn[start:end], b"")


def _forms(head: bytes, objects: Mapping[int, tuple[bytes, bytes]]) -> dict[bytes, int]:
    """What a page or form draws by name."""
    elsewhere = re.search(rb"/Resources (\d+) 0 R", head)
    if elsewhere:
        head = objects[int(elsewhere[1])][0]
    named = re.search(rb"/XObject\s*<<(.*?)>>", head, re.S)
    return {name: int(number) for name, number in re.findall(rb"/(\S+) (\d+) 0 R", named[1])} if named else {}


def _read(
    drawn: bytes, space: Matrix, forms: Mapping[bytes, int], objects: Mapping[int, tuple[bytes, bytes]]
) -> Iterator[float]:
    """The sizes of type that a stream draws where ``space`` holds."""
    kept: list[Matrix] = []
    given: list[bytes] = []
    size, line = 0.0, _SAME
    for sign in _SIGN.findall(drawn):
        if _OPERAND.match(sign):
            given.append(sign)
            continue
        if sign == b"q":
            kept.append(space)
        elif sign == b"Q":
            space = kept.pop()
        elif sign == b"cm":
            space = _times(_matrix(given), space)
        elif sign == b"BT":
            line = _SAME
        elif sign == b"Tf":
            size = float(given[-1])
        elif sign == b"Tm":
            line = _matrix(given)
        elif sign in (b"Tj", b"TJ"):
            up = _times(line, space)
            yield round(size * math.hypot(up[2], up[3]), 2)
        elif sign == b"Do" and given[-1][1:] in forms:
            head, inside = objects[forms[given[-1][1:]]]
            if b"/Form" in head:
                placed = re.search(rb"/Matrix\s*\[([^\]]*)\]", head)
                own = _matrix(placed[1].split()) if placed else _SAME
                yield from _read(inside, _times(own, space), _forms(head, objects), objects)
        given = []


def _matrix(given: list[bytes]) -> Matrix:
    a, b, c, d, e, f = (float(number) for number in given[-6:])
    return a, b, c, d, e, f


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u
