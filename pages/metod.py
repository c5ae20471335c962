"""Metod: how is it computed, and can it be trusted?"""

import streamlit as st

from core.figures.false_alarm_figure import false_alarm_figure, false_alarm_frame
from core.spc import KINDS, RULE_SETS
from core.spc.caveats import ENOUGH_POINTS, STEADY_POINTS
from core.spc.false_alarms import PHIS
from core.spc.hidden import MOST_HIDDEN
from core.wording import Words
from core.wording.method import (
    KIND_METHODS,
    REFERENCES,
    RULE_SET_SOURCES,
    chance_sentences,
    cited,
    formulas,
    kind_heading,
)
from core.wording.words import capitalised
from pages.parts import session, undo
from pages.parts.frame import page
from pages.parts.guard import guarded
from pages.parts.held import of_session
from pages.parts.method_errors import error_texts, show_errors
from pages.parts.paper import also_on_paper
from pages.parts.say import escaped, say
from pages.parts.show import show_figure

TREATED = ("missing", "hidden", "provisional", "excluded", "rolling", "few", "break", "tested")

_FIND = "method_find"


def render() -> None:
    """The page."""
    page("method", _answer)


def _answer(words: Words) -> None:
    wanted = st.text_input(words("page.method.find"), key=_FIND, icon=":material/search:").strip()
    found = [
        _chance(words, wanted),
        _errors(words, wanted),
        _kinds(words, wanted),
        _rule_sets(words, wanted),
        _treated(words, wanted),
        _references(words, wanted),
    ]
    if not any(found):
        st.info(escaped(words("page.method.nothing_found", text=wanted)))
        st.button(words("ways.whole_page"), key="method_clear", icon=":material/article:", on_click=_clear)


@guarded
def _clear() -> None:
    with undo.step("undo.search_cleared", of_session(_FIND)):
        st.session_state[_FIND] = ""


def _chance(words: Words, wanted: str) -> bool:
    """How often chance alone signals: sentence, figure, tables."""
    sentences, title = chance_sentences(words), words("page.method.chance")
    if not _has(wanted, title, *sentences):
        return False
    st.header(title, anchor=False)
    first, *more = sentences
    st.markdown(f"**{escaped(first)}**")
    say(" ".join(more))
    show_figure(words, false_alarm_figure(words, theme=session.theme()), key="method_chance")
    alike = max(PHIS)
    with st.expander(words("page.method.chance_table_alike", phi=words.number(alike, 1))):
        frame = false_alarm_frame(words, alike)
        st.dataframe(frame, hide_index=True, width="stretch", height="content")
        also_on_paper(frame)
    return True


def _errors(words: Words, wanted: str) -> bool:
    """How often the verdict is wrong, beside other methods, and how often it sees what is there."""
    if not _has(wanted, *error_texts(words)):
        return False
    show_errors(words)
    return True


def _kinds(words: Words, wanted: str) -> bool:
    """One folded section a kind of chart: what for, formula, source."""
    told = {
        kind: (
            kind_heading(words, kind),
            words(f"chart_kind.{kind}.why"),
            cited(words, KIND_METHODS[kind].sources),
        )
        for kind in KINDS
    }
    shown = [kind for kind, texts in told.items() if _has(wanted, *texts)]
    if not shown:
        return False
    st.header(words("page.method.kinds"), anchor=False)
    say(words("page.method.kinds_about"))
    for kind in shown:
        name, why, source = told[kind]
        with st.expander(escaped(name), expanded=bool(wanted)):
            say(why)
            # Inline: Streamlit lets a formula of its own scroll, and no keyboard reaches it.
            for formula in formulas(words, kind):
                st.markdown(rf"$\displaystyle {formula}$")
            st.caption(escaped(source))
    st.caption(escaped(f"{words('page.method.symbols')} {words('page.method.screened')}"))
    return True


def _rule_sets(words: Words, wanted: str) -> bool:
    """One folded section a rule set: what each rule looks for, and whose it is."""
    told = {
        rules.name: [
            capitalised(words(f"rule_set.{rules.name}.name")),
            words(f"rule_set.{rules.name}.explanation"),
            cited(words, RULE_SET_SOURCES[rules.name]),
            *(
                f"{capitalised(words(f'rule.{code}.name'))}. {words(f'rule.{code}.what')}"
                for code in ("beyond_limits", *(rule.code for rule in rules.rules))
            ),
        ]
        for rules in RULE_SETS.values()
    }
    shown = [texts for texts in told.values() if _has(wanted, *texts)]
    if not shown:
        return False
    st.header(words("page.method.rules"), anchor=False)
    say(words("page.method.rules_about"))
    for name, explanation, source, *each in shown:
        with st.expander(escaped(name), expanded=bool(wanted)):
            say(explanation)
            st.markdown("\n".join(f"- {escaped(rule)}" for rule in each))
            st.caption(escaped(source))
    return True


def _treated(words: Words, wanted: str) -> bool:
    """What is done with numbers that are missing, hidden, provisional, excluded, rolling or few."""
    told = [
        words(
            f"page.method.treated_{what}",
            percent=words.number(100 * MOST_HIDDEN, 0),
            fewest=ENOUGH_POINTS,
            steady=STEADY_POINTS,
        )
        for what in TREATED
    ]
    shown = [text for text in told if _has(wanted, text)]
    if not shown:
        return False
    st.header(words("page.method.treated"), anchor=False)
    st.markdown("\n".join(f"- {text}" for text in shown))
    return True


def _references(words: Words, wanted: str) -> bool:
    shown = [reference.full for reference in REFERENCES.values() if _has(wanted, reference.full)]
    if not shown:
        return False
    st.header(words("page.method.references"), anchor=False)
    st.markdown("\n".join(f"- {escaped(text)}" for text in shown))
    return True


def _has(wanted: str, *texts: str) -> bool:
    """Whether what is sought stands in one of the texts; nothing sought is everywhere."""
    return any(wanted.casefold() in text.casefold() for text in texts)


if __name__ == "__main__":
    from app import main

    main()
