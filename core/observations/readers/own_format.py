"""Skifte's own format: observations in a Parquet file, with what explains them; alone, or in a zip with a
readable text and the changes.

The file says which version wrote it and holds a digest of its rows: a file that somebody has edited is told
apart from one that is as it was saved.
"""

import io
import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from core.indicators.indicator import Indicator
from core.indicators.units import Unit
from core.observations import personal
from core.observations.mapping import Mapping
from core.observations.observations import Observations
from core.observations.progress import Progress, untold
from core.observations.readers import content as contents
from core.observations.readers import json_text
from core.observations.readers.stored import StoredTable, text_cells
from core.observations.readers.table import FOUND_OUT, MAX_ROWS, Opened, ReadAs
from core.observations.schema import COLUMNS, NUMBERS
from core.remarks import Problem, Refused

if TYPE_CHECKING:
    import pyarrow as pa

NAME = "own_format"
CALLED = "Skifte"
VERSION = 1
KEY = b"skifte"
"""Under which the file keeps what explains its rows."""
DATA, CHANGES, README = "matvarden.parquet", "forandringar.csv", "LÄS MIG.txt"

_MAGIC = b"PAR1"
_MOST_TEXT = 16 * 1024 * 1024
_KNOWN = Mapping(
    period="period",
    unit="unit",
    indicator_column="indicator",
    numerator="numerator",
    denominator="denominator",
    value="value",
    target_group="target_group",
    age="age",
    sex="sex",
    other="other",
    status="status",
    source="source",
    decimal=".",
    unknown_units="keep",
)


def sniff(content: bytes) -> float:
    """1 for a Parquet file and for a zip that holds ours, else 0."""
    return 1.0 if content.startswith(_MAGIC) or DATA in contents.names_in_zip(content) else 0.0


def open(  # noqa: A001 - the name every reader has
    content: bytes, read_as: ReadAs = FOUND_OUT, progress: Progress = untold
) -> Opened:
    """The one table of the file. Raises Refused for one that is damaged, changed, newer or not ours."""
    changes = ""
    if not content.startswith(_MAGIC):
        files = dict(contents.unpacked(content, (DATA, CHANGES)))
        content, changes = files[DATA], _changes(files.get(CHANGES, b""))
    progress(0.1)
    frame, about = _rows(content)
    progress(0.6)
    try:
        indicators, units = _explained(about)
    except (ValueError, TypeError, KeyError):
        raise Refused(Problem("own_damaged")) from None
    observations = _checked(frame, str(about.get("digest")))
    rows = observations.frame
    table = StoredTable(
        sheet=None,
        header=COLUMNS,
        cells=text_cells(rows),
        rows=np.arange(1, len(rows) + 1),
        known=_KNOWN,
        observations=observations,
        indicators=indicators,
        units=units,
        changes=changes,
    )
    found = {
        "called": CALLED,
        "updated": str(about.get("saved", ""))[:10],
        "periods": rows["period"].nunique(),
    }
    return Opened(
        (table,),
        NAME,
        {**found, "indicators": rows["indicator"].nunique(), "units": rows["unit"].nunique()},
    )


def _changes(content: bytes) -> str:
    if len(content) > _MOST_TEXT:
        raise Refused(Problem("own_damaged"))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(Problem("own_damaged")) from None
    for line in text.splitlines():
        personal.refuse_text(line)
    return text


def _rows(content: bytes) -> tuple[pd.DataFrame, dict[str, Any]]:
    """The rows of a Parquet file, and what it says of them."""
    import pyarrow as pa  # noqa: PLC0415 - an eighth of a second, and only needed for these files
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        file = pq.ParquetFile(
            io.BytesIO(content), thrift_string_size_limit=_MOST_TEXT, thrift_container_size_limit=_MOST_TEXT
        )
        told = (file.schema_arrow.metadata or {}).get(KEY)
        if told is None:
            raise Refused(Problem("is_parquet"))
        about = json_text.parse(told)
        _refuse_newer(about)
        groups = [file.metadata.row_group(i) for i in range(file.metadata.num_row_groups)]
        if sum(group.total_byte_size for group in groups) > contents.MAX_INFLATED:
            raise Refused(Problem("unpacks_too_big", {"most": contents.MAX_INFLATED // (1024 * 1024)}))
        if file.metadata.num_rows > MAX_ROWS:
            raise Refused(Problem("too_many_rows", {"n": file.metadata.num_rows, "most": MAX_ROWS}))
        return _frame(file.read()), about if isinstance(about, dict) else {}
    except (pa.ArrowException, OSError, ValueError, TypeError, KeyError):
        raise Refused(Problem("own_damaged")) from None


def _refuse_newer(about: json_text.Json) -> None:
    written = about.get("format") if isinstance(about, dict) else None
    if not isinstance(written, str) or not (written.isascii() and written.isdigit()):
        raise Refused(Problem("own_damaged"))
    if int(written[:9]) > VERSION:
        raise Refused(Problem("own_newer", {"version": written[:9], "known": str(VERSION)}))


def _frame(table: "pa.Table") -> pd.DataFrame:
    """The columns of the observation table in their types; more or other columns are no file of ours."""
    if tuple(table.column_names) != COLUMNS:
        raise ValueError("other columns")
    columns = {}
    for name in COLUMNS:
        column = table[name].to_pandas()
        kind = "datetime64[us]" if name == "period" else "float64" if name in NUMBERS else "str"
        columns[name] = column.astype(kind)
    return pd.DataFrame(columns)


def _checked(frame: pd.DataFrame, digest: str) -> Observations:
    """Rows that are an observation table and the ones that were saved."""
    if frame.empty:
        raise Refused(Problem("no_rows"))
    try:
        observations = Observations(frame)
    except Refused:
        raise Refused(Problem("own_damaged")) from None
    if observations.digest != digest:
        raise Refused(Problem("own_changed"))
    return observations


def _explained(about: dict[str, Any]) -> tuple[tuple[Indicator, ...], tuple[Unit, ...]]:
    from core.observations.store.definitions import indicator_of, unit_of  # noqa: PLC0415 - not at every start

    indicators = tuple(indicator_of(str(body)) for body in about["indicators"])
    units = tuple(unit_of(str(body)) for body in about["units"])
    for body in (*about["indicators"], *about["units"]):
        json_text.refuse_persons(json.loads(str(body)))
    return indicators, units
