"""The overview in words: what is new in a unit, how much chance alone would give, what a cell says."""

from collections.abc import Sequence

from core.observations.months import Month
from core.overview.attention import Attention
from core.overview.batch import Stand
from core.overview.chance import Chance
from core.overview.county import Cell
from core.wording.precision import value_number
from core.wording.standing import assurance_name, limits_decimals, standing_sentences, variation_name
from core.wording.titles import unit_text
from core.wording.words import Words, capitalised

_LEAST, _LARGE = 0.1, 10


def overview_headline(words: Words, found: Attention, place: str, since: Month) -> str:
    """What a manager takes along: how many measures have something new, and which targets are in danger."""
    told = {"total": found.told, "place": place, "since": words.month(since)}
    if not found.told:
        finding = words("overview.headline_untold", place=place)
    elif found.new:
        finding = words("overview.headline_new", n=found.new, **told)
    else:
        finding = words("overview.headline_none", n=found.told, place=place, since=words.month(since))
    counts = {
        "answers_turned": found.answers,
        "targets_missed": found.missed,
        "targets_at_risk": found.at_risk,
    }
    more = [words(f"overview.{what}", n=n) for what, n in counts.items() if n]
    if more:
        return words("overview.headline_more", finding=finding, more=words.list(more))
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
    if found.answers:
        said.append(words("overview.answers_by_chance"))
    return " ".join(said)


def calm(words: Words, *, ages: bool) -> str:
    """That nothing deserves attention, and what was looked for. ``ages``: whether old numbers were."""
    looked = ("signals", "targets", "changes", *(("ages",) if ages else ()))
    return words("overview.calm", looked=words.list([words(f"overview.looked_{what}") for what in looked]))


def chance_sentence(words: Words, signals: int, chance: Chance) -> str:
    """How many of the series in the table have a signal, and how many chance alone would give."""
    told = {"expected": _expected(words, chance), "span": _span(words, chance)}
    return words("overview.chance_all", n=signals, total=chance.n, **told)


def latest_parts(
    words: Words, stand: Stand, decimals: int | None = None, at: int | None = None
) -> tuple[str, str, str]:
    """The latest value that counts, its unit of measurement, and its period; "" where there is none.

    decimals : where something is told beside it; else those of the measure. at : position of another value.
    """
    at = stand.latest if at is None else at
    if at < 0:
        return "", "", ""
    given = stand.indicator.decimals if decimals is None else decimals
    value = value_number(words, stand.indicator, stand.value[at], given)
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
    values = [stand.value[stand.latest]] if stand.latest >= 0 else []
    decimals = limits_decimals(stand.standing, stand.indicator, values)
    told = standing_sentences(words, stand.standing, stand.indicator, stand.series.period_type, decimals)
    value, measured, period = latest_parts(words, stand, decimals)
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
