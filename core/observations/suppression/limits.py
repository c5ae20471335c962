"""From where on a count may be shown: the catalogue's limits, and the usual ones where it says nothing."""

from dataclasses import dataclass

from core.indicators.indicator import Indicator


@dataclass(frozen=True, slots=True)
class Limits:
    """Counts from 1 up to but not including a limit are hidden; 0 hides none.

    numerator : of what is counted
    denominator : of those it is counted among; a smaller one hides the whole row
    complement : of those among them who are not counted
    """

    numerator: int
    denominator: int
    complement: int = 0

    @property
    def any(self) -> bool:
        return max(self.numerator, self.denominator, self.complement) > 1


def limits_of(indicator: Indicator) -> Limits:
    """The limits of an indicator. Few people are few on either side of the line: where the catalogue says
    nothing of the denominator, the numerator's limit holds for it too. For those who are not counted it holds
    where the catalogue says that it tells as much of a person not to be counted as to be."""
    below, denominator = indicator.suppress_below, indicator.suppress_denominator_below
    both = indicator.complement_sensitive and indicator.kind == "proportion"
    return Limits(below, below if denominator is None else denominator, below if both else 0)
