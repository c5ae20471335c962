"""What a card of the overview says: the finding in a sentence, with a date, a size, and what is usual."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.observations.months import Month
from core.overview.attention import Card
from core.overview.batch import Stand
from core.overview.running import Running
from core.spc.block import Bools, Ints
from core.wording.overview import latest_parts, picture
from core.wording.precision import decimals_together, value_number
from core.wording.standing import assurance_name, limits_decimals, limits_sentence
from core.wording.titles import period_count, unit_text
from core.wording.verdict import levels_parts, verdict_headline
from core.wording.verdict_figures import change_with_range, grade_words
from core.wording.words import Words, capitalised

_MOST_NAMED = 3
_BEYOND = "beyond_limits"


@dataclass(frozen=True, slots=True)
class CardText:
    """What a card says: why it is there, its name, its latest value and when that was, what there is to see.

    value : "" where there is none. beside : what stands in small beside it; of a change, how large it is in
    per cent. picture : what its small chart shows, for those who do not see it.
    """

    reason: str
    name: str
    value: str
    beside: str
    sentence: str
    picture: str


def card_text(words: Words, card: Card) -> CardText:
    """What one card says."""
    drawn = picture(words, card.cell.stand) if card.cell is not None else ""
    reason = words(f"overview.reason.{card.reason}")
    if card.running is not None:
        name = card.running.change.name.in_(words.language)
        sentence = " ".join(_change(words, card.running))
        return CardText(reason, name, *_size(words, card.running), sentence, drawn)
    assert card.cell is not None
    name = card.cell.indicator.name.in_(words.language)
    decimals = card_decimals(card)
    if card.reason == "old":
        return CardText(
            reason, name, *_last_number(words, card.cell.stand, decimals), _old(words, card), drawn
        )
    value, measured, period = latest_parts(words, card.cell.stand, decimals)
    latest = words("overview.value", value=value, unit_text=measured) if value else ""
    return CardText(reason, name, latest, period, " ".join(_sentences(words, card, decimals)), drawn)


def _last_number(words: Words, stand: Stand, decimals: int) -> tuple[str, str]:
    """The last number there is, also one that does not count, so that a card of its age tells one date."""
    at = _last(np.isfinite(stand.series.value))
    value, measured, period = latest_parts(words, stand, decimals, at)
    if stand.series.status[at] == "provisional":
        period = words("overview.card.provisional", period=period)
    return words("overview.value", value=value, unit_text=measured), period


def _old(words: Words, card: Card) -> str:
    return words("overview.old_at", n=card.months_old)


def card_decimals(card: Card) -> int:
    """One precision for a card about a measure: for its latest value, and for what that is held against."""
    assert card.cell is not None
    stand = card.cell.stand
    at, indicator = stand.latest, stand.indicator
    if at < 0 or card.running is not None or card.reason == "old":
        return indicator.decimals
    values = [float(stand.value[at])]
    if card.reason in ("target_missed", "target_at_risk"):
        return limits_decimals(stand.standing, indicator, values)
    if card.reason == "passed":
        point = _passed_point(stand)
        return decimals_together(indicator, [float(stand.value[point])], [float(stand.centre[point])])
    rules = set(stand.standing.evidence.rules)
    lines = [stand.lower, stand.upper] if _BEYOND in rules else []
    lines += [stand.centre] if rules - {_BEYOND} else []
    return decimals_together(indicator, values, [float(line[at]) for line in lines])


def _size(words: Words, running: Running) -> tuple[str, str]:
    """What was seen and what was expected, and the difference in per cent with its uncertainty."""
    judged, verdict = running.judged, running.judged.verdict
    levels = levels_parts(words, judged)
    if levels is None:
        hidden = judged.reason == "hidden"
        return capitalised(grade_words(words, verdict, hidden=hidden)), ""
    change = change_with_range(words, verdict.relative_effect, verdict.interval)
    return words("overview.card.levels", **levels), change


def _change(words: Words, running: Running) -> Iterator[str]:
    yield verdict_headline(words, running.judged)
    if running.turned and running.then is not None and running.since is not None:
        hidden = running.then.reason == "hidden"
        before = grade_words(words, running.then.verdict, hidden=hidden)
        yield words("overview.card.answer_then", since=words.month(running.since), before=before)


def _sentences(words: Words, card: Card, decimals: int) -> Iterator[str]:
    assert card.cell is not None
    cell, stand = card.cell, card.cell.stand
    if card.reason in ("target_missed", "target_at_risk"):
        yield from _target(words, stand, decimals)
    elif card.reason == "passed":
        yield _passed(words, stand, decimals)
    else:
        yield from _signal(words, stand, decimals)
        if cell.news == "turned":
            yield words("overview.turned")
        if stand.standing.assurance in ("met", "missed"):
            yield words("standing.sentence", text=assurance_name(words, stand.standing))
        yield from _also(words, card)


def _also(words: Words, card: Card) -> Iterator[str]:
    """Where else the same is new, and what other measures may tell the same."""
    if card.also_in:
        places = words.some([unit.name.in_(words.language) for unit in card.also_in], _MOST_NAMED)
        yield words("overview.card.also_in", places=places)
    if card.also:
        names = words.some([one.indicator.name.in_(words.language) for one in card.also], _MOST_NAMED)
        yield words("overview.card.also", names=names)


def _signal(words: Words, stand: Stand, decimals: int) -> Iterator[str]:
    """Each rule that fires now: what lies where, since when, and what it is held against. That values cross
    their line seldom is told where nothing plainer is: a long run is that already.
    """
    told = {name: words.number(line[stand.latest], decimals) for name, line in _lines(stand)}
    told["unit_text"] = unit_text(words, stand.indicator, stand.series.period_type)
    way = "up" if stand.value[stand.latest] > stand.centre[stand.latest] else "down"
    kind = stand.series.period_type
    for code in stand.standing.evidence.rules:
        if code == _BEYOND:
            period = capitalised(words.period(_month(stand, stand.latest), kind))
            yield words(f"overview.card.beyond_{way}", period=period, **told)
        elif code == "anhoej_run":
            run = _run(stand)
            count = capitalised(period_count(words, kind, len(run)))
            first = words.period(_month(stand, int(run[0])), kind)
            yield words(f"overview.card.run_{way}", count=count, first=first, **told)
        elif len(stand.standing.evidence.rules) == 1:
            yield words("overview.card.crossings", **told)


def _lines(stand: Stand) -> tuple[tuple[str, np.ndarray], ...]:
    return ("centre", stand.centre), ("lower", stand.lower), ("upper", stand.upper)


def _run(stand: Stand) -> Ints:
    """Positions of the run on one side that the latest point is in; points on the line are passed over."""
    side = np.sign(stand.value - stand.centre)
    off = np.flatnonzero(stand.counted & (side != 0))
    ends = ~(stand.pattern[off] & (side[off] == side[off[-1]]))
    first = int(np.flatnonzero(ends)[-1]) + 1 if ends.any() else 0
    return off[first:]


def _passed_point(stand: Stand) -> int:
    """Position of the latest point with a signal."""
    return _last(stand.counted & (stand.beyond | stand.pattern))


def _passed(words: Words, stand: Stand, decimals: int) -> str:
    """The latest point with a signal, and what it is held against."""
    at = _passed_point(stand)
    return words(
        "overview.passed_at",
        period=words.period(_month(stand, at), stand.series.period_type),
        value=value_number(words, stand.indicator, stand.value[at], decimals),
        centre=words.number(stand.centre[at], decimals),
        unit_text=unit_text(words, stand.indicator, stand.series.period_type),
    )


def _target(words: Words, stand: Stand, decimals: int) -> Iterator[str]:
    """The target, and between what limits values fall as long as nothing changes."""
    measured = unit_text(words, stand.indicator, stand.series.period_type)
    held = limits_sentence(words, stand.standing, measured, decimals)
    yield held or words("standing.sentence", text=assurance_name(words, stand.standing))
    if held:
        yield words(f"overview.card.target_{stand.standing.assurance}")
    if stand.signals:
        yield words("overview.card.signal_too")


def _last(which: Bools) -> int:
    return int(np.flatnonzero(which)[-1])


def _month(stand: Stand, at: int) -> Month:
    return np.datetime64(stand.series.months[at], "M")
