"""The stored sample county, ready for a page. The app's first paint waits for this: keep imports few."""

from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from core.indicators import load_catalogue, load_units
from core.observations.dataset import Dataset
from core.observations.observations import Observations
from core.observations.schema import NUMBERS

FOLDER = Path(__file__).resolve().parents[2] / "data" / "sample"
LABEL = "sample_county"


def load_sample(folder: Path | None = None) -> Dataset:
    """Read the sample county; ``made_up`` is True and must be said wherever the numbers are shown.

    Raises ValueError when the file does not say that it is made up.
    """
    folder = folder or FOLDER
    frame = read_stored(folder / "observations.parquet")
    # Written by our own generator, and a test validates the committed file.
    return Dataset(
        Observations(frame, checked=True), load_catalogue(folder), load_units(folder), LABEL, made_up=True
    )


def read_stored(path: Path) -> pd.DataFrame:
    """The observation table as stored by ``core.simulate.write``."""
    with pq.ParquetFile(path) as stored:  # read_table would import pyarrow's dataset machinery first
        table = stored.read()
    if (table.schema.metadata or {}).get(b"made_up") != b"true":
        raise ValueError(f"{path.name} is not marked as made up")
    frame = table.to_pandas()
    return frame.astype(dict.fromkeys(NUMBERS, "float64"))
