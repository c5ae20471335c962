"""JSON that is broken, endless, about persons or not what it says is refused with its sentence."""

import io
import json
import time
import zipfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.observations.guess import guess_mapping
from core.observations.readers import json_files, json_text, open_file, open_files
from core.observations.reading import read_observations
from core.remarks import Refused
from core.wording import words_of
from tests.observations.made_files import NOTHING

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
JSON_FILES = sorted(path.name for path in FIXTURES.glob("*.json"))


@cache
def fixture(name):
    return (FIXTURES / name).read_bytes()


def attempt(data, name="svar.json"):
    """The reading of a file, or the codes of its refusal, each with its sentences in both languages."""
    try:
        table = open_file(name, data).tables[0]
        return read_observations(table, guess_mapping(table, NOTHING, name), NOTHING, name)
    except Refused as refused:
        for problem in refused.problems:
            for language in ("sv", "en"):
                assert all(words_of(language).problem(problem))
        return {problem.code for problem in refused.problems}


def page_of(values='[{"count":1,"gender":"T","status":"","value":1.5}]', period="2024", area='"0604"'):
    item = f'"kpi":"N20403","municipality":{area},"period":{period},"values":{values}'
    return f'{{"values":[{{{item}}}]}}'.encode()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"values": [', "json_broken"),
        (b'{"values": [1,]}', "json_broken"),
        (b'{"values": [] x}', "json_broken"),
        (b"[[[[" * 20_000, "json_too_deep"),
        (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, "json_too_deep"),
        (page_of('[{"value":NaN}]'), "json_not_a_number"),
        (page_of('[{"value":-Infinity}]'), "json_not_a_number"),
        (page_of('[{"value":1,"value":2}]'), "json_name_twice"),
        (b'{"values": [1, 2]}', "is_json"),
        (b'{"class": "dataset", "value": [1]}', "is_json"),
        (b"[]", "is_json"),
        (b"{}", "is_json"),
        (page_of("3"), "json_shape"),
        (page_of("[3]"), "json_shape"),
        (page_of('[{"value":{"a":1}}]'), "json_shape"),
        (page_of('[{"value":true}]'), "json_shape"),
        (page_of(area='["0604"]'), "json_shape"),
        (page_of(period="[2024]"), "json_shape"),
        (page_of(period='"hela tiden"'), "nothing_kept"),
        (page_of('[{"value":1e999}]'), "nothing_kept"),
        (page_of('[{"value":null}]'), "no_values"),
        (page_of("[]"), "kolada_no_values"),
    ],
)
def test_what_cannot_be_read_says_why(data, code):
    found = attempt(data)
    assert isinstance(found, set)
    assert code in found


def test_a_number_keeps_every_digit_it_was_written_with():
    (table,) = open_file("a.json", page_of('[{"value":12345678.90123456789}]')).tables
    assert table.cells["value"].tolist() == ["12345678.90123456789"]
    assert attempt(page_of('[{"value":1e2}]')).observations.frame["value"].tolist() == [100.0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_encoding_that_offices_use_is_read(encoding):
    data = fixture("pxweb2_data_jsonstat2.json").decode().encode(encoding)
    assert attempt(data).indicators[0].name.sv == "Folkmängd"


@pytest.mark.parametrize(
    "data",
    [
        b'[{"personnummer": "x", "varde": 1}]',
        b'[{"namn": "Tolvan", "pnr": 191212121212}]',
        b'{"values": [], "om": "Tolvan 19121212-1212"}',
        page_of('[{"value": 1, "patientId": "a7"}]'),
        page_of('[{"value": 1, "note": "121212-1212"}]'),
        b'{"19121212-1212": 1, "19121212-1212": 2}',
    ],
)
def test_json_about_persons_is_refused_and_repeats_nothing_of_it(data):
    with pytest.raises(Refused) as refused:
        open_file("a.json", data)
    told = str([(p.code, p.values) for p in refused.value.problems])
    assert all(problem.code.startswith("person_") for problem in refused.value.problems)
    assert "1212" not in told
    assert "Tolvan" not in told


def test_a_code_that_lost_its_zero_as_a_number_is_the_same_municipality():
    assert attempt(page_of(area="604")).observations.frame["unit"].tolist() == ["0604"]


def cube_of(n, **changes):
    codes = {f"{i}": i for i in range(n)}
    return {
        "class": "dataset",
        "id": ["Region", "Tid"],
        "size": [n, 1],
        "dimension": {
            "Region": {"category": {"index": codes}},
            "Tid": {"category": {"index": {"2024": 0}}},
        },
        "value": list(range(n)),
        **changes,
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"size": [2, 2]},
        {"size": [3]},
        {"size": ["a", 1]},
        {"size": [-3, 1]},
        {"value": [1, 2]},
        {"value": {"3": 1}},
        {"value": {"x": 1}},
        {"value": {"-1": 1}},
        {"value": [True, 1, 2]},
        {"value": 7},
        {"id": ["Region", "Region"]},
        {"id": ["Region", "Annat"]},
        {"id": []},
        {"dimension": {}},
        {"dimension": {"Region": {"category": {"index": {"a": 0, "b": 0, "c": 1}}}, "Tid": {}}},
        {"status": [".."]},
    ],
)
def test_a_dataset_whose_parts_do_not_fit_together_is_refused(changes):
    assert attempt(json.dumps(cube_of(3, **changes)).encode()) == {"json_shape"}


