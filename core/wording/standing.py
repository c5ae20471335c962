"""Where an indicator stands now, in words: the names of the icons, and what they rest on."""

from collections.abc import Iterator, Sequence

from core.indicators import Indicator
from core.spc.for_series import FEWEST_FOR_LIMITS
from core.spc.standing import Standing
from core.wording.precision import decimals_together, target_number
from core.wording.titles import period_count, unit_text
from core.wording.words import Words


def variation_code(standing: Standing) -> str:
    """Variation and which way it points as one code, the key of its name and of its icon."""
    moved = standing.evidence.moved
    shown = standing.variation in ("improving", "worsening", "signal") and moved
    return f"{standing.variation}_{moved}" if shown else standing.variation


def variation_name(words: Words, standing: Standing) -> str:
    """The variation in a few words: "Förbättring: signal uppåt"."""
    if standing.evidence.unknown == "constant":
        return words("standing.variation_none")
    return words(f"standing.variation_{variation_code(standing)}")


def assurance_name(words: Words, standing: Standing) -> str:
    """The assurance in a few words: "Målet nås så länge variationen är som nu"."""
    return words(f"standing.assurance_{standing.assurance}")


def standing_sentences(
    words: Words, standing: Standing, indicator: Indicator, period_type: str, decimals: int | None = None
) -> tuple[str, ...]:
    """Variation, what it rests on, assurance, and what that rests on; a sentence each.

    decimals : of target and limits; None for as many as tell them apart (``limits_decimals``).
    """
    told = _about_variation(words, standing, period_type)
    if decimals is None:
        decimals = limits_decimals(standing, indicator)
    return (*told, *_about_assurance(words, standing, unit_text(words, indicator, period_type), decimals))


def _about_variation(words: Words, standing: Standing, period_type: str) -> Iterator[str]:
    evidence = standing.evidence
    yield words("standing.sentence", text=variation_name(words, standing))
    if evidence.unknown:
        yield words(
            f"standing.unknown_{evidence.unknown}",
            count=period_count(words, period_type, evidence.n_counted),
            fewest=FEWEST_FOR_LIMITS,
        )
    elif evidence.rules and evidence.latest is not None:
        rules = words.list([words(f"rule.{code}.name") for code in evidence.rules])
        latest = words.period(evidence.latest, period_type)
        yield words("standing.why", rules=rules, latest=latest)
    elif evidence.earlier:
        yield words("standing.earlier")


def _about_assurance(words: Words, standing: Standing, unit_text: str, decimals: int) -> Iterator[str]:
    evidence = standing.evidence
    yield words("standing.sentence", text=assurance_name(words, standing))
    if evidence.unsure:
        yield words(f"standing.unsure_{evidence.unsure}")
    elif held := limits_sentence(words, standing, unit_text, decimals):
        yield held


def limits_decimals(standing: Standing, indicator: Indicator, values: Sequence[float] = ()) -> int:
    """Decimals for the target and its limits, and for the values told beside them."""
    evidence = standing.evidence
    if evidence.target is None or evidence.lower is None or evidence.upper is None:
        return indicator.decimals
    return decimals_together(indicator, values, (evidence.lower, evidence.upper), evidence.target)


def limits_sentence(words: Words, standing: Standing, unit_text: str, decimals: int) -> str:
    """The target and the limits it is held against; "" where either is not there."""
    evidence = standing.evidence
    if evidence.target is None or evidence.lower is None or evidence.upper is None:
        return ""
    return words(
        "standing.limits",
        target=target_number(words, evidence.target, decimals),
        lower=words.number(evidence.lower, decimals),
        upper=words.number(evidence.upper, decimals),
        unit_text=unit_text,
    )
