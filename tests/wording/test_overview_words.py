"""What Översikt says: findings in the right number, chance told as about, nothing blamed on anything."""

import re

import numpy as np
import pytest

from core.overview.attention import Attention
from core.overview.chance import Chance
from core.wording import LANGUAGES, words_of
from core.wording.overview import chance_sentence, overview_details, overview_headline
from tests.figures.made_charts import STEADY
from tests.overview.made_cells import cell

SV, EN = words_of("sv"), words_of("en")
SINCE = np.datetime64("2025-10", "M")


def found(new=0, missed=0, at_risk=0, told=24, measures=24, passed=0, gone=0) -> Attention:
    return Attention((), 0, measures, told, new, passed, gone, missed, at_risk)


@pytest.mark.parametrize(
    ("counts", "sv"),
    [
        (
            {"new": 3, "at_risk": 1},
            "3 av 24 mått i Värnamo har en ny signal sedan oktober 2025; ett mål kan missas.",
        ),
        ({"new": 1}, "Ett av 24 mått i Värnamo har en ny signal sedan oktober 2025."),
        (
            {"missed": 2, "at_risk": 3},
            "Inget av 24 mått i Värnamo har en ny signal sedan oktober 2025; "
            "2 mål nås inte och 3 mål kan missas.",
        ),
        ({"told": 1, "measures": 1}, "Måttet i Värnamo har ingen ny signal sedan oktober 2025."),
        ({"told": 0}, "I Värnamo går det inte att säga om något är en signal ännu."),
    ],
)
def test_the_headline_in_every_number(counts, sv):
    assert overview_headline(SV, found(**counts), "Värnamo", SINCE) == sv


def test_the_headline_in_english():
    told = overview_headline(EN, found(new=1, missed=1), "Värnamo", SINCE)
    assert told == "One of 24 measures in Värnamo has a new signal since October 2025; one target is not met."


@pytest.mark.parametrize(
    ("chance", "sv"),
    [
        (Chance(24, 0.42, 0, 2), "ungefär 0,4 nya signaler på den tiden, oftast 0 till 2."),
        (Chance(24, 0.02, 0, 0), "färre än 0,1 nya signaler på den tiden, oftast 0."),
        (Chance(900, 14.6, 8, 22), "ungefär 15 nya signaler på den tiden, oftast 8 till 22."),
    ],
)
def test_chance_is_told_as_about_and_never_as_none(chance, sv):
    assert sv in overview_details(SV, found(), [], chance)


def test_what_else_has_happened_is_counted():
    cells = [cell(STEADY)] * 2
    told = overview_details(SV, found(passed=1, gone=2, told=20), cells, Chance(20, 0.4, 0, 2))
    assert "Ett mått har haft en signal sedan dess" in told
    assert "2 signaler som fanns då pågår inte längre." in told
    assert "4 mått går inte att bedöma" in told
    nothing = overview_details(SV, found(told=0), [], Chance(0, 0.0, 0, 0))
    assert "Slumpen" not in nothing


def test_the_whole_table_beside_chance():
    assert chance_sentence(SV, 86, Chance(250, 9.4, 4, 16)) == (
        "I tabellen har 86 av 250 serier en signal nu. Slumpen ensam skulle ge ungefär 9,4, oftast 4 till 16."
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_says_why_or_blames(language):
    words = words_of(language)
    causal = {
        "sv": r"\b(orsakade?|beror på|tack vare|ledde till|dålig|fel på)\b",
        "en": r"\b(caused?|due to|thanks)\b",
    }
    told = [str(words._entry(key)) for key in words._table if key.startswith("overview.")]
    assert len(told) > 60
    assert [text for text in told if re.search(causal[language], text, re.I)] == []
