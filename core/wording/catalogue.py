"""What the catalogue knows of an indicator, as a person reads it on its card."""

from core.indicators import Catalogue, Indicator
from core.observations.suppression import limits_of
from core.wording.titles import target_text, unit_text
from core.wording.words import Words, capitalised


def card_label(words: Words, indicator: Indicator) -> str:
    """Name and unit of measurement."""
    name = indicator.name.in_(words.language)
    return words("catalogue.label", name=name, unit_text=unit_text(words, indicator, _period(indicator)))


def card_rows(words: Words, indicator: Indicator, catalogue: Catalogue) -> list[tuple[str, str]]:
    """Everything the catalogue says, as pairs of what and how; what it leaves open is left out."""
    rows = [*_meaning(words, indicator), *_scale(words, indicator)]
    rows += [
        (words("page.follow.target"), target_text(words, indicator, target)) for target in indicator.targets
    ]
    for known in indicator.breaks:
        said = f"{words.month(known.month)}. {known.text.in_(words.language)}"
        rows.append((words("page.follow.breaks"), said))
    rows += [*_treated(words, indicator), *_origin(words, indicator, catalogue)]
    return [(label, text) for label, text in rows if text]


def chart_text(words: Words, indicator: Indicator) -> str:
    """Which chart the catalogue recommends, and why."""
    if indicator.chart == "trend":
        return words("catalogue.chart_trend")
    name = words(f"chart_kind.{indicator.chart}.name")
    why = words(f"chart_kind.{indicator.chart}.why")
    usual = words("catalogue.chart_usual") if indicator.usual_chart else ""
    named = ", ".join(part for part in (name, usual) if part)
    return f"{capitalised(named)}. {why}"


def hiding_text(words: Words, indicator: Indicator) -> str:
    """Which small numbers are hidden."""
    limit = indicator.suppress_below
    told = [
        words("catalogue.hide_below", most=limit - 1) if limit > 1 else words("catalogue.hide_none"),
    ]
    if indicator.suppress_denominator_below:
        told.append(words("catalogue.hide_denominator", limit=indicator.suppress_denominator_below))
    if limits_of(indicator).complement > 1:
        told.append(words("catalogue.hide_complement", most=limit - 1))
    return ". ".join(told)


def _meaning(words: Words, indicator: Indicator) -> list[tuple[str, str]]:
    texts = {
        "page.follow.definition": indicator.definition,
        "page.follow.numerator": indicator.numerator,
        "page.follow.denominator": indicator.denominator,
    }
    return [(words(label), text.in_(words.language) if text else "") for label, text in texts.items()]


def _scale(words: Words, indicator: Indicator) -> list[tuple[str, str]]:
    return [
        (words("catalogue.role"), words(f"catalogue.role_{indicator.role}")),
        (words("catalogue.direction"), words(f"page.follow.direction_{indicator.direction}")),
        (words("catalogue.unit"), unit_text(words, indicator, _period(indicator))),
        (words("catalogue.frequency"), words(f"catalogue.every_{indicator.frequency}")),
        (
            words("catalogue.level"),
            words.list(words(f"catalogue.level_{level}") for level in indicator.levels),
        ),
    ]


def _treated(words: Words, indicator: Indicator) -> list[tuple[str, str]]:
    window, late = indicator.window_months, indicator.provisional_months
    return [
        (words("catalogue.chart"), chart_text(words, indicator)),
        (words("catalogue.window"), words("catalogue.window_text", n=window) if window else ""),
        (words("catalogue.hiding"), hiding_text(words, indicator)),
        (words("catalogue.late"), words("catalogue.late_text", n=late) if late else ""),
    ]


def _origin(words: Words, indicator: Indicator, catalogue: Catalogue) -> list[tuple[str, str]]:
    events = catalogue.get(indicator.event_count)
    return [
        (words("page.follow.source"), indicator.source.in_(words.language)),
        (words("catalogue.codes"), ", ".join(indicator.kolada)),
        (words("catalogue.event_count"), events.name.in_(words.language) if events else ""),
        (words("catalogue.aliases"), words.list(indicator.aliases)),
        (words("catalogue.id"), indicator.id),
    ]


def _period(indicator: Indicator) -> str:
    """What a count is counted by: its frequency, or a month where it has none."""
    return "month" if indicator.frequency == "event" else indicator.frequency
