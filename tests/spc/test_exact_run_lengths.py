"""The rules of Western Electric have exactly the run lengths that Champ & Woodall 1987 published.

Exact results for Shewhart control charts with supplementary runs rules (Technometrics 29:393–399). Which
zone each of the latest points lies in is a Markov chain, and the mean time until it signals is a linear
system. The chain here is written from the rules as they stand in the handbook, not from ``core.spc``, which
then has to signal first at the very same points.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pytest
from scipy.stats import norm

from core.spc.rules import RULE_SETS
from core.spc.rules.limits_rule import beyond_limits
from core.spc.rules.part import Part

PUBLISHED = {
    (): 370.40,
    (2,): 225.44,
    (3,): 166.05,
    (4,): 152.73,
    (2, 3): 132.89,
    (2, 4): 122.05,
    (3, 4): 105.78,
    (2, 3, 4): 91.75,
}
"""Points between false alarms of rule 1 and these, limits known, independent normal points."""

EDGES = np.array([-np.inf, -3, -2, -1, 0, 1, 2, 3, np.inf])
ZONES = (-4, -3, -2, -1, 1, 2, 3, 4)
"""4: beyond 3 sigma above; 1: between the line and 1 sigma; negative: below."""
CHANCE = dict(zip(ZONES, np.diff(norm.cdf(EDGES)), strict=True))
SIGNAL = None


class State(NamedTuple):
    """What the rules need to remember: the latest two points' sides if beyond 2 sigma (else 0), the latest
    four points' sides if beyond 1 sigma, and how many in a row lie on which side."""

    two: tuple[int, ...] = (0, 0)
    one: tuple[int, ...] = (0, 0, 0, 0)
    run: int = 0


def side_beyond(zone: int, sigmas: int) -> int:
    return int(np.sign(zone)) if abs(zone) > sigmas else 0


def after(state: State, zone: int, rules: Iterable[int]) -> State | None:
    """The next state, or a signal. What no rule asks for is forgotten."""
    side = int(np.sign(zone))
    two = (*state.two, side_beyond(zone, 2))
    one = (*state.one, side_beyond(zone, 1))
    run = state.run + side if state.run * side >= 0 else side
    if abs(zone) == 4:
        return SIGNAL
    if 2 in rules and two.count(side) >= 2:
        return SIGNAL
    if 3 in rules and one.count(side) >= 4:
        return SIGNAL
    if 4 in rules and abs(run) >= 8:
        return SIGNAL
    return State(
        two[1:] if 2 in rules else State().two,
        one[1:] if 3 in rules else State().one,
        run if 4 in rules else 0,
    )


def transitions(rules: tuple[int, ...]) -> np.ndarray:
    """Chances between states that have not signalled, the first of them at the start."""
    place = {State(): 0}
    found, steps = [State()], []
    for state in found:  # grows while it is walked through
        for zone in ZONES:
            reached = after(state, zone, rules)
            if reached is SIGNAL:
                continue
            if reached not in place:
                place[reached] = len(found)
                found.append(reached)
            steps.append((place[state], place[reached], CHANCE[zone]))
    matrix = np.zeros((len(found), len(found)))
    for start, end, chance in steps:
        matrix[start, end] += chance
    return matrix


def mean_run_length(rules: tuple[int, ...]) -> float:
    """Mean number of points until a signal: (I − Q)⁻¹ 1, from the start."""
    chances = transitions(rules)
    return float(np.linalg.solve(np.eye(len(chances)) - chances, np.ones(len(chances)))[0])


@pytest.mark.parametrize(("rules", "points"), PUBLISHED.items(), ids=str)
def test_the_chain_has_the_published_run_lengths_to_their_last_digit(rules, points):
    assert mean_run_length(rules) == pytest.approx(points, abs=0.005)


@pytest.mark.parametrize("rules", PUBLISHED, ids=lambda v: f"rules 1 and {v}")
def test_the_app_signals_first_where_the_chain_does(rules):
    z = np.random.default_rng(987).normal(size=(300, 120))
    zones = np.array(ZONES)[np.searchsorted(EDGES, z) - 1]
    ours = first_signals(z, rules)
    assert ours.tolist() == [first_of_chain(row, rules) for row in zones]
    assert (ours < 120).mean() > 0.15


def first_of_chain(zones: np.ndarray, rules: tuple[int, ...]) -> int:
    """Position of the point that completes the first signal; the length where there is none."""
    state: State | None = State()
    for at, zone in enumerate(zones):
        state = after(state, int(zone), rules)
        if state is SIGNAL:
            return at
    return len(zones)


def first_signals(z: np.ndarray, rules: tuple[int, ...]) -> np.ndarray:
    """The same of the app's rules: the first point up to which any of them has found something."""
    first = np.full(len(z), z.shape[1])
    for length in range(z.shape[1], 0, -1):
        first = np.where(marked(z[:, :length], rules), length - 1, first)
    return first


def marked(z: np.ndarray, rules: tuple[int, ...]) -> np.ndarray:
    """Whether the limits or a rule mark any point of each series."""
    zero, one = np.zeros((len(z), 1)), np.ones((len(z), 1))
    part = Part.of(z, zero, (zero - 3, zero + 3), np.ones(z.shape, dtype=bool), one)
    of_set = {rule.code: rule for rule in RULE_SETS["western_electric"].rules}
    found = beyond_limits(part).any(axis=1)
    for number in rules:
        found |= of_set[f"western_electric_{number}"].points(part).any(axis=1)
    return found
