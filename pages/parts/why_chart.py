"""Why a series got the chart it got, and what speaks for the others; folded away until someone asks."""

import streamlit as st

from core.spc.advice import Advice
from core.spc.for_series import Charted, advice_for, evidence_of
from core.wording import Words
from core.wording.why_chart import option_rows, reason_sentences, spread_sentence, why_headline
from pages.parts import session
from pages.parts.choices import Chosen
from pages.parts.guard import guarded
from pages.parts.say import escaped, say


def show_why(words: Words, chosen: Chosen, charted: Charted) -> None:
    """Reasons in plain words, the kinds one can choose among, and a way to lay one beside this chart."""
    expander = st.expander(
        words("why.open"), icon=":material/help_center:", key="why_chart", on_change="rerun"
    )
    if not expander.open:
        return
    with expander:
        if charted.hidden.too_many:
            say(words("why.hidden"))
            return
        advice = advice_for(chosen.indicator, chosen.series)
        st.markdown(f"**{escaped(why_headline(words, charted, advice))}**")
        st.markdown("\n".join(f"- {escaped(reason)}" for reason in reason_sentences(words, charted, advice)))
        _options(words, charted, advice)
        test = spread_sentence(words, evidence_of(chosen.indicator, chosen.series))
        if test:
            st.caption(escaped(test))


def _options(words: Words, charted: Charted, advice: Advice) -> None:
    """A row for each kind, which on a phone stands as a stack: cells as narrow as a word cannot be read."""
    few = charted.recommendation.reason == "too_few_for_limits"  # then every kind is the same run chart
    for option, (name, speaks_for, speaks_against) in zip(
        advice.options, option_rows(words, advice), strict=True
    ):
        with st.container(border=True):
            named, arguing = st.columns([1, 3])
            named.markdown(f"**{escaped(name)}**")
            arguing.markdown(f"**{words('why.for')}:** {escaped(speaks_for)}")
            arguing.markdown(f"**{words('why.against')}:** {escaped(speaks_against)}")
            if option.kind != charted.chart.kind and not few:
                named.button(
                    words("why.compare", kind=words(f"chart_kind.{option.kind}.name")),
                    key=f"why_compare_{option.kind}",
                    icon=":material/compare:",
                    on_click=_lay_beside,
                    args=(option.kind,),
                )


@guarded
def _lay_beside(kind: str) -> None:
    session.change_view(show="two", kind2=kind, rules2=session.view().rules)
