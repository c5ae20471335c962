"""Metod: how often Testa and the other methods are wrong, and what they find."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from core.change.error_table import EFFECTS
from core.figures.error_tables import (
    column_help,
    design_frame,
    error_frame,
    family_frame,
    method_power_frame,
    power_frame,
    rival_frame,
)
from core.wording import Words
from core.wording.calibration import beaten_sentences, error_sentences, measured_sentence, step_name
from pages.parts.paper import also_on_paper
from pages.parts.say import escaped, say

FOLDED = ("power", "power_methods", "families", "designs")


def error_texts(words: Words) -> tuple[str, ...]:
    """What the section is about, for whoever seeks."""
    headings = (words(f"page.method.{part}") for part in ("error", *FOLDED))
    return (*headings, *error_sentences(words), words("page.method.error_table"))


def show_errors(words: Words) -> None:
    """The worst and where it fails, the table of errors; folded: what is found, by whom, where and when."""
    st.header(words("page.method.error"), anchor=False)
    first, *more = error_sentences(words)
    st.markdown(f"**{escaped(first)}**")
    say(" ".join(more))
    st.caption(escaped(words("page.method.error_table")))
    groups = column_help(words)
    _table(error_frame(words), "errors", groups)
    power, methods, families, designs = (
        st.expander(escaped(words(f"page.method.{part}"))) for part in FOLDED
    )
    with power:
        say(words("page.method.power_about"))
        _table(power_frame(words), "power")
        for sentence in beaten_sentences(words):
            say(sentence)
    with methods:
        say(words("page.method.power_methods_about"))
        for effect in EFFECTS:
            st.caption(escaped(step_name(words, effect)))
            _table(method_power_frame(words, effect), f"methods_{abs(effect)}", groups)
        st.caption(escaped(words("page.method.power_rivals")))
        _table(rival_frame(words), "rivals")
    with families:
        say(words("page.method.families_about"))
        _table(family_frame(words), "families")
    with designs:
        say(words("page.method.designs_about"))
        _table(design_frame(words), "designs")
    st.caption(escaped(measured_sentence(words)))


def _table(frame: pd.DataFrame, key: str, told: Mapping[str, str] | None = None) -> None:
    """told : what columns are about, by name."""
    helped = {name: st.column_config.Column(help=text) for name, text in (told or {}).items()}
    st.dataframe(
        frame,
        hide_index=True,
        width="stretch",
        height="content",
        column_config=helped,
        key=f"method_{key}",
    )
    also_on_paper(frame, on_phone=True)
