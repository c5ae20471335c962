"""What a page sends to the browser is the same whatever the hidden numbers are.

Two files hold the same shown numbers and different hidden ones. Were a hidden number, or anything computed
from one, in a chart, a tooltip, a table, a sentence, a script, an address, a checksum or a file, what is sent
would differ.
"""

import io
import re
import zipfile

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from streamlit.elements.widgets.button import ButtonMixin
from streamlit.testing.v1 import AppTest

from core.indicators import load_catalogue, load_units
from core.observations.dataset import Dataset
from core.observations.mapping import Mapping, NewIndicator
from core.observations.observations import Observations
from core.observations.readers import open_file
from core.observations.reading import read_observations
from core.observations.schema import Subgroup, empty_frame
from core.observations.small_numbers import HIDE_BELOW
from tests.observations.suppression.made_hidden import MONTHS, VISITS, made_dataset, observed
from tests.pages.page_visits import failed, visit

TOWNS = {"county": "06", "a": "0604", "b": "0685", "c": "0683", "d": "0680"}
PARTS = (
    *("charts_part", "compared_part", "hidden_part", "many_part", "measures_part", "save_part"),
    *("several_part", "starts_part", "students_part", "about_indicator"),
)
SEXES = ("all", "K", "M")


def real(rows: pd.DataFrame) -> Dataset:
    """The numbers as those of municipalities that the pages know."""
    units = rows["unit"].map(TOWNS).astype("str")
    return Dataset(
        observed([rows.assign(unit=units)]),
        load_catalogue().with_indicators(VISITS),
        load_units(),
        label="min_fil.csv",
        made_up=False,
    )


def with_others_hidden(rows: pd.DataFrame, shown: Dataset) -> pd.DataFrame:
    """In months where both smallest towns are hidden a woman of one is counted in the other, with a thousand
    of those she is counted among, if the same counts are small then."""
    moved = rows.set_index(["unit", "sex", "period"])
    for month in MONTHS:
        at = {(u, s): (u, s, pd.Timestamp(month)) for u in ("a", "b") for s in SEXES}
        hidden = all(
            shown.series("visits", TOWNS[u], Subgroup(sex=s)).status[month == MONTHS][0] == "suppressed"
            for u, s in at
        )
        after = {
            (u, s): moved.loc[row, "numerator"] + (0 if s == "M" else -1 if u == "a" else 1)
            for (u, s), row in at.items()
        }
        same = all((0 < n < 5) == (0 < moved.loc[at[cell], "numerator"] < 5) for cell, n in after.items())
        if hidden and same:
            for (u, s), row in at.items():
                step = 0 if s == "M" else -1000 if u == "a" else 1000
                moved.loc[row, "numerator"] = after[u, s]
                moved.loc[row, "denominator"] += step
                moved.loc[row, "value"] = VISITS.multiply * after[u, s] / moved.loc[row, "denominator"]
    return moved.reset_index()


@pytest.fixture(scope="module")
def twins() -> tuple[Dataset, Dataset]:
    rows = made_dataset(5, mean=(4.0, 6.0, 40.0, 90.0)).observations.frame
    one = real(rows)
    two = real(with_others_hidden(rows, one.for_showing()))
    different = (one.observations.frame["numerator"] != two.observations.frame["numerator"]).sum()
    assert different >= 12
    pd.testing.assert_frame_equal(one.for_showing().observations.frame, two.for_showing().observations.frame)
    return one, two


@pytest.fixture(scope="module")
def described() -> tuple[Dataset, Dataset]:
    """Two files of a measure that nobody knew, described with small counts hidden when they were read."""
    rng = np.random.default_rng(8)
    counts = {town: rng.poisson(mean, 36) for town, mean in (("Aneby", 7), ("Eksjö", 30), ("Tranås", 60))}
    others = dict(counts, Aneby=np.where((counts["Aneby"] > 0) & (counts["Aneby"] < 5), 3, counts["Aneby"]))
    others["Aneby"] = np.where(counts["Aneby"] == 3, 4, others["Aneby"])
    one, two = (read_as_described(numbers) for numbers in (counts, others))
    assert (counts["Aneby"] != others["Aneby"]).sum() >= 3
    pd.testing.assert_frame_equal(one.for_showing().observations.frame, two.for_showing().observations.frame)
    return one, two


