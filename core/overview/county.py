"""Every indicator in every unit of a level: where each stands now, and what is new since last time.

What is new is found by charting the numbers twice: all of them, and those up to the month of last time. Both
are the charts that the page for one indicator shows for those periods. Months that were revised since are
seen as they are now: nobody keeps the numbers of then.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

import numpy as np

from core.indicators import Indicator, Unit
from core.observations.dataset import Dataset
from core.observations.months import Month
from core.observations.schema import MONTHS_IN, TOTAL, Subgroup
from core.observations.series import Series
from core.overview.as_of import until
from core.overview.batch import Measured, Stand, is_signal, stand_together
from core.spc.standing import Standing

News = Literal["new", "turned", "passed", "gone", "same", "none", "untold"]
"""What has happened since last time.

new: a signal goes on that was not there. turned: one goes on that points a way it did not. passed: none
goes on, but a point since then was marked. gone: one that was there does not go on. same: it was there and
goes on. none: neither now nor then. untold: it cannot be told whether there is one now.
"""
NEWS: tuple[News, ...] = get_args(News)
IS_NEW = frozenset({"new", "turned"})
MONTHS_BACK = 3
"""How far back last time is until someone says when it was."""


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """An indicator in a unit: where it stands, where it stood last time, and what that makes.

    then : None where there were no numbers yet. points_since : how many points that count have come since.
    """

    stand: Stand
    then: Standing | None
    news: News
    points_since: int

    @property
    def indicator(self) -> Indicator:
        return self.stand.indicator

    @property
    def unit(self) -> Unit:
        return self.stand.unit

    @property
    def is_new(self) -> bool:
        """Whether a signal goes on that was not there last time, or pointed another way then."""
        return self.news in IS_NEW


@dataclass(frozen=True, eq=False)
class County:
    """All cells, indicators in the catalogue's order and units in the order asked.

    since : the last month of last time.
    """

    indicators: tuple[Indicator, ...]
    units: tuple[Unit, ...]
    cells: tuple[Cell, ...]
    since: Month

    @cached_property
    def _by_place(self) -> dict[tuple[str, str], Cell]:
        return {(cell.indicator.id, cell.unit.id): cell for cell in self.cells}

    def at(self, indicator: str, unit: str) -> Cell | None:
        """The cell of an indicator in a unit; None where there are no numbers."""
        return self._by_place.get((indicator, unit))

    def of_unit(self, unit: str) -> tuple[Cell, ...]:
        """The cells of a unit, in the catalogue's order."""
        return tuple(cell for cell in self.cells if cell.unit.id == unit)


def series_of(dataset: Dataset, units: Iterable[Unit], group: Subgroup = TOTAL) -> tuple[Measured, ...]:
    """Every indicator that has a series of the group in each unit."""
    there = list(units)
    return tuple(
        Measured(indicator, unit, series)
        for indicator in dataset.indicators()
        for unit in there
        for series in [dataset.series(indicator.id, unit.id, group)]
        if series is not None
    )


def county(measured: Sequence[Measured], since: Month) -> County:
    """Where everything stands, and what is new since the end of the month ``since``."""
    now = stand_together(measured)
    before = {
        place: cut for place, one in enumerate(measured) if (cut := until(one.series, since)) is not None
    }
    known = stand_together(
        Measured(measured[place].indicator, measured[place].unit, cut) for place, cut in before.items()
    )
    then = dict(zip(before, (stand.standing for stand in known), strict=True))
    cells = tuple(_cell(stand, then.get(place), since) for place, stand in enumerate(now))
    indicators = tuple({cell.indicator.id: cell.indicator for cell in cells}.values())
    units = tuple({cell.unit.id: cell.unit for cell in cells}.values())
    return County(indicators, units, cells, since)


def latest_settled(measured: Iterable[Measured]) -> Month | None:
    """The month in which the latest settled period of all ends; None where nothing is settled."""
    known = ((one.series, np.flatnonzero(one.series.status == "ok")) for one in measured)
    ends = [_month(series, int(at[-1])) + _to_end(series) for series, at in known if at.size]
    return max(ends, default=None)


def usual_since(measured: Sequence[Measured]) -> Month | None:
    """Last time until someone says when it was: three months or one period before the latest end."""
    latest = latest_settled(measured)
    if latest is None:
        return None
    monthly = any(one.series.period_type == "month" for one in measured)
    shortest = 1 if monthly else min(MONTHS_IN[one.series.period_type] for one in measured)
    return latest - max(MONTHS_BACK, shortest)


def months_to_choose(measured: Sequence[Measured], most: int = 24) -> tuple[Month, ...]:
    """The months that last time can be, latest first: ends of periods before the latest, at most ``most``."""
    latest = latest_settled(measured)
    if latest is None:
        return ()
    step = min(MONTHS_IN[one.series.period_type] for one in measured)
    first = min(one.series.months[0] for one in measured)
    return tuple(month for k in range(1, most + 1) if (month := latest - k * step) > first)


def _month(series: Series, at: int) -> Month:
    return np.datetime64(series.months[at], "M")


def _to_end(series: Series) -> int:
    """Months from the first month of a period to its last."""
    return MONTHS_IN[series.period_type] - 1


def _cell(stand: Stand, then: Standing | None, since: Month) -> Cell:
    after = stand.counted & (stand.series.months + _to_end(stand.series) > since)
    return Cell(stand, then, _news(stand, then, after), int(after.sum()))


def _news(stand: Stand, then: Standing | None, after: np.ndarray) -> News:
    now = stand.standing
    if now.variation == "unknown":
        return "untold"
    before = then is not None and is_signal(then)
    if is_signal(now):
        if not after.any():
            return "same"
        if not before or then is None:
            return "new"
        ways = now.evidence.moved, then.evidence.moved
        return "turned" if ways[0] is not None and ways[0] != ways[1] else "same"
    if before:
        return "gone"
    return "passed" if bool((after & (stand.beyond | stand.pattern)).any()) else "none"
