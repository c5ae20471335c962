"""A season in words: is there one, how sure is that, which months differ most, and what adjusting costs."""

from collections.abc import Iterator

import numpy as np

from core.indicators import Indicator
from core.spc.for_series import Charted
from core.spc.season import Season
from core.wording.p_value import p_text
from core.wording.titles import unit_text
from core.wording.words import Words, capitalised


def season_finding(words: Words, charted: Charted, season: Season | None) -> str:
    """The one sentence: a season, none seen, or why that cannot be told. ``season`` None: too much hidden."""
    if season is None:
        return words("season.hidden")
    if season.p is None:
        return words(f"season.{season.why}")
    return words(f"season.{season.why}", p=p_text(words, season.p))


def season_details(words: Words, charted: Charted, season: Season) -> list[str]:
    """Which month lies highest and lowest, with intervals, and which months are not in the estimate."""
    return list(_details(words, charted, season))


def _details(words: Words, charted: Charted, season: Season) -> Iterator[str]:
    if season.clear:
        index, lower, upper = differences(season)
        high, low = int(np.argmax(index)), int(np.argmin(index))
        above, below = lower[high] > 0, upper[low] < 0
        yield (
            _extreme(words, charted, season, "season.highest", high) if above else words("season.no_highest")
        )
        yield _extreme(words, charted, season, "season.lowest", low) if below else words("season.no_lowest")
    if season.far:
        months = [words.period(month, charted.series.period_type, short=True) for month in season.far]
        yield words("season.far", n=len(months), at=words.some(months))


def _extreme(words: Words, charted: Charted, season: Season, key: str, at: int) -> str:
    """A month that lies farthest from the year, with its interval."""
    value, low, high = (signed(words, charted.indicator, season, float(v[at])) for v in differences(season))
    return words(
        key,
        month=calendar_name(words, charted.series.period_type, int(season.calendar[at])),
        value=value,
        unit_text=difference_unit(words, charted, season),
        low=low,
        high=high,
    )


def differences(season: Season) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Index, lower and upper end as differences from the year: per cent where the season is a factor."""
    if season.multiplies:
        return 100 * (season.index - 1), 100 * (season.lower - 1), 100 * (season.upper - 1)
    return season.index, season.lower, season.upper


def decimals_of(indicator: Indicator, season: Season) -> int:
    """Decimals of a difference: whole per cent, or those of a level."""
    return 0 if season.multiplies else indicator.level_decimals


def signed(words: Words, indicator: Indicator, season: Season, value: float) -> str:
    """A difference with its sign: "+12", "−3", "0"."""
    decimals = decimals_of(indicator, season)
    text = words.number(value, decimals)
    return f"+{text}" if round(value, decimals) > 0 else text


def difference_unit(words: Words, charted: Charted, season: Season) -> str:
    """What differences are measured in."""
    if season.multiplies:
        return words("season.per_cent")
    indicator = charted.indicator
    if indicator.kind == "proportion" and indicator.multiply == 100:
        return words("season.points")
    return unit_text(words, indicator, charted.series.period_type)


def calendar_name(words: Words, period_type: str, first_month: int, short: bool = False) -> str:
    """A period of any year: "januari", "kvartal 1"; ``first_month`` 1 to 12."""
    if period_type == "month":
        form, width = ("format", "abbreviated") if short else ("stand-alone", "wide")
        return words.locale.months[form][width][first_month].rstrip(".")
    length = 3 if period_type == "quarter" else 6
    key = f"season.{period_type}_short" if short else f"season.{period_type}"
    return words(key, part=(first_month - 1) // length + 1)


def month_heading(words: Words, period_type: str, first_month: int) -> str:
    """The name of a period of the year where it stands by itself."""
    return capitalised(calendar_name(words, period_type, first_month))