def test_a_dataset_that_says_it_is_endless_is_refused_before_it_is_laid_out():
    codes = {f"{i}": i for i in range(2000)}
    dimension = {name: {"category": {"index": codes}} for name in ("Region", "Tid", "X", "Y", "Z", "V")}
    cube = cube_of(3, id=list(dimension), size=[2000] * 6, dimension=dimension, value={"0": 1})
    started = time.monotonic()
    assert attempt(json.dumps(cube).encode()) == {"too_many_rows"}
    assert time.monotonic() - started < 20


def test_json_that_is_too_big_is_refused(monkeypatch):
    monkeypatch.setattr(json_text, "MAX_BYTES", 10)
    assert attempt(page_of()) == {"file_too_big"}


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


@st.composite
def mutated(draw):
    """A sample file with a few of its parts replaced, removed or said twice."""
    value = json.loads(fixture(draw(st.sampled_from(JSON_FILES))))
    for _ in range(draw(st.integers(1, 3))):
        holders = [node for node in _nodes(value) if node]
        if not holders:
            break
        node = draw(st.sampled_from(holders))
        key = draw(st.sampled_from(list(node) if isinstance(node, dict) else range(len(node))))
        change = draw(st.sampled_from(["replace", "remove", "repeat"]))
        if change == "replace":
            node[key] = draw(values)
        elif change == "remove":
            del node[key]
        elif isinstance(node, list):
            node.append(node[key])
    return json.dumps(value).encode()


def _nodes(value):
    if isinstance(value, (dict, list)):
        yield value
        for one in value.values() if isinstance(value, dict) else value:
            yield from _nodes(one)


def _is_sound(found):
    """A refusal, or rows of which no unknown one has a number."""
    if isinstance(found, set):
        return bool(found)
    frame = found.observations.frame
    unknown = frame["status"].isin(["missing", "suppressed"])
    return bool(frame.loc[unknown, "value"].isna().all() and frame.loc[~unknown, "value"].notna().all())


@settings(max_examples=80, deadline=None)
@given(mutated())
def test_a_sample_file_with_anything_in_it_changed_is_read_or_refused(data):
    assert _is_sound(attempt(data))


@settings(max_examples=80, deadline=None)
@given(
    name=st.sampled_from([*JSON_FILES, "vis_export.csv"]),
    at=st.floats(0, 1),
    cut=st.booleans(),
    byte=st.binary(max_size=3),
)
@example(name="kolada_v3_kpi.json", at=0.0, cut=True, byte=b"")
def test_a_sample_file_with_bytes_changed_or_cut_off_is_read_or_refused(name, at, cut, byte):
    data = fixture(name)
    place = int(at * len(data))
    assert _is_sound(attempt(data[:place] + byte + (b"" if cut else data[place + len(byte) :]), name))


@settings(max_examples=60, deadline=None)
@given(st.lists(values, max_size=4))
def test_json_of_any_shape_is_refused_in_words(found):
    assert _is_sound(attempt(json.dumps(found).encode()))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(JSON_FILES), st.booleans()), min_size=2, max_size=4))
def test_any_files_chosen_together_are_read_or_refused(chosen):
    try:
        opened = open_files([(name, _packed(name) if packed else fixture(name)) for name, packed in chosen])
    except Refused:
        return
    assert opened.tables


def _packed(name):
    with zipfile.ZipFile(out := io.BytesIO(), "w") as archive:
        archive.writestr(name, fixture(name))
    return out.getvalue()


def test_every_format_has_a_name_of_its_own():
    names = [one.NAME for one in json_files.FORMATS]
    assert len(set(names)) == len(names)
