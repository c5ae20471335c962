"""The register of changes survives a file, a spreadsheet and a hand, and says where it is wrong."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.improvement import Change, read_changes, write_changes
from core.improvement.change_file import HEADINGS
from core.improvement.change_row import month_written
from core.indicators import Catalogue, UnitRegister, load_catalogue, load_units
from core.indicators.text import Text
from core.remarks import Refused
from core.wording import LANGUAGES, words_of

ONE = Change(
    id="hembesok",
    units=("0683", "0687"),
    start="2024-04",
    name=Text("Gemensamt hembesök", "Joint home visit"),
    what=Text('Första raden;\nandra raden, med ”citat” och "fler"', "One"),
    expected="gradual",
    outcome=("akutbesok_hsh", "mangbesokare_akut"),
    balancing=("ssk_belastning",),
    started_because_bad=True,
    smallest_change=0.125,
    picked_from_chart=True,
)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def units() -> UnitRegister:
    return load_units()


def file(*rows: str, headings: str = "id;unit;start;name;outcome") -> str:
    return "\n".join((headings, *rows))


def problems(content: str | bytes, *known) -> list[tuple[str, int | None, str | None]]:
    with pytest.raises(Refused) as refusal:
        read_changes(content, *known)
    return [(p.code, p.place.row, p.place.column) for p in refusal.value.problems]


# Round trip

plain = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"), max_size=30)
text = plain.map(lambda written: written if written.strip() else "")
name = st.builds(Text.of, text, text).filter(bool)
code = st.text(
    st.characters(categories=["L", "N", "P", "S"], exclude_characters="|"), min_size=1, max_size=12
)
codes = st.lists(code, unique=True, max_size=3).map(tuple)
change = st.builds(
    Change,
    id=code,
    units=st.lists(code, unique=True, min_size=1, max_size=3).map(tuple),
    start=st.dates().map(lambda day: f"{day:%Y-%m}".rjust(7, "0")),
    name=name,
    what=st.builds(Text.of, text, text),
    why=st.builds(Text.of, text, text),
    expected=st.sampled_from(["abrupt", "gradual"]),
    outcome=st.lists(code, unique=True, min_size=1, max_size=3).map(tuple),
    process=codes,
    balancing=codes,
    started_because_bad=st.booleans(),
    smallest_change=st.floats(0, 1, exclude_min=True, exclude_max=True),
    picked_from_chart=st.booleans(),
)


@given(st.lists(change, max_size=4, unique_by=lambda c: c.id))
def test_what_is_written_is_read_back_exactly(changes):
    assert read_changes(write_changes(changes)) == tuple(changes)


@given(st.lists(change, min_size=1, max_size=2, unique_by=lambda c: c.id))
def test_no_cell_that_is_written_is_a_formula(changes):
    rows = csv.reader(io.StringIO(write_changes(changes).decode("utf-8-sig"), newline=""), delimiter=";")
    signs = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
    begun = [cell for row in rows for cell in row if cell.lstrip("'\u200b \t\r\n").startswith(signs)]
    for cell in begun:
        if not cell.startswith("'") and cell != "-":
            float(cell.replace(",", "."))  # a lone dash and a negative number are what they look like


def test_it_opens_in_a_swedish_excel():
    content = write_changes([ONE])
    assert content.startswith(b"\xef\xbb\xbfid;unit;start;")
    assert ";0,125;" in content.decode("utf-8-sig")


@pytest.mark.parametrize(
    "start", ["=1+1", "+46", "-x", "@SUM(A1)", "\t=1", " =1", "'=1", "''-", "＝1+1", "\u200b=1", "− 5"]
)
def test_text_that_looks_like_a_formula_is_kept_behind_an_apostrophe(start: str):
    written = write_changes([replace(ONE, what=Text.of(start))])
    assert f";'{start};" in written.decode("utf-8-sig")
    assert read_changes(written)[0].what.sv == start


@pytest.mark.parametrize("text", ["-", "-5", "-4,5"])
def test_a_dash_and_a_negative_number_are_no_formulas(text: str):
    written = write_changes([replace(ONE, what=Text.of(text))])
    assert f";{text};" in written.decode("utf-8-sig")
    assert read_changes(written)[0].what.sv == text


def test_an_empty_register_is_a_file_of_headings():
    assert read_changes(write_changes([])) == ()


# What a spreadsheet and a hand do


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ","])
def test_a_file_by_hand_is_read_in_any_of_its_usual_dresses(encoding: str, delimiter: str):
    content = file("a;0683;2024-04;Hembesök på Östra;akutbesok_hsh").replace(";", delimiter).encode(encoding)
    (change,) = read_changes(content)
    assert (change.name, change.units) == (Text.of("Hembesök på Östra"), ("0683",))
    assert (change.expected, change.smallest_change, change.picked_from_chart) == ("abrupt", 0.10, False)


def test_carriage_returns_blank_lines_and_empty_cells_at_the_end_are_nothing():
    content = "id;unit;start;name;outcome;;\r\n\r\na;0683;2024-04;A;x;;\r\nb;0683;2024-05;B;x\r\n;;;;\r\n"
    assert [change.id for change in read_changes(content)] == ["a", "b"]


def test_units_and_indicators_are_known_by_name_or_by_a_code_without_its_zero(catalogue, units):
    content = file("a;683|Tranås|0683;2024-04;A;Akutbesök")
    (change,) = read_changes(content, catalogue, units)
    assert change.units == ("0683", "0687")
    assert [catalogue[i].id for i in change.outcome] == list(change.outcome)


@pytest.mark.parametrize(
    "written",
    ["2024-04", "2024-04-01", "202404", "apr-24", "Apr 2024", "april 2024", "2024-04-01 00:00:00"],
)
def test_a_month_as_excel_writes_it_is_that_month(written: str):
    assert month_written(written) == "2024-04"


@pytest.mark.parametrize(
    ("written", "month"), [("maj-24", "2024-05"), ("may 2024", "2024-05"), ("okt-23", "2023-10")]
)
def test_months_have_swedish_and_english_names(written: str, month: str):
    assert month_written(written) == month


@pytest.mark.parametrize(
    "written", ["2024", "2024-13", "24-04", "våren 2024", "04/2024", "2024-00", "2024-04-40", ""]
)
def test_what_is_no_month_is_none(written: str):
    assert month_written(written) is None


@pytest.mark.parametrize(
    ("written", "share"), [("0,2", 0.2), ("0.2", 0.2), ("20 %", 0.2), ("12,5%", 0.125), ("", 0.1)]
)
def test_the_smallest_change_is_a_share_or_a_percentage(written: str, share: float):
    content = file(f"a;1;2024-04;A;x;{written}", headings="id;unit;start;name;outcome;smallest_change")
    assert read_changes(content)[0].smallest_change == pytest.approx(share)


# What is wrong, and where

HEADS = "id;unit;start;name;outcome;expected;smallest_change;started_because_bad"


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("a;Atlantis;2024-04;A;akutbesok_hsh", "change_unknown_unit", "unit"),
        ("a;0683;2024-04;A;guld", "change_unknown_indicator", "outcome"),
        ("a;0683;våren;A;akutbesok_hsh", "catalogue_bad_month", "start"),
        ("a;0683;;A;akutbesok_hsh", "catalogue_missing_value", "start"),
        (";0683;2024-04;A;akutbesok_hsh", "catalogue_missing_value", "id"),
        ("a|b;0683;2024-04;A;akutbesok_hsh", "change_bad_id", "id"),
        ("a; ;2024-04;A;akutbesok_hsh", "catalogue_missing_value", "unit"),
        ("a;0683;2024-04;;akutbesok_hsh", "catalogue_missing_value", "name"),
        ("a;0683;2024-04;A;", "change_without_indicator", "outcome"),
        ("a;0683;2024-04;A;akutbesok_hsh;kanske", "catalogue_unknown_word", "expected"),
        ("a;0683;2024-04;A;akutbesok_hsh;;10", "change_bad_share", "smallest_change"),
        ("a;0683;2024-04;A;akutbesok_hsh;;0", "change_bad_share", "smallest_change"),
        ("a;0683;2024-04;A;akutbesok_hsh;;;vet ej", "catalogue_unknown_word", "started_because_bad"),
        ("a;0683;2024-04;=HYPERLINK(1);akutbesok_hsh", "change_formula", "name"),
        ("a;0683;2024-04;@A;akutbesok_hsh", "change_formula", "name"),
        ("a;0683;2024-04;+1;akutbesok_hsh", "change_formula", "name"),
        ("a;0683;2024-04;A;akutbesok_hsh;;;;mer", "catalogue_row_width", None),
    ],
)
def test_what_is_wrong_in_a_row_is_told_with_its_place(row: str, code: str, column, catalogue, units):
    good = "good;0683;2024-04;A;akutbesok_hsh"
    assert problems(file(good, row, headings=HEADS), catalogue, units) == [(code, 3, column)]


def test_everything_that_is_wrong_is_told_at_once(catalogue, units):
    content = file("a;Atlantis;när;A;guld", "a;0683;2024-04;B;akutbesok_hsh")
    assert [code for code, *_ in problems(content, catalogue, units)] == [
        "change_unknown_unit",
        "catalogue_bad_month",
        "change_unknown_indicator",
        "change_duplicate_id",
    ]


def test_a_row_after_a_cell_of_several_lines_has_its_number_in_the_spreadsheet():
    content = file('a;1;2024-04;"A\nb\nc";x', "a;1;2024-04;B;x")
    assert problems(content) == [("change_duplicate_id", 5, "id")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "change_file_empty"),
        (b"\x81\x8d\x00", "change_file_unreadable"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "change_file_unreadable"),
        (b"PK\x03\x04\x14\x00", "change_file_spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "change_file_spreadsheet"),
        ("Månad;Enhet;Täljare\n2024-04;Värnamo;3", "change_file_other"),
        ("%PDF-1.4\n1 0 obj", "change_file_other"),
        ("id;unit;start;outcome\na;1;2024-04;x", "catalogue_missing_column"),
        (file(headings="id;unit;start;name;färg"), "catalogue_unknown_column"),
        (file(headings="id;unit;start;name;name"), "catalogue_repeated_column"),
        (file(headings="id;unit;units;start;name"), "catalogue_repeated_column"),
    ],
)
def test_a_file_that_is_no_register_is_refused(content: str | bytes, code: str):
    assert {found for found, *_ in problems(content)} == {code}


def test_a_heading_that_is_there_twice_is_told_once():
    assert problems(file(headings="id;unit;start;name;name")) == [("catalogue_repeated_column", 1, "name")]


@pytest.mark.parametrize("byte_order", ["\ufeff", ""])
def test_what_a_spreadsheet_saves_as_unicode_text_is_read(byte_order: str):
    content = "id\tunit\tstart\tname\toutcome\nå-1\t1\tapr-24\tÄndrad översyn\tx\n"
    encoded = content.encode("utf-16") if byte_order else content.encode()
    (change,) = read_changes(encoded)
    assert (change.id, change.start, change.name.sv) == ("å-1", "2024-04", "Ändrad översyn")


def test_a_list_that_begins_with_a_dash_is_text():
    assert read_changes(file("a;1;2024-04;- först;x"))[0].name.sv == "- först"


def test_a_text_in_one_language_serves_for_both():
    assert read_changes(file("a;1;2024-04;Hej;x"))[0].name == Text("Hej", "Hej")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_becomes_a_sentence(language: str, catalogue, units):
    content = file("a|;Atlantis;när;;guld;?;7;?", "a|;0683;2024-04;=A;", headings=HEADS)
    with pytest.raises(Refused) as refusal:
        read_changes(content, catalogue, units)
    for problem in refusal.value.problems:
        what, remedy = words_of(language).problem(problem)
        assert what
        assert remedy
        assert "{" not in what + remedy


def test_the_headings_are_those_of_the_sample_and_stay():
    assert ",".join(HEADINGS) == (
        "id,unit,start,name_sv,name_en,what_sv,what_en,why_sv,why_en,expected,outcome,process,balancing,"
        "started_because_bad,smallest_change,picked_from_chart"
    )
