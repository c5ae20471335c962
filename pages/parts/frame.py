"""What every page has around its answer: language, heading, the made-up mark, a floor under errors."""

from collections.abc import Callable

import streamlit as st

from core.remarks import Refused
from core.wording import LANGUAGES, Words
from pages.parts import history, session
from pages.parts.address import EXERCISES
from pages.parts.attention import turn_attention
from pages.parts.filters import marks_style
from pages.parts.guard import callback_failed, guarded, told
from pages.parts.help_menu import show_help_menu
from pages.parts.lost import take_lost
from pages.parts.paper import paper_foot, paper_style
from pages.parts.projector import choose_projector, projector_style
from pages.parts.reach import reach_style
from pages.parts.reopening import reopen
from pages.parts.say import escaped
from pages.parts.shortcuts import listen_for_keys
from pages.parts.streamlits_words import speak
from pages.parts.undo import offer_undo, undo_style
from pages.parts.waiting import waiting_style

_LANGUAGE_CHOICE = "language_choice"
_STYLE = """<style>
.st-key-help_menu button p, [class*="_help"] button p { color: light-dark(#10171b, #e8eef0); }
[data-testid="stBaseButton-primary"] p, [data-tag], [data-tag] button { color: light-dark(#ffffff, #12181f); }
.stMainBlockContainer { padding-top: 4.25rem; padding-bottom: 4rem; max-width: 110rem; }
.stMainBlockContainer [data-testid="stMarkdownContainer"] p { max-width: 100ch; }
[data-testid="stElementContainer"]:has([data-testid="stVegaLiteChart"]) [data-testid="stElementToolbar"] {
    display: none; }
[data-testid="stElementToolbarButton"]:has([aria-label*="Download as CSV"]) { display: none; }
.stMainBlockContainer [data-testid="stPageLink"] a { padding-inline: 0; }
.st-key-tools, .st-key-compare_tools { align-items: center; }
.st-key-choose_series > .st-key-choose_indicator { flex: 5 1 14rem; }
.st-key-choose_series > .st-key-choose_unit { flex: 4 1 11rem; }
.st-key-choose_series > .st-key-choose_filters { flex: 1.5 1 6rem; }
[data-testid="stPopoverBody"] { max-height: 60vh; overflow-y: auto; }
[data-testid="stPopoverBody"]:not(:has([data-testid="stElementContainer"])) { min-height: 45vh; }
@media (max-width: 640px) {
    .stMainBlockContainer { padding-top: 3.25rem; }
    .st-key-page_heading, .st-key-page_heading [data-testid="stHorizontalBlock"] { gap: 0.4rem; }
    .stMainBlockContainer [data-testid="stButtonGroup"] button { padding-inline: 0.55rem; }
    .st-key-page_answer [data-testid="stButtonGroup"] > [data-orientation] { flex-wrap: wrap; gap: 0.3rem; }
    .st-key-page_answer [data-testid="stButtonGroup"] button {
        border-radius: 0.375rem; margin: 0; border-color: light-dark(#7d8f98, #74868f) !important; }
    .st-key-page_answer [data-testid="stButtonGroup"] button[data-selected] {
        border-color: currentColor !important; }
    .stTable :is(th, td) { padding: 0.25rem 0.35rem; font-size: 0.8rem; }
    .stMainBlockContainer h1 { font-size: 1.75rem; padding: 0; }
    .stMainBlockContainer h2 { font-size: 1.25rem; }
    .st-key-page_about > :first-child { display: none; }
    .st-key-choose_series > .st-key-choose_indicator { flex: 1 1 100%; }
    .st-key-choose_series > :is(.st-key-choose_unit, .st-key-choose_filters) {
        flex: 1 1 calc(50% - 0.5rem); }
    .st-key-choose_series [data-baseweb="select"] > div, .st-key-choose_filters button {
        min-height: 2.75rem; }
    .st-key-choose_change_row > :first-child { min-width: 100%; }
}
</style>"""
"""What Streamlit has no setting for. It leaves a third of a phone's screen empty above and stacks every
choice, so that the answer is far down, and cuts a row of ways to show where the screen ends. It lets lines
grow too long to read. It places a menu while that is still empty, low on a screen in what little there is
below, and leaves it there when it is filled: so an empty one takes room. It writes white on the primary
colour in the dark theme too, where no colour has 4.5:1 both under white and on dark. It darkens the words
of an opened quiet button until they have less than that. And the tools it lays over a chart are in English
and show columns that mean nothing to a reader, who has the table below. Those over a table save texts as they
are, also those that a spreadsheet would compute: files of ours make them safe
(``core.safe_cells``)."""

