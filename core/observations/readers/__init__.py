"""Opening a file: the readers, tried by content, and the checks no file gets past.

A reader is a module with ``NAME``, ``sniff(content) -> float`` (0 to 1, how sure) and
``open(content, read_as, progress) -> Opened``. A new format is a new module and an entry in ``READERS``. A
format that is a table with headings of its own, whatever kind of file it lies in, is a module with ``NAME``
and ``recognise(table) -> RawTable | None``, entered in ``TABLE_FORMATS``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from core.observations import personal
from core.observations.progress import Progress, untold, within
from core.observations.readers import (
    bundle,
    delimited,
    json_files,
    json_text,
    own_format,
    spreadsheet,
    survey,
    varden_i_siffror,
)
from core.observations.readers import content as contents
from core.observations.readers.json_text import Document
from core.observations.readers.table import FOUND_OUT, Opened, RawTable, ReadAs
from core.remarks import Problem, Refused


class Reader(Protocol):
    """What every reader module offers."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a constant of the module
        """The reader's name, for the facts about a file."""
        ...

    def sniff(self, content: bytes) -> float:
        """How sure the reader is that the content is its kind: 0 (no) to 1 (certain)."""
        ...

    def open(self, content: bytes, read_as: ReadAs = FOUND_OUT, progress: Progress = untold) -> Opened:
        """The tables in the content; ``progress`` is told now and then. Raises Refused."""
        ...


class TableFormat(Protocol):
    """What every module of a table with headings of its own offers."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a constant of the module
        """The format's name, for the facts about a file."""
        ...

    def recognise(self, table: RawTable) -> RawTable | None:
        """The table with what its columns mean, when it has the format's headings; else None."""
        ...


READERS: tuple[Reader, ...] = (spreadsheet, delimited, json_files, bundle, own_format)
TABLE_FORMATS: tuple[TableFormat, ...] = (varden_i_siffror, survey)


def open_file(name: str, data: bytes, read_as: ReadAs = FOUND_OUT, progress: Progress = untold) -> Opened:
    """Open a file that a person has chosen.

    name : as the person's machine calls it; its ending is not trusted, but it may not name a person
    read_as : what a person has corrected: encoding and delimiter of a text file
    progress : told how far it has come; what it raises ends the reading
    Raises Refused when the file is empty, too big, not a table, damaged, or about single persons; the
    problems never hold anything from the file that could be about a person.
    """
    contents.refuse_size(data)
    personal.refuse_text(name)
    surest = max(READERS, key=lambda reader: reader.sniff(data))
    if not surest.sniff(data):
        raise Refused(Problem(contents.not_a_table(data) or "is_binary"))
    opened = surest.open(data, read_as, within(progress, 0.0, 0.85))
    personal.refuse_tables(opened.tables, within(progress, 0.85, 0.95))
    found = _recognised(opened)
    progress(1.0)
    return found


def open_files(
    files: Sequence[tuple[str, bytes]], read_as: ReadAs = FOUND_OUT, progress: Progress = untold
) -> Opened:
    """Open files that a person has chosen together: pages of one source's answer, or one file of any kind.

    files : name and content of each, at least one
    progress : as for ``open_file``
    Raises Refused as ``open_file`` does, and when several are anything but JSON files of one source.
    """
    if len(files) == 1:
        return open_file(*files[0], read_as, progress)
    if not belong_together(data for _, data in files):
        raise Refused(Problem("files_not_together"))
    documents: list[Document] = []
    for at, (name, data) in enumerate(files):
        progress(0.6 * at / len(files))
        contents.refuse_size(data)
        personal.refuse_text(name)
        if json_text.looks_like_json(data):
            documents.append(Document(name, json_text.parse(data)))
        else:
            documents += bundle.documents(data)
    progress(0.6)
    opened = json_files.open_documents(documents)
    personal.refuse_tables(opened.tables, within(progress, 0.85, 0.95))
    found = _recognised(opened)
    progress(1.0)
    return found


def belong_together(contents_of: Iterable[bytes]) -> bool:
    """Whether files can be parts of one answer: JSON, or zips of it."""
    return all(json_text.looks_like_json(data) or bundle.sniff(data) for data in contents_of)


def _recognised(opened: Opened) -> Opened:
    """The tables whose headings are those of a known format, with what their columns mean."""
    names: dict[str, None] = {}
    tables: list[RawTable] = []
    for table in opened.tables:
        hits = ((one.NAME, one.recognise(table)) for one in TABLE_FORMATS if table.known is None)
        name, found = next(((name, hit) for name, hit in hits if hit is not None), ("", table))
        names |= {name: None} if name else {}
        tables.append(found)
    if len(names) != 1:
        return replace(opened, tables=tuple(tables))
    return replace(opened, tables=tuple(tables), facts={**opened.facts, "format": next(iter(names))})


__all__ = [
    "READERS",
    "TABLE_FORMATS",
    "Opened",
    "RawTable",
    "ReadAs",
    "Reader",
    "TableFormat",
    "belong_together",
    "open_file",
    "open_files",
]
