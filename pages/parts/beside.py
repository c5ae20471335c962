"""Whom a unit is shown beside: the nearest ancestor with numbers, or its whole level together."""

from core.figures.beside import Beside
from core.observations.cut import between
from core.wording import Words
from pages.parts.choices import Chosen


def find_beside(words: Words, chosen: Chosen) -> Beside | None:
    """The comparison for the chosen series, over the same period; None where there is none on the same scale.

    Counts are not set beside counts of a larger population: the scales say nothing about each other.
    """
    if chosen.indicator.kind == "count":
        return None
    other = chosen.dataset.comparison(chosen.whole)
    if other is None:
        return None
    name = (
        words("choose.pooled") if other.pooled else chosen.dataset.units[other.unit].name.in_(words.language)
    )
    return Beside(name, between(other, chosen.series.months[0], chosen.series.months[-1]))
