"""A file of one's own read outside the app, as the app read it: for scripts and notebooks."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.indicators import load_catalogue, load_units
from core.indicators.local import local_folders
from core.observations.dataset import Dataset
from core.observations.guess import guess_mapping
from core.observations.mapping import Mapping
from core.observations.observations import Observations
from core.observations.readers import ReadAs, open_files
from core.observations.readers.table import FOUND_OUT, RawTable
from core.observations.reading import read_observations
from core.observations.schema import empty_frame
from core.observations.sheets import sheets_of


@dataclass(frozen=True, slots=True)
class OwnFile:
    """How a file was read: its name, what its columns mean (None where the file says so itself), the sheet
    (None for a text file), what a person corrected about how it is written, the files chosen with it, the
    sheets that were read together."""

    name: str
    mapping: Mapping | None = None
    sheet: str | None = None
    read_as: ReadAs = FOUND_OUT
    also: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()


def read_own_file(file: OwnFile, folder: Path | str = ".") -> Dataset:
    """The numbers of the file, with the catalogue and register that the app has.

    Raises FileNotFoundError, Refused for a file that cannot be used, and LookupError for a sheet that is not
    in it.
    """
    files = [(name, (Path(folder) / name).read_bytes()) for name in (file.name, *file.also)]
    opened = open_files(files, file.read_as)
    against = Dataset(
        Observations(empty_frame()),
        load_catalogue(*local_folders()),
        load_units(*local_folders()),
        label="",
        made_up=False,
    )
    table = _table(file, opened.tables, against)
    mapping = guess_mapping(table, against, file.name) if file.mapping is None else file.mapping
    return against.with_reading(read_observations(table, mapping, against, file.name))


def _table(file: OwnFile, tables: Sequence[RawTable], against: Dataset) -> RawTable:
    """The sheet, or those that were read together. Raises LookupError where they are not in the file."""
    if file.sheets:
        together = sheets_of(tables, against, file.name).together
        if together is None or together.sheets != file.sheets:
            raise LookupError(f"{file.name} has no sheets {', '.join(file.sheets)} that are laid out alike")
        return together
    table = next((table for table in tables if table.sheet == file.sheet), None)
    if table is None:
        raise LookupError(f"{file.name} has no sheet {file.sheet!r}")
    return table
