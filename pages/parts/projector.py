"""The page on a projector: large type, few things to press. It stands in the address, as all that is seen."""

import streamlit as st

from core.wording import Words
from pages.parts import session
from pages.parts.guard import guarded

_STYLE = """<style>
html { font-size: 24px; }
[data-testid="stHeader"] { zoom: 0.7; }
.stMainBlockContainer { padding-top: 2.4rem !important; max-width: none !important; }
.st-key-page_answer :is([data-testid="stExpander"], [data-testid="stPopover"], [data-testid="stPageLink"],
    [data-testid="stDownloadButton"]) { display: none; }
[data-testid="stLayoutWrapper"]:has(> :is(.st-key-tools, .st-key-compare_tools)) { display: none; }
.st-key-page_answer :is([data-testid="stLayoutWrapper"], [data-testid="stElementContainer"]):has(> :is(
    [data-testid="stPopover"], [data-testid="stExpander"], [data-testid="stPageLink"])) { display: none; }
.st-key-page_heading, .st-key-page_answer, .st-key-choose_series { gap: 0.4rem; }
.stMainBlockContainer :is(h1, h2) { padding-block: 0.25rem 0.5rem; }
.stMainBlockContainer [data-testid="stMarkdownContainer"] p { max-width: none; }
:is(.st-key-choose_series, .st-key-choose_change_row) [data-testid="stWidgetLabel"] {
    position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media (max-width: 1400px) { html { font-size: 19px; } }
.st-key-page_about > :first-child { display: none; }
.st-key-choose_matrix > [data-testid="stElementContainer"] { min-width: 12rem; }
</style>"""
"""Half as large again as on a desk, or nearly where a projector has few pixels: they are larger. Little air
above the picture, so that it is in sight without scrolling: what is chosen says by itself what it is, and its
label only to those who listen. What is folded away, and the tools of who prepares, are for the desk."""
_PHONE = """<style>@media (max-width: 640px) {
    .st-key-choose_projector { display: none; }
    .st-key-help_menu button p { font-size: 0; }
}</style>"""
"""Nobody puts a phone on a projector, and its first screen is for the answer: help is a question mark there,
with its name for those who listen."""


def projector_style() -> str:
    """Large type and few controls, where the visitor asked for them."""
    return _STYLE if session.view().projector else _PHONE


def choose_projector(words: Words) -> None:
    """One press to the projector and one back."""
    on = session.view().projector
    st.button(
        words("projector.leave" if on else "projector.enter"),
        icon=":material/desktop_windows:" if on else ":material/present_to_all:",
        key="choose_projector",
        on_click=_change,
        type="tertiary",
    )


@guarded
def _change() -> None:
    session.change_view(projector=not session.view().projector)
