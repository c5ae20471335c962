"""Reading a large file tells how far it has come, and ends where the one who waits has had enough."""

from itertools import pairwise

import pytest

from core.indicators import load_catalogue, load_units
from core.observations.dataset import Dataset
from core.observations.guess import guess_mapping
from core.observations.observations import Observations
from core.observations.progress import Reached, within
from core.observations.readers import delimited, open_file, open_files, regular
from core.observations.readers.content import takes_long
from core.observations.reading import read_observations
from core.observations.schema import empty_frame
from tests.observations.made_files import workbook_of

HEAD = "Kommun;Månad;Indikator;Täljare;Nämnare"
LINES = [
    f"{name};{year}-{month:02d};akutbesok_hsh;{10 + month};{1000 + year}"
    for name in ("Aneby", "Eksjö", "Gislaved", "Gnosjö", "Habo", "Jönköping", "Mullsjö", "Nässjö")
    for year in range(2015, 2025)
    for month in range(1, 13)
]
PLAIN = "\n".join([HEAD, *LINES]).encode()
QUOTED = b"\n".join(b'"' + line.replace(b";", b'";"') + b'"' for line in PLAIN.splitlines())
UNEVEN = "\n".join([HEAD, *(line if i % 9 else line.rsplit(";", 1)[0] for i, line in enumerate(LINES))])
FILES = {
    "regular": PLAIN,
    "quoted": QUOTED,
    "read line by line": UNEVEN.encode(),
    "workbook": workbook_of(Blad1=[line.split(";") for line in [HEAD, *LINES]], Tomt=[]),
}


class Enough(BaseException):
    """As what ends the run of a page: no error, and nothing may hold it back."""


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """A short text is read as a long one is."""
    monkeypatch.setattr(regular, "FEWEST_CHARACTERS", 0)
    monkeypatch.setattr(regular, "_READ_AT_ONCE", 4000)
    monkeypatch.setattr(delimited, "_LINES_AT_ONCE", 100)


@pytest.fixture(scope="module")
def against() -> Dataset:
    return Dataset(
        Observations(empty_frame(), checked=True), load_catalogue(), load_units(), label="", made_up=False
    )


def assert_goes_on_to_the_end(told: list[float]) -> None:
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert 0.0 <= told[0] < 0.5
    assert max(after - before for before, after in pairwise(told)) < 0.5


@pytest.mark.parametrize("kind", FILES)
def test_opening_tells_of_more_and_more_and_at_last_of_all(kind: str):
    told: list[float] = []
    opened = open_file("uttag", FILES[kind], progress=told.append)
    assert_goes_on_to_the_end(told)
    assert len(told) > 10
    assert len(opened.tables[0]) > 800


@pytest.mark.parametrize("kind", FILES)
def test_reading_the_rows_tells_of_more_and_more_and_at_last_of_all(kind: str, against: Dataset):
    told: list[float] = []
    table = open_file("uttag", FILES[kind]).tables[0]
    mapping = guess_mapping(table, against, "uttag")
    reading = read_observations(table, mapping, against, "uttag", told.append)
    assert_goes_on_to_the_end(told)
    assert reading.n_kept == len(table)


def test_pages_of_one_answer_are_told_of_together(pytestconfig: pytest.Config):
    folder = pytestconfig.rootpath / "tests" / "fixtures"
    data = (folder / "kolada_v3_data_gender.json").read_bytes()
    told: list[float] = []
    open_files([("a.json", data), ("b.json", data)], progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("share", [0.0, 0.5, 0.9])
def test_what_ends_the_waiting_ends_the_reading(kind: str, share: float):
    def until_enough(done: float) -> None:
        if done >= share:
            raise Enough

    with pytest.raises(Enough):
        open_file("uttag", FILES[kind], progress=until_enough)


@pytest.mark.parametrize("size", [200, 999, 4000, 10**6])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("kind", ["regular", "quoted"])
def test_a_text_read_in_pieces_is_the_same_as_one_read_whole(
    kind: str, end: bytes, size: int, monkeypatch: pytest.MonkeyPatch
):
    lines = FILES[kind].splitlines()
    odd = {37: b"Aneby;2024-01", 200: b"Not", 555: b'Habo "norra";2020-01;x;1;2', 700: b""}
    text = end.join(odd.get(i, line) for i, line in enumerate(lines)).decode()
    monkeypatch.setattr(regular, "_READ_AT_ONCE", size)
    table = regular.regular_table(text, ";")
    slow = delimited._line_by_line(text, ";")
    assert table is not None
    assert table.cells.equals(slow.cells)
    assert table.rows.tolist() == slow.rows.tolist()
    assert table.problems == slow.problems


def test_a_part_of_a_work_has_its_own_stretch_of_the_whole():
    told: list[float] = []
    part = within(told.append, 0.2, 0.6)
    part(0.0)
    part(0.5)
    part(1.0)
    assert told == pytest.approx([0.2, 0.4, 0.6])


def test_a_work_that_is_begun_anew_never_tells_of_less():
    told: list[float] = []
    reached = Reached(told.append)
    for share in (0.1, 0.7, 0.3, 0.8):
        reached(share)
    assert told == [0.1, 0.7, 0.7, 0.8]


def test_what_takes_long_is_told_by_size_and_lines():
    assert not takes_long(PLAIN)
    assert takes_long(b"x" * 5_000_000)
    assert takes_long(b"1;2\n" * 100_000)
    assert not takes_long(b"1;2\n" * 99_999)
    assert takes_long(b"PK\x03\x04" + b"\x00" * 1_000_000)
    assert not takes_long(b"PK\x03\x04" + b"\n" * 100_000)
