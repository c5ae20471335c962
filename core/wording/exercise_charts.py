"""Chance or change, in words: what was behind each chart, and who was right about how many."""

from collections.abc import Sequence

import pandas as pd

from core.simulate.exercises.charts import KINDS, Charts, Truth
from core.simulate.exercises.judged import JUDGES, Judged
from core.simulate.exercises.long_run import long_run
from core.simulate.exercises.score import Score, score
from core.wording.exercise import in_hundred
from core.wording.words import Words


def charts_facts(words: Words, charts: Charts, *, shown: bool) -> tuple[str, ...]:
    """How the charts are drawn, which exercise makes them again, and that they are made up."""
    drawn = words("exercise.facts_shown" if shown else "exercise.facts_bare")
    return (drawn, words("exercise.facts", number=str(charts.seed)), words("exercise.facts_made_up"))


def chart_name(words: Words, chart: int) -> str:
    """ "Diagram 3". chart : its position from 0."""
    return words("exercise.chart_name", number=str(chart + 1))


def answer(words: Words, said: bool | None) -> str:
    """ "förändring", "slump", or a dash where nobody has answered or the room is divided."""
    return "–" if said is None else words("exercise.says_change" if said else "exercise.says_chance")


def truth_told(words: Words, truth: Truth) -> str:
    """What is behind a chart, short enough to stand over it."""
    size = words.number(abs(truth.size), 1)
    way = words("exercise.way_up" if truth.size > 0 else "exercise.way_down")
    return words(f"exercise.truth_{truth.kind}", month=truth.month, size=size, way=way)


def truth_finding(words: Words, charts: Charts) -> str:
    """How many of the charts hold a change."""
    changed = int(charts.changed.sum())
    return words("exercise.truth_finding", changed=changed, total=len(charts.truths))


def room_finding(words: Words, found: Score, people: int) -> str:
    """How many the room, or the one who guessed, was right about."""
    key = "exercise.room_right" if people > 1 else "exercise.you_right"
    return words(key, right=found.right, total=found.n)


def answers_table(
    words: Words, charts: Charts, judged: Judged, said: Sequence[bool | None], people: int
) -> pd.DataFrame:
    """One row a chart: the truth, the room's answer where it gave any, and what each rule set says."""
    n = len(charts.truths)
    columns = {
        words("exercise.column_chart"): [chart_name(words, k) for k in range(n)],
        words("exercise.column_truth"): [answer(words, truth.changed) for truth in charts.truths],
        words("exercise.column_behind"): [truth_told(words, truth) for truth in charts.truths],
    }
    if _answered(said):
        columns[_who(words, people)] = [answer(words, one) for one in said]
    for judge, signals in zip(JUDGES, judged.signals.tolist(), strict=True):
        columns[words(f"exercise.judge_{judge}")] = [answer(words, one) for one in signals]
    return pd.DataFrame(columns)


def scores_table(
    words: Words, charts: Charts, judged: Judged, said: Sequence[bool | None], people: int
) -> pd.DataFrame:
    """One row each for the room and every rule set: right, false signals, missed changes."""
    changed = charts.changed.tolist()
    rows = {_who(words, people): score(said, changed)} if _answered(said) else {}
    for judge, signals in zip(JUDGES, judged.signals.tolist(), strict=True):
        rows[words(f"exercise.judge_{judge}")] = score(signals, changed)
    return pd.DataFrame(
        {
            words("exercise.column_who"): list(rows),
            words("exercise.column_right"): [_of(words, x.right, x.n) for x in rows.values()],
            words("exercise.column_false"): [_of(words, x.false_alarms, x.unchanged) for x in rows.values()],
            words("exercise.column_missed"): [_of(words, x.missed, x.changed) for x in rows.values()],
        }
    )


def long_run_table(words: Words) -> pd.DataFrame:
    """One row for what can be behind a chart: how often each rule set signals."""
    shares = long_run()
    columns = {words("exercise.column_behind"): [words(f"exercise.kind_{kind}") for kind in KINDS]}
    for judge in JUDGES:
        often = [in_hundred(words, shares[kind, judge]) for kind in KINDS]
        columns[words(f"exercise.judge_{judge}")] = often
    return pd.DataFrame(columns)


def _of(words: Words, part: int, whole: int) -> str:
    return words("exercise.part_of", part=part, whole=whole)


def _who(words: Words, people: int) -> str:
    return words("exercise.the_room" if people > 1 else "exercise.you")


def _answered(said: Sequence[bool | None]) -> bool:
    return any(one is not None for one in said)
