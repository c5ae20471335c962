"""JSON files: taken apart once, and handed to the format whose shape they have.

A format is a module with ``NAME``, ``recognises(value) -> bool`` and ``open_documents(documents) -> Opened``.
It is given every file that was chosen together, since sources deal out their data in pages and their names
apart from their numbers.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from core.observations.progress import Progress, untold
from core.observations.readers import json_text, kolada, pxweb, socialstyrelsen, varden_i_siffror_api
from core.observations.readers.json_text import Document, Json
from core.observations.readers.table import FOUND_OUT, Opened, ReadAs
from core.remarks import Problem, Refused

NAME = "json"


class Format(Protocol):
    """What every module of a JSON format offers."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a constant of the module
        """The format's name, for the facts about a file."""
        ...

    def recognises(self, value: Json) -> bool:
        """Whether the value has the format's shape, as data or as names that belong to data."""
        ...

    def open_documents(self, documents: Sequence[Document]) -> Opened:
        """The tables of documents that it recognises. Raises Refused."""
        ...


def sniff(content: bytes) -> float:
    """0.9 for what begins as JSON does, else 0."""
    return 0.9 if json_text.looks_like_json(content) else 0.0


def open(  # noqa: A001 - the name every reader has
    content: bytes, read_as: ReadAs = FOUND_OUT, progress: Progress = untold
) -> Opened:
    """The tables of one JSON file. Raises Refused."""
    document = Document("", json_text.parse(content))
    progress(0.5)
    return open_documents([document])


def open_documents(documents: Sequence[Document]) -> Opened:
    """The tables of JSON files that were chosen together. Raises Refused when they are not of one source."""
    if any(pxweb.is_query(document.value) for document in documents):
        raise Refused(Problem("pxweb_query"))
    found = [_format_of(document) for document in documents]
    if any(one is None for one in found):
        raise Refused(Problem("is_json"))
    formats = {one.NAME: one for one in found if one is not None}
    if len(formats) > 1:
        raise Refused(Problem("json_mixed", {"names": tuple(sorted(formats))}))
    (one,) = formats.values()
    opened = one.open_documents(documents)
    fetched = max((_fetched(document.value) for document in documents), default="")
    return replace(opened, facts={**opened.facts, "fetched": fetched}) if fetched else opened


def _fetched(value: Json) -> str:
    """The day the file says that it was fetched on, when Skifte fetched it itself; else ""."""
    origin = value.get("fetched") if isinstance(value, dict) else None
    at = origin.get("at") if isinstance(origin, dict) else None
    return at[:10] if isinstance(at, str) else ""


def _format_of(document: Document) -> Format | None:
    return next((one for one in FORMATS if one.recognises(document.value)), None)


FORMATS: tuple[Format, ...] = (kolada, pxweb, socialstyrelsen, varden_i_siffror_api)
