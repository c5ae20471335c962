"""What is saved in Skifte's own format comes back number for number, or is refused."""

import datetime as dt
import io
import json
import zipfile
from functools import cache

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.improvement import Change, read_changes
from core.indicators import Catalogue, Indicator, Text, Unit, load_catalogue, load_units
from core.observations.dataset import Dataset
from core.observations.guess import guess_mapping
from core.observations.observations import Observations
from core.observations.readers import open_file
from core.observations.readers.own_format import CHANGES, DATA, KEY
from core.observations.reading import read_observations
from core.observations.schema import COLUMNS, MONTHS_IN, empty_frame
from core.remarks import Refused
from core.share.own_format import parquet_of, zip_of
from core.share.safe_cells import safe
from core.simulate.sample import load_sample

SAVED = dt.datetime(2026, 11, 22, 8, 30)
OWN = Indicator(
    "own_nojda", Text.of("=Nöjda"), "proportion", multiply=100.0, unit=Text.of("%"), suppress_below=7
)
HERE = Unit("vc_a1", Text.of("VC A1"), "health_centre", "0680")
NOTHING = Dataset(Observations(empty_frame()), load_catalogue(), load_units(), "", made_up=False)


def reading_of(data, against=NOTHING, name="sparat.zip"):
    (table,) = open_file(name, data).tables
    return read_observations(table, guess_mapping(table, against), against, name)


def refusal(data, against=NOTHING):
    with pytest.raises(Refused) as refused:
        reading_of(data, against)
    return refused.value.problems[0].code


@st.composite
def observations(draw):
    """Any observation table of two indicators and two units, of all period types, statuses and numbers."""
    n = draw(st.integers(1, 12))
    rows = {}
    for _ in range(n):
        kind = draw(st.sampled_from(["month", "quarter", "half_year", "year"]))
        step = MONTHS_IN[kind]
        month = draw(st.integers(0, 400)) // step * step
        status = draw(st.sampled_from(["ok", "provisional", "missing", "suppressed"]))
        known = status in ("ok", "provisional")
        indicator = draw(st.sampled_from(["utskrivningsklara_dagar", "own_nojda"]))
        denominator = draw(st.one_of(st.just(np.nan), st.floats(1, 1e9)))
        numerator = draw(st.floats(0, 1)) * denominator if known else np.nan
        key = (
            indicator,
            draw(st.sampled_from(["0680", "vc_a1"])),
            np.datetime64(month, "M"),
            kind,
            *(draw(st.sampled_from(["all", "a", "=b", "å·ö", "65-"])) for _ in range(4)),
        )
        value = draw(st.floats(-1e300, 1e300)) if known else np.nan
        rows[key] = (numerator, denominator, value, status, draw(st.sampled_from(["", "Källa", "=x"])))
    frame = pd.DataFrame([(*key, *rest) for key, rest in rows.items()], columns=list(COLUMNS))
    frame["period"] = frame["period"].astype("datetime64[us]")
    return Observations(frame.astype({c: "str" for c in COLUMNS if frame[c].dtype == object}))


def dataset_of(found):
    return Dataset(
        found, NOTHING.catalogue.with_indicators(OWN), NOTHING.units.with_units(HERE), "mitt", made_up=False
    )


@settings(max_examples=20, deadline=None)
@given(observations())
def test_what_is_saved_comes_back_the_same(found):
    before = dataset_of(found)
    reading = reading_of(zip_of(before, (), "hej", SAVED))
    after = NOTHING.with_reading(reading)
    assert after.observations.digest == before.observations.digest
    pd.testing.assert_frame_equal(after.observations.frame, before.observations.frame)
    for one in found.frame["indicator"].unique():
        assert after.catalogue[one] == before.catalogue[one]
    for one in found.frame["unit"].unique():
        assert after.units[one] == before.units[one]
    assert reading.problems == ()


@cache
def saved_sample():
    sample = load_sample()
    return sample, parquet_of(sample, SAVED)


def test_the_sample_county_comes_back_the_same_from_a_bare_parquet_file():
    sample, data = saved_sample()
    reading = reading_of(data, Dataset(NOTHING.observations, sample.catalogue, sample.units, "", False))
    assert reading.observations.digest == sample.observations.digest


