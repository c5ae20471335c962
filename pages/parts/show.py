"""Showing a figure: picture, key, facts, caveats and table, the same way on every page."""

import streamlit as st

from core.figures.figure import Figure
from core.figures.key import key_html
from core.spc import RULE_SETS, Chart
from core.wording import Words
from pages.parts.say import escaped, say

ROWS_BEFORE_SCROLLING = 15

_HEIGHT = {
    "name": "height",
    "expr": "clamp(windowSize()[1] * (containerSize()[0] < 560 ? 0.34 : 0.45), 240, 560)",
}
"""On a screen a chart is as high as leaves room for its headline above it; elsewhere as its spec says."""


def show_figure(words: Words, figure: Figure, key: str, more: str = "") -> None:
    """The picture with its key and caveats, and the same numbers as a table.

    ``more``: a paragraph that reads the picture further, under it: first the finding, then the picture.
    """
    spec = {**figure.spec, "params": [*figure.spec.get("params", ()), _HEIGHT]}
    st.vega_lite_chart({**spec, "datasets": dict(figure.datasets)}, width="stretch", alt=figure.alt, key=key)
    st.html(key_html(words, figure))
    if more:
        say(more)
    for note in figure.notes:
        st.caption(f":material/info: {escaped(note)}")
    expander = st.expander(
        words("table.caption"), icon=":material/table:", key=f"{key}_table", on_change="rerun"
    )
    if expander.open:
        height = "content" if len(figure.table) < ROWS_BEFORE_SCROLLING else 420
        expander.dataframe(figure.table, hide_index=True, width="stretch", height=height)


def show_help(words: Words, key: str, chart: Chart) -> None:
    """What the signs mean, why this kind of chart, and what each rule looks for; folded away."""
    popover = st.popover(
        words("app.help_chart"), icon=":material/help:", key=f"{key}_open", on_change="rerun"
    )
    if not popover.open:
        return
    rules = RULE_SETS[chart.rules].rules
    listed = "\n".join(f"- **{words(f'rule.{r.code}.name')}**: {words(f'rule.{r.code}.what')}" for r in rules)
    with popover:
        st.markdown(words(key))
        st.markdown(words(f"chart_kind.{chart.kind}.why"))
        st.markdown(
            f"**{words(f'rule_set.{chart.rules}.name')}.** {words(f'rule_set.{chart.rules}.explanation')}"
        )
        st.markdown(listed)
