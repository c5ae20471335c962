"""Files with something wrong in them: a number never turns up under another unit, month or measure.

Every number of the files below is there once. So whatever is done to a file, a number that is read where it
does not belong shows: it is another cell's. A cell that was changed itself may of course say something else,
and never another cell's number: all are multiples of 11, of four or of six digits, so that one digit changed,
lost or added makes none of the others.
"""

import io
from dataclasses import replace

import numpy as np
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_files import NOTHING, csv_of

from core.observations.guess import guess_mapping
from core.observations.mapping import NewIndicator
from core.observations.readers import open_file
from core.observations.reading import read_observations
from core.remarks import Refused

RATE = NewIndicator("Besök", "rate", 100)
TOWNS = ("Aneby", "Habo", "Eksjö", "Tranås")
IDS = {"Aneby": "0604", "Habo": "0643", "Eksjö": "0686", "Tranås": "0687"}
MONTHS = ("jan-25", "feb-25", "mar-25", "apr-25")


def truth() -> dict[tuple[str, str], tuple[float, float]]:
    return {
        (IDS[town], f"2025-0{m + 1}"): (11.0 * (101 + 4 * t + m), 11.0 * (10001 + 40 * t + 9 * m))
        for t, town in enumerate(TOWNS)
        for m in range(len(MONTHS))
    }


TRUTH = truth()
NUMBERS = {number for pair in TRUTH.values() for number in pair}
assert len(NUMBERS) == 2 * len(TRUTH)


def wide_rows() -> list[list[str]]:
    rows = [["Rapport:", "Besök per 100", "", "", "", ""], ["Kommun", "Mått", *MONTHS]]
    for town in TOWNS:
        pairs = [TRUTH[IDS[town], f"2025-0{m}"] for m in range(1, 5)]
        rows.append([town, "Täljare", *(f"{a:.0f}" for a, _ in pairs)])
        rows.append(["", "Nämnare", *(f"{b:.0f}" for _, b in pairs)])
    return rows


def long_rows() -> list[list[str]]:
    by_id = {code: town for town, code in IDS.items()}
    return [
        ["Kommun", "Månad", "Täljare", "Nämnare", "Kommentar"],
        *([by_id[unit], month, f"{a:.0f}", f"{b:.0f}", ""] for (unit, month), (a, b) in TRUTH.items()),
    ]


def as_csv(rows: list[list[str]], delimiter: str = ";") -> bytes:
    return csv_of(*(delimiter.join(row) for row in rows), encoding="cp1252")


FILES = {"wide": as_csv(wide_rows()), "long": as_csv(long_rows())}


def misplaced(data: bytes) -> list[str]:
    """Numbers that are read where another number of the file stands; nothing when the file is refused."""
    try:
        table = open_file("a.csv", data).tables[0]
        mapping = replace(guess_mapping(table, NOTHING), indicator=RATE, indicator_column=None)
        frame = read_observations(table, mapping, NOTHING).observations.frame
    except Refused:
        return []
    wrong = []
    for row in frame.itertuples():
        right = TRUTH.get((row.unit, row.period.strftime("%Y-%m")))
        if right is None or row.period_type != "month":
            continue
        for name, number, meant in zip(
            ("numerator", "denominator"), (row.numerator, row.denominator), right, strict=True
        ):
            if np.isfinite(number) and number != meant and number in NUMBERS:
                wrong.append(f"{row.unit} {row.period} {name}: {number} for {meant}")
        if np.isfinite(row.value) and np.isfinite(row.numerator):
            assert row.value == pytest.approx(100 * row.numerator / row.denominator)
    return wrong


@pytest.mark.parametrize("kind", FILES)
def test_the_files_are_read_whole_when_nothing_is_wrong(kind):
    table = open_file("a.csv", FILES[kind]).tables[0]
    mapping = replace(guess_mapping(table, NOTHING), indicator=RATE)
    frame = read_observations(table, mapping, NOTHING).observations.frame
    read = {
        (row.unit, row.period.strftime("%Y-%m")): (row.numerator, row.denominator)
        for row in frame.itertuples()
    }
    assert read == TRUTH


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(sorted(FILES)), st.integers(0, 10_000), st.integers(0, 255))
def test_a_changed_byte_moves_no_number(kind, at, byte):
    data = bytearray(FILES[kind])
    data[at % len(data)] = byte
    assert misplaced(bytes(data)) == []


@settings(max_examples=10, deadline=None)
@given(st.sampled_from(sorted(FILES)), st.integers(0, 10_000), st.sampled_from(b';,\t"\n\r0 \xe4'))
def test_an_added_byte_moves_no_number(kind, at, byte):
    data = FILES[kind]
    at %= len(data)
    assert misplaced(data[:at] + bytes([byte]) + data[at:]) == []


@settings(max_examples=10, deadline=None)
@given(st.sampled_from(sorted(FILES)), st.integers(0, 10_000))
def test_a_lost_byte_moves_no_number(kind, at):
    data = FILES[kind]
    at %= len(data)
    assert misplaced(data[:at] + data[at + 1 :]) == []


@pytest.mark.parametrize("kind", FILES)
def test_a_lost_or_repeated_row_moves_no_number(kind):
    rows = wide_rows() if kind == "wide" else long_rows()
    for at in range(0, len(rows), 2 if kind == "long" else 1):
        assert misplaced(as_csv(rows[:at] + rows[at + 1 :])) == [], f"row {at} lost"
        assert misplaced(as_csv([*rows[:at], rows[at], *rows[at:]])) == [], f"row {at} repeated"


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_another_delimiter_on_one_row_moves_no_number(kind, delimiter):
    rows = wide_rows() if kind == "wide" else long_rows()
    assert misplaced(as_csv(rows, delimiter)) == []
    for at in range(0, len(rows), 3):
        lines = as_csv(rows).split(b"\r\n")
        lines[at] = lines[at].replace(b";", delimiter.encode())
        assert misplaced(b"\r\n".join(lines)) == [], f"row {at}"


@pytest.mark.parametrize("kind", FILES)
def test_two_cells_that_change_places_with_their_row_move_no_number(kind):
    """Rows in any order say the same, as long as every row says what it is about."""
    rows = wide_rows() if kind == "wide" else long_rows()
    if kind == "wide":
        rows[3::2] = [[rows[i - 1][0], *rows[i][1:]] for i in range(3, len(rows), 2)]
    head = 2 if kind == "wide" else 1
    assert misplaced(as_csv([*rows[:head], *reversed(rows[head:])])) == []


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 20_000), st.integers(0, 255))
def test_a_changed_byte_in_a_workbook_moves_no_number(at, byte):
    book = openpyxl.Workbook()
    for row in wide_rows():
        book.active.append([int(text) if text.isdigit() else text for text in row])  # type: ignore[union-attr]
    file = io.BytesIO()
    book.save(file)
    data = bytearray(file.getvalue())
    data[at % len(data)] = byte
    assert misplaced(bytes(data)) == []


@pytest.mark.slow
@settings(max_examples=1500, deadline=None)
@given(
    st.sampled_from(sorted(FILES)), st.integers(0, 10_000), st.integers(0, 255), st.sampled_from((-1, 0, 1))
)
def test_no_changed_added_or_lost_byte_moves_a_number(kind, at, byte, more):
    data = FILES[kind]
    at %= len(data)
    put = b"" if more < 0 else bytes([byte])
    assert misplaced(data[:at] + put + data[at + (more <= 0) :]) == []
