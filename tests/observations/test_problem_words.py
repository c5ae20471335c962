import re
from pathlib import Path

import pytest

from core.remarks import Place, Problem
from core.wording import LANGUAGES, words_of

CODE = Path(__file__).resolve().parents[2] / "core" / "observations"
# Codes as they stand in the source: the first string of a problem, a drop, a note, and of tables of codes.
_RAISED = re.compile(
    r"(?:Problem|_note|_at|_unknown)\(\s*\"([a-z_]+)\"|(?:\.drop|\.notes)\((?:[^()\"]|\([^()]*\))*\"([a-z_]+)\""
    r"|\"((?:table|is|no|rows)_[a-z_]+)\""
)
# Codes put together from a stem and an ending.
_MADE = {
    "no_period_column",
    "no_unit_column",
    "unknown_unit_at_all",
    "unknown_unit_more",
    "unknown_indicator_at_all",
    "unknown_indicator_more",
    "decimal_unsure_comma",
    "decimal_unsure_point",
    "months_are_quarters",
    "months_are_half_years",
    "months_are_years",
    *("row_uneven", "row_too_long", "measure_unclear", "measure_twice", "notes_skipped", "table_left_out"),
    *("total_column_left_out", "longer_periods_left_out", "number_column_left_out"),
}


# What looks like a code and is a name in a source's own file.
_NAMES = {"is_divided_by_gender"}


def raised_codes() -> set[str]:
    found = set(_MADE)
    for path in CODE.rglob("*.py"):
        for groups in _RAISED.findall(path.read_text(encoding="utf-8")):
            found |= {code for code in groups if code}
    return found - _NAMES


VALUES = {
    "unit": "Region Jönköpings län",
    "n": 2,
    "rows": (3, 9),
    "texts": ("tre",),
    "text": "Qwx",
    "nearest": ("Habo", "Håbo"),
    "names": 4,
    "column": "Värde",
    "headings": ("Kommun", "Månad"),
    "name": "Akutbesök",
    "factor": 100.0,
    "most": 200,
    "megabytes": 300,
    "first": "2025-01",
    "last": "2025-03",
    "months": ("2025-01",),
    "series": 2,
    "periods": 8,
    "columns": ("Månad", "År"),
    "cells": ("B3", "C4"),
    "percent": 12.3,
    "called": "Andel",
    "items": ("Ålder",),
    "limit": 10,
    "line": 4,
    "source": "Kolada",
    "variable": "Region",
    "version": 2,
    "year": 2025,
    "at": "bok.json",
    "known": ("Region", "Tid"),
}


def test_the_search_finds_the_codes_it_should():
    assert {
        "empty_file",
        "is_pdf",
        "person_number",
        "unknown_period",
        "rows_missing",
        "table_duplicate",
    } <= raised_codes()
    assert len(raised_codes()) > 75


@pytest.mark.parametrize("code", sorted(raised_codes()))
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("n", [1, 2])
def test_every_problem_is_said_and_has_a_remedy_in_every_language(code, language, n):
    problem = Problem(code, VALUES | {"n": n}, Place("Blad", 3, "Värde"))
    for sentence in words_of(language).problem(problem):
        assert sentence.endswith((".", "?")), sentence
        assert not re.search(r"[{}]", sentence)


def test_the_two_languages_say_different_things():
    swedish, english = (words_of(language).problem(Problem("empty_file")) for language in LANGUAGES)
    assert swedish != english