_STYLES = (lambda: _STYLE, reach_style, marks_style, undo_style, paper_style, projector_style)


def page(name: str, answer: Callable[[Words], None]) -> None:
    """Lay out one page: heading and language, then ``answer``, then the address.

    Whatever fails inside ``answer`` becomes a sentence; what was loaded stays. The answer is made before the
    heading that stands above it: a browser draws in the order it is sent things, and a chart that waits for a
    heading that has not changed is painted 30 ms later.
    """
    history.read_address()
    words = session.words()
    # One element: each costs a message, also when nothing in it has changed.
    st.html("".join((waiting_style(words), *(style() for style in _STYLES))))
    above = st.container(key="page_heading")
    below = st.container(key="page_answer")
    with above:
        speak(words, f"{words(f'page.{name}.title')} · {words('app.name')}")
    with below:
        try:
            _told_once(words)
            answer(words)
        except Refused as refusal:
            for problem in refusal.problems:
                st.error(escaped(" ".join(words.problem(problem))))
        except Exception as error:  # noqa: BLE001 - the floor under every page
            told(error, name)
            st.error(words("app.failed"))
    with above:
        _heading(words, name)
        undone = offer_undo(words, name)
    printed = paper_foot(words, f"{words(f'page.{name}.title')} · {_told_of_data(words, name)}")
    st.html("".join((printed, undone, listen_for_keys(name))), unsafe_allow_javascript=True)
    turn_attention()
    history.write_address(name)


def _heading(words: Words, name: str) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.title(words(f"page.{name}.title"), anchor=False, width="content")
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            show_help_menu(words, name)
            choose_projector(words)
            st.session_state[_LANGUAGE_CHOICE] = words.language
            st.segmented_control(
                words("app.language"),
                LANGUAGES,
                format_func=lambda code: words(f"app.language_names.{code}"),
                key=_LANGUAGE_CHOICE,
                on_change=_language_chosen,
                label_visibility="collapsed",
            )
    with st.container(horizontal=True, vertical_alignment="center", key="page_about"):
        st.markdown(words(f"page.{name}.question"), width="content")
        _whose_data(words, name)


def _told_of_data(words: Words, name: str) -> str:
    """That numbers are made up, or whose they are."""
    if _is_exercise(name):
        return words("exercise.made_up")
    data = session.dataset()
    return words("app.made_up") if data.made_up else words("app.own_data", label=data.label)


def _is_exercise(name: str) -> bool:
    """Whether an exercise stands in the page's place."""
    return EXERCISES.get(session.view().exercise) == name


def _whose_data(words: Words, name: str) -> None:
    """The mark that numbers are made up, or whose they are."""
    told = _told_of_data(words, name)
    if _is_exercise(name):
        st.badge(
            told,
            icon=":material/school:",
            color="orange",
            help=words("exercise.made_up_long"),
        )
        return
    data = session.dataset()
    if data.made_up:
        st.badge(told, icon=":material/science:", color="orange", help=words("app.made_up_long"))
    else:
        st.badge(escaped(told), icon=":material/folder_open:", color="blue")
        if session.sees_all():
            st.badge(words("hidden.all_shown"), icon=":material/visibility:", color="orange")


@guarded
def _language_chosen() -> None:
    chosen = st.session_state[_LANGUAGE_CHOICE]
    if chosen is not None:
        session.set_language(chosen)


def _told_once(words: Words) -> None:
    if callback_failed():
        st.error(words("app.failed"))
    unreadable = history.take_unreadable()
    if unreadable:
        st.info(words("app.unreadable_address", items=words.list(unreadable)))
    lost = take_lost()
    if lost:
        st.info(escaped(words("app.no_such_page", page=lost, shown=words("nav.follow"))))
    reopen(words)
