"""A series of values that are all alike is told as that, never as one that varies as chance can make it."""

import numpy as np
import pytest

from core.spc.standing import standing_of
from core.wording import LANGUAGES, words_of
from core.wording.overview import cell_name, cell_sentences
from core.wording.panels import panels_sentences, standing_word
from core.wording.reading import reading_sentences
from tests.figures.made_charts import MEAN, RATE, SHARE, STEADY, made_chart
from tests.overview.made_cells import cell

SV, EN = words_of("sv"), words_of("en")
SINCE = np.datetime64("2023-09", "M")
CHANCE = ("slump", "chance", "Random", "stabil", "stable")


def all_that_is_told(language: str, indicator, numbers, **more) -> list[str]:
    words = words_of(language)
    charted, one = made_chart(indicator, numbers, **more), cell(numbers, indicator, **more)
    return [
        *reading_sentences(words, charted),
        *panels_sentences(words, [charted, charted]),
        standing_word(words, standing_of(charted)),
        cell_name(words, one, SINCE),
        cell_sentences(words, one),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("indicator", "numbers"), [(SHARE, [0] * 24), (SHARE, [400] * 24), (RATE, [8] * 24), (MEAN, [3] * 24)]
)
def test_no_chance_and_nothing_stable_where_nothing_varies(language, indicator, numbers):
    for told in all_that_is_told(language, indicator, numbers):
        assert not any(word in told for word in CHANCE), told


def test_a_cell_says_that_there_is_no_variation_to_judge_by():
    one = cell([0] * 24, SHARE)
    assert one.stand.standing.evidence.unknown == "constant"
    assert one.news == "untold"
    assert cell_name(SV, one, SINCE).startswith("Ingen variation att bedöma efter")
    assert "Alla 24 månader som räknas har exakt samma värde." in cell_sentences(SV, one)
    assert "All 24 months that count have exactly the same value." in cell_sentences(EN, one)


def test_units_that_do_not_vary_are_named_apart_from_those_that_do():
    told = panels_sentences(SV, [made_chart(SHARE, [0] * 24), made_chart(SHARE, STEADY)])
    assert told[0].endswith("har ingen ett tydligt mönster nu.")
    assert "En varierar som slumpen kan ge: Värnamo." in told
    assert "En har samma värde hela tiden, så det finns ingen variation att bedöma efter: Värnamo." in told


def test_few_alike_are_still_too_few():
    assert cell([0] * 5, SHARE).stand.standing.evidence.unknown == "few"


def test_none_of_few_says_how_large_a_share_is_not_ruled_out():
    """Wilson's upper limit of 0 of n is z² / (n + z²): 3.8415 / 23.8415 for 20."""
    told = reading_sentences(SV, made_chart(SHARE, [0] * 24, of=20))
    assert told[1] == (
        "December 2023 är 0 av 20, men det utesluter inte "
        "en andel på upp till 16,1 procent (95\u00a0%, Wilson)."
    )
    told = reading_sentences(EN, made_chart(SHARE, [20] * 24, of=20))
    assert told[1].startswith("December 2023 has 20 of 20, but that does not rule out a share as low as 83.9")


def test_a_limit_near_none_is_not_rounded_to_none():
    told = reading_sentences(SV, made_chart(SHARE, [0] * 24, of=8000))
    assert "upp till 0,05 procent" in told[1]


@pytest.mark.parametrize(("indicator", "numbers"), [(RATE, [0] * 24), (SHARE, [40] * 24), (MEAN, [0] * 24)])
def test_only_shares_of_none_or_all_have_such_a_limit(indicator, numbers):
    assert len(reading_sentences(SV, made_chart(indicator, numbers))) == 1
