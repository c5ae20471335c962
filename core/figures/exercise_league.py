"""The exercise of municipalities that are all alike: as a league table, as a funnel, and a month later."""

import textwrap
from collections.abc import Collection
from functools import partial

import numpy as np
import pandas as pd

from core.figures import compare_palette
from core.figures.compare_funnel import axis_lines
from core.figures.compare_labels import Named, placed
from core.figures.control_shape import Theme
from core.figures.exercise_look import LEFT, RIGHT, ROW
from core.figures.figure import Figure
from core.figures.scope import Scope
from core.figures.verdict_spec import Head, fill_axes, fill_scale, own_height, verdict_spec
from core.simulate.exercises.league import PER, SHARE, League, league_odds
from core.spc.funnels import Funnel, funnel
from core.wording import Words
from core.wording.exercise_league import (
    counts,
    later_finding,
    later_sentences,
    league_facts,
    now_finding,
    now_sentences,
    row_name,
    value,
)

_LIMITS = ("lower_95", "upper_95", "lower_998", "upper_998")
_ROOM = 0.06
"""Share of an axis beyond the outermost of what is drawn."""
_BESIDE_NAMES = 30
"""Characters on a line above the bars: on a phone the names beside them take a third of the width."""
_ROOM_FOR_VALUES = 1.12
"""How much longer than the longest bar the axis is, so that its value has room."""


def league_funnel(league: League) -> Funnel:
    """The first month around the true share, with limits of chance alone: here there is nothing else."""
    return funnel(
        league.visits[0], league.people, league.names, overdispersion=False, target=SHARE, multiply=PER
    )


def league_figure(words: Words, league: League, *, theme: Theme = "light") -> Figure:
    """The first month as managers are used to see it: ranked, a bar each."""
    name, place = words("exercise.league_measure"), words("exercise.league_place", month="1")
    title, facts = words("figure.title", measure=name, place=place), league_facts(words, league)
    towns = league.order.tolist()
    rows = pd.DataFrame(
        {
            "name": [row_name(words, league, town) for town in towns],
            "value": league.values[0][towns],
            "text": [value(words, league, town) for town in towns],
            "tip_0": [row_name(words, league, town) for town in towns],
            "tip_1": [counts(words, league, town) for town in towns],
        }
    )
    above = (name, *textwrap.wrap(place, _BESIDE_NAMES))
    spec = verdict_spec("exercise_league", words, Head(above, facts, theme))
    fill_scale(spec, "y", domain=rows["name"].tolist())
    fill_scale(spec, "x", domain=[0, float(rows["value"].max()) * _ROOM_FOR_VALUES])
    axis = words("exercise.league_axis")
    fill_axes(spec, x={"title": axis_lines(axis), "description": axis}, y={"description": place})
    own_height(spec, ROW * len(towns))
    sentence = words("exercise.league_reading", first=league.names[towns[0]], last=league.names[towns[-1]])
    return Figure(
        spec=spec,
        datasets={"rows": rows},
        title=title,
        facts=" · ".join(facts),
        sentence=sentence,
        notes=(),
        make_table=partial(_league_table, words, league),
        alt=words("verdict_figure.alt", title=title, sentence=sentence),
        scope=Scope(name, place),
    )


def _league_table(words: Words, league: League) -> pd.DataFrame:
    towns = league.order.tolist()
    return pd.DataFrame(
        {
            words("exercise.column_place"): [str(league.places[0, town]) for town in towns],
            words("exercise.column_town"): [league.names[town] for town in towns],
            words("exercise.column_value"): [value(words, league, town) for town in towns],
            words("exercise.column_visits"): [words.number(float(league.visits[0, town])) for town in towns],
            words("exercise.column_people"): [words.number(float(league.people[town])) for town in towns],
        }
    )


def league_funnel_figure(words: Words, league: League, *, theme: Theme = "light") -> Figure:
    """The same month as a funnel around the share that all were drawn from."""
    found = league_funnel(league)
    name, place = words("exercise.league_measure"), words("exercise.league_place", month="1")
    title = words("figure.title", measure=name, place=place)
    facts = (words("exercise.facts_funnel"), *league_facts(words, league))
    points, curves = _points(words, league, found), _curves(found)
    drawn = np.concatenate([points["y"].to_numpy(), curves[list(_LIMITS)].to_numpy().ravel()])
    roots, heights = _ends(np.sqrt(curves["n"].to_numpy())), _ends(drawn)
    spec = verdict_spec("compare_funnel", words, Head((name, place), facts, theme))
    fill_scale(spec, "x", domain=[end**2 for end in roots])
    fill_scale(spec, "y", domain=list(heights))
    axis = words("exercise.column_people")
    fill_axes(spec, x={"title": axis, "description": axis}, y={"description": name})
    sentence = " ".join([f"{now_finding(words)}.", *now_sentences(words, league, found, league_odds())])
    return Figure(
        spec=spec,
        datasets={
            "points": points,
            "curves": curves,
            "here": points.iloc[:0][["n", "y"]],
            "labels": _labels(points, roots, heights),
        },
        title=title,
        facts=" · ".join(facts),
        sentence=sentence,
        notes=(),
        make_table=partial(_funnel_table, words, league, found),
        alt=words("compare.alt_funnel", title=title, sentence=now_finding(words)),
        lines=(
            ("centre", words("exercise.key_centre")),
            ("limit_95", words("compare.key_limit_95")),
            ("limit_998", words("compare.key_limit_998")),
        ),
        states=tuple(
            (state, words(f"compare.key_{state}"))
            for state in compare_palette.FUNNEL
            if (points["state"] == state).any()
        ),
        scope=Scope(name, place),
    )


