"""Help in place: a question mark by every figure, which explains that kind of figure in three sentences."""

from collections.abc import Mapping, Sequence

import streamlit as st

from core.spc import RULE_SETS, Chart
from core.wording import Words
from pages.parts import session
from pages.parts.quiet_popover import opened
from pages.parts.say import say

EXPLAINED: Mapping[str, str] = {
    "follow_chart": "control",
    "two_chart_0": "control",
    "two_chart_1": "control",
    "all_units_chart": "panels",
    "season_months": "season",
    "season_raw": "adjusted",
    "season_adjusted": "adjusted",
    "drift_ewma": "ewma",
    "drift_cusum": "cusum",
    "drift_rare": "rare",
    "trend_chart": "trend",
    "test_chart": "before_after",
    "verdict_chart": "verdict",
    "starts_chart": "starts",
    "several_chart": "several",
    "measures_chart": "measures",
    "alike_chart": "alike",
    "peers_chart": "peers",
    "many_table": "many",
    "test_foot": "answers",
    "plan_chart": "plan",
    "method_chance": "chance",
    "overview": "overview",
    "compare_funnel": "funnel",
    "compare_rows": "rows",
    "compare_panels": "panels",
    "compare_selection": "selection",
    "compare_ages": "ages",
    "compare_region": "region",
    "exercise_league": "league",
    "exercise_funnel": "funnel",
    "exercise_ranks": "ranks",
    "exercise_charts": "guess",
}
"""What each figure is called on its page, and the kind of figure that is explained (``help_here.<kind>``)."""


def show_help_here(
    words: Words, figure: str, chart: Chart | None = None, more: Sequence[str] = (), label: str = ""
) -> None:
    """A quiet button that opens on three sentences: what is shown, how it is read, what to do.

    figure : what the figure is called on its page; nothing is shown where that is not in ``EXPLAINED``
    chart : whose kind and rules are explained further
    more : paragraphs under the three sentences
    label : what the button is called, where not as everywhere
    """
    if figure not in EXPLAINED:
        return
    popover = opened(label or words("app.help_chart"), "help", f"{figure}_help")
    if popover is None:
        return
    with popover:
        say(words(f"help_here.{EXPLAINED[figure]}"))
        for paragraph in more:
            say(paragraph)
        if chart is not None:
            _rules_of(words, chart)
        method = session.place("method")
        if method is not None:
            st.page_link(method, label=words("page.method.more"), icon=":material/functions:")


def _rules_of(words: Words, chart: Chart) -> None:
    """Why this kind of chart, and what each of its rules looks for."""
    rules = RULE_SETS[chart.rules].rules
    listed = "\n".join(f"- **{words(f'rule.{r.code}.name')}**: {words(f'rule.{r.code}.what')}" for r in rules)
    st.markdown(words(f"chart_kind.{chart.kind}.why"))
    st.markdown(
        f"**{words(f'rule_set.{chart.rules}.name')}.** {words(f'rule_set.{chart.rules}.explanation')}"
    )
    st.markdown(listed)