def read_as_described(counts: dict[str, np.ndarray]) -> Dataset:
    months = np.arange(np.datetime64("2022-01", "M"), np.datetime64("2025-01", "M"))
    lines = [f"{m};{town};{n}" for town, them in counts.items() for m, n in zip(months, them, strict=True)]
    table = open_file("min_fil.csv", "\n".join(["Månad;Kommun;Fall", *lines]).encode()).tables[0]
    measure = NewIndicator("Visits", "count", suppress_below=HIDE_BELOW)
    mapping = Mapping("Månad", unit="Kommun", numerator="Fall", indicator=measure)
    against = Dataset(Observations(empty_frame()), load_catalogue(), load_units(), label="", made_up=False)
    return against.with_reading(read_observations(table, mapping, against, "min_fil.csv"))


def files_kept(monkeypatch) -> list:
    """What the buttons of a page would save, or what makes it."""
    made: list = []
    button = ButtonMixin._download_button

    def kept(self, label, data, file_name=None, *args, **more):
        if not str(file_name).endswith((".png", ".pdf", ".svg")):  # drawn from what is sent
            made.append(data)
        return button(self, label, data, file_name, *args, **more)

    monkeypatch.setattr(ButtonMixin, "_download_button", kept)
    return made


@pytest.fixture
def files(monkeypatch) -> list:
    return files_kept(monkeypatch)


def unpacked(file: bytes) -> list[bytes]:
    """A file, or those in it, without the minute when it was made."""
    if not file.startswith(b"PK"):
        return [file]
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        inside = [packed.read(name) for name in sorted(packed.namelist())]
    read = [one for data in inside for one in (table_of(data) if data.startswith(b"PAR1") else [data])]
    return [re.sub(rb"\d\d:\d\d(:\d\d)?", b"", one) for one in read]


def table_of(parquet: bytes) -> list[bytes]:
    """A table, and what is said of it."""
    table = pq.read_table(io.BytesIO(parquet))
    return [table.to_pandas().to_csv().encode(), *(table.schema.metadata or {}).values()]


def sent(where: str, own: Dataset, files: list, **query: str) -> list[bytes]:
    """Everything a page sends, and every file it would save, with its parts unfolded."""
    app = visit(where, own=own, data="own", **{"indicator": "visits", **query})
    downloads = re.findall(rb"-(\w+_take)\b", b"".join(protos(app)))
    for part in (*PARTS, *(key.decode() for key in downloads)):
        app.session_state[part] = True
    files.clear()
    app.run()
    assert failed(app) == []
    saved = [one for data in files for one in unpacked(data() if callable(data) else bytes(data))]
    told = [re.sub(rb"/media/\w+", b"", one) for one in protos(app)]
    return [*told, *saved, repr(app.query_params).encode()]


def protos(app: AppTest) -> list[bytes]:
    """All elements of a page as they are sent, with the tables and the data of their charts."""
    found = (getattr(node, "proto", None) for node in app._tree)
    return [one.SerializeToString(deterministic=True) for one in found if one is not None]


VIEWS = [
    ("folj", {"unit": "0604"}),
    ("folj", {"unit": "06", "group": "sex:K", "kind": "u"}),
    ("folj", {"unit": "0685", "show": "two"}),
    ("folj", {"show": "all"}),
    ("testa", {"unit": "0604", "start": "2024-01"}),
    ("testa", {"unit": "0680", "start": "2024-01"}),
    ("planera", {"unit": "0685"}),
    ("oversikt", {}),
    ("jamfor", {"unit": "0680"}),
    ("data", {}),
]


@pytest.mark.parametrize(("where", "query"), VIEWS, ids=lambda one: one if isinstance(one, str) else "")
def test_a_page_sends_the_same_whatever_is_hidden(twins, files, where, query):
    one, two = (sent(where, twin, files, **query) for twin in twins)
    assert one == two
    assert len(one) > 20


@pytest.mark.parametrize(
    ("where", "query"),
    [
        ("folj", {"unit": "0604"}),
        ("folj", {"show": "all"}),
        ("testa", {"unit": "0604", "start": "2024-01"}),
        ("jamfor", {"unit": "0604"}),
        ("data", {}),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_a_page_sends_the_same_of_a_measure_that_a_person_described(described, files, where, query):
    one, two = (sent(where, twin, files, indicator="own_visits", **query) for twin in described)
    assert one == two
    assert len(one) > 20


def test_they_differ_where_the_hidden_numbers_are_shown(twins, files, monkeypatch):
    """Or the comparison would prove nothing."""
    monkeypatch.setattr(Dataset, "for_showing", lambda self: self)
    one, two = twins
    query = {"unit": "0604"}
    assert sent("folj", one, files, **query) != sent("folj", two, files, **query)
