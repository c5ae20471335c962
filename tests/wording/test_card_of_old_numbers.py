"""A card about old numbers tells one date: that of the last number there is, also where it does not count."""

import numpy as np
import pytest

from core.overview.attention import Card
from core.wording import words_of
from core.wording.overview_cards import card_text
from tests.figures.made_charts import SHARE, STEADY
from tests.overview.made_cells import cell

SV, EN = words_of("sv"), words_of("en")
LATE = [*["ok"] * 22, "provisional", "missing"]


def card(status=None) -> Card:
    numbers = np.array(STEADY, dtype=float)
    return Card("old", cell(numbers, SHARE, status=status), months_old=5)


@pytest.mark.parametrize(
    ("status", "period"), [(None, "december 2023"), (LATE, "november 2023, preliminärt")]
)
def test_one_date_is_told(status, period):
    told = card_text(SV, card(status))
    assert told.beside == period
    assert "2023" not in told.sentence
    assert told.sentence == "Det är den senaste siffran. Perioden tog slut för 5 månader sedan."


def test_the_value_is_that_of_the_date():
    share = 100 * STEADY[22] / 400
    assert card_text(SV, card(LATE)).value == f"{SV.number(share, SHARE.decimals)} procent"


def test_in_english():
    told = card_text(EN, card(LATE))
    assert (told.beside, told.sentence) == (
        "November 2023, provisional",
        "It is the latest number. Its period ended 5 months ago.",
    )