def _states(found: Funnel) -> list[str]:
    points = found.points
    return np.where(points["outside_998"], "apart", np.where(points["outside_95"], "edge", "inside")).tolist()


def _points(words: Words, league: League, found: Funnel) -> pd.DataFrame:
    states, table, towns = _states(found), found.points, range(len(league.names))
    low, high = (table[side].to_numpy() for side in ("lower_998", "upper_998"))
    return pd.DataFrame(
        {
            "name": league.names,
            "n": league.people.astype(float),
            "y": league.values[0],
            "z": table["z"].abs(),
            "state": states,
            "size": [compare_palette.POINTS[state].size for state in states],
            "tip_0": league.names,
            "tip_1": [value(words, league, town) for town in towns],
            "tip_2": [counts(words, league, town) for town in towns],
            "tip_3": [
                words("compare.tip_limits", low=words.number(low[k], 1), high=words.number(high[k], 1))
                for k in towns
            ],
            "tip_4": [words(f"compare.key_{state}") for state in states],
        }
    )


def _curves(found: Funnel) -> pd.DataFrame:
    curves = found.curves
    limits = {name: curves[name] for name in _LIMITS}
    return pd.DataFrame({"n": curves["denominator"], "target": found.target, **limits})


def _ends(drawn: np.ndarray) -> tuple[float, float]:
    """Where an axis begins and ends: a little beyond what is drawn, never below 0."""
    low, high = float(np.nanmin(drawn)), float(np.nanmax(drawn))
    room = _ROOM * (high - low)
    return max(low - room, 0.0), high + room


def _labels(points: pd.DataFrame, roots: tuple[float, float], heights: tuple[float, float]) -> pd.DataFrame:
    """Every name that has room, those farthest from the line first."""
    left = (np.sqrt(points["n"]) - roots[0]) / (roots[1] - roots[0])
    top = (heights[1] - points["y"]) / (heights[1] - heights[0])
    order = points["z"].sort_values(ascending=False).index
    named = [Named(str(points["name"][k]), float(left[k]), float(top[k])) for k in order]
    where = placed(np.column_stack([left, top]), named)
    return pd.concat([points.loc[order, ["n", "y"]].reset_index(drop=True), where], axis=1)


def _funnel_table(words: Words, league: League, found: Funnel) -> pd.DataFrame:
    """By name: an order by value would say what the funnel does not."""
    table, towns = found.points, range(len(league.names))
    low, high = (table[side].to_numpy() for side in ("lower_998", "upper_998"))
    return pd.DataFrame(
        {
            words("exercise.column_town"): league.names,
            words("exercise.column_value"): [value(words, league, town) for town in towns],
            words("exercise.column_people"): [words.number(float(people)) for people in league.people],
            words("exercise.column_limits"): [
                words("compare.range", low=words.number(low[k], 1), high=words.number(high[k], 1))
                for k in towns
            ],
            words("exercise.column_where"): [words(f"compare.key_{state}") for state in _states(found)],
        }
    )


def ranks_figure(
    words: Words, league: League, named: Collection[str] = (), *, theme: Theme = "light"
) -> Figure:
    """The order of this month beside that of the next. named : whom somebody has pointed out."""
    name, place = words("exercise.league_measure"), words("exercise.league_months")
    title, facts = words("figure.title", measure=name, place=place), league_facts(words, league)
    heights = [_heights(league, month) for month in (0, 1)]
    lines = pd.concat(
        pd.DataFrame(
            {
                "name": league.names,
                "at": at,
                "place": heights[month],
                "own": [one in named for one in league.names],
            }
        )
        for month, at in ((0, LEFT), (1, RIGHT))
    )
    sides = {
        side: pd.DataFrame(
            {
                "at": at,
                "place": heights[month],
                "text": [row_name(words, league, town, month) for town in range(len(league.names))],
            }
        )
        for side, month, at in (("left", 0, LEFT), ("right", 1, RIGHT))
    }
    spec = verdict_spec("exercise_ranks", words, Head((name, place), facts, theme))
    fill_scale(spec, "y", domain=[0.4, len(league.names) + 0.6])
    own_height(spec, ROW * len(league.names))
    sentence = " ".join([f"{later_finding(words, league)}.", *later_sentences(words, league, league_odds())])
    return Figure(
        spec=spec,
        datasets={"lines": lines.reset_index(drop=True), **sides},
        title=title,
        facts=" · ".join(facts),
        sentence=sentence,
        notes=(),
        make_table=partial(_ranks_table, words, league),
        alt=words("verdict_figure.alt", title=title, sentence=f"{later_finding(words, league)}."),
        scope=Scope(name, place),
    )


def _heights(league: League, month: int) -> np.ndarray:
    """Where each stands in the picture, 1 at the top; those who share a place one below the other."""
    order = np.argsort(league.values[month], kind="stable")
    heights = np.empty(len(order))
    heights[order] = np.arange(1, len(order) + 1)
    return heights


def _ranks_table(words: Words, league: League) -> pd.DataFrame:
    towns = league.order.tolist()
    columns = {words("exercise.column_town"): [league.names[town] for town in towns]}
    for month in (0, 1):
        shown = str(month + 1)
        columns[words("exercise.column_place_month", month=shown)] = [
            str(league.places[month, town]) for town in towns
        ]
        columns[words("exercise.column_value_month", month=shown)] = [
            value(words, league, town, month) for town in towns
        ]
    return pd.DataFrame(columns)
