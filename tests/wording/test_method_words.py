"""What Metod says is what the engine does: every kind, every rule set, every number of the table."""

import re

import pytest

from core.spc import KINDS, RULE_SETS
from core.spc.false_alarms import false_alarm_table
from core.wording import LANGUAGES, words_of
from core.wording.method import (
    KIND_METHODS,
    REFERENCES,
    RULE_SET_SOURCES,
    chance_of,
    chance_sentences,
    cited,
    formulas,
    kind_heading,
)

SV, EN = words_of("sv"), words_of("en")


def test_every_chart_kind_has_a_formula_and_a_source():
    assert set(KIND_METHODS) == set(KINDS)
    for kind, method in KIND_METHODS.items():
        assert method.formulas
        assert method.sources
        has_limits = any("3" in formula for formula in method.formulas)
        assert has_limits == KINDS[kind].has_limits


def test_every_rule_set_has_a_source():
    assert set(RULE_SET_SOURCES) == set(RULE_SETS)
    assert all(RULE_SET_SOURCES.values())


def test_every_source_is_in_the_list_and_every_reference_is_cited():
    named = [*(method.sources for method in KIND_METHODS.values()), *RULE_SET_SOURCES.values()]
    assert {source for sources in named for source in sources} == set(REFERENCES)
    for reference in REFERENCES.values():
        assert reference.full.startswith(reference.short.split()[0].strip(","))


@pytest.mark.parametrize("kind", KINDS)
def test_a_formula_has_the_reader_s_decimal_sign_and_closed_braces(kind: str):
    for formula in formulas(SV, kind):
        assert not re.search(r"\d\.\d", formula)
        assert formula.count("{") == formula.count("}")
    for formula in formulas(EN, kind):
        assert "{,}" not in formula


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_that_is_a_sign_keeps_its_small_letter(language: str):
    words = words_of(language)
    assert kind_heading(words, "p").startswith("p")
    assert kind_heading(words, "run")[0].isupper()


def test_the_sentence_holds_the_numbers_of_the_table():
    run, i = chance_of("anhoej", "run", 24), chance_of("anhoej", "i", 24)
    first, alike, sure, _ = chance_sentences(SV)
    assert f"ungefär {100 * run.rate:.0f} av 100 serier på 24 månader i ett linjediagram" in first
    assert f"{100 * i.rate:.0f} av 100 i ett I-diagram" in first
    assert f"{100 * chance_of('anhoej', 'i', 24, 0.3).rate:.0f} av 100" in alike
    assert SV.number(min(row.replicates for row in false_alarm_table())) in sure


def test_the_standard_error_that_is_told_is_the_largest():
    told = float(chance_sentences(EN)[2].split("at most ")[1].split(" ")[0])
    largest = 100 * max(row.standard_error for row in false_alarm_table())
    assert told == pytest.approx(largest, abs=0.005)


def test_sources_are_cited_by_name_and_year():
    assert cited(SV, ("laney_2002", "nelson_1982")) == "Källa: Laney 2002 och Nelson 1982."
