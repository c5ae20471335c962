"""Saving what is seen in Skifte's own format, to be opened again by Skifte, number for number.

A zip with three files: the rows (Parquet, with the indicators and units they name), a text that a person
reads, and the changes as a table. ``core.observations.readers.own_format`` reads it back.
"""

import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterable, Sequence

import pandas as pd

from core.improvement.change import Change
from core.improvement.change_register import write_changes
from core.indicators.units import Unit
from core.observations.dataset import Dataset
from core.observations.observations import Observations
from core.observations.readers.own_format import CHANGES, DATA, KEY, README, VERSION
from core.observations.store.definitions import written


def zip_of(dataset: Dataset, changes: Sequence[Change], readme: str, saved: dt.datetime) -> bytes:
    """The zip file. ``dataset`` as it may be shown (``Dataset.for_showing``): what is hidden is not in it.

    readme : what the file is, for a person
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, README, readme.encode("utf-8-sig"), saved)
        _add(archive, DATA, parquet_of(dataset, saved), saved)
        if changes:
            _add(archive, CHANGES, write_changes(changes), saved)
    return out.getvalue()


def parquet_of(dataset: Dataset, saved: dt.datetime) -> bytes:
    """The rows as Parquet, with the definitions of every indicator and unit that they name."""
    import pyarrow as pa  # noqa: PLC0415 - an eighth of a second, and only needed when somebody saves
    import pyarrow.parquet as pq  # noqa: PLC0415

    frame = dataset.observations.frame
    told = {
        "format": VERSION,
        "digest": Observations(frame).digest,
        "saved": saved.isoformat(timespec="seconds"),
        "label": dataset.label,
        "made_up": dataset.made_up,
        "indicators": [written(dataset.catalogue[one]) for one in _distinct(frame["indicator"])],
        "units": [written(one) for one in _units(dataset, _distinct(frame["unit"]))],
    }
    table = pa.Table.from_pandas(frame, preserve_index=False)
    metadata = {KEY: json.dumps(told, ensure_ascii=False, allow_nan=False).encode()}
    out = io.BytesIO()
    pq.write_table(table.replace_schema_metadata(metadata), out, compression="zstd")
    return out.getvalue()


def _add(archive: zipfile.ZipFile, name: str, data: bytes, saved: dt.datetime) -> None:
    entry = zipfile.ZipInfo(name, date_time=saved.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, data)


def _distinct(column: pd.Series) -> list[str]:
    return sorted(str(one) for one in column.unique())


def _units(dataset: Dataset, named: Iterable[str]) -> list[Unit]:
    """The units that are named and those above them, each parent before its children."""
    found: dict[str, Unit] = {}
    for one in named:
        if one in dataset.units:
            line = (*reversed(dataset.units.ancestors(one)), dataset.units[one])
            found |= {unit.id: unit for unit in line}
    return list(found.values())
