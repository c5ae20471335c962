"""The overview in words: what is new in a unit, how much chance alone would give, what each card says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from core.observations.months import Month
from core.overview.attention import Attention, Card
from core.overview.batch import Stand
from core.overview.chance import Chance
from core.overview.county import Cell
from core.spc.block import Bools
from core.wording.standing import assurance_name, limits_sentence, standing_sentences, variation_name
from core.wording.titles import unit_text
from core.wording.verdict import verdict_headline
from core.wording.verdict_figures import grade_words
from core.wording.words import Words, capitalised

_LEAST, _LARGE = 0.1, 10


@dataclass(frozen=True, slots=True)
class CardText:
    """What a card says: why it is there, its name, its latest value and when that was, what there is to see.

    value : "" where there is none. picture : what its small chart shows, for those who do not see it.
    """

    reason: str
    name: str
    value: str
    period: str
    sentence: str
    picture: str


def overview_headline(words: Words, found: Attention, place: str, since: Month) -> str:
    """What a manager takes along: how many measures have something new, and which targets are in danger."""
    told = {"total": found.told, "place": place, "since": words.month(since)}
    if not found.told:
        finding = words("overview.headline_untold", place=place)
    elif found.new:
        finding = words("overview.headline_new", n=found.new, **told)
    else:
        finding = words("overview.headline_none", n=found.told, place=place, since=words.month(since))
    counts = {"targets_missed": found.missed, "targets_at_risk": found.at_risk}
    targets = [words(f"overview.{what}", n=n) for what, n in counts.items() if n]
    if targets:
        return words("overview.headline_targets", finding=finding, targets=words.list(targets))
    return words("overview.headline_alone", finding=finding)


def overview_details(words: Words, found: Attention, cells: Sequence[Cell], chance: Chance) -> str:
    """How many new signals chance alone would give, and what else has happened since."""
    counts = {
        "passed": found.passed,
        "same": sum(cell.news == "same" for cell in cells),
        "gone": found.gone,
        "untold": found.measures - found.told,
    }
    said = [words(f"overview.{what}", n=n) for what, n in counts.items() if n]
    if found.told:
        said.insert(
            0, words("overview.chance_new", expected=_expected(words, chance), span=_span(words, chance))
        )
    return " ".join(said)


def calm(words: Words, *, ages: bool) -> str:
    """That nothing deserves attention, and what was looked for. ``ages``: whether old numbers were."""
    looked = ("signals", "targets", "changes", *(("ages",) if ages else ()))
    return words("overview.calm", looked=words.list([words(f"overview.looked_{what}") for what in looked]))


def chance_sentence(words: Words, signals: int, chance: Chance) -> str:
    """How many of the series in the table have a signal, and how many chance alone would give."""
    told = {"expected": _expected(words, chance), "span": _span(words, chance)}
    return words("overview.chance_all", n=signals, total=chance.n, **told)


def card_text(words: Words, card: Card) -> CardText:
    """What one card says."""
    reason = words(f"overview.reason.{card.reason}")
    if card.running is not None:
        return _change_text(words, card, reason)
    assert card.cell is not None
    stand = card.cell.stand
    value, period = latest_value(words, stand)
    return CardText(
        reason,
        stand.indicator.name.in_(words.language),
        value,
        period,
        _sentence(words, card),
        picture(words, stand),
    )


def latest_value(words: Words, stand: Stand) -> tuple[str, str]:
    """The latest value that counts, with its unit of measurement, and its period; "" where there is none."""
    value, measured, period = latest_parts(words, stand)
    return (words("overview.value", value=value, unit_text=measured), period) if value else ("", "")


def latest_parts(words: Words, stand: Stand) -> tuple[str, str, str]:
    """The latest value that counts, its unit of measurement, and its period; "" where there is none."""
    at = stand.latest
    if at < 0:
        return "", "", ""
    value = words.number(stand.value[at], stand.indicator.decimals)
    measured = unit_text(words, stand.indicator, stand.series.period_type)
    return value, measured, words.period(stand.series.months[at], stand.series.period_type)


def picture(words: Words, stand: Stand, drawn: int = 0) -> str:
    """A small chart in a sentence. ``drawn``: how many of its latest points are in it, 0 for all."""
    first = max(0, len(stand.value) - drawn) if drawn else 0
    n = int((stand.beyond | stand.pattern)[first:].sum())
    marked = words("overview.spark_marked", n=n) if n else words("overview.spark_unmarked")
    months, kind = stand.series.months, stand.series.period_type
    count = words(f"period_count.{kind}", n=len(months) - first)
    text = words("overview.spark", count=count, period=words.period(months[-1], kind), marked=marked)
    return capitalised(text)


def cell_name(words: Words, cell: Cell, since: Month) -> str:
    """A cell of the table in a few words, for those who have it read to them."""
    standing = cell.stand.standing
    said = [variation_name(words, standing)]
    if standing.assurance != "no_target":
        said.append(assurance_name(words, standing))
    if cell.is_new:
        said.append(words("overview.is_new", since=words.month(since)))
    return ". ".join(said)


def cell_sentences(words: Words, cell: Cell) -> str:
    """A cell of the table at length."""
    stand = cell.stand
    told = standing_sentences(words, stand.standing, stand.indicator, stand.series.period_type)
    value, measured, period = latest_parts(words, stand)
    if not value:
        return " ".join(told)
    latest = words("overview.latest", value=value, unit_text=measured, period=period)
    return " ".join((latest, *told))


def _expected(words: Words, chance: Chance) -> str:
    """With one decimal below ten; less than that is told as such, since about none would be too few."""
    if chance.expected < _LEAST:
        return words("overview.chance_least", least=words.number(_LEAST, 1))
    return words(
        "overview.chance_some", number=words.number(chance.expected, 1 if chance.expected < _LARGE else 0)
    )


def _span(words: Words, chance: Chance) -> str:
    if chance.low == chance.high:
        return words("overview.chance_span_one", low=chance.low)
    return words("overview.chance_span", low=chance.low, high=chance.high)


def _change_text(words: Words, card: Card, reason: str) -> CardText:
    assert card.running is not None
    change, judged = card.running.change, card.running.judged
    return CardText(
        reason=reason,
        name=change.name.in_(words.language),
        value=capitalised(grade_words(words, judged.verdict, hidden=judged.reason == "hidden")),
        period=judged.indicator.name.in_(words.language),
        sentence=verdict_headline(words, judged),
        picture=picture(words, card.cell.stand) if card.cell is not None else "",
    )


def _sentence(words: Words, card: Card) -> str:
    assert card.cell is not None
    cell, stand = card.cell, card.cell.stand
    kind = stand.series.period_type
    if card.reason == "old":
        last = _latest(stand, np.isfinite(stand.series.value))
        return words("overview.old_at", n=card.months_old, period=words.period(last, kind))
    if card.reason in ("target_missed", "target_at_risk"):
        return _target(words, stand)
    if card.reason == "passed":
        last = _latest(stand, stand.counted & (stand.beyond | stand.pattern))
        return words("overview.passed_at", period=words.period(last, kind))
    return " ".join(_signal(words, cell))


def _latest(stand: Stand, which: Bools) -> Month:
    """The month of the last of some points."""
    return np.datetime64(stand.series.months[int(np.flatnonzero(which)[-1])], "M")


def _signal(words: Words, cell: Cell) -> Iterable[str]:
    stand, evidence = cell.stand, cell.stand.standing.evidence
    yield words(
        "overview.signal",
        way=words(f"overview.way.{evidence.moved or 'both'}"),
        period=words.period(stand.series.months[stand.latest], stand.series.period_type),
        rules=words.list([words(f"rule.{code}.name") for code in evidence.rules]),
    )
    if cell.news == "turned":
        yield words("overview.turned")
    if stand.standing.assurance in ("met", "missed"):
        yield words("standing.sentence", text=assurance_name(words, stand.standing))


def _target(words: Words, stand: Stand) -> str:
    """The target and the limits it is held against."""
    measured = unit_text(words, stand.indicator, stand.series.period_type)
    held = limits_sentence(words, stand.standing, measured, stand.indicator)
    return held or words("standing.sentence", text=assurance_name(words, stand.standing))
