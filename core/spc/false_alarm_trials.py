"""How often rules signal where nothing happens: simulated series without any change, charted and counted.

Series are normal with mean 0 and variance 1 on I and run charts, and binomial with 200 people a point and a
share of 0.2 on p charts. Neighbours correlate by ``phi`` (AR(1); for counts the normal quantiles behind
them do, so that each point alone is binomial whatever ``phi`` is). Centre line and limits come from the same
points, as on a chart without a frozen baseline.
"""

from collections import Counter

import numpy as np
from scipy.special import ndtr
from scipy.stats import binom

from core.spc.block import Bools, Floats
from core.spc.data import check_data, kind_of
from core.spc.engine import Plan, compute
from core.spc.layout import Layout
from core.spc.rules import RULE_SETS, RuleSet
from core.spc.rules.limits_rule import CODE as BEYOND

PEOPLE, SHARE = 200, 0.2
TOGETHER = "any"
"""The name of all rules of a set together, the limits included."""

_AT_A_TIME = 10_000
_EVERY_RULE = RuleSet("every", tuple(rule for rules in RULE_SETS.values() for rule in rules.rules))


def rules_counted(rules: RuleSet) -> tuple[str, ...]:
    """What is counted of a rule set: the limits, each of its rules, and all of them together."""
    return (BEYOND, *(rule.code for rule in rules.rules), TOGETHER)


def count_signals(chart: str, n: int, phi: float, replicates: int, seed: int) -> dict[tuple[str, str], int]:
    """How many of ``replicates`` series of ``n`` points have a signal, by (rule set, rule).

    ``chart``: i, run or p. ``phi``: correlation of neighbours, 0 for independent points. The same arguments
    give the same numbers.
    """
    rng = np.random.default_rng([seed, n, round(1000 * phi), *chart.encode()])
    found: Counter[tuple[str, str]] = Counter()
    for first in range(0, replicates, _AT_A_TIME):
        many = min(_AT_A_TIME, replicates - first)
        found.update(_signals(chart, _correlated(rng, many, n, phi)))
    return dict(found)


def _correlated(rng: np.random.Generator, series: int, n: int, phi: float) -> Floats:
    """Stationary AR(1) series with mean 0 and variance 1, shape (series, n)."""
    z = rng.normal(size=(series, n))
    for t in range(1, n if phi else 0):
        z[:, t] = phi * z[:, t - 1] + np.sqrt(1 - phi**2) * z[:, t]
    return z


def _signals(chart: str, z: Floats) -> dict[tuple[str, str], int]:
    kind = kind_of(chart)
    if chart == "p":
        steps = binom.cdf(np.arange(PEOPLE), PEOPLE, SHARE)
        data = check_data(np.searchsorted(steps, ndtr(z)), np.full(z.shape, PEOPLE), kind, 2)
    else:
        data = check_data(z, None, kind, 2)
    everything = np.ones(z.shape, dtype=bool)
    lines = compute(data, everything, Plan(kind, _EVERY_RULE, Layout(z.shape[1]))).lines
    fired = {BEYOND: _somewhere(lines.beyond_limits)}
    for rule, marked in zip(_EVERY_RULE.rules, lines.rules, strict=True):
        fired[rule.code] = _somewhere(marked)
    counts: dict[tuple[str, str], int] = {}
    for name, rules in RULE_SETS.items():
        *codes, together = rules_counted(rules)
        counts |= {(name, code): int(fired[code].sum()) for code in codes}
        counts[name, together] = int(np.any([fired[code] for code in codes], axis=0).sum())
    return counts


def _somewhere(marked: Bools) -> Bools:
    """Series (series,) with a mark on any of their points."""
    return np.asarray(marked.any(axis=1), dtype=bool)
