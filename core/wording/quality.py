"""What was found in the numbers, as a person reads it."""

from core.observations.dataset import Dataset
from core.observations.quality import Finding, Group, Report
from core.observations.schema import TOTAL
from core.remarks import Value
from core.wording.titles import group_name, period_count
from core.wording.words import Words, capitalised

MOST_PERIODS = 6
MOST_PLACES = 4
OWN_NAME = ("break_inside",)


def group_title(words: Words, group: Group, dataset: Dataset) -> str:
    """What was found, and in which indicator."""
    return words(
        "quality.name", what=words(f"finding.{group.code}.title"), indicator=_name(words, group, dataset)
    )


def group_places(words: Words, group: Group, dataset: Dataset) -> list[str]:
    """Where it was found, a sentence a place, at most ``MOST_PLACES`` and then how many more."""
    told = [finding_sentence(words, one, dataset) for one in group.findings[:MOST_PLACES]]
    more = len(group.findings) - len(told)
    return [*told, words("quality.more", n=more)] if more else told


def group_advice(words: Words, group: Group) -> tuple[str, str]:
    """What it does to the statistics, and what to do about it."""
    return words(f"quality.effect.{group.findings[0].effect}"), words(f"finding.{group.code}.todo")


def report_counts(words: Words, report: Report) -> str:
    """How much was found of each severity, in one line; empty when nothing was."""
    counts = {
        "quality.count_wrong": report.count("wrong"),
        "quality.count_check": report.count("check"),
        "quality.count_know": report.count("know"),
    }
    return " ".join(words(key, n=n) for key, n in counts.items() if n)


def finding_sentence(words: Words, finding: Finding, dataset: Dataset) -> str:
    """Where and what: "Habo: Nivån går från 4,8 till 48 i mars 2025."."""
    values: dict[str, Value] = dict(finding.values)
    values["periods"] = periods_text(words, finding)
    for name in ("others", "before"):
        if name in values and not isinstance(values[name], float):
            values[name] = words.period(values[name], finding.period_type)  # type: ignore[arg-type]
    if "other" in values:
        values["other"] = _unit(words, str(values["other"]), dataset)
    if "kinds" in values:
        values["kinds"] = _kinds(words, values["kinds"])
    if finding.code in OWN_NAME:
        values["text"] = str(values["text_sv" if words.language == "sv" else "text_en"])
    what = capitalised(words(f"finding.{finding.code}.what", **values))
    place = place_text(words, finding, dataset)
    return words("quality.place", unit=place, what=what) if place else what


def place_text(words: Words, finding: Finding, dataset: Dataset) -> str:
    """The unit and the subgroup; empty for all of them."""
    unit = _unit(words, finding.unit, dataset) if finding.unit else ""
    group = group_name(words, finding.subgroup) if finding.subgroup != TOTAL else ""
    return ", ".join(part for part in (unit, group) if part)


def periods_text(words: Words, finding: Finding) -> str:
    """The periods by name; a stretch by its ends; many cut short."""
    names = [words.period(period, finding.period_type) for period in finding.periods]
    if finding.code == "value_stuck":
        return words("quality.span", first=names[0], last=names[1])
    return words.some(names, MOST_PERIODS)


def _kinds(words: Words, kinds: Value) -> str:
    """Lengths of periods in words: "1 månad och 1 kvartal"."""
    return words.list(period_count(words, str(kind), 1) for kind in kinds) if isinstance(kinds, tuple) else ""


def _name(words: Words, group: Group, dataset: Dataset) -> str:
    known = dataset.catalogue.get(group.indicator)
    return known.name.in_(words.language) if known else group.indicator


def _unit(words: Words, unit: str, dataset: Dataset) -> str:
    known = dataset.units.get(unit)
    return known.name.in_(words.language) if known else unit
