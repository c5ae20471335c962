"""Many units side by side, in words: how each stands, and how many stand how."""

from collections.abc import Sequence

from core.spc.for_series import Charted
from core.spc.rules import RULE_SETS
from core.spc.standing import Standing, standing_of
from core.wording.titles import baseline_text, source_name, unit_text
from core.wording.words import Words

MOST_NAMED = 6
_WHOLE_PART = frozenset(rule.code for rules in RULE_SETS.values() for rule in rules.rules if rule.whole_part)
"""Rules that judge the whole part and point at no month: what they find is not of the latest one."""


def standing_word(words: Words, standing: Standing) -> str:
    """How a unit stands now, in a word or two: "förbättring", "stabilt", "för tidigt att säga"."""
    evidence = standing.evidence
    if standing.variation == "unknown":
        return words(f"panels.unknown_{evidence.unknown}")
    if standing.variation == "common" and evidence.earlier:
        return words("panels.earlier")
    if evidence.rules and set(evidence.rules) <= _WHOLE_PART:
        return words("panels.wandering")
    return words(f"panels.{standing.variation}")


def panels_sentences(
    words: Words, chartings: Sequence[Charted], stands: Sequence[Standing] | None = None
) -> list[str]:
    """How many units have a signal now, had one earlier, vary as chance does, do not vary or cannot be told,
    and who.
    """
    stands = stands or [standing_of(charted) for charted in chartings]
    names = [charted.unit.name.in_(words.language) for charted in chartings]
    if len(names) == 1:
        return [words("panels.alone", name=names[0], standing=standing_word(words, stands[0]))]

    def those(chosen: Sequence[bool]) -> list[str]:
        return [name for name, one in zip(names, chosen, strict=True) if one]

    unknown = [stand.variation == "unknown" for stand in stands]
    common = [stand.variation == "common" for stand in stands]
    now = those([not (u or c) for u, c in zip(unknown, common, strict=True)])
    earlier = those([c and stand.evidence.earlier for c, stand in zip(common, stands, strict=True)])
    steady = those([c and not stand.evidence.earlier for c, stand in zip(common, stands, strict=True)])
    flat = [stand.evidence.unknown == "constant" for stand in stands]
    untold = those([u and not f for u, f in zip(unknown, flat, strict=True)])
    total = count_of(words, chartings)
    if now:
        told = [words("panels.now", n=len(now), total=total, names=words.some(now, MOST_NAMED))]
    elif all(unknown) and not any(flat):
        return [words("panels.none_told", total=total)]
    else:
        told = [
            words(
                "panels.none_now_of" if untold else "panels.none_now",
                total=total,
                n=len(names) - len(untold),
            )
        ]
    groups = {
        "panels.had": earlier,
        "panels.steady": steady,
        "panels.constant": those(flat),
        "panels.untold": untold,
    }
    for key, group in groups.items():
        if group:
            told.append(words(key, n=len(group), names=words.some(group, MOST_NAMED)))
    return told


def count_of(words: Words, chartings: Sequence[Charted]) -> str:
    """ "13 kommuner"; "16 enheter" where they are of different levels."""
    levels = {charted.unit.level for charted in chartings}
    level = levels.pop() if len(levels) == 1 else "other"
    return words(f"panels.count_{level}", n=len(chartings))


def panels_name(words: Words, chartings: Sequence[Charted]) -> str:
    """What the picture shows: the indicator with its unit of measurement."""
    first = chartings[0]
    unit = unit_text(words, first.indicator, first.series.period_type)
    return words("figure.measure", name=first.indicator.name.in_(words.language), unit_text=unit)


def panels_facts(words: Words, chartings: Sequence[Charted], shared: bool, made_up: bool) -> tuple[str, ...]:
    """Chart kinds and rule set; baseline; whether the scale is shared; source. A line each."""
    computed = [charted for charted in chartings if not charted.hidden.too_many]
    kinds = list(dict.fromkeys(words(f"chart_kind.{charted.chart.kind}.name") for charted in computed))
    facts = []
    if computed:
        rules = words(f"rule_set.{computed[0].chart.rules}.name")
        facts.append(words("figure.facts_rules", kind=words.list(kinds), rules=rules))
        baselines = {baseline_text(words, charted) for charted in computed}
        facts.append(baselines.pop() if len(baselines) == 1 else words("panels.baselines_differ"))
    facts.append(words("panels.scale_shared" if shared else "panels.scale_own"))
    source = [words("figure.facts_made_up")] if made_up else []
    named = dict.fromkeys(source_name(words, c.series.source) for c in chartings if c.series.source)
    if named:
        source.append(words("figure.facts_source", source=words.list(named)))
    return tuple(line for line in (*facts, " · ".join(source)) if line)
