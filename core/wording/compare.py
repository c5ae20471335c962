"""Units beside each other, in words: who differs more than chance, who does not, and who is not known."""

import math

import numpy as np

from core.indicators.text import alphabetical
from core.remarks import Caveat
from core.spc.compare import Comparison
from core.spc.compare.stretch import Stretch
from core.spc.funnels import Funnel
from core.wording.titles import group_name, period_count, unit_text
from core.wording.verdict_figures import source_facts
from core.wording.words import Words, capitalised

NAMED = 8
"""Units that a sentence names before it says how many more there are."""
_OF_UNITS = ("funnel_hidden", "funnel_missing")
"""Remarks of a funnel that the comparison says more exactly: which periods, not only which units."""


def shown_unit(words: Words, comparison: Comparison) -> str:
    """What the values are: "per 100 inskrivna och månad", "%", "per 1 000 invånare och år"."""
    if comparison.asked.per == "inhabitants":
        return words("compare.per_inhabitants")
    period_type = "month" if comparison.stretch is None else comparison.stretch.period_type
    text = unit_text(words, comparison.indicator, period_type)
    once = comparison.stretch is not None and bool(comparison.stretch.once)
    if comparison.indicator.kind != "rate" or period_type == "year" or once:
        return text
    return words(f"compare.rate_{period_type}", unit_text=text)


def shown_period(words: Words, stretch: Stretch) -> str:
    """ "september 2025 till augusti 2026", "augusti 2026"."""
    first, last = (words.period(month, stretch.period_type) for month in stretch.months[[0, -1]])
    return first if first == last else words("compare.period", first=first, last=last)


def count_of_units(words: Words, comparison: Comparison, n: int | None = None) -> str:
    """ "13 kommuner"; ``n`` of them where it is given."""
    return words(f"panels.count_{comparison.asked.level}", n=len(comparison.lower) if n is None else n)


def compared_name(words: Words, comparison: Comparison) -> str:
    """The indicator and what its values are."""
    name = comparison.indicator.name.in_(words.language)
    return words("figure.measure", name=name, unit_text=shown_unit(words, comparison))


def compared_place(words: Words, comparison: Comparison) -> str:
    """Which units, which group, which period."""
    group = group_name(words, comparison.asked.group)
    units = count_of_units(words, comparison)
    place = words("figure.place_group", unit=units, group=group) if group else units
    if comparison.stretch is None:
        return place
    return words("compare.place", place=place, period=shown_period(words, comparison.stretch))


def names_where(words: Words, comparison: Comparison, which: np.ndarray) -> list[str]:
    """The names of some units, å, ä and ö last."""
    if comparison.members is None:
        return []
    units = (unit for unit, one in zip(comparison.members.units, which, strict=True) if one)
    return sorted((unit.name.in_(words.language) for unit in units), key=alphabetical)


def finding(words: Words, comparison: Comparison) -> str:
    """Who differs more than chance gives, or that none does.

    Limits that allow for how units differ tell who differs from the others, not who differs from chance. That
    none does must not be read as that they are alike: together they may differ a great deal. And of many
    units some lie outside by chance, so who is named as different is who that seldom happens to.
    """
    members, funnel = comparison.members, comparison.funnel
    if members is None or funnel is None:
        return words(f"compare.no_{comparison.why}")
    total = count_of_units(words, comparison, int(members.known.sum()))
    outside = comparison.outside
    if not outside.any():
        return words(f"compare.none{_how_alike(comparison)}", total=total)
    key = "compare.differ_spread" if funnel.adjusted else "compare.differ"
    shown = comparison.stands_out
    if not shown.any():
        key, shown = "compare.outside_only", outside
    names = words.some(names_where(words, comparison, shown), NAMED)
    return words(key, n=int(shown.sum()), names=names, total=total)


def details(words: Words, comparison: Comparison, unit: str) -> list[str]:
    """What there is to say beside the finding: which way, who is near, the unit in view, what decides."""
    if comparison.funnel is None or comparison.members is None:
        return [words(f"compare.why_{comparison.why}", **_numbers(comparison))]
    told = [*_directions(words, comparison), *_also(words, comparison), *_near(words, comparison)]
    told += one_unit(words, comparison, unit)
    if not comparison.ordered:
        told.append(words(f"compare.no_order{_why_no_order(comparison)}"))
    return told


