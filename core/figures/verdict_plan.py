"""Before a change: the smallest change that could be seen after so many months, and the one wished for."""

from collections.abc import Sequence
from functools import partial

import numpy as np
import pandas as pd

from core.change.plan import Plan
from core.figures.control_shape import Theme
from core.figures.figure import Figure
from core.figures.scope import scope_of
from core.figures.verdict_spec import Head, fill_axes, verdict_spec
from core.observations.series import Series
from core.wording import Words
from core.wording.verdict_figures import lines_of, source_facts


def plan_figure(
    words: Words,
    plan: Plan,
    change: float,
    *,
    name: str,
    place: str,
    made_up: bool = False,
    source: str = "",
    rests_on: Sequence[Series] = (),
    theme: Theme = "light",
) -> Figure:
    """The figure of a plan. change : the relative change wished for, as the plan was made with.

    name, place : what is measured and where, for the title. rests_on : the series, which tell the time.

    Raises ValueError for a plan that says nothing.
    """
    if plan.curve is None:
        raise ValueError("a plan without a curve has nothing to draw")
    wished = _percent(words, change)
    rests = "verdict_figure.plan_alone" if plan.alone else "verdict_figure.plan_compared"
    facts = lines_of(
        (
            words("verdict_figure.plan_facts"),
            words(rests, n=len(plan.compared)),
            source_facts(words, source, made_up),
        )
    )
    heading = words("verdict_figure.plan_title", name=name)
    title = words("figure.title", measure=heading, place=place)
    meets = _meets(words, plan)
    without = () if len(meets) else {"meets", "meets_point", "meets_text"}
    spec = verdict_spec("verdict_plan", words, Head((heading, place), facts, theme), without)
    x, y = words("verdict_figure.plan_axis_x"), words("verdict_figure.plan_axis_y")
    fill_axes(spec, x={"title": x, "description": x}, y={"title": y, "description": y})
    curve = pd.DataFrame({"n": plan.curve.months, "percent": 100 * plan.curve.detectable})
    line = pd.DataFrame(
        {"percent": [100 * change], "text": [words("verdict_figure.plan_wished", percent=wished)]}
    )
    datasets = {"curve": curve, "asked": _asked(words, plan), "wished": line}
    sentence = plan_sentence(words, plan, change)
    return Figure(
        spec=spec,
        datasets=datasets | ({"meets": meets} if len(meets) else {}),
        title=title,
        facts=" · ".join(facts),
        sentence=sentence,
        notes=(words("verdict_figure.plan_note"),),
        scope=scope_of(words, heading, place, *rests_on),
        make_table=partial(_table, words, plan),
        alt=words("verdict_figure.alt", title=title, sentence=sentence),
        lines=(
            ("observed", words("verdict_figure.plan_key_curve")),
            ("wished", words("verdict_figure.plan_wished", percent=wished)),
        ),
    )


def plan_sentence(words: Words, plan: Plan, change: float) -> str:
    """What could be seen after each of the months asked for, and when the wished change could."""
    after = [
        words("verdict_figure.plan_after", months=months, percent=_percent(words, seen))
        for months, seen in sorted(plan.detectable.items())
    ]
    told = [words("verdict_figure.plan_could", after=words.list(after))] if after else []
    wished = _percent(words, change)
    if plan.months_needed is None:
        told.append(words("verdict_figure.plan_never", percent=wished))
    else:
        told.append(words("verdict_figure.plan_needed", percent=wished, months=plan.months_needed))
    return " ".join(told)


def _asked(words: Words, plan: Plan) -> pd.DataFrame:
    rows = []
    for months, seen in sorted(plan.detectable.items()):
        percent = _percent(words, seen)
        tip = words("verdict_figure.plan_after", months=months, percent=percent)
        rows.append((float(months), 100 * seen, words("verdict_figure.percent", value=percent), tip))
    return pd.DataFrame(rows, columns=["n", "percent", "text", "tip"]).astype(
        {"n": "float64", "percent": "float64"}
    )


def _meets(words: Words, plan: Plan) -> pd.DataFrame:
    """The fewest months after which the wished change could be seen; no row where none will do."""
    if plan.months_needed is None or plan.curve is None:
        return pd.DataFrame(columns=["n", "percent", "text"])
    months = plan.months_needed
    text = words("verdict_figure.plan_meets", months=months)
    return pd.DataFrame({"n": [months], "percent": [100 * plan.curve.after(months)], "text": [text]})


def _table(words: Words, plan: Plan) -> pd.DataFrame:
    assert plan.curve is not None
    return pd.DataFrame(
        {
            words("verdict_figure.column_months"): [words.number(int(n)) for n in plan.curve.months],
            words("verdict_figure.column_detectable"): [
                words("verdict_figure.percent", value=_percent(words, seen)) for seen in plan.curve.detectable
            ],
        }
    )


def _percent(words: Words, relative: float) -> str:
    """Rounded up to whole per cent from one on: a smaller change than told must not be promised."""
    percent = 100 * relative
    if percent < 1:
        return words.number(percent, 1)
    return words.number(float(np.ceil(round(percent, 6))), 0)
