"""Units beside each other in one period: the funnel, their values with intervals, and with equal ages."""

from collections import Counter
from collections.abc import Callable
from functools import partial

import streamlit as st

from core.figures.compare_ages import ages_figure
from core.figures.compare_funnel import funnel_figure
from core.figures.compare_rows import caterpillar_figure
from core.figures.figure import Figure
from core.share.code import compare_code
from core.spc.compare import Comparison, compare
from core.spc.compare.ages import ByAge, by_age
from core.wording import Words
from core.wording.compare import caterpillar_finding, details, finding, notes, one_unit
from core.wording.compare_more import ages_finding, ages_sentences
from pages.parts import session
from pages.parts.code import show_code
from pages.parts.comparing import Compared
from pages.parts.kept import kept
from pages.parts.say import escaped, headline, say
from pages.parts.show import show_figure
from pages.parts.ways_on import WayOn, of_comparison, show_ways

_INSTEAD = frozenset({"mean", "values_only", "too_few", "all_alike"})
"""Why there is no funnel where values with intervals still say something."""


def show_funnel(words: Words, compared: Compared) -> None:
    """The funnel; where there can be none, why, and what there is instead."""
    found = _compare(compared)
    headline(finding(words, found))
    told = " ".join(details(words, found, compared.chosen.unit.id))
    if found.funnel is not None:
        figure = _drawn(funnel_figure, words, compared, found)
        show_figure(words, figure, "compare_funnel", told)
        show_code(words, "compare", lambda source: compare_code(words, source, compared.asked))
        return
    say(told)
    if found.why in ("nobody", "too_few", "alone"):
        _ways_on(words, compared)
    if found.why in _INSTEAD and found.members is not None and found.members.known.any():
        _rows(words, compared, found)
    else:
        for note in notes(words, found):
            st.caption(f":material/info: {escaped(note)}")


def show_rows(words: Words, compared: Compared) -> None:
    """Each unit's value with its interval."""
    found = _compare(compared)
    headline(caterpillar_finding(words, found))
    if found.members is None or not found.members.known.any():
        say(" ".join(details(words, found, compared.chosen.unit.id)))
        _ways_on(words, compared)
        return
    _rows(words, compared, found)
    if found.why == "alone":
        say(words("compare.why_alone"))
        _ways_on(words, compared)


def show_ages(words: Words, compared: Compared) -> None:
    """Each unit as it is and with the ages that all have together."""
    found, why = kept(
        "compare_ages", compared.digest, lambda: by_age(compared.chosen.dataset, compared.asked)
    )
    if found is None:
        headline(words("compare.ages_none"))
        say(words(f"compare.why_ages_{why}"))
        _ways_on(words, compared)
        return
    headline(ages_finding(words, found))
    figure = _drawn(ages_figure, words, compared, found)
    show_figure(words, figure, "compare_ages", " ".join(ages_sentences(words, found)))


def _compare(compared: Compared) -> Comparison:
    return kept("compare", compared.digest, lambda: compare(compared.chosen.dataset, compared.asked))


def _drawn(
    make: Callable[..., Figure], words: Words, compared: Compared, found: Comparison | ByAge
) -> Figure:
    """A figure of units beside each other, with the one in view marked."""
    chosen = compared.chosen
    return make(words, found, chosen.unit.id, made_up=chosen.dataset.made_up, theme=session.theme())


def _rows(words: Words, compared: Compared, found: Comparison) -> None:
    unit = compared.chosen.unit.id
    figure = _drawn(partial(caterpillar_figure, order=session.view().order), words, compared, found)
    told = details(words, found, unit) if found.funnel is not None else one_unit(words, found, unit)
    show_figure(words, figure, "compare_rows", " ".join(told))
    show_code(words, "compare", lambda source: compare_code(words, source, compared.asked))


def _ways_on(words: Words, compared: Compared) -> None:
    """Another level with several units, other months, everyone, or a file with more."""
    show_ways("compare", _other_level(words, compared), *of_comparison(words, compared.chosen))


def _other_level(words: Words, compared: Compared) -> WayOn | None:
    """The next larger level with several units, where small ones have no numbers that may be shown; the next
    smaller one where there is none."""
    at = compared.levels.index(compared.asked.level) if compared.asked.level in compared.levels else 0
    number = Counter(unit.level for unit in compared.chosen.dataset.units_of(compared.chosen.indicator.id))
    nearest = (*reversed(compared.levels[:at]), *compared.levels[at + 1 :])
    level = next((level for level in nearest if number[level] > 1), None)
    if level is None:
        return None
    units = words(f"panels.count_{level}", n=number[level])
    return WayOn(words("compare.to_level", units=units), {"among": level})
