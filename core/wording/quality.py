"""What was found in the numbers, as a person reads it."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from core.observations.dataset import Dataset
from core.observations.quality import Finding, Group, Report
from core.observations.schema import TOTAL
from core.remarks import Caveat, Value
from core.wording.titles import group_name, period_count
from core.wording.words import Words, capitalised

MOST_PERIODS = 6
MOST_PLACES = 4
SMALLEST_SHARE = 0.1
"""Per cent: a share nearer to none or to all than this is told by the bound."""
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
    """How much is wrong or to be checked, in one line, or that nothing looks wrong."""
    counts = {
        "quality.count_wrong": report.count("wrong"),
        "quality.count_check": report.count("check"),
    }
    return " ".join(words(key, n=n) for key, n in counts.items() if n) or words("quality.sound")


def known_lines(
    words: Words, groups: Iterable[Group], dataset: Dataset, *, at_length: bool = False
) -> dict[str, list[str]]:
    """What is as it should be, by what it is: a line a sentence, with the indicators that share it.

    at_length : places by name rather than by number
    """
    shared: dict[str, dict[str, list[str]]] = {}
    for group in groups:
        sentences = shared.setdefault(words(f"finding.{group.code}.title"), {})
        named = at_length or len(group.findings) == 1
        for told in group_places(words, group, dataset) if named else [_many(words, group)]:
            sentences.setdefault(told, []).append(_name(words, group, dataset))
    if len(dataset.observations.indicator_ids()) == 1:
        return {title: list(sentences) for title, sentences in shared.items()}
    return {
        title: [
            words("quality.same", indicators=words.some(indicators, MOST_PLACES), what=told)
            for told, indicators in sentences.items()
        ]
        for title, sentences in shared.items()
    }


def _many(words: Words, group: Group) -> str:
    """How often something that is found in single series was found."""
    n = sum(max(len(one.periods), 1) for one in group.findings)
    units = len({(one.unit, one.subgroup) for one in group.findings})
    return words("quality.in_many", periods=n, n=units)


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
    if "percent" in values:
        values["percent"] = _share_text(words, finding.values["percent"])
    if finding.code in OWN_NAME:
        values["text"] = str(values["text_sv" if words.language == "sv" else "text_en"])
    what = capitalised(words(f"finding.{finding.code}.what", **values))
    place = place_text(words, finding, dataset)
    return words("quality.place", unit=place, what=what) if place else what


def _share_text(words: Words, percent: Value) -> str:
    """With one decimal; some rows are never written as none of them, and not all as all."""
    share = float(percent)  # type: ignore[arg-type]
    if 0 < share < SMALLEST_SHARE:
        return words("quality.share_below", bound=SMALLEST_SHARE)
    if 100 - SMALLEST_SHARE < share < 100:
        return words("quality.share_above", bound=100 - SMALLEST_SHARE)
    return words.number(share, 1)


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


def doubt_sentences(words: Words, caveats: Iterable[Caveat], period_type: str) -> list[str]:
    """What was found in the numbers of one series, as doubts about an answer that rests on them."""
    told = []
    for one in caveats:
        values = {
            **one.values,
            "periods": words.some(words.period(at, period_type) for at in _periods(one)),
        }
        told.append(words.caveat(Caveat(one.code, values)))
    return told


def doubts_of_many(words: Words, found: Sequence[tuple[str, Sequence[Caveat], str]]) -> list[str]:
    """What was found in several series that stand in one picture: a line for each sort.

    found : what each series is called beside the others, its caveats, and its period type. What is the same
        in all of them is told without names, what is in one with its own sentence, and else who has it.
    """
    told: dict[str, dict[str, str]] = {}
    for name, caveats, period_type in found:
        for one, sentence in zip(caveats, doubt_sentences(words, caveats, period_type), strict=True):
            told.setdefault(one.code, {})[name] = sentence
    return [_of_many(words, code, sentences, len(found)) for code, sentences in told.items()]


def _of_many(words: Words, code: str, sentences: Mapping[str, str], n_series: int) -> str:
    same = len(set(sentences.values())) == 1
    if same and len(sentences) == n_series:
        return next(iter(sentences.values()))
    if len(sentences) == 1:
        name, sentence = next(iter(sentences.items()))
        return words("quality.place", unit=name, what=sentence)
    title = words(f"finding.{code.removeprefix('data.')}.title")
    return words("quality.doubt_of_many", what=title, names=words.some(sentences, MOST_PLACES))


def _periods(caveat: Caveat) -> list[np.datetime64]:
    at = caveat.values.get("periods", ())
    return [one for one in at if isinstance(one, np.datetime64)] if isinstance(at, tuple) else []


def _kinds(words: Words, kinds: Value) -> str:
    """Lengths of periods in words: "1 månad och 1 kvartal"."""
    return words.list(period_count(words, str(kind), 1) for kind in kinds) if isinstance(kinds, tuple) else ""


def _name(words: Words, group: Group, dataset: Dataset) -> str:
    known = dataset.catalogue.get(group.indicator)
    return known.name.in_(words.language) if known else group.indicator


def _unit(words: Words, unit: str, dataset: Dataset) -> str:
    known = dataset.units.get(unit)
    return known.name.in_(words.language) if known else unit
