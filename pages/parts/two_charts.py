"""The same numbers in two charts: two kinds, or two rule sets, and why they differ."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.figures.figure import Figure
from core.figures.two_figure import two_figures
from core.share.code import charts_code
from core.spc import RULE_SETS
from core.spc.for_series import Charted, Choices, chart_for, possible_kinds, recommended_for
from core.wording import Words
from core.wording.reading import reading_sentences
from core.wording.two_charts import chance_sentences, differences, two_headline
from pages.parts import session
from pages.parts.charting import USUAL_RULES, choices_in_view, choose_charting
from pages.parts.choices import Chosen
from pages.parts.code import show_code, viewed
from pages.parts.findings import with_doubts
from pages.parts.guard import guarded
from pages.parts.month_tools import noted
from pages.parts.say import escaped, headline, say
from pages.parts.show import show_figure
from pages.parts.ways_to_show import choose_show
from pages.parts.zoom import choose_zoom, zoomed

OTHER_RULES = "ihi"
"""What a newcomer's other rule set is: the one most courses teach."""


def show_two_charts(words: Words, chosen: Chosen, tools: DeltaGenerator) -> None:
    """Two charts beside each other, each with a kind and rules of its own; they share period and baseline."""
    kinds = possible_kinds(chosen.indicator, chosen.series)
    recommended = recommended_for(chosen.indicator, chosen.series).kind
    shared = choices_in_view(words, chosen)
    with tools:
        choose_show(words)
    with st.container(horizontal=True, key="two_tools"):
        choose_charting(words, chosen, None)
        _suggestions(words, shared.kind or recommended, kinds, recommended)
    _drop_what_is_not_here(words, kinds)
    view = session.view()
    kind = shared.kind or recommended
    second = replace(
        shared,
        kind=view.kind2 or other_kind(kind, kinds, recommended),
        rules=view.rules2 or USUAL_RULES,
    )
    picked = (replace(shared, kind=kind), second)
    charts = [
        with_doubts(chosen.dataset, chart_for(chosen.indicator, chosen.unit, chosen.series, choices))
        for choices in picked
    ]
    figures = two_figures(
        words,
        charts,
        events=noted(chosen.series),
        made_up=chosen.dataset.made_up,
        latest=zoomed(chosen.series),
        theme=session.theme(),
    )
    headline(two_headline(words, *charts))
    shared_notes = [note for note in figures[0].notes if note in figures[1].notes]
    for place, column in enumerate(st.columns(2, gap="medium")):
        with column:
            _one(words, place, picked[place], kinds, recommended)
            own = tuple(note for note in figures[place].notes if note not in shared_notes)
            _shown(words, place, charts, replace(figures[place], notes=own), shared_notes)
    choose_zoom(words, chosen.series)
    for note in shared_notes:
        st.caption(f":material/info: {escaped(note)}")
    _compared(words, charts[0], charts[1])
    show_code(words, "two", lambda source: charts_code(words, source, viewed(chosen), picked))


def other_kind(kind: str, kinds: tuple[str, ...], recommended: str) -> str:
    """The kind laid beside ``kind`` until a person chooses: XmR, or what that is best compared with."""
    if kind != "i" and "i" in kinds:
        return "i"
    return recommended if recommended != kind else next((k for k in reversed(kinds) if k != kind), kind)


def _one(words: Words, place: int, choices: Choices, kinds: tuple[str, ...], recommended: str) -> None:
    """What one of the charts is made of."""
    number = "2" if place else ""
    st.subheader(words("two.second" if place else "two.first"), anchor=False)
    with st.container(horizontal=True):
        _select(
            words("two.kind"),
            f"kind{number}",
            kinds,
            choices.kind or recommended,
            lambda kind: _kind_name(words, kind, recommended),
        )
        _select(
            words("two.rules"),
            f"rules{number}",
            tuple(RULE_SETS),
            choices.rules,
            lambda rules: words(f"rule_set.{rules}.short"),
        )


def _shown(
    words: Words, place: int, charts: list[Charted], figure: Figure, shared_notes: Sequence[str]
) -> None:
    finding, *details = reading_sentences(words, charts[place])
    st.markdown(f"**{escaped(finding)}**")
    show_figure(
        words,
        figure,
        f"two_chart_{place}",
        " ".join(details),
        elsewhere=shared_notes,
        chart=charts[place].chart,
    )


def _compared(words: Words, first: Charted, second: Charted) -> None:
    st.subheader(words("two.differ"), anchor=False)
    for heading, text in differences(words, first, second):
        st.markdown(f"**{heading}.** {escaped(text)}")
    chance = chance_sentences(words, first, second)
    if chance:
        st.subheader(words("two.chance_heading"), anchor=False)
        say(" ".join(chance))


def _suggestions(words: Words, kind: str, kinds: tuple[str, ...], recommended: str) -> None:
    """The two questions that most want answered: which kind, and which rules."""
    names = [words(f"chart_kind.{k}.name") for k in (kind, other_kind(kind, kinds, recommended))]
    rules = [words(f"rule_set.{name}.short") for name in (USUAL_RULES, OTHER_RULES)]
    if names[0] != names[1]:
        label = words("two.compare_kinds", first=names[0], second=names[1])
        _suggest(label, "two_suggest_kinds", kind="" if kind == recommended else kind)
    label = words("two.compare_rules", first=rules[0], second=rules[1])
    _suggest(label, "two_suggest_rules", kind2=kind, rules2=OTHER_RULES)


def _suggest(label: str, key: str, **view: str) -> None:
    view = {"kind2": "", "rules": "", "rules2": "", **view}
    st.button(label, key=key, on_click=_look, kwargs=view, icon=":material/compare:")


@guarded
def _look(**view: str) -> None:
    session.change_view(**view)


def _drop_what_is_not_here(words: Words, kinds: tuple[str, ...]) -> None:
    """Tell of choices for the second chart that do not fit the data, and let them go."""
    view = session.view()
    there = {"kind2": kinds, "rules2": tuple(RULE_SETS)}
    gone = {n: getattr(view, n) for n, known in there.items() if getattr(view, n) not in ("", *known)}
    if gone:
        st.info(words("app.not_here", items=words.list(gone.values())))
        session.change_view(**dict.fromkeys(gone, ""))


def _select(
    label: str, field: str, options: tuple[str, ...], current: str, written: Callable[[str], str]
) -> None:
    key = f"two_{field}"
    st.session_state[key] = current
    st.selectbox(label, list(options), format_func=written, key=key, on_change=_take, args=(field,))


@guarded
def _take(field: str) -> None:
    session.change_view(**{field: st.session_state[f"two_{field}"]})


def _kind_name(words: Words, kind: str, recommended: str) -> str:
    name = words(f"chart_kind.{kind}.name")
    return words("choose.kind_recommended", kind=name) if kind == recommended else name
