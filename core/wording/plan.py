"""A plan before starting, in words: when the change wished for could be seen, and what would help."""

import math

from core.change.ahead import Curve
from core.change.compare import FEWEST_BEFORE, FEWEST_BEFORE_ALONE
from core.change.plan_for_dataset import Help, Planned
from core.observations.dataset import Dataset
from core.wording.titles import period_count, unit_text
from core.wording.verdict import quarter_shares
from core.wording.words import Words

WORTH_TELLING = 1.02
"""How much higher than at its lowest a curve has to end for that to be told."""


def plan_headline(words: Words, planned: Planned) -> str:
    """When the change wished for could be seen, in one sentence; or that nothing can be said."""
    if planned.reason is not None:
        return words(f"plan.headline_{planned.reason}")
    wish, months = planned.wish, planned.plan.months_needed
    if months is None:
        return words(f"plan.never_{wish.way}", percent=_wished(words, planned))
    return words(f"plan.seen_{wish.way}", percent=_wished(words, planned), count=_months(words, months))


def plan_wish(words: Words, planned: Planned) -> str:
    """The change wished for in natural units. ValueError for a plan that says nothing."""
    level, wished = planned.level, planned.wished_level
    if level is None or wished is None:
        raise ValueError("a plan without numbers has no level")
    events = [] if planned.events is None else [planned.events, planned.wished_events]
    told = {
        "percent": _wished(words, planned),
        "level": words.number(level, planned.indicator.level_decimals),
        "wished": words.number(wished, planned.indicator.level_decimals),
        "unit_text": unit_text(words, planned.indicator),
    }
    if not events:
        return words("plan.wish_level", **told)
    numbers = {name: _events(words, n) for name, n in zip(("events", "fewer"), events, strict=True)}
    if planned.indicator.kind == "count":
        return words("plan.wish_count", percent=told["percent"], **numbers)
    return words("plan.wish_both", **told, **numbers)


def plan_details(words: Words, planned: Planned) -> tuple[str, ...]:
    """What could be seen after other times, what it rests on, what "seen" means; or why there is nothing."""
    plan = planned.plan
    if planned.reason is not None:
        return (_why_not(words, planned),)
    seen = {f"after_{months}": seen_percent(words, plan.detectable[months]) for months in (6, 12, 24)}
    told = [words(f"plan.smallest_{planned.wish.way}", **seen)]
    if plan.curve is not None and (longest := _longest_that_helps(plan.curve)) is not None:
        told.append(words("plan.no_longer", count=_months(words, longest)))
    if plan.compared:
        told.append(words("plan.compared", n=len(plan.compared), count=_months(words, plan.n_before)))
    else:
        told.append(words("plan.alone", count=_months(words, plan.n_before)))
    if plan.left_out:
        told.append(words("plan.left_out", n=len(plan.left_out)))
    return (*told, words("plan.means"))


def help_sentence(words: Words, planned: Planned, one: Help, dataset: Dataset) -> str:
    """What would help, and what it would give."""
    names = words.list(dataset.units[unit].name.in_(words.language) for unit in one.units)
    counted = dataset.catalogue[one.indicator].name.in_(words.language) if one.indicator else ""
    if one.months_needed is not None:
        return words(
            f"plan.help_{one.advice}",
            units=names,
            indicator=counted,
            percent=_wished(words, planned),
            count=_months(words, one.months_needed),
        )
    return words(
        f"plan.help_{one.advice}_year",
        units=names,
        indicator=counted,
        percent=seen_percent(words, one.after_a_year),
    )


def quarter_sentence(words: Words, planned: Planned) -> str:
    """What quarters instead of months would help with, and what not; empty where they help with nothing."""
    quarter = planned.quarter
    if quarter is None:
        return ""
    if quarter.helps == "few":
        return words("plan.quarter_few", events=_events(words, quarter.events))
    key = "plan.quarter_hidden" if planned.reason == "hidden" else "plan.quarter_later"
    return words(key, **quarter_shares(words, quarter))


def seen_percent(words: Words, share: float) -> str:
    """A change that can be seen, in per cent, rounded up: a smaller one cannot. One decimal below one."""
    scale = 1 if share >= 0.01 else 10
    return words.number(math.ceil(round(100 * share * scale, 6)) / scale, scale // 10)


def _why_not(words: Words, planned: Planned) -> str:
    fewest = FEWEST_BEFORE if planned.compared else FEWEST_BEFORE_ALONE
    return words(
        f"plan.why_{planned.reason}",
        count=_months(words, planned.plan.n_before),
        fewest=_months(words, fewest),
        window=planned.indicator.window_months or 0,
    )


def _longest_that_helps(curve: Curve) -> int | None:
    """After how many months the curve is lowest, where it is told higher at its end; else None."""
    lowest, last = float(curve.detectable.min()), float(curve.detectable[-1])
    return int(curve.months[curve.detectable.argmin()]) if last > WORTH_TELLING * lowest else None


def _wished(words: Words, planned: Planned) -> str:
    return words.number(round(100 * planned.wish.change), 0)


def _months(words: Words, n: int) -> str:
    return period_count(words, "month", n)


def _events(words: Words, n: float | None) -> str:
    """Events a month: whole ones from ten on."""
    assert n is not None
    return words.number(n, 0 if n >= 10 else 1)
