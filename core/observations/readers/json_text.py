"""JSON as strictly as a statistics file deserves: each name once, numbers as written, nothing endless.

Numbers stay the text they were written as (``Number``), so that 1.40 is shown as 1.40, no digit is lost, and
a number stays a number and a text a text.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from core.observations import personal
from core.observations.fate import shorten
from core.observations.person_numbers import SHORTEST, holds_person_number
from core.remarks import Place, Problem, Refused

MAX_BYTES = 100 * 1024 * 1024
"""Text of this size is about ten times as large when it is taken apart."""

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BEGINNING = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[\[{\"\d\]-])")


class Number(str):
    """A JSON number as it was written."""

    __slots__ = ()


Json = dict[str, Any] | list[Any] | str | bool | None
"""A value in a JSON text; numbers are ``Number``."""


@dataclass(frozen=True, slots=True)
class Document:
    """One JSON file: its name, which may say what it holds, and its value."""

    name: str
    value: Json


def looks_like_json(content: bytes) -> bool:
    """Whether the text begins as a JSON object or list does."""
    encoding = "utf-16" if content.startswith(_UTF16) else "utf-8-sig"
    return bool(_BEGINNING.match(content[:512].decode(encoding, errors="ignore")))


def parse(content: bytes) -> Json:
    """The value that a JSON text holds.

    Raises Refused for text that is too big, in no known encoding, broken, endlessly nested, or that has a
    name twice or NaN; and for text about persons.
    """
    if len(content) > MAX_BYTES:
        size, most = (n // (1024 * 1024) for n in (len(content), MAX_BYTES))
        raise Refused(Problem("file_too_big", {"megabytes": size, "most": most}))
    try:
        value = json.loads(
            _decoded(content),
            parse_int=Number,
            parse_float=Number,
            parse_constant=_refuse_constant,
            object_pairs_hook=_each_once,
        )
    except json.JSONDecodeError as error:
        raise Refused(Problem("json_broken", {"line": error.lineno, "at": error.colno})) from None
    except RecursionError:
        raise Refused(Problem("json_too_deep")) from None
    refuse_persons(value)
    return value


def _decoded(content: bytes) -> str:
    encodings = ("utf-16",) if content.startswith(_UTF16) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(Problem("encoding_unknown"))


def _refuse_constant(written: str) -> NoReturn:
    raise Refused(Problem("json_not_a_number", {"text": written}))


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        if holds_person_number(twice):
            raise Refused(Problem("person_number_above"))
        raise Refused(Problem("json_name_twice", {"text": shorten([twice])[0]}))
    return found


def refuse_persons(value: Json) -> None:
    """Raises Refused when any name or text is a person number, or a name is one that tells persons apart.

    Looks also at what no reader takes along: a file about persons is not for Skifte, whatever else it holds.
    """
    names, texts = set[str](), set[str]()
    _gather(value, names, texts)
    if any(personal.is_person_heading(name) for name in names):
        raise Refused(Problem("person_in_json"))
    if any(holds_person_number(text) for text in (*names, *texts) if len(text) >= SHORTEST):
        raise Refused(Problem("person_number_above"))


def _gather(value: Json, names: set[str], texts: set[str]) -> None:
    """Every distinct name and text, and whole numbers under a name.

    Not numbers in a list or under "value": those are what was measured, and one in a hundred amounts of ten
    digits looks like a person number.
    """
    stack: list[Any] = [value]
    while stack:
        node = stack.pop()
        if type(node) is dict:
            names.update(node)
            for name, under in node.items():
                if type(under) is not Number:
                    stack.append(under)
                elif name != "value" and not name.isdigit() and under.isdigit():
                    texts.add(under)
        elif type(node) is list:
            stack.extend(one for one in node if type(one) is not Number)
        elif type(node) is str:
            texts.add(node)


def records(value: Json, *needed: str) -> Iterator[dict[str, Any]]:
    """The objects of a list that have all of ``needed``; nothing for anything else."""
    if isinstance(value, list):
        yield from (one for one in value if isinstance(one, dict) and all(name in one for name in needed))


def wrong_shape(called: str, where: str) -> Refused:
    """The refusal of a file that is of a known kind, and then is not.

    called : what the kind is called, e.g. "Kolada"; where : the names that lead there, e.g. "values.period"
    """
    return Refused(Problem("json_shape", {"called": called, "text": where}, Place()))
