"""Season on Följ: is there one, how each month differs, and the values without it beside the real ones."""

from dataclasses import replace

import streamlit as st

from core.figures.season_figure import named_adjusted, raw_and_adjusted, season_figure
from core.spc.for_series import Charted, Choices
from core.spc.season import season_view
from core.wording import Words
from core.wording.reading import reading_sentences
from core.wording.season import season_details, season_finding
from pages.parts import session
from pages.parts.month_tools import noted
from pages.parts.say import escaped, say
from pages.parts.show import show_figure
from pages.parts.zoom import zoomed


def show_season(words: Words, charted: Charted, choices: Choices) -> None:
    """The season of the charted series, or why none is shown; nothing is computed while it is folded."""
    expander = st.expander(
        words("season.open"), icon=":material/calendar_month:", key="season", on_change="rerun"
    )
    if not expander.open:
        return
    with expander:
        if charted.hidden.too_many or charted.withheld:
            say(season_finding(words, charted, None))
            return
        season, adjusted = season_view(charted, choices)
        st.markdown(f"**{escaped(season_finding(words, charted, season))}**")
        if season.p is None:
            return
        look = {"made_up": session.dataset().made_up, "theme": session.theme()}
        figure = season_figure(words, charted, season, **look)
        show_figure(words, figure, "season_months", " ".join(season_details(words, charted, season)))
        if adjusted is not None:
            _beside(words, charted, adjusted)


def _beside(words: Words, charted: Charted, adjusted: Charted) -> None:
    """The real values and the adjusted ones on one scale."""
    figures = raw_and_adjusted(
        words,
        charted,
        adjusted,
        events=noted(charted.series),
        made_up=session.dataset().made_up,
        latest=zoomed(charted.series),
        theme=session.theme(),
    )
    say(words("season.caveat"))
    known = set(figures[0].notes)
    with st.container(key="season_beside"):
        for name, one, figure, column in zip(
            ("raw", "adjusted"),
            (charted, named_adjusted(adjusted)),
            figures,
            st.columns(2, gap="medium"),
            strict=True,
        ):
            with column:
                finding = reading_sentences(words, one)[0]
                st.markdown(f"**{words(f'season.{name}')}.** {escaped(finding)}")
                own = tuple(note for note in figure.notes if note not in known)
                told = (words("season.caveat"), *figure.notes)
                show_figure(words, replace(figure, notes=own), f"season_{name}", elsewhere=told)