def _apart(comparison: Comparison) -> bool:
    """Whether the units, all together, differ more than chance gives."""
    return comparison.funnel is not None and comparison.funnel.apart_together


def _how_alike(comparison: Comparison) -> str:
    """How a key ends that says that no unit is outside: within chance, or within how they all differ."""
    if _apart(comparison):
        return "_apart"
    return "_spread" if comparison.funnel is not None and comparison.funnel.adjusted else ""


def _why_no_order(comparison: Comparison) -> str:
    if comparison.outside.any():
        return "_outside"
    return "_spread" if _apart(comparison) else ""


def _also(words: Words, comparison: Comparison) -> list[str]:
    """Who else lies outside, where some stand out: of so many units some do by themselves."""
    others = comparison.outside & ~comparison.stands_out
    if not (comparison.ordered and others.any()):
        return []
    return [words("compare.also", names=words.some(names_where(words, comparison, others), NAMED))]


def _numbers(comparison: Comparison) -> dict[str, int]:
    members = comparison.members
    return {"known": 0 if members is None else int(members.known.sum()), "total": len(comparison.lower)}


def _directions(words: Words, comparison: Comparison) -> list[str]:
    if comparison.members is None:
        return []
    above = comparison.outside & (comparison.members.value > comparison.mean)
    told = []
    for key, which in (("above", above), ("below", comparison.outside & ~above)):
        if which.any():
            names = words.some(names_where(words, comparison, which), NAMED)
            told.append(words(f"compare.{key}", names=names))
    return told


def near_limits(comparison: Comparison) -> np.ndarray:
    """Which units lie between the 95 and the 99.8 % limits, (units,)."""
    if comparison.funnel is None:
        return np.zeros(len(comparison.lower), dtype=bool)
    points = comparison.funnel.points
    return (points["outside_95"] & ~points["outside_998"]).to_numpy(bool)


def _near(words: Words, comparison: Comparison) -> list[str]:
    near = near_limits(comparison)
    if not near.any():
        return []
    names = words.some(names_where(words, comparison, near), NAMED)
    return [words("compare.near", n=int(near.sum()), names=names)]


def one_unit(words: Words, comparison: Comparison, unit: str) -> list[str]:
    """The unit in view beside all together; nothing where it is not among them or not known."""
    members, funnel = comparison.members, comparison.funnel
    if members is None:
        return []
    at = next((k for k, one in enumerate(members.units) if one.id == unit), None)
    if at is None or (members.known[at] and members.known.sum() == 1):  # the finding has said it
        return []
    name = members.units[at].name.in_(words.language)
    if not members.known[at]:
        return [words(f"compare.here_{members.status[at]}", name=name)]
    told = {
        "name": name,
        "value": number(words, comparison, members.value[at]),
        "mean": number(words, comparison, comparison.mean),
        "unit_text": shown_unit(words, comparison),
    }
    if funnel is None:
        return [words("compare.here_mean" if comparison.together else "compare.here_unweighted", **told)]
    row = funnel.points.iloc[at]
    low, high = (number(words, comparison, row[side]) for side in ("lower_998", "upper_998"))
    return [words("compare.here", **told, low=low, high=high)]


def number(words: Words, comparison: Comparison, value: float) -> str:
    """A value, a level or a limit as it is written everywhere on the page: with a decimal more than a single
    value has where it is made of many."""
    if comparison.asked.per == "inhabitants":
        return words.number(value, 1 if abs(comparison.mean) >= 1 else 3)
    one = comparison.stretch is None or len(comparison.stretch.months) == 1
    indicator = comparison.indicator
    return words.number(value, indicator.decimals if one else indicator.level_decimals)


def notes(words: Words, comparison: Comparison) -> tuple[str, ...]:
    """What limits the comparison, a sentence each: who is left out, what is held against what, the limits."""
    told = [*_left_out(words, comparison), *_what_is_compared(words, comparison)]
    funnel = comparison.funnel
    if funnel is not None:
        said = any(one.code == "funnel_very_wide" for one in funnel.caveats)  # the same, and more
        if funnel.why != "spread_wider" or not said:
            told.append(words(f"funnel_why.{_why_limits(funnel)}", phi=funnel.phi or 0.0))
        if funnel.adjusted and comparison.asked.spread == "auto":
            told.append(words("compare.by_itself"))
        elif (comparison.outside & ~comparison.stands_out).any():
            told.append(words("compare.by_chance"))
        told += [_caveat(words, comparison, one) for one in funnel.caveats if one.code not in _OF_UNITS]
    return tuple(told)