def test_its_changes_come_along():
    sample, _ = saved_sample()
    change = Change("c1", ("0680",), "2024-04", Text.of("=Hembesök"), outcome=("akutbesok_hsh",))
    data = zip_of(sample, (change,), "hej", SAVED)
    (table,) = open_file("sparat.zip", data).tables
    assert read_changes(table.changes) == (change,)


def altered(data, **changes):
    """The Parquet file with something else said of it."""
    table = pq.read_table(io.BytesIO(data))
    told = {**json.loads(table.schema.metadata[KEY]), **changes}
    out = io.BytesIO()
    pq.write_table(table.replace_schema_metadata({KEY: json.dumps(told).encode()}), out)
    return out.getvalue()


def small():
    frame = pd.DataFrame(
        [
            [
                "own_nojda",
                "0680",
                np.datetime64("2025-01", "M"),
                "month",
                *["all"] * 4,
                6.0,
                10.0,
                60.0,
                "ok",
                "",
            ]
        ],
        columns=list(COLUMNS),
    )
    frame["period"] = frame["period"].astype("datetime64[us]")
    frame = frame.astype({c: "str" for c in COLUMNS if frame[c].dtype == object})
    return dataset_of(Observations(frame))


def test_rows_that_were_changed_after_saving_are_refused():
    data = parquet_of(small(), SAVED)
    table = pq.read_table(io.BytesIO(data))
    more = table.set_column(table.column_names.index("value"), "value", [[61.0]])
    out = io.BytesIO()
    pq.write_table(more.replace_schema_metadata(table.schema.metadata), out)
    assert refusal(out.getvalue()) == "own_changed"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"format": 2}, "own_newer"),
        ({"format": "x"}, "own_damaged"),
        ({"digest": "0"}, "own_changed"),
        ({"indicators": ["{}"]}, "own_damaged"),
        ({"units": 3}, "own_damaged"),
    ],
)
def test_a_file_that_says_something_else_of_itself_is_refused(changes, code):
    assert refusal(altered(parquet_of(small(), SAVED), **changes)) == code


def test_someone_elses_parquet_file_is_refused():
    out = io.BytesIO()
    pd.DataFrame({"a": [1]}).to_parquet(out)
    assert refusal(out.getvalue()) == "is_parquet"


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9, 0.999])
def test_half_a_file_is_refused(keep):
    data = parquet_of(small(), SAVED)
    assert refusal(data[: int(len(data) * keep)]) == "own_damaged"


@settings(max_examples=40, deadline=None)
@given(at=st.floats(0, 1, exclude_max=True), byte=st.integers(0, 255))
def test_a_byte_changed_anywhere_gives_the_same_numbers_or_a_refusal(at, byte):
    data = bytearray(_parquet_of_small())
    data[int(at * len(data))] = byte
    try:
        reading = reading_of(bytes(data))
    except Refused:
        return
    assert reading.observations.digest == small().observations.digest


@cache
def _parquet_of_small():
    return parquet_of(small(), SAVED)


def test_an_indicator_on_another_scale_here_is_refused():
    here = Catalogue([*NOTHING.catalogue, Indicator("own_nojda", Text.of("Nöjda"), "rate", multiply=1000.0)])
    against = Dataset(NOTHING.observations, here, NOTHING.units, "", made_up=False)
    assert refusal(parquet_of(small(), SAVED), against) == "own_scale_differs"


def test_an_indicator_whose_name_is_taken_here_gets_another_name():
    here = Catalogue([*NOTHING.catalogue, Indicator("nojda", OWN.name, "count")])
    against = Dataset(NOTHING.observations, here, NOTHING.units, "", made_up=False)
    (one,) = reading_of(parquet_of(small(), SAVED), against).indicators
    assert (one.id, one.name.sv) == ("own_nojda", "=Nöjda (2)")


def test_a_person_number_in_the_changes_refuses_the_file():
    with zipfile.ZipFile(out := io.BytesIO(), "w") as archive:
        archive.writestr(DATA, parquet_of(small(), SAVED))
        archive.writestr(CHANGES, "id;unit;start;name\nx;0680;2024-04;Tolvan 19121212-1212")
    assert refusal(out.getvalue()) == "person_number_in_name"


def test_the_readable_text_is_first_in_the_zip():
    with zipfile.ZipFile(io.BytesIO(zip_of(small(), (), "Hej åäö", SAVED))) as archive:
        first = archive.namelist()[0]
        assert archive.read(first).decode("utf-8-sig") == "Hej åäö"
    assert safe(first) == first
