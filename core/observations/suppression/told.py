"""How much of a dataset is hidden and why, for a page that says so."""

from dataclasses import dataclass

from core.indicators.indicator import Indicator
from core.observations.suppression.limits import Limits, limits_of
from core.observations.suppression.shown import Shown


@dataclass(frozen=True, slots=True)
class HiddenCount:
    """Values of one indicator, reported and summed.

    small : hidden because the count is small; beside : hidden because a small one would follow from them;
    elsewhere : hidden already where the numbers came from; total : all values, hidden or not
    """

    indicator: Indicator
    limits: Limits
    small: int
    beside: int
    elsewhere: int
    total: int

    @property
    def hidden(self) -> int:
        return self.small + self.beside + self.elsewhere


def hidden_counts(shown: Shown) -> tuple[HiddenCount, ...]:
    """One for each indicator that has rows, in the catalogue's order."""
    return tuple(_count(shown, indicator) for indicator in shown.indicators())


def _count(shown: Shown, indicator: Indicator) -> HiddenCount:
    masks = shown.masks(indicator.id)
    small = sum(int(mask.small.sum()) for mask in masks)
    beside = sum(int(mask.beside.sum()) for mask in masks)
    elsewhere = sum(int(mask.grid.hidden.sum()) for mask in masks)
    total = elsewhere + sum(int(mask.grid.shown.sum()) for mask in masks)
    return HiddenCount(indicator, limits_of(indicator), small, beside, elsewhere, total)