def _why_limits(funnel: Funnel) -> str:
    """Why the limits are as they are; φ and whether the spread is more than chance do not always agree."""
    if funnel.why == "spread_wider" and not funnel.apart_together:
        return "spread_unsure"
    if funnel.why == "chance_alone" and funnel.apart_together:
        return "chance_unsure"
    return funnel.why


def _caveat(words: Words, comparison: Comparison, caveat: Caveat) -> str:
    """A funnel's remark with the names of its units, which it knows by id."""
    ids = caveat.values.get("units")
    if not isinstance(ids, tuple) or comparison.members is None:
        return words.caveat(caveat)
    there = np.isin([unit.id for unit in comparison.members.units], ids)
    names = tuple(names_where(words, comparison, there))
    return words.caveat(Caveat(caveat.code, {**caveat.values, "units": names}))


def _left_out(words: Words, comparison: Comparison) -> list[str]:
    members, stretch = comparison.members, comparison.stretch
    told = []
    if members is not None:
        for status in ("suppressed", "missing"):
            which = members.status == status
            if which.any():
                names = words.some(names_where(words, comparison, which), NAMED)
                told.append(words(f"compare.left_{status}", n=int(which.sum()), names=names))
    if members is not None and stretch is not None:
        partly = members.known & (members.missing > 0)
        if partly.any():
            names = words.some(names_where(words, comparison, partly), NAMED)
            told.append(words("compare.left_partly", n=int(partly.sum()), names=names))
    if stretch is not None and stretch.provisional:
        told.append(
            words(
                "compare.provisional",
                count=period_count(words, stretch.period_type, stretch.provisional),
                n=stretch.provisional,
            )
        )
    if comparison.other_lengths:
        told.append(words("compare.other_lengths", n=comparison.other_lengths))
    return told


def _what_is_compared(words: Words, comparison: Comparison) -> list[str]:
    stretch, indicator = comparison.stretch, comparison.indicator
    told = []
    if stretch is not None and stretch.once:
        period = shown_period(words, stretch)
        told.append(
            words(f"compare.once_{stretch.once}", period=period, window=int(indicator.window_months or 0))
        )
    if comparison.asked.per == "inhabitants":
        told.append(words("compare.about_inhabitants"))
    return told


def compared_facts(words: Words, comparison: Comparison, first: str, made_up: bool) -> tuple[str, ...]:
    """What the picture was made with, a line each: ``first``, then who is in it, then the source."""
    line = comparison_line(words, comparison)
    return tuple(one for one in (first, line, source_facts(words, comparison.source, made_up)) if one)


def comparison_line(words: Words, comparison: Comparison) -> str:
    """What the line of the picture is: all units that have numbers, together."""
    if comparison.members is None or not math.isfinite(comparison.mean):
        return ""
    total = count_of_units(words, comparison, int(comparison.members.known.sum()))
    key = "compare.line" if comparison.together else "compare.line_unweighted"
    return words(key, total=total, value=number(words, comparison, comparison.mean))


def caterpillar_finding(words: Words, comparison: Comparison) -> str:
    """The headline over values with intervals: the funnel's where there is one, else from where to where."""
    if comparison.funnel is not None:
        return finding(words, comparison)
    members = comparison.members
    if members is None or not members.known.any():
        return words(f"compare.no_{comparison.why}")
    values = members.value[members.known]
    if len(values) == 1:
        (only,) = (unit for unit, known in zip(members.units, members.known, strict=True) if known)
        return words(
            "compare.only_one",
            name=only.name.in_(words.language),
            value=number(words, comparison, float(values[0])),
            unit_text=shown_unit(words, comparison),
        )
    low, high = (number(words, comparison, float(end)) for end in (values.min(), values.max()))
    total = count_of_units(words, comparison, len(values))
    if values.min() == values.max():
        return words("compare.all_same", total=total, value=low, unit_text=shown_unit(words, comparison))
    return words(
        "compare.from_to",
        total=capitalised(total),
        low=low,
        high=high,
        unit_text=shown_unit(words, comparison),
    )
