"""What Följ answers about one series: chart, finding, picture and proposals."""

from dataclasses import dataclass

from core.figures.beside import Beside
from core.figures.control_figure import control_figure
from core.figures.figure import Figure
from core.spc.for_series import Charted, Choices, chart_for
from core.spc.rephase import Proposal, proposals
from core.wording import Words
from core.wording.reading import next_step, reading_sentences
from pages.parts import session
from pages.parts.choices import Chosen
from pages.parts.findings import with_doubts
from pages.parts.month_tools import noted
from pages.parts.picture import Picture, picture_of
from pages.parts.shared import shared
from pages.parts.zoom import zoomed


@dataclass(frozen=True, slots=True)
class FollowAnswer:
    """The answer about one series; nothing in it is changed, since many may look at the same.

    finding : the headline; ``more`` reads the picture further.
    usable : how many values there are to draw a chart of.
    proposals : where the level seems to have moved for good, whatever a person has said of it.
    """

    charted: Charted
    finding: str
    more: str
    figure: Figure
    picture: Picture
    usable: int
    proposals: tuple[Proposal, ...]


def follow_answer(words: Words, chosen: Chosen, choices: Choices, beside: Beside | None) -> FollowAnswer:
    """The answer about the series in view; ``beside``: what is drawn beside it, which follows from it."""
    series, events = chosen.series, noted(chosen.series)
    look = (session.theme(), session.view().projector, zoomed(series), beside is not None)
    what = (chosen.indicator, chosen.unit, series.subgroup, series.months[0], series.months[-1])
    return shared(
        "follow",
        chosen.dataset,
        (words.language, what, choices, events, look),
        lambda: _answer(words, chosen, choices, beside),
        own=bool(events or choices.reasons),
    )


def _answer(words: Words, chosen: Chosen, choices: Choices, beside: Beside | None) -> FollowAnswer:
    charted = chart_for(chosen.indicator, chosen.unit, chosen.series, choices)
    charted = with_doubts(chosen.dataset, charted)
    finding, *details = reading_sentences(words, charted)
    figure = control_figure(
        words,
        charted,
        beside=beside,
        events=noted(chosen.series),
        made_up=chosen.dataset.made_up,
        theme=session.theme(),
        sentence=" ".join([finding, *details]),
        latest=zoomed(chosen.series),
    )
    larger = _larger(words, chosen) if charted.hidden.too_many else ""
    return FollowAnswer(
        charted,
        finding,
        " ".join([*details, next_step(words, charted, larger)]),
        figure,
        picture_of(figure, projector=session.view().projector, theme=session.theme()),
        int((charted.points["included"] & charted.points["y"].notna()).sum()),
        tuple(proposals(charted)),
    )


def _larger(words: Words, chosen: Chosen) -> str:
    """The name of the nearest larger unit with numbers, "" where there is none."""
    unit = chosen.dataset.larger(chosen.indicator.id, chosen.unit.id, chosen.series.subgroup)
    return "" if unit is None else unit.name.in_(words.language)
