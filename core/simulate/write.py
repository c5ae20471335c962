"""The sample county as files in ``data/sample/``: numbers, units, changes, and the truth apart."""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from core.improvement.change import Change
from core.improvement.change_file import write_changes
from core.indicators import load_catalogue
from core.observations.observations import Observations
from core.observations.schema import NUMBERS, validate
from core.simulate.changes import CHANGES, with_chosen_start
from core.simulate.county import MONTHS, SEED, draw_county
from core.simulate.places import UNIT_HEADINGS, sample_places, unit_rows
from core.simulate.publish import publish
from core.simulate.truth import MADE_UP, record

FOLDER = Path(__file__).resolve().parents[2] / "data" / "sample"
OBSERVATIONS, TRUTH, CHANGE_FILE, UNITS = "observations.parquet", "truth.json", "changes.csv", "units.csv"


@dataclass(frozen=True, eq=False)
class SampleCounty:
    """The made-up county.

    observations : the observation table (``schema.COLUMNS``). truth : what the generator did, as in
    ``truth.json``. changes : the register of changes, without the truth.
    """

    observations: pd.DataFrame
    truth: dict[str, object]
    changes: tuple[Change, ...]
    seed: int


def sample_county(seed: int = SEED) -> SampleCounty:
    """Make the county from ``seed``; takes about two seconds."""
    county = draw_county(seed)
    changes = with_chosen_start(CHANGES, county.bad_months_start())
    catalogue = load_catalogue()
    frame = publish(county, catalogue, sample_places())
    validate(frame, {indicator.id: indicator.kind for indicator in catalogue})
    # In the order of the app's own table, which then has nothing to sort.
    frame = Observations(frame, checked=True).frame
    return SampleCounty(frame, record(seed, changes, MONTHS, frame), changes, seed)


def write(county: SampleCounty, folder: Path = FOLDER) -> tuple[Path, ...]:
    """Write the four files and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(
        _arrow(county), folder / OBSERVATIONS, compression="zstd", compression_level=9, version="2.6"
    )
    texts = {
        TRUTH: json.dumps(county.truth, ensure_ascii=False, indent=2) + "\n",
        UNITS: _table_text(UNIT_HEADINGS, unit_rows()),
    }
    (folder / CHANGE_FILE).write_bytes(write_changes(county.changes))
    for name, text in texts.items():
        # A byte order mark makes Excel read å, ä and ö; JSON must not have one.
        encoding = "utf-8" if name == TRUTH else "utf-8-sig"
        (folder / name).write_text(text, encoding=encoding, newline="\n")
    return tuple(folder / name for name in (OBSERVATIONS, CHANGE_FILE, *texts))


def _arrow(county: SampleCounty) -> pa.Table:
    """Counts as float32, which holds every one of them exactly; text dictionary-encoded by Parquet."""
    frame = county.observations
    columns = {name: pa.array(frame[name], from_pandas=True) for name in frame.columns if name not in NUMBERS}
    columns |= {name: pa.array(frame[name].astype("float32"), from_pandas=True) for name in NUMBERS[:2]}
    columns["value"] = pa.array(frame["value"], from_pandas=True)
    metadata = {
        "made_up": "true",
        "seed": str(county.seed),
        "generated_by": "python -m core.simulate",
        "note_sv": MADE_UP["sv"],
        "note_en": MADE_UP["en"],
    }
    return pa.table({name: columns[name] for name in frame.columns}).replace_schema_metadata(metadata)


def _table_text(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return out.getvalue()
