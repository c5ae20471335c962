"""What an indicator is, folded under its chart."""

import streamlit as st

from core.spc.for_series import Charted
from core.wording import Words
from core.wording.titles import target_text
from pages.parts.say import escaped


def about_indicator(words: Words, charted: Charted) -> None:
    """Definition, numerator, denominator, direction, source, breaks, and why the chart is of its kind."""
    indicator, language = charted.indicator, words.language
    rows = [
        ("page.follow.definition", indicator.definition),
        ("page.follow.numerator", indicator.numerator),
        ("page.follow.denominator", indicator.denominator),
        ("page.follow.source", indicator.source),
    ]
    expander = st.expander(
        words("page.follow.about"), icon=":material/menu_book:", key="about_indicator", on_change="rerun"
    )
    if not expander.open:
        return
    with expander:
        for label, text in rows:
            if text:
                st.markdown(f"**{words(label)}:** {escaped(text.in_(language))}")
        st.markdown(words(f"page.follow.direction_{indicator.direction}") + ".")
        for known in indicator.breaks:
            text = escaped(f"{words.month(known.month)}. {known.text.in_(language)}")
            st.markdown(f"**{words('page.follow.breaks')}:** {text}")
        for target in indicator.targets:
            text = target_text(words, indicator, target)
            st.markdown(f"**{words('page.follow.target')}:** {escaped(text)}")
        if charted.hidden.too_many:
            return  # no chart is drawn that there could be a reason for
        reason = charted.recommendation
        st.markdown(
            f"**{words('page.follow.why_kind')}:** {words(f'chart_reason.{reason.reason}', **reason.values)}"
        )
