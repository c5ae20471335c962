"""Workbooks with several sheets of numbers, read in one go where the sheets are laid out alike."""

from dataclasses import replace

import numpy as np
import pytest
from made_files import NOTHING, workbook_of

from core.observations.guess import guess_mapping
from core.observations.own_file import OwnFile, read_own_file
from core.observations.readers import open_file
from core.observations.readers.joined import JoinedTable
from core.observations.reading import Reading, read_observations
from core.observations.sheets import SHEET, Sheets, sheets_of
from core.remarks import Refused

HEAD = ("Kommun", "Månad", "Täljare", "Nämnare")


def sheets(called: str = "bok.xlsx", **named) -> Sheets:
    return sheets_of(open_file(called, workbook_of(**named)).tables, NOTHING, called)


def read(found: Sheets) -> Reading:
    assert found.together is not None
    return read_observations(found.together, guess_mapping(found.together, NOTHING), NOTHING, "bok.xlsx")


def rows_of(reading: Reading) -> list[tuple]:
    frame = reading.observations.frame
    months = frame["period"].dt.strftime("%Y-%m")
    columns = (frame["indicator"], frame["unit"], months, frame["numerator"], frame["denominator"])
    return list(zip(*columns, strict=True))


def town(name: str, first: int) -> list[tuple]:
    return [HEAD, *((name, f"2025-{m:02d}", first + m, 10 * (first + m)) for m in (1, 2, 3))]


def test_an_indicator_a_sheet_is_read_as_so_many_indicators():
    found = sheets(**{"Fallolyckor": town("Aneby", 10), "Egna möten": town("Aneby", 40)})
    assert found.named == "indicator_column"
    reading = read(found)
    names = {one.id: one.name.sv for one in reading.indicators}
    assert rows_of(reading) == [
        (key, "0604", f"2025-0{m}", first + m, 10 * (first + m))
        for key, first in sorted(
            (key, {"Fallolyckor": 10, "Egna möten": 40}[name]) for key, name in names.items()
        )
        for m in (1, 2, 3)
    ]


def test_a_sheet_called_as_an_indicator_of_the_catalogue_is_that_indicator():
    name = NOTHING.catalogue["akutbesok_hsh"].name.sv
    reading = read(sheets(**{name: town("Aneby", 10), "Egna möten": town("Aneby", 40)}))
    assert {row[0] for row in rows_of(reading)} == {"akutbesok_hsh", reading.indicators[0].id}
    assert [one.name.sv for one in reading.indicators] == ["Egna möten"]


def test_a_year_a_sheet_gives_the_months_their_year():
    months = ("jan", "feb", "mars")
    year = {
        str(y): [HEAD, *(("Aneby", month, y - 2000 + m, 200) for m, month in enumerate(months))]
        for y in (2024, 2025)
    }
    found = sheets("akutbesök på sjukhus.xlsx", **year)
    assert found.named == "period"
    assert found.together is not None
    guess = guess_mapping(found.together, NOTHING)
    assert (guess.period, guess.month) == (SHEET, "Månad")


def test_a_municipality_a_sheet_gives_the_rows_their_unit_and_the_county_its_own():
    def sheet(first):
        return [HEAD[1:], *((f"2025-0{m}", first + m, 100 * (first + m)) for m in (1, 2, 3))]

    found = sheets("akutbesök.xlsx", Aneby=sheet(1), Habo=sheet(20), Länet=sheet(50))
    assert found.named == "unit"
    assert found.together is not None
    guess = guess_mapping(found.together, NOTHING)
    assert guess.unit == SHEET
    assert guess.whole_unit is None


def test_reports_with_months_as_columns_are_read_together_each_cell_with_its_own_place():
    def report(first):
        return [
            ("Kommun", "Mått", "jan-25", "feb-25"),
            ("Aneby", "Täljare", first, "abc"),
            ("", "Nämnare", 124, 126),
        ]

    found = sheets(**{"Fallolyckor": report(6), "Egna möten": report(9)})
    assert found.together is not None
    reading = read(found)
    assert sorted(row[3] for row in rows_of(reading) if row[3] == row[3]) == [6, 9]
    told = [p for p in reading.problems if p.code == "unreadable_number"]
    assert [(p.place.sheet, p.values["rows"], p.place.column) for p in told] == [
        ("Fallolyckor", (2,), "feb-25"),
        ("Egna möten", (2,), "feb-25"),
    ]
    assert set(reading.dropped["column"]) == {"Fallolyckor: feb-25", "Egna möten: feb-25"}


def test_sheets_of_women_and_men_divide_the_people_counted():
    found = sheets("akutbesök.xlsx", Kvinnor=town("Aneby", 10), Män=town("Aneby", 40))
    assert found.named == "sex"


