"""Searching the catalogue, and additions to it by file."""

import pytest

from core.indicators import Text, load_catalogue
from core.indicators.added import MOST_BYTES, added_indicators, indicators_csv
from core.indicators.indicator import Indicator
from core.indicators.search import search
from core.remarks import Problem, Refused

CATALOGUE = load_catalogue()
COPY = indicators_csv(CATALOGUE)
NEW = "nytt_matt;Nytt mått;New measure;;;Täljare;;Nämnare;;proportion;100;;;1;month;up"


def found(wanted: str, language: str = "sv") -> list[str]:
    return [one.id for one in search(CATALOGUE, wanted, language)]


def with_line(line: str, file: bytes = COPY) -> bytes:
    cells = line.split(";")
    n_columns = file.decode("utf-8-sig").splitlines()[0].count(";") + 1
    return file + ";".join([*cells, *[""] * (n_columns - len(cells))]).encode() + b"\r\n"


def problems(content: bytes, file: str = "min.csv") -> tuple[Problem, ...]:
    with pytest.raises(Refused) as refused:
        added_indicators(content, file, CATALOGUE)
    return refused.value.problems


def test_nothing_wanted_gives_everything_in_swedish_order():
    names = [one.name.sv for one in search(CATALOGUE, "  ")]
    assert len(names) == len(CATALOGUE)
    made = [Indicator(f"i{n}", Text.of(name), "count") for n, name in enumerate(["Öl", "Ål", "Zon", "Äpple"])]
    assert [one.name.sv for one in search(made, "")] == ["Zon", "Ål", "Äpple", "Öl"]


@pytest.mark.parametrize(
    "wanted", ["mångbesökare", "MÅNGBESÖKARE", "mangbesokare", "Frequent emergency", "akut mång"]
)
def test_a_name_is_found_in_either_language_with_or_without_marks(wanted: str):
    assert "mangbesokare_akut" in found(wanted)


def test_a_letter_with_a_mark_is_another_letter():
    habo = [Indicator("h", Text.of("Habo"), "count")]
    assert search(habo, "habo")
    assert not search(habo, "håbo")


def test_a_name_comes_before_a_definition():
    hits = search(CATALOGUE, "antibiotika")
    named = ["antibiotika" in one.name.sv.casefold() for one in hits]
    assert named == sorted(named, reverse=True)
    assert any(named)


def test_definitions_codes_and_sources_are_searched_and_every_word_must_be_there():
    assert "antibiotika_bef" in found("N00404")
    assert "antibiotika_hsh" in found("J01 uthämtade")
    assert found("J01 tandborste") == []


@pytest.mark.parametrize("odd", ["*", "(", "\\", "%", "\x00", "x" * 5000, "\u202eabc"])
def test_odd_searches_find_nothing_or_everything_but_never_fail(odd: str):
    assert set(found(odd)) <= set(CATALOGUE.ids)


def test_the_catalogue_written_out_and_read_back_adds_nothing():
    assert added_indicators(COPY, "indicators.csv", CATALOGUE) == ()


def test_a_new_line_is_a_new_indicator():
    (one,) = added_indicators(with_line(NEW), "min.csv", CATALOGUE)
    assert (one.id, one.name.sv, one.kind, one.direction) == ("nytt_matt", "Nytt mått", "proportion", "up")
    assert one.id in CATALOGUE.with_indicators(one)


def test_a_file_with_the_new_lines_alone_will_do():
    header = COPY.split(b"\r\n", 1)[0] + b"\r\n"
    assert [one.id for one in added_indicators(with_line(NEW, header), "min.csv", CATALOGUE)] == ["nytt_matt"]


def test_a_wrong_word_is_named_with_file_line_column_and_what_is_allowed():
    (one,) = problems(with_line(NEW.replace("proportion", "andel")))
    assert (one.code, one.place.sheet, one.place.row, one.place.column) == (
        "catalogue_unknown_word",
        "min.csv",
        len(CATALOGUE) + 2,
        "kind",
    )
    assert "proportion" in str(one.values["allowed"])


def test_a_known_indicator_is_not_redefined():
    changed = COPY.replace("Besök på akutmottagning under månaden".encode(), "Något annat".encode())
    assert [one.code for one in problems(changed)] == ["catalogue_builtin_id"]


def test_a_name_or_id_that_is_taken_is_told():
    assert [one.code for one in problems(with_line(NEW.replace("Nytt mått", "Akutbesök")))] == [
        "catalogue_duplicate_name"
    ]
    assert [one.code for one in problems(with_line(NEW, with_line(NEW)))] == ["catalogue_duplicate_id"]


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"PK\x03\x04", b"a;b\n1;2\n", b"\x00" * 50, b"x" * (MOST_BYTES + 1)]
)
def test_what_is_no_catalogue_is_refused(content: bytes):
    assert problems(content)
