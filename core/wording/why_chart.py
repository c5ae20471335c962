"""Why this chart: what is recommended and why, and what speaks for and against each kind."""

from core.spc.advice import Advice, Reason
from core.spc.evidence import Evidence
from core.spc.for_series import Charted
from core.wording.method import kind_heading
from core.wording.p_value import p_text
from core.wording.words import Words


def why_headline(words: Words, charted: Charted, advice: Advice) -> str:
    """What is recommended, and that another chart is shown where that is so."""
    wanted, shown = advice.recommendation.kind, charted.chart.kind
    recommended = words(f"chart_kind.{wanted}.name")
    if charted.recommendation.reason == "too_few_for_limits":
        return words("why.too_few", kind=recommended)
    if wanted == shown:
        return words("why.as_recommended", kind=recommended)
    return words("why.other_chosen", kind=recommended, shown=words(f"chart_kind.{shown}.name"))


def reason_sentences(words: Words, charted: Charted, advice: Advice) -> tuple[str, ...]:
    """Every reason in order; first why a run chart is shown where there is too little for limits."""
    given = charted.recommendation
    first = (Reason(given.reason, given.values),) if given.reason == "too_few_for_limits" else ()
    return tuple(_told(words, reason) for reason in (*first, *advice.reasons))


def option_rows(words: Words, advice: Advice) -> tuple[tuple[str, str, str], ...]:
    """A kind's name, what speaks for it and what against it, the recommended kind first."""
    return tuple(
        (
            _name(words, option.kind, advice.recommendation.kind),
            " ".join(_told(words, reason) for reason in option.speaks_for) or words("why.nothing"),
            " ".join(_told(words, reason) for reason in option.speaks_against) or words("why.nothing"),
        )
        for option in advice.options
    )


def spread_sentence(words: Words, evidence: Evidence) -> str:
    """A test of the spread around the mean, for whoever wants the number; empty where there is none."""
    p = evidence.dispersion_p
    return "" if p is None else words("why.spread_test", p=p_text(words, p), n=evidence.n_points)


def _told(words: Words, reason: Reason) -> str:
    return words(f"chart_reason.{reason.code}", **reason.values)


def _name(words: Words, kind: str, recommended: str) -> str:
    name = kind_heading(words, kind)
    return words("choose.kind_recommended", kind=name) if kind == recommended else name