def test_sheets_that_each_have_units_of_their_own_become_one_long_table():
    found = sheets("x.xlsx", Norr=town("Aneby", 10), Söder=town("Habo", 40))
    assert found.named is None
    assert found.together is not None
    assert found.together.sheets == ("Norr", "Söder")


def test_headings_that_differ_stand_together_when_they_mean_the_same():
    other = [
        ("Period", "Kommun", "Nämnare", "Täljare"),
        ("2025-01", "Habo", 400, 40),
        ("2025-02", "Habo", 410, 41),
    ]
    found = sheets("x.xlsx", Norr=town("Aneby", 10), Söder=other)
    assert found.together is not None
    table = found.together
    assert table.cells["Kommun"].tolist() == ["Aneby"] * 3 + ["Habo"] * 2
    assert table.cells["Täljare"].tolist()[-2:] == ["40", "41"]
    assert table.place(3, "Månad").column == "Period"
    assert table.place(3, "Täljare") == table.place(3, "Täljare").__class__("Söder", 2, "Täljare")


@pytest.mark.parametrize(
    "other",
    [
        [("Kommun", "Månad", "Värde"), ("Aneby", "2025-01", 5.1)],
        [("Ort", "Anteckning"), ("Aneby", "möte")],
    ],
)
def test_a_sheet_with_other_columns_or_without_numbers_stays_alone(other):
    found = sheets(**{"Fallolyckor": town("Aneby", 10), "Egna möten": town("Aneby", 40), "Annat": other})
    assert found.together is not None
    assert found.together.sheets == ("Fallolyckor", "Egna möten")
    assert ("Annat" in [one.sheet for one in found.offered]) == (len(other[0]) == 3)


def test_extracts_of_the_same_months_from_two_years_are_not_put_together():
    """Two versions of the same numbers: which is right a person has to say."""
    assert sheets("x.xlsx", **{"2024": town("Aneby", 10), "2025": town("Aneby", 11)}).together is None


def test_what_two_sheets_say_differently_of_the_same_thing_is_nobodys():
    """A row that two sheets of one long table share, with other numbers: neither is taken."""
    again = [HEAD, ("Aneby", "2025-03", 99, 1000), *(("Habo", f"2025-0{m}", m, 100) for m in (1, 2, 3))]
    found = sheets("akutbesök på sjukhus.xlsx", Norr=town("Aneby", 10), Söder=again)
    assert found.together is not None
    mapping = replace(guess_mapping(found.together, NOTHING), indicator="akutbesok_hsh")
    reading = read_observations(found.together, mapping, NOTHING)
    differs = [p for p in reading.problems if p.code == "duplicate_differs"]
    assert [(p.place.sheet, p.values["rows"]) for p in differs] == [("Norr", (4,)), ("Söder", (2,))]
    (missing,) = (row for row in rows_of(reading) if row[1:3] == ("0604", "2025-03"))
    assert np.isnan(missing[3])


def test_sheets_read_together_are_read_so_by_a_script(tmp_path):
    name = NOTHING.catalogue["akutbesok_hsh"].name.sv
    data = workbook_of(**{name: town("Aneby", 10), "Egna möten": town("Aneby", 40)})
    (tmp_path / "bok.xlsx").write_bytes(data)
    dataset = read_own_file(OwnFile("bok.xlsx", sheets=(name, "Egna möten")), tmp_path)
    assert dataset.observations.summary().n_rows == 6
    with pytest.raises(LookupError):
        read_own_file(OwnFile("bok.xlsx", sheets=(name, "Andra")), tmp_path)


def test_one_sheet_of_several_is_read_as_if_it_were_alone():
    found = sheets(**{"Fallolyckor": town("Aneby", 10), "Egna möten": town("Aneby", 40)})
    assert not any(isinstance(one, JoinedTable) for one in found.offered)
    assert [one.sheet for one in found.offered] == ["Fallolyckor", "Egna möten"]


def test_a_person_number_on_any_sheet_refuses_the_whole_workbook():
    other = [HEAD, ("Aneby", "2025-01", "19900101-1239", 100)]
    with pytest.raises(Refused) as refused:
        sheets(**{"Fallolyckor": town("Aneby", 10), "Egna möten": other})
    assert [p.code for p in refused.value.problems] == ["person_number"]


def test_what_is_to_be_said_of_one_sheet_is_said_of_the_sheets_together():
    odd = [HEAD, *((f"\u200f{row[0]}", *row[1:]) for row in town("Aneby", 40)[1:])]
    found = sheets(**{"Fallolyckor": town("Aneby", 10), "Egna möten": odd})
    assert found.together is not None
    assert [(p.code, p.place.sheet) for p in found.together.problems] == [
        ("invisible_characters", "Egna möten")
    ]
