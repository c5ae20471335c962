import pytest

from core.observations.heading_scale import LONGEST_UNIT, tidy_unit
from core.observations.headings import near_role, role_of, spelling_distance
from core.observations.naming import indicator_name, readable_name


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("vantetid_2025-03.xlsx", "Vantetid"),
        ("Väntat mer än fyra timmar.csv", "Väntat mer än fyra timmar"),
        ("Kopia av nöjda-patienter (2).xlsx", "Nöjda patienter"),
        ("20250403_fallolyckor_slutlig_v2.csv", "Fallolyckor"),
        ("HSH.csv", "HSH"),
        ("Blad1", ""),
        ("Sheet 2", ""),
        ("export_2025.csv", ""),
        ("2025.csv", ""),
        ("", ""),
    ],
)
def test_a_files_name_is_read_as_a_person_would_say_it(name, read):
    assert readable_name(name) == read


@pytest.mark.parametrize(
    "heading",
    ["Täljare", "Värde", "Antal", "Value", "Numerator", "Andel (%)", "Procent", "VARDE", "Vräde", "#3"],
)
def test_a_heading_that_says_nothing_of_what_is_counted_never_names_an_indicator(heading):
    assert indicator_name(heading, None, "fallolyckor.csv") == "Fallolyckor"
    assert indicator_name(heading, "Trycksår", "fallolyckor.xlsx") == "Trycksår"
    assert indicator_name(heading, "Blad1", "fallolyckor.xlsx") == "Fallolyckor"
    assert indicator_name(heading, "Blad1", "data.xlsx") == ""


def test_a_heading_that_says_what_is_counted_names_it():
    assert indicator_name("Väntetid (dagar)", "Blad1", "a.xlsx") == "Väntetid"
    assert indicator_name("breaches", None, "a.csv") == "breaches"


@pytest.mark.parametrize(
    ("one", "other", "away"),
    [
        ("täljare", "täljare", 0),
        ("tlajare", "taljare", 1),
        ("komun", "kommun", 1),
        ("värde", "verde", 1),
        ("kitten", "sitting", 3),
        ("", "abc", 3),
    ],
)
def test_spelling_is_counted_in_letters_and_swaps(one, other, away):
    assert spelling_distance(one, other) == away
    assert spelling_distance(other, one) == away


@pytest.mark.parametrize(
    "heading",
    ["besök", "poster", "sort", "kost", "attendances", "breaches", "utskrivningar", "kommentar", "ansvarig"],
)
def test_other_words_are_not_taken_for_misspelt_headings(heading):
    assert role_of(heading) is None
    assert near_role(heading) is None


def test_a_unit_of_measurement_is_one_short_line():
    assert tidy_unit("  per 100\n inskrivna\t") == "per 100 inskrivna"
    assert len(tidy_unit("x" * 500)) == LONGEST_UNIT
