"""The verdict beside other methods on the same numbers, each with its measured rate of false signals."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from core.change.calibration import calibration
from core.change.peers import PeerAnswer
from core.change.peers.measured import worst_in_group
from core.change.verdict import Verdict
from core.figures import palette, verdict_palette
from core.figures.control_shape import Theme
from core.figures.figure import Figure
from core.figures.scope import scope_of
from core.figures.verdict_rows import row_data, rows_spec
from core.figures.verdict_spec import Head
from core.observations.series import Series
from core.wording import Words
from core.wording.verdict_figures import (
    change_text,
    change_with_range,
    grade_words,
    lines_of,
    p_text,
    range_text,
    source_facts,
)
from core.wording.words import capitalised

if TYPE_CHECKING:
    from core.simulate.families import Group

BEFORE, AFTER = 24, 12
"""The months that the rates were measured with."""
FEWEST = 0.01


def peers_figure(
    words: Words,
    verdict: Verdict,
    answers: Sequence[PeerAnswer],
    group: "Group",
    *,
    name: str,
    place: str,
    smallest: float = 0.10,
    made_up: bool = False,
    source: str = "",
    rests_on: Sequence[Series] = (),
    theme: Theme = "light",
) -> Figure:
    """A row a method, the verdict first; the rest in the order given.

    group : the kind of data whose measured error rates are shown. name, place : for the title.
    rests_on : the series, which tell the time.
    """
    rates = [verdict_rate(group), *(_peer_rate(answer, group) for answer in answers)]
    rows = pd.DataFrame(
        [
            _verdict_row(words, verdict, rates[0]),
            *(_peer_row(words, answer, rate) for answer, rate in zip(answers, rates[1:], strict=True)),
        ]
    )
    kind = words(f"verdict_figure.group_{group}")
    facts = lines_of(
        (
            words("verdict_figure.peers_facts", group=kind),
            words("verdict_figure.peers_measured", before=BEFORE, after=AFTER),
            source_facts(words, source, made_up),
        )
    )
    heading = words("verdict_figure.peers_title", name=name)
    title = words("figure.title", measure=heading, place=place)
    sentence = peers_sentence(words, verdict, answers)
    return Figure(
        spec=rows_spec(words, rows, Head((heading, place), facts, theme), 100 * smallest),
        datasets=row_data(rows, 100 * smallest),
        title=title,
        facts=" · ".join(facts),
        sentence=sentence,
        notes=(words("verdict_figure.peers_note"),),
        scope=scope_of(words, heading, place, *rests_on),
        make_table=partial(_table, words, verdict, answers, rates),
        alt=words("verdict_figure.alt", title=title, sentence=sentence),
        lines=(
            ("interval", words("verdict_figure.key_interval")),
            ("wide", words("verdict_figure.key_wide")),
        ),
        states=(
            (verdict.said, words(f"verdict_figure.key_{verdict.said}")),
            ("peer_moved", words("verdict_figure.key_peer_moved")),
            ("peer_still", words("verdict_figure.key_peer_still")),
        ),
    )


def peers_sentence(words: Words, verdict: Verdict, answers: Sequence[PeerAnswer]) -> str:
    """How many of the other methods call it a change, beside the verdict."""
    answered = [answer for answer in answers if answer.moved is not None]
    moved = sum(answer.moved is True for answer in answered)
    return words(
        "verdict_figure.peers_sentence",
        grade=grade_words(words, verdict),
        moved=moved,
        answered=len(answered),
        silent=len(answers) - len(answered),
    )


def verdict_rate(group: "Group") -> float | None:
    """How often the verdict is "clear" although nothing happened, in the worst family; None: not measured."""
    found = [
        row.p_verdict
        for row in calibration()
        if (row.group, row.before, row.after, row.effect) == (group, BEFORE, AFTER, 0.0)
        and row.comparisons == max(one.comparisons for one in calibration())
    ]
    return max(found, default=None)


def _peer_rate(answer: PeerAnswer, group: "Group") -> float | None:
    worst = worst_in_group(answer.method, group)
    return None if worst is None else worst.rate


def _verdict_row(words: Words, verdict: Verdict, rate: float | None) -> dict[str, object]:
    shape, filled = verdict_palette.GRADES[verdict.said]
    graded = grade_words(words, verdict)
    moved = verdict.said in ("clear", "likely")
    colour = verdict_palette.DIRECTIONS[verdict.direction or "neutral"] if moved else palette.CENTRE
    wide = verdict.wide_interval or (np.nan, np.nan)
    row = _row(words, verdict.relative_effect, verdict.interval, p_text(words, verdict.p), rate)
    return row | {
        "name": words("verdict_figure.peers_verdict"),
        "words": words("verdict_figure.peers_words", answer=graded, rate=_rate(words, rate)),
        "wide_low": 100 * wide[0],
        "wide_high": 100 * wide[1],
        "shape": shape,
        "colour": colour,
        "fill": colour if filled else "transparent",
        "tip_0": words("verdict_figure.peers_verdict"),
        "tip_1": graded,
    }


def _peer_row(words: Words, answer: PeerAnswer, rate: float | None) -> dict[str, object]:
    name = words(f"peer.{answer.method}.name")
    row = _row(words, answer.effect, answer.interval, _answer_p(words, answer), rate)
    said = _said(words, answer)
    return row | {
        "name": name,
        "words": words("verdict_figure.peers_words", answer=said, rate=_rate(words, rate)),
        "wide_low": np.nan,
        "wide_high": np.nan,
        "shape": "circle",
        "colour": palette.CENTRE,
        "fill": palette.CENTRE if answer.moved else "transparent",
        "tip_0": name,
        "tip_1": said,
    }


def _row(
    words: Words,
    effect: float | None,
    interval: tuple[float, float] | None,
    p: str,
    rate: float | None,
) -> dict[str, object]:
    low, high = interval or (np.nan, np.nan)
    return {
        "numbers": change_with_range(words, effect, interval),
        "effect": np.nan if effect is None else 100 * effect,
        "low": 100 * low,
        "high": 100 * high,
        "tip_2": words("verdict_figure.starts_p", p=p),
        "tip_3": words("verdict_figure.peers_rate", rate=_rate(words, rate)),
    }


def _said(words: Words, answer: PeerAnswer) -> str:
    if answer.moved is None:
        return words("verdict_figure.peer_silent")
    rule = answer.note == "rule_without_p"
    if rule:
        return words("verdict_figure.peer_signal" if answer.moved else "verdict_figure.peer_no_signal")
    return words("verdict_figure.peer_moved" if answer.moved else "verdict_figure.peer_still")


def _answer_p(words: Words, answer: PeerAnswer) -> str:
    return p_text(words, answer.p_value)


def _rate(words: Words, rate: float | None) -> str:
    """ "28 av 100": whole numbers, since some hundred replicates tell no more."""
    if rate is None:
        return words("verdict_figure.rate_unknown")
    if 0 < rate < FEWEST:
        return words("verdict_figure.rate_tiny")
    return words("verdict_figure.rate", n_of_100=words.number(100 * rate, 0))


def _table(
    words: Words, verdict: Verdict, answers: Sequence[PeerAnswer], rates: Sequence[float | None]
) -> pd.DataFrame:
    rows = [
        (
            words("verdict_figure.peers_verdict"),
            capitalised(grade_words(words, verdict)),
            change_text(words, verdict.relative_effect),
            range_text(words, verdict.interval),
            p_text(words, verdict.p),
            _rate(words, rates[0]),
            words("verdict_figure.peers_verdict_what"),
        )
    ]
    for answer, rate in zip(answers, rates[1:], strict=True):
        what = words(f"peer.{answer.method}.what")
        note = words(f"peer_note.{answer.note}") if answer.note else ""
        rows.append(
            (
                words(f"peer.{answer.method}.name"),
                capitalised(_said(words, answer)),
                change_text(words, answer.effect),
                range_text(words, answer.interval),
                _answer_p(words, answer),
                _rate(words, rate),
                f"{what} {note}".strip(),
            )
        )
    columns = ("method", "answer", "change", "interval", "p", "rate", "what")
    return pd.DataFrame(rows, columns=[words(f"verdict_figure.column_{name}") for name in columns])
