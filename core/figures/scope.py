"""What a figure's numbers are of, and from when to when: told wherever the figure is taken along."""

from dataclasses import dataclass

from core.observations.months import Month
from core.observations.series import Series
from core.wording import Words


@dataclass(frozen=True, slots=True)
class Scope:
    """What the numbers are of, in the reader's words.

    name : what is shown, without its unit of measurement. place : where.
    first, last : the first and last period of the data by name, "" where there is no time.
    latest : the first month of the last period.
    """

    name: str
    place: str = ""
    first: str = ""
    last: str = ""
    latest: Month | None = None


def scope_of(words: Words, name: str, place: str, *several: Series) -> Scope:
    """The scope of a figure that rests on one or more series of one period length."""
    ends = [month for series in several if len(series.months) for month in series.months[[0, -1]]]
    if not ends:
        return Scope(name, place)
    first, last = (words.period(month, several[0].period_type) for month in (min(ends), max(ends)))
    return Scope(name, place, first, last, latest=max(ends))
