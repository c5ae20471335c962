"""How p moves when the start of a change is moved by a month or two: shown, never chosen by."""

from collections.abc import Sequence
from functools import partial

import numpy as np
import pandas as pd

from core.change.grades import LEVEL, PICKED_LEVEL
from core.change.verdict import Verdict
from core.figures.control_shape import Theme
from core.figures.figure import Figure
from core.figures.scope import scope_of
from core.figures.verdict_spec import Head, fill_axes, verdict_spec
from core.observations.series import Series
from core.wording import Words
from core.wording.verdict_figures import lines_of, p_text, source_facts

LEAST_P = 0.001
"""The scale ends here, as in the shape: smaller is not told apart."""


def starts_figure(
    words: Words,
    verdict: Verdict,
    start: np.datetime64,
    *,
    name: str,
    place: str,
    made_up: bool = False,
    source: str = "",
    rests_on: Sequence[Series] = (),
    theme: Theme = "light",
) -> Figure:
    """p of the verdict at its start (datetime64[M]) and at starts some months before and after.

    name, place : what is measured and where, for the title. rests_on : the series, which tell the time.

    Raises ValueError for a verdict without p.
    """
    if verdict.p is None:
        raise ValueError("a verdict without p has no starts to compare")
    level = PICKED_LEVEL if _picked(verdict) else LEVEL
    starts = _starts(words, verdict, start, level)
    of_source = (source_facts(words, "", made_up), source_facts(words, source, made_up=False))
    facts = lines_of((words("verdict_figure.starts_facts"), *of_source))  # a narrow plot: a line each
    heading = words("verdict_figure.starts_title", name=name)
    spec = verdict_spec("verdict_starts", words, Head((heading, place), facts, theme))
    fill_axes(spec, x={"description": words("verdict_figure.starts_axis_x")})
    measured = words("verdict_figure.starts_axis_y")
    fill_axes(spec, y={"title": measured, "description": measured})
    percent = words.number(100 * level, 1 if level < LEVEL else 0)
    limit = {
        "p": [level],
        "text": [words("verdict_figure.starts_level", percent=percent)],
        "short": [words("verdict_figure.percent", value=percent)],
    }
    sentence = starts_sentence(words, verdict)
    title = words("figure.title", measure=heading, place=place)
    return Figure(
        spec=spec,
        datasets={"starts": starts, "level": pd.DataFrame(limit)},
        title=title,
        facts=" · ".join(facts),
        sentence=sentence,
        notes=(words("verdict_figure.starts_note"),),
        scope=scope_of(words, heading, place, *rests_on),
        make_table=partial(_table, words, starts),
        alt=words("verdict_figure.alt", title=title, sentence=sentence),
    )


def starts_sentence(words: Words, verdict: Verdict) -> str:
    """Whether p lies on the same side of its limit for all starts that could be tried."""
    level = PICKED_LEVEL if _picked(verdict) else LEVEL
    moved = verdict.p_by_shifted_start
    if verdict.p is None or not moved:
        return words("verdict_figure.starts_none")
    below = verdict.p < level
    other = sum((p < level) != below for p in moved.values())
    percent = words.number(100 * level, 1 if level < LEVEL else 0)
    key = "below" if below else "above"
    if other:
        return words(f"verdict_figure.starts_moves_{key}", other=other, tried=len(moved), percent=percent)
    return words(f"verdict_figure.starts_holds_{key}", tried=len(moved), percent=percent)


def _picked(verdict: Verdict) -> bool:
    return any(caveat.code == "verdict_picked" for caveat in verdict.caveats)


def _starts(words: Words, verdict: Verdict, start: np.datetime64, level: float) -> pd.DataFrame:
    tried = {**verdict.p_by_shifted_start, 0: verdict.p}
    rows = []
    for place, p in sorted(tried.items()):
        assert p is not None
        month = words.month(start.astype("datetime64[M]") + place)
        text = p_text(words, p)
        rows.append(
            {
                "place": place,
                "month": words.month(start.astype("datetime64[M]") + place, short=True).replace(" ", "|"),
                "p": max(p, LEAST_P),
                "text": text,
                "shape": "circle" if place else "diamond",
                "size": 80 if place else 190,
                "state": "below" if p < level else "above",
                "tip_0": words("verdict_figure.starts_tip", month=month),
                "tip_1": words("verdict_figure.starts_p", p=text),
                "name": month,
            }
        )
    return pd.DataFrame(rows)


def _table(words: Words, starts: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            words("verdict_figure.column_start"): starts["name"],
            words("verdict_figure.column_moved"): [words.number(place) for place in starts["place"]],
            words("verdict_figure.column_p"): starts["text"],
        }
    )
