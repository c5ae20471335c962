"""The overview's cards in words: one thing that deserves attention a row."""

from collections.abc import Sequence

import pandas as pd

from core.overview.attention import Card
from core.wording import Words
from core.wording.overview import latest_parts
from core.wording.overview_cards import card_decimals, card_text

_NONE = "–"


def cards_table(words: Words, cards: Sequence[Card]) -> pd.DataFrame:
    """One row a card: why it is there, measure, change, latest value, its unit, its period, what there is."""
    columns = (
        words("overview.table_reason"),
        words("overview.column_indicator"),
        words("overview.table_change"),
        words("overview.table_value"),
        words("overview.table_unit"),
        words("overview.table_period"),
        words("overview.table_what"),
    )
    return pd.DataFrame([_row(words, card) for card in cards], columns=list(columns), dtype="str")


def _row(words: Words, card: Card) -> tuple[str, ...]:
    told = card_text(words, card)
    measure, change = told.name, _NONE
    if card.running is not None:  # such a card is named by the change
        measure, change = card.running.judged.indicator.name.in_(words.language), told.name
    latest = ("", "", "")
    if card.cell is not None:
        latest = latest_parts(words, card.cell.stand, card_decimals(card))
    return told.reason, measure, change, *(text or _NONE for text in latest), told.sentence
