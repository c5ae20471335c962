"""From where on a count may be shown: the catalogue's limits, and the usual ones where it says nothing."""

from dataclasses import dataclass

from core.indicators.indicator import Indicator


@dataclass(frozen=True, slots=True)
class Limits:
    """Counts from 1 up to but not including a limit are hidden; 0 hides none.

    numerator : of what is counted
    denominator : of those it is counted among; a smaller one hides the whole row
    """

    numerator: int
    denominator: int

    @property
    def any(self) -> bool:
        return self.numerator > 1 or self.denominator > 1


def limits_of(indicator: Indicator) -> Limits:
    """The limits of an indicator. Few people are few on either side of the line: where the catalogue says
    nothing of the denominator, the numerator's limit holds for it too."""
    denominator = indicator.suppress_denominator_below
    return Limits(indicator.suppress_below, indicator.suppress_below if denominator is None else denominator)
