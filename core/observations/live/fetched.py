"""What was fetched: documents in the form of saved files, and what could not be had."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from core.observations.live.pace import Pace
from core.observations.live.sources import Source
from core.remarks import Problem

MAX_VALUES = 2_000_000
"""More is asked for in several goes: a person waits, and a browser has to hold it."""


class Stopped(Exception):  # noqa: N818 - an answer to a person, not a failure
    """The person who asked has had enough."""


ABSENT = object()
"""What stands for something that the source says does not exist."""


class Asks(Protocol):
    """Asks one source; ``client.Client`` does."""

    source: Source
    pace: Pace
    asked: list[str]

    def get(self, where: str, absent: bool = False) -> Any: ...

    def post(self, path: str, body: Mapping[str, object]) -> Any: ...


class Tells(Protocol):
    """Is told how many requests are done, of how many as far as is known."""

    def __call__(self, done: int, of: int, /) -> None: ...


def quietly(done: int, of: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file as it could have been saved from the source by hand; ``name`` ends in .json."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Fetched:
    """The answer to one question.

    documents : at least one when anything came
    addresses : what was asked, in the order it was asked
    at : when, in UTC
    n_values : values in the documents, missing and hidden ones included
    problems : what was asked for and did not come, and why
    """

    source: Source
    documents: tuple[Document, ...]
    addresses: tuple[str, ...]
    at: dt.datetime
    n_values: int
    problems: tuple[Problem, ...] = ()


def now() -> dt.datetime:
    """This second, in UTC."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def document(
    source: Source, what: str, at: dt.datetime, address: str, content: Mapping[str, object]
) -> Document:
    """``content`` as a file that tells by itself where and when it was fetched.

    what : a few plain letters for the file's name, "" for none
    address : the first address that was asked
    """
    origin = {"source": source.name, "address": address, "at": at.isoformat()}
    parts = [source.id, *([what] if what else []), at.date().isoformat()]
    text = json.dumps({**content, "fetched": origin}, ensure_ascii=False, allow_nan=False)
    return Document(f"{'-'.join(parts)}.json", text.encode("utf-8"))
