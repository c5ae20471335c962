"""Trend and shift of a series in words: which way, how much, when, how sure, and what it is not."""

from core.change.shifts import FALSE_AT
from core.change.without_date import WithoutDate
from core.wording.titles import period_count
from core.wording.verdict_figures import p_text, signed
from core.wording.words import Words


def trend_sentence(words: Words, told: WithoutDate) -> str:
    """Whether the series goes up or down, and how much a year."""
    trend = told.trend
    assert trend.a_year is not None
    assert trend.interval is not None
    assert trend.moved is not None
    ends = [100 * end for end in trend.interval]
    if trend.moved == "none":
        low, high = (signed(words, end) for end in ends)
        return words("trend.none", low=low, high=high)
    low, high = sorted(abs(end) for end in ends)
    return words(
        f"trend.{trend.moved}",
        a_year=_percent(words, 100 * abs(trend.a_year)),
        low=_percent(words, low),
        high=_percent(words, high),
    )


def shift_sentence(words: Words, told: WithoutDate) -> str:
    """Whether the level changed for good, when and by how much; with how often chance alone looks so."""
    best = told.shifts.best
    if best is None:
        return words("trend.shift_few")
    if told.shift is None:
        return words("trend.shift_none", p=p_text(words, best.p))
    kind = told.series.period_type
    return words(
        "trend.shift_up" if best.relative > 0 else "trend.shift_down",
        month=words.period(best.month, kind),
        percent=_percent(words, 100 * abs(best.relative)),
        earliest=words.period(best.earliest, kind),
        latest=words.period(best.latest, kind),
        p=p_text(words, best.p),
    )


def trend_details(words: Words, told: WithoutDate) -> tuple[str, ...]:
    """What it rests on, what cannot be told apart, and what it is not."""
    found = [words("trend.rests", count=period_count(words, told.series.period_type, told.trend.n))]
    if told.since is not None:
        found.append(words("trend.since", month=words.period(told.since, told.series.period_type)))
    if told.trend.moved != "none" and told.shift is not None:
        found.append(words("trend.both"))
    if told.shift is not None:
        little, some, much = (round(100 * share) for share in FALSE_AT.values())
        found.append(words("trend.false_shifts", little=little, some=some, much=much))
    return (*found, words("trend.is_not"))


def trend_why_not(words: Words, told: WithoutDate) -> str:
    """Why nothing can be said of the series."""
    count = period_count(words, told.series.period_type, told.trend.n)
    return words(f"trend.why_{told.reason}", count=count, window=told.indicator.window_months or 0)


def _percent(words: Words, percent: float) -> str:
    return words.number(percent, 0 if percent >= 9.95 else 1)
