"""Large text files are read by columns, odd lines of them one by one: both ways of reading give the same."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.observations.readers import delimited, regular
from core.observations.readers.quotes import badly_quoted, without
from core.observations.readers.regular import regular_table
from core.observations.readers.table import RawTable
from core.remarks import Refused

ROWS = 120
PLAIN = "Uttag;;;\nKommun;Månad;Täljare;Nämnare\n" + "".join(
    f"Enhet {i % 7};2025-{i % 12 + 1:02d};{i};{1000 + i}\n" for i in range(ROWS)
)
QUOTED = "\n".join(
    ";".join(f'"{cell}"' if i % 3 else cell for i, cell in enumerate(line.split(";")))
    for line in PLAIN.splitlines()
)
FILES = {"plain": PLAIN, "quoted": QUOTED, "with blank cells": PLAIN.replace("\n", ";;\n")}


@pytest.fixture(autouse=True, params=[400, 12], ids=["all seen before", "few lines seen before"])
def short_texts_are_read_so_too(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regular, "FEWEST_CHARACTERS", 0)
    monkeypatch.setattr(regular, "_SAMPLE_LINES", request.param)


def answer(read, text: str):
    """The table, or the problems of a refusal."""
    try:
        return read(text, ";")
    except Refused as refused:
        return refused.problems


def assert_same(text: str) -> RawTable | None:
    """Both ways of reading agree; returns the table read by columns, None where that was not tried."""
    fast = answer(regular_table, text)
    if fast is None:
        return None
    slow = answer(delimited._line_by_line, text)
    if not isinstance(fast, RawTable) or not isinstance(slow, RawTable):
        assert fast == slow
        return None
    assert fast.header == slow.header
    pd.testing.assert_frame_equal(fast.cells, slow.cells)
    np.testing.assert_array_equal(fast.rows, slow.rows)
    assert fast.preamble == slow.preamble
    assert fast.problems == slow.problems
    for heading in fast.header:
        pd.testing.assert_series_equal(fast.coded(heading).texts(), slow.cells[heading], check_names=False)
    return fast


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_file_without_anything_odd_is_read_by_columns_and_the_same(kind, end):
    table = assert_same(FILES[kind].replace("\n", end))
    assert table is not None
    assert len(table) == ROWS


ODD_LINES = {
    "a lost cell": "Enhet 1;2025-01;5",
    "a cell too many": "Enhet 1;2025-01;5;6;7",
    "a mark inside a word": 'En"het 1;2025-01;5;6',
    "a mark about inches": '"5"" rör";2025-01;5;6',
    "a delimiter in a cell": '"Enhet 1; syd";2025-01;5;6',
    "a blank line": "",
    "blanks": "   ",
    "nothing but delimiters": ";;;",
    "a note": "Källa: journalsystemet",
    "a note in marks": '"Källa; journalsystemet"',
    "a total": "Totalt;;5;6",
}


@pytest.mark.parametrize("kind", ODD_LINES)
@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("at", [2, 60, ROWS + 2])
def test_an_odd_line_is_taken_out_and_the_rest_is_still_read_by_columns(kind, file, at):
    lines = FILES[file].rstrip("\n").split("\n")
    table = assert_same("\n".join([*lines[:at], ODD_LINES[kind], *lines[at:]]))
    assert table is not None
    assert len(table) >= ROWS
    where = int(np.flatnonzero(table.cells["Täljare"] == "77")[0])
    assert table.rows[where] == 80 + (at < 79)


def test_every_odd_line_at_once_is_told_with_its_own_row():
    lines = PLAIN.rstrip("\n").split("\n")
    table = assert_same("\n".join([*lines[:50], "a;b", *lines[50:90], 'x"y;b;c', "a;b;c;d;e", *lines[90:]]))
    assert table is not None
    told = {problem.code: problem.values["rows"] for problem in table.problems if "rows" in problem.values}
    assert told == {"row_uneven": (51, 92), "row_too_long": (93,)}


def test_a_person_number_on_a_line_that_is_left_out_refuses_the_file_either_way():
    lines = PLAIN.rstrip("\n").split("\n")
    text = "\n".join([*lines[:50], "Enhet 1;19900101-1239", *lines[50:]])
    assert answer(regular_table, text) == answer(delimited._line_by_line, text)
    assert [p.code for p in answer(regular_table, text)] == ["person_number"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('"Enhet 1;2025-01;5;6', "quote_unclosed"),
        ('Enhet 1;2025-01;5;"6', "quote_unclosed"),
        ('a;"b"c;5;6', "damaged_text"),
    ],
)
@pytest.mark.parametrize("file", FILES)
def test_a_mark_that_does_not_close_refuses_the_file_and_its_row_is_told(line, code, file):
    lines = FILES[file].split("\n")
    text = "\n".join([*lines[:50], line, *lines[50:]])
    assert_same(text)
    (problem,) = answer(delimited._line_by_line, text)
    assert (problem.code, problem.place.row) == (code, 51)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("file", FILES)
def test_a_cell_of_several_lines_is_read_as_one_and_the_rest_by_columns(file, end):
    lines = FILES[file].rstrip("\n").split("\n")
    blank = ";;" if lines[0].endswith(";;;;;") else ""
    put = [f'"Enhet 1\nnorra;\n\nsödra";2025-01;5;6{blank}', f'2025-01;"Enhet\n2";5;6{blank}']
    text = "\n".join([*lines[:50], put[0], *lines[50:70], put[1], *lines[70:]])
    table = assert_same(text.replace("\n", end))
    assert table is not None
    assert len(table) == ROWS + 2
    assert table.cells["Kommun"][48] == "Enhet 1\nnorra;\n\nsödra"
    assert table.rows[48] == 51, "a row on several lines is one row, as in a spreadsheet"
    assert table.rows[-1] == ROWS + 4


@pytest.mark.parametrize("n", [1, 2, 30])
@pytest.mark.parametrize("file", FILES)
def test_rows_between_two_marks_that_stand_alone_are_not_swallowed_without_a_word(file, n):
    lines = FILES[file].rstrip("\n").split("\n")
    blank = ";;" if lines[0].endswith(";;;;;") else ""
    opened, closed = f'"Enhet 1;2025-01;5;6{blank}', f'Enhet 1";2025-02;5;6{blank}'
    inside = [line.replace('"', "") for line in lines[20 : 19 + n]]
    text = "\n".join([*lines[:20], opened, *inside, closed, *lines[20:]])
    assert_same(text)
    (problem,) = answer(delimited._line_by_line, text)
    assert (problem.code, problem.place.row) == ("quote_unclosed", 21)


def test_a_mark_before_a_very_long_rest_of_the_file_is_one_without_its_other_half():
    text = PLAIN + '"Enhet 1;2025-01;5;6\n' + PLAIN.split("\n", 2)[2] * 60
    assert_same(text)
    (problem,) = answer(delimited._line_by_line, text)
    assert (problem.code, problem.place.row) == ("quote_unclosed", ROWS + 3)


def test_a_file_with_many_odd_lines_is_left_to_the_careful_way():
    assert regular_table(PLAIN + "a;b\n" * 20, ";") is None


CHANGES = st.lists(
    st.tuples(
        st.integers(0, 6000), st.sampled_from([-1, 0, 1]), st.sampled_from(';;;""\n\n\r\t ,9å<\x0b\x85\u2028')
    ),
    min_size=1,
    max_size=4,
)


def changed(text: str, changes: list[tuple[int, int, str]]) -> str:
    """Characters lost (-1), replaced (0) or added (1)."""
    for place, more, put in changes:
        at = place % len(text)
        text = text[:at] + ("" if more < 0 else put) + text[at + (more <= 0) :]
    return text


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(FILES)), CHANGES)
@example("quoted", [(100, 0, "\r"), (104, 1, '"')])
@example("quoted", [(28, 1, '"')])
def test_whatever_is_changed_both_ways_of_reading_agree(kind, changes):
    assert_same(changed(FILES[kind], changes))


@pytest.mark.slow
@settings(max_examples=4000, deadline=None)
@given(st.sampled_from(sorted(FILES)), CHANGES)
def test_whatever_is_changed_both_ways_of_reading_agree_at_length(kind, changes):
    assert_same(changed(FILES[kind], changes))


def test_lines_with_marks_out_of_place_are_found_and_taken_out():
    lines = ['"a";"b"', 'a"b;c', '"a;b";""', '"";"a""b"', '"a', ";", '"a";', 'x;"b']
    data = "\n".join(lines).encode()
    bad = badly_quoted(data, ";")
    assert [number for number, _, _ in bad] == [2, 4, 5, 8]
    assert [data[start:end].decode() for _, start, end in bad] == [lines[i - 1] for i, _, _ in bad]
    assert without(data, bad).decode() == "\n".join(['"a";"b"', '"a;b";""', ";", '"a";', ""])


def test_marks_are_found_in_texts_longer_than_what_is_looked_at_at_once(monkeypatch):
    monkeypatch.setattr("core.observations.readers.quotes._BLOCK", 10)
    data = b"\n".join([b'"a";"b"'] * 9 + [b'a"b;c'] + [b'"a";"b"'] * 9 + [b'a"b;c'])
    assert [number for number, _, _ in badly_quoted(data, ";")] == [10, 20]


@pytest.mark.parametrize(
    ("put", "code"),
    [("\x00", "null_characters"), ("\u202e", "invisible_characters"), ("\u200b", "invisible_characters")],
)
def test_what_nobody_sees_in_a_large_file_is_taken_out_and_told(put, code):
    (table,) = delimited.open(PLAIN.replace("Enhet 3", f"En{put}het 3").encode()).tables
    assert code in {problem.code for problem in table.problems}
    assert set(table.cells["Kommun"]) == {f"Enhet {i}" for i in range(7)}


@pytest.mark.parametrize("formula", ["=1+1", "=HYPERLINK(A1)", "@SUM(A1)", "+1+1"])
def test_a_formula_in_a_large_text_file_stays_text(formula):
    table = assert_same(PLAIN.replace(";77;", f";{formula};"))
    assert table is not None
    assert formula in set(table.cells["Täljare"])


def test_a_large_file_with_ten_thousand_columns_is_refused():
    head = ";".join(f"K{i}" for i in range(10_000))
    with pytest.raises(Refused) as refused:
        delimited.open("\n".join([head, *([";".join("1" * 10_000)] * 3)]).encode())
    assert [p.code for p in refused.value.problems] == ["too_many_columns"]


@pytest.mark.parametrize("kept", [0.3, 0.7, 0.999])
def test_a_large_file_cut_short_loses_rows_and_moves_no_number(kept):
    text = PLAIN[: int(len(PLAIN) * kept)]
    table = assert_same(text)
    assert table is not None
    whole = PLAIN.split("\n")
    cells = [";".join(row) for row in table.cells.to_numpy().tolist()]
    assert all(line in whole for line in cells[:-1])
