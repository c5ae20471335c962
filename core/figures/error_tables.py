"""How often Testa and the other methods are wrong, and what Testa finds, as tables of text."""

from typing import TYPE_CHECKING, get_args

import pandas as pd

from core.change.calibration import NOTHING
from core.change.error_table import (
    ANSWERS,
    EFFECTS,
    Seen,
    Worst,
    groups,
    least_coverage,
    most_bias,
    seen,
    seen_by,
    standard,
    wrong,
)
from core.change.family_table import DesignLine, FamilyLine, design_lines, family_lines
from core.change.peers.answer import Method
from core.change.peers.measured import of_methods
from core.change.power_table import Best, best_method, is_calibrated
from core.wording import Words
from core.wording.calibration import answer_name, bias_text, family_name, step_name, whole_percent
from core.wording.words import capitalised

if TYPE_CHECKING:
    from core.simulate.families import Group

SHOWN_OF_POWER = ("clear", "likely")


def error_frame(words: Words) -> pd.DataFrame:
    """A row for each answer of Testa and each method, a column a group: its worst family, whole per cent."""
    rows = [
        (
            capitalised(answer_name(words, asked)),
            *(whole_percent(words, wrong(asked, group).rate) for group in groups()),
        )
        for asked in (*ANSWERS, *get_args(Method))
    ]
    columns = [words("page.method.error_who"), *column_help(words)]
    return pd.DataFrame(rows, columns=columns)


def column_help(words: Words) -> dict[str, str]:
    """Heading of each group's column, short so that all show at once, and what it is about."""
    return {words(f"page.method.error_short_{group}"): _group(words, group) for group in groups()}


def power_frame(words: Words) -> pd.DataFrame:
    """A row a group: how often steps are found, least to most of its families; least coverage; bias."""
    rows = [
        (
            _group(words, group),
            *(text for effect in EFFECTS for text in _found(words, effect, group)),
            *(words.number(100 * least_coverage(group, wide=wide), 0) for wide in (False, True)),
            bias_text(words, most_bias(group)),
        )
        for group in groups()
    ]
    steps = [
        words(
            "page.method.power_lower" if effect < 0 else "page.method.power_higher",
            percent=words.number(100 * abs(effect), 0),
            answer=answer,
        )
        for effect in EFFECTS
        for answer in (*(words(f"page.method.power_{answer}") for answer in (*SHOWN_OF_POWER, "best")),)
    ]
    held = [words(f"page.method.power_{what}") for what in ("held", "held_wide", "bias")]
    return pd.DataFrame(rows, columns=[words("page.method.power_data"), *steps, *held])


def method_power_frame(words: Words, effect: float) -> pd.DataFrame:
    """As ``error_frame``, of what is found; in brackets where a method is wrong in more than 6 %."""
    clear = [_span(words, seen("clear", effect, group)) for group in groups()]
    rows = [
        (capitalised(answer_name(words, "clear")), *clear),
        *(
            (
                capitalised(answer_name(words, method)),
                *(_found_by(words, method, effect, group) for group in groups()),
            )
            for method in get_args(Method)
        ),
    ]
    return pd.DataFrame(rows, columns=[words("page.method.error_who"), *column_help(words)])


def rival_frame(words: Words) -> pd.DataFrame:
    """A row a family: what the verdict calls clear, and the calibrated method that finds most."""
    rows = []
    for line in family_lines():
        cells = [capitalised(family_name(words, line.family))]
        for effect, clear in zip(EFFECTS, (line.fewer, line.more), strict=True):
            best = best_method(line.family, effect)
            cells += [whole_percent(words, clear), _rival(words, best)]
        rows.append(cells)
    columns = [words("page.method.families_kind")]
    for effect in EFFECTS:
        step = step_name(words, effect)
        columns += [
            words("page.method.families_found", step=step),
            words("page.method.power_rival", step=step),
        ]
    return pd.DataFrame(rows, columns=columns)


def _rival(words: Words, best: Best | None) -> str:
    if best is None:
        return _none(words)
    name = words(f"peer.{best.method.method}.name")
    return words("page.method.designs_worst", percent=whole_percent(words, best.found), where=name)


def family_frame(words: Words) -> pd.DataFrame:
    """A row a family: wrong, found, coverage, bias, and how many panels."""
    steps = [words("page.method.families_found", step=step_name(words, effect)) for effect in EFFECTS]
    columns = [
        words("page.method.families_kind"),
        words("page.method.families_clear"),
        words("page.method.families_likely"),
        *steps,
        words("page.method.power_held"),
        words("page.method.power_held_wide"),
        words("page.method.power_bias"),
        words("page.method.families_panels"),
    ]
    return pd.DataFrame([_family_row(words, line) for line in family_lines()], columns=columns)


def design_frame(words: Words) -> pd.DataFrame:
    """A row a design beside the usual one."""
    columns = [
        words("page.method.designs_what"),
        words("page.method.families_clear"),
        words("page.method.families_likely"),
        words("page.method.designs_found"),
        words("page.method.power_held_wide"),
        words("page.method.families_panels"),
    ]
    return pd.DataFrame([_design_row(words, line) for line in design_lines()], columns=columns)


def _family_row(words: Words, line: FamilyLine) -> tuple[str, ...]:
    shares = (line.clear, line.likely, line.fewer, line.more, line.interval, line.wide_interval)
    return (
        capitalised(family_name(words, line.family)),
        *(whole_percent(words, share) for share in shares),
        bias_text(words, line.bias),
        words.number(line.panels),
    )


def _design_row(words: Words, line: DesignLine) -> tuple[str, ...]:
    return (
        capitalised(words(f"made_up.design_{line.name}")),
        _worst(words, line.clear),
        _none(words) if line.likely is None else whole_percent(words, line.likely.rate),
        _none(words) if line.found is None else _span(words, line.found),
        whole_percent(words, line.wide_interval),
        words.number(line.panels),
    )


def _worst(words: Words, worst: Worst | None) -> str:
    if worst is None:
        return _none(words)
    percent = whole_percent(words, worst.rate)
    return words("page.method.designs_worst", percent=percent, where=family_name(words, worst.family))


def _none(words: Words) -> str:
    return words("page.method.error_none")


def _found(words: Words, effect: float, group: "Group") -> tuple[str, ...]:
    """What the verdict's answers and the best of the other methods find of a step in a group."""
    ours = [_span(words, seen(answer, effect, group)) for answer in SHOWN_OF_POWER]
    families = [row.family for row in standard(NOTHING) if row.group == group]
    best = [found for family in families if (found := best_method(family, effect)) is not None]
    rates = [one.found for one in best]
    return (*ours, _span(words, Seen(min(rates), max(rates))) if rates else _none(words))


def _found_by(words: Words, method: Method, effect: float, group: "Group") -> str:
    found = seen_by(method, effect, group)
    if found is None:
        return _none(words)
    text = _span(words, found)
    rows = [row for row in of_methods() if (row.method, row.group) == (method, group)]
    return text if all(map(is_calibrated, rows)) else f"({text})"


def _group(words: Words, group: str) -> str:
    return capitalised(words(f"verdict_figure.group_{group}"))


def _span(words: Words, found: Seen) -> str:
    low, high = (whole_percent(words, rate) for rate in (found.low, found.high))
    if low == high:
        return low
    return f"{words('page.method.error_tiny_short') if round(100 * found.low) < 1 else low}–{high}"
