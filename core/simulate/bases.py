"""What the numbers are out of: enrolled, discharged, listed, calls and the rest, in leaves × months.

Only the enrolled come from simulated persons; the other bases are sizes that follow the population, with
Poisson spread where they are events (discharges, calls, assessments, survey responses).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from core.simulate.cohort import Roster
from core.simulate.patterns import PLANNED, WINTER, Floats, Months, ar1, month_of_year, years_since
from core.simulate.places import Town
from core.simulate.streams import steady, stream
from core.simulate.subgroups import PROFILES

OVER_80 = 0.3  # of those aged 65 or more
DISCHARGES = {"18-64": 0.0022, "65-79": 0.0125, "80-": 0.026}
CALLS, ASSESSMENTS = 0.3, 0.03
AT_RISK, ANSWERING = 0.45, 0.16
ENROLLED_PER_NURSE = 22.0


@dataclass(frozen=True, slots=True)
class Setting:
    """One municipality in one run of the generator."""

    seed: int
    town: Town
    months: Months
    roster: Roster

    def rng(self, *purpose: str) -> np.random.Generator:
        return stream(self.seed, *purpose, self.town.code)


def _population_shares(town: Town) -> Floats:
    """Share of the inhabitants in each profile; everyone under "ordinart", which is not published here."""
    of_age = {
        "18-64": 1.0 - town.share_65,
        "65-79": town.share_65 * (1.0 - OVER_80),
        "80-": town.share_65 * OVER_80,
    }
    women = {"18-64": 0.49, "65-79": 0.52, "80-": 0.6}
    return np.array(
        [
            of_age[age] * (women[age] if sex == "K" else 1.0 - women[age]) if target == "ordinart" else 0.0
            for target, age, sex in PROFILES
        ]
    )


def _inhabitants(s: Setting, per_head: Mapping[str, float] | float, growth: float = 0.004) -> Floats:
    """Inhabitants times a rate for each age, leaves × months."""
    by_age = per_head if isinstance(per_head, Mapping) else dict.fromkeys(DISCHARGES, per_head)
    rate = np.array([by_age[age] for _, age, _ in PROFILES])
    leaf = np.outer(s.town.centre_shares(), _population_shares(s.town) * rate).ravel()
    return s.town.population * np.outer(leaf, (1.0 + growth) ** years_since(s.months, "2025-01"))


def _listed(s: Setting) -> Floats:
    return np.rint(_inhabitants(s, 1.0))


def _residents(s: Setting) -> Floats:
    return np.rint(_inhabitants(s, 1.0, growth=0.013))


def _discharged(s: Setting) -> Floats:
    season = np.exp(0.05 * WINTER[month_of_year(s.months)])
    return _poisson(s, "discharged", _inhabitants(s, DISCHARGES, growth=0.01) * season)


def _calls(s: Setting) -> Floats:
    season = np.exp(0.06 * WINTER + 0.25 * PLANNED)[month_of_year(s.months)]
    return _poisson(s, "calls", _inhabitants(s, CALLS) * season)


def _assessments(s: Setting) -> Floats:
    return _poisson(
        s, "assessments", _inhabitants(s, ASSESSMENTS) * np.exp(0.4 * PLANNED)[month_of_year(s.months)]
    )


def _at_risk(s: Setting) -> Floats:
    return s.rng("at_risk").binomial(s.roster.stock(), AT_RISK).astype(np.float64)


def _responses(s: Setting) -> Floats:
    return s.rng("responses").binomial(s.roster.stock(), ANSWERING).astype(np.float64)


def _nurses(s: Setting) -> Floats:
    """Full-time nurses in steps of a quarter, entered on the municipality's first leaf."""
    wobble = ar1(s.rng("nurses"), s.months.size, 0.8, 0.03)
    posts = s.roster.stock().sum(axis=0).mean() / ENROLLED_PER_NURSE * np.exp(wobble)
    out = np.zeros((s.roster.n_leaves, s.months.size))
    out[0] = np.rint(posts * 4.0) / 4.0
    return out


def _poisson(s: Setting, name: str, mean: Floats) -> Floats:
    return s.rng(name).poisson(steady(mean)).astype(np.float64)


BASES: Mapping[str, Callable[[Setting], Floats]] = {
    "enrolled": lambda s: s.roster.stock().astype(np.float64),
    "new": lambda s: s.roster.new().astype(np.float64),
    "residents": _residents,
    "listed": _listed,
    "discharged": _discharged,
    "calls": _calls,
    "assessments": _assessments,
    "at_risk": _at_risk,
    "responses": _responses,
    "nurses": _nurses,
}
