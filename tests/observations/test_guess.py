from pathlib import Path

import pytest
from made_files import NOTHING, csv_of, emergency_departments, workbook_of

from core.observations.guess import guess_mapping
from core.observations.readers import open_file

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"


def guess(data: bytes, name: str = "a.csv"):
    return guess_mapping(open_file(name, data).tables[0], NOTHING)


def test_a_national_file_in_english_is_guessed_as_far_as_it_says():
    mapping = guess(emergency_departments())
    assert mapping.columns == {"period": "period", "unit": "org_code", "other": "type"}
    assert mapping.unknown_units == "keep"
    assert mapping.indicator is None


def test_a_county_file_in_swedish_is_guessed_whole():
    mapping = guess((FIXTURES / "lang_utf8bom_semikolon.csv").read_bytes())
    assert mapping.columns == {
        "period": "period",
        "unit": "kommun",
        "numerator": "täljare",
        "denominator": "nämnare",
        "value": "värde",
    }
    assert mapping.decimal == ","
    assert mapping.unknown_units == "drop"


def test_a_file_of_three_columns_is_guessed():
    mapping = guess((FIXTURES / "lang_cp1252_tab.csv").read_bytes())
    assert mapping.columns == {"period": "Period", "unit": "Kommun", "value": "Värde"}


def test_columns_are_known_by_what_they_hold_when_their_headings_say_nothing():
    mapping = guess(csv_of("A;B;C", "Aneby;jan-25;5", "Habo;feb-25;6", "Eksjö;mar-25;7"))
    assert (mapping.unit, mapping.period) == ("A", "B")


def test_counts_that_look_like_years_are_no_periods():
    mapping = guess(csv_of("Kommun;Täljare", "Aneby;2010", "Habo;2015", "Eksjö;2020"))
    assert mapping.period is None
    assert mapping.numerator == "Täljare"


def test_the_indicator_is_found_in_a_column_or_above_the_table():
    in_column = csv_of(
        "Indikator;Kommun;Månad;Täljare", "Akutbesök;Aneby;2025-01;5", "Akutbesök;Habo;2025-01;6"
    )
    above = csv_of(
        "Akutbesök;;;", "", "Kommun;Månad;Täljare;Nämnare", "Aneby;2025-01;5;124", "Habo;2025-01;5;180"
    )
    assert guess(in_column).indicator_column == "Indikator"
    assert guess(above).indicator == "akutbesok_hsh"


def test_groups_are_guessed_by_their_headings():
    mapping = guess(
        csv_of(
            "Kommun;Månad;Åldersgrupp;Kön;Målgrupp;Antal",
            "Aneby;2025-01;80-;K;SÄBO;5",
            "Aneby;2025-01;80-;M;SÄBO;6",
        )
    )
    assert (mapping.age, mapping.sex, mapping.target_group) == ("Åldersgrupp", "Kön", "Målgrupp")


def test_most_units_known_means_the_others_are_misspelt():
    assert (
        guess(
            csv_of("Kommun;Månad;Antal", "Aneby;2025-01;5", "Habo;2025-01;5", "Hobo;2025-01;6")
        ).unknown_units
        == "drop"
    )


@pytest.mark.parametrize(
    ("cells", "decimal"),
    [(("4,8", "5,1"), ","), (("4.8", "5.1"), "."), (("4", "5"), None), (("1.234", "1.500"), None)],
)
def test_the_decimal_sign_is_guessed_only_when_it_is_certain(cells, decimal):
    rows = [f"Aneby;2025-{i:02d};{cell}" for i, cell in enumerate(cells, 1)]
    assert guess(csv_of("Kommun;Månad;Värde", *rows)).decimal == decimal


def test_a_sheet_is_guessed_like_a_text_file():
    mapping = guess(
        workbook_of(Blad=[["Kommun", "Månad", "Värde"], ["Aneby", 45658, 4.84], ["Habo", 45689, 5.1]]),
        "a.xlsx",
    )
    assert mapping.columns == {"period": "Månad", "unit": "Kommun", "value": "Värde"}
