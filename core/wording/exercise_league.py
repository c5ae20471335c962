"""The exercise of municipalities that are all alike, in words: what is seen, and what chance gives."""

import numpy as np

from core.simulate.exercises.league import PER, SHARE, SMALLEST, League, Odds
from core.spc.funnels import Funnel
from core.wording.exercise import in_hundred
from core.wording.words import Words

_ALIKE = 0.5
"""Rank correlation from which two orders look alike, or turned round."""


def league_facts(words: Words, league: League) -> tuple[str, ...]:
    """That the numbers are made up, and which exercise makes them again."""
    return (words("exercise.facts", number=str(league.seed)), words("exercise.facts_made_up"))


def outside_names(league: League, funnel: Funnel) -> list[str]:
    """Who lies outside the 99.8 % limits."""
    outside = funnel.points["outside_998"].to_numpy(bool)
    return [name for name, one in zip(league.names, outside, strict=True) if one]


def now_finding(words: Words) -> str:
    """The truth, as a headline."""
    return words("exercise.league_finding", share=PER * SHARE, per=PER)


def now_sentences(words: Words, league: League, funnel: Funnel, odds: Odds) -> list[str]:
    """What the first month's differences are worth."""
    first, last = league.order[0], league.order[-1]
    values = league.values[0]
    outside = outside_names(league, funnel)
    limits = (
        words("exercise.league_outside", n=len(outside), names=words.list(outside))
        if outside
        else words("exercise.league_inside")
    )
    return [
        words("exercise.league_same"),
        limits,
        words(
            "exercise.league_spread",
            first=league.names[first],
            last=league.names[last],
            low=words.number(values[first], 1),
            high=words.number(values[last], 1),
            often=in_hundred(words, odds.as_wide(league.spread)),
        ),
        words(
            "exercise.league_small",
            n=SMALLEST,
            first=in_hundred(words, odds.small_first),
            last=in_hundred(words, odds.small_last),
        ),
    ]


def later_finding(words: Words, league: League) -> str:
    """Whether the next month's order is like the first's."""
    likeness = league.likeness
    how = "alike" if likeness >= _ALIKE else "turned" if likeness <= -_ALIKE else "new"
    return words(f"exercise.league_order_{how}")


def later_sentences(words: Words, league: League, odds: Odds) -> list[str]:
    """Where those at either end stand a month later, and how alike two months are by chance."""
    first, last = league.order[0], league.order[-1]
    low, high = (words.number(end, 1) for end in odds.likeness)
    return [
        words(
            "exercise.league_ends",
            first=league.names[first],
            last=league.names[last],
            first_place=int(league.places[1, first]),
            last_place=int(league.places[1, last]),
        ),
        words("exercise.league_likeness", likeness=words.number(league.likeness, 2), low=low, high=high),
    ]


def guess_sentences(words: Words, league: League, praised: str, questioned: str) -> list[str]:
    """What became of those whom somebody would have praised or questioned; "" for nobody."""
    told = []
    for key, name in (("praised", praised), ("questioned", questioned)):
        if name in league.names:
            at = league.names.index(name)
            now, later = (int(place) for place in league.places[:, at])
            told.append(words(f"exercise.league_{key}", name=name, now=now, later=later))
    return told


def row_name(words: Words, league: League, town: int, month: int = 0) -> str:
    """ "3. Slumpinge", with the place it has."""
    return words("exercise.league_row", place=int(league.places[month, town]), name=league.names[town])


def counts(words: Words, league: League, town: int, month: int = 0) -> str:
    """ "26 av 510"."""
    visits, people = int(league.visits[month, town]), int(league.people[town])
    return words("tip.counts", numerator=words.number(visits), denominator=words.number(people))


def value(words: Words, league: League, town: int, month: int = 0) -> str:
    """The shown value with one decimal."""
    return words.number(float(np.round(league.values[month, town], 6)), 1)
