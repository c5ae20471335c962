"""Names and titles: what is shown, where, for whom, from where."""

from core.indicators import Indicator, Target, Unit, UnitRegister
from core.observations.dataset import Dataset
from core.observations.schema import Subgroup
from core.observations.summary import Summary
from core.spc.chart import Chart
from core.spc.for_series import Charted
from core.wording.words import Words

DIMENSIONS = ("target_group", "age", "sex", "other")
_CODES = {"target_group": ("sabo", "ordinart"), "sex": ("K", "M")}
"""Values that are codes of the app's own. "M" of another division is what the file calls something else."""


def group_name(words: Words, subgroup: Subgroup) -> str:
    """A subgroup in words: "Ålder: 80 år och äldre"; empty for the undivided whole."""
    parts = [
        words(f"group.{dimension}", value=group_value(words, dimension, getattr(subgroup, dimension)))
        for dimension in DIMENSIONS
        if getattr(subgroup, dimension) != "all"
    ]
    return ", ".join(parts)


def group_value(words: Words, dimension: str, value: str) -> str:
    """One value of a subgroup dimension; what the app has no word for stands as it was written."""
    if value in _CODES.get(dimension, ()):
        return words(f"group_value.{value}")
    if dimension == "age":
        low, dash, high = value.partition("-")
        if dash and low.isdigit():
            return words("group_value.age_to" if high else "group_value.age_from", low=low, high=high)
    return value


def measure_title(words: Words, charted: Charted) -> str:
    """What a chart shows: indicator, unit of measurement, unit of care and subgroup."""
    return words("figure.title", measure=measure_name(words, charted), place=place_name(words, charted))


def measure_name(words: Words, charted: Charted) -> str:
    """The indicator with its unit of measurement."""
    return words(
        "figure.measure",
        name=charted.indicator.name.in_(words.language),
        unit_text=unit_text(words, charted.indicator, charted.series.period_type),
    )


def place_name(words: Words, charted: Charted) -> str:
    """The unit of care, and the subgroup where there is one."""
    group = group_name(words, charted.series.subgroup)
    unit = charted.unit.name.in_(words.language)
    return words("figure.place_group", unit=unit, group=group) if group else unit


def unit_text(words: Words, indicator: Indicator, period_type: str = "month") -> str:
    """The unit of measurement: "per 100 inskrivna"; by kind and scale where the catalogue names none.

    A count is of something that happens: its unit is the period it happened in.
    """
    if indicator.kind == "count":
        return words(f"count_per.{period_type}")
    if indicator.unit:
        return indicator.unit.in_(words.language)
    if not indicator.needs_denominator:
        return words(f"page.data.unit_{indicator.kind}")
    if indicator.kind == "proportion" and indicator.multiply == 100:
        return "%"
    return words("page.data.unit_per", n=indicator.multiply)


def unit_label(words: Words, unit: Unit) -> str:
    """A unit's name as it stands in a list of choices: with its level where that is not obvious."""
    name = unit.name.in_(words.language)
    if unit.level in ("municipality", "other"):
        return name
    level = words(f"levels.{unit.level}")
    return name if level.lower() in name.lower() else f"{name} ({level.lower()})"


def unit_choice(words: Words, unit: Unit, register: UnitRegister) -> str:
    """A unit in a list of all units: those below a municipality with the name of whom they belong to."""
    if unit.level not in ("health_centre", "other") or unit.parent is None:
        return unit_label(words, unit)
    parent = register[unit.parent].name.in_(words.language)
    return words("filters.unit_of", unit=unit.name.in_(words.language), parent=parent)


def period_count(words: Words, period_type: str, n: int) -> str:
    """ "12 månader", "3 kvartal"."""
    return words(f"period_count.{period_type}", n=n)


def source_name(words: Words, source: str) -> str:
    """A source as a person reads it: sources of the app's own have a code, others stand as written."""
    return words(f"source.{source}") if words.has(f"source.{source}") else source


def dataset_name(words: Words, dataset: Dataset) -> str:
    """What a dataset is called: the sample county by its name, a file by the file's."""
    return words("page.data.sample_label") if dataset.made_up else dataset.label


def what_it_holds(words: Words, summary: Summary) -> str:
    """How many rows, indicators and units a set of observations has, and from when to when."""
    return words(
        "page.data.holds",
        rows=summary.n_rows,
        indicators=summary.n_indicators,
        units=summary.n_units,
        first=summary.first,
        last=summary.last,
    )


def chart_facts(words: Words, charted: Charted, made_up: bool) -> tuple[str, ...]:
    """Chart kind and rule set; baseline; source. Lines inside every picture, short enough for a phone."""
    source = [words("figure.facts_made_up")] if made_up else []
    if charted.series.source:
        source.append(words("figure.facts_source", source=source_name(words, charted.series.source)))
    return tuple(line for line in (*_computed(words, charted), " · ".join(source)) if line)


def _computed(words: Words, charted: Charted) -> list[str]:
    """What was computed: nothing where too much is hidden; otherwise kind, rules, baseline."""
    if charted.hidden.too_many:
        return [words("figure.facts_hidden")]
    chart, reason = charted.chart, charted.recommendation
    kind, rules = words(f"chart_kind.{chart.kind}.name"), words(f"rule_set.{chart.rules}.name")
    facts = [words("figure.facts_rules", kind=kind, rules=rules)]
    if chart.kind == "run" and reason.reason == "too_few_for_limits" and reason.values["kind"] != "run":
        replaced = words(f"chart_kind.{reason.values['kind']}.name")
        facts.append(words("figure.facts_too_few", kind=replaced, minimum=reason.values["minimum"]))
    return [*facts, _baseline(words, chart, charted.series.period_type)]


def baseline_text(words: Words, charted: Charted) -> str:
    """Which periods set the limits, without how many: those differ between units."""
    chart, period_type = charted.chart, charted.series.period_type
    if chart.baseline is None or not (chart.frozen or len(chart.part_starts) > 1):
        return words("panels.baseline_all")
    first, last = (words.period(month, period_type, short=True) for month in chart.baseline)
    return words("panels.baseline", first=first, last=last)


def _baseline(words: Words, chart: Chart, period_type: str) -> str:
    """By its ends, always: a chart does not know whether its series is all there is or a period of it."""
    count = period_count(words, period_type, chart.n_baseline)
    if chart.baseline is None:
        return words("figure.facts_baseline_none")
    first, last = (words.period(month, period_type, short=True) for month in chart.baseline)
    return words("figure.facts_baseline", first=first, last=last, count=count)


def target_text(words: Words, indicator: Indicator, target: Target) -> str:
    """A target with its unit, the years it holds, and whose it is."""
    first, last = target.from_year, target.to_year
    years = (
        ""
        if first is None and last is None
        else f"{first or ''}–{last or ''}"
        if first != last
        else f"{first}"
    )
    value = f"{words.number(target.value, indicator.decimals)} {unit_text(words, indicator)}"
    source = target.source.in_(words.language)
    return ". ".join(part for part in (", ".join(p for p in (value, years) if p), source) if part)
