"""Average run length: how many points it takes, on average, until a chart for slow drift signals.

In control it says how rare false signals are. All of it presumes independent points and a known level and
spread; estimated ones make false signals more frequent than it says (Jensen et al. 2006).
"""

from functools import lru_cache

import numpy as np

from core.spc.block import Floats

FINEST, WIDEST = 0.01, 8.0
"""The smallest λ and the widest limits of an EWMA that run lengths are computed for."""
HIGHEST = 30.0
"""The same of the limit h of a CUSUM: higher, and the nodes below lie too far apart."""
LONGEST = 1e10
"""Run lengths beyond it are infinite: the equations then hold no more digits to tell them apart by."""

_NODES = 64
_SETTLED = 1e-9  # limits that differ by less from where they end are taken to have arrived


def _density(z: Floats) -> Floats:
    return np.exp(-0.5 * z * z) / np.sqrt(2 * np.pi)


def _nodes(low: float, high: float, many: int = _NODES) -> tuple[Floats, Floats]:
    """Gauss–Legendre nodes and weights on an interval."""
    node, weight = np.polynomial.legendre.leggauss(many)
    half = (high - low) / 2
    return low + half * (node + 1), half * weight


@lru_cache(maxsize=256)
def cusum_run_length(k: float, h: float, shift: float = 0.0) -> float:
    """Average run length of a two-sided tabular CUSUM of normal points whose mean is ``shift`` sigma off.

    1 / ARL = 1 / ARL⁺ + 1 / ARL⁻ (Montgomery, ch. 9.1); each side from Page's integral equation
    L(s) = 1 + L(0) Φ(k − s) + ∫₀ʰ L(u) φ(u + k − s) du, solved on Gauss–Legendre nodes. ``k``, ``h`` and
    ``shift`` in standard deviations, h at most 30; inf above ten billion points.
    """
    often = 1 / _one_sided(k - shift, h) + 1 / _one_sided(k + shift, h)
    return 1 / often if often > 0 else np.inf


def _one_sided(k: float, h: float) -> float:
    from scipy.special import ndtr  # noqa: PLC0415 - scipy is slow to import and only a drift chart needs it

    node, weight = _nodes(0.0, h)
    start = np.append(0.0, node)  # L(0) is one of the unknowns
    kernel = np.empty((_NODES + 1, _NODES + 1))
    kernel[:, 0] = ndtr(k - start)
    kernel[:, 1:] = weight * _density(node + k - start[:, None])
    return _told(float(_lengths(kernel)[0]))


def _lengths(kernel: Floats) -> Floats:
    """L = 1 + kernel · L, at every node; inf where chance hardly ever leads out."""
    try:
        lengths = np.linalg.solve(np.eye(len(kernel)) - kernel, np.ones(len(kernel)))
    except np.linalg.LinAlgError:
        return np.full(len(kernel), np.inf)
    return np.asarray(lengths, dtype=np.float64)


def _told(length: float) -> float:
    return length if 0 < length < LONGEST else np.inf


@lru_cache(maxsize=256)
def ewma_run_length(lam: float, width: float, shift: float = 0.0, *, settled: bool = False) -> float:
    """Average run length of an EWMA chart with exact limits, of normal points whose mean is ``shift`` off.

    Where the limits have arrived, from the integral equation
    L(z) = 1 + (1/λ) ∫ L(u) φ((u − (1 − λ) z)/λ) du (Crowder 1987; Lucas & Saccucci 1990); before that, by
    carrying the density of the average from point to point. ``settled``: limits at their end value from the
    start, as published tables have them. ``lam`` from 0.01 to 1, ``width`` at most 8; inf above ten billion
    points.
    """
    final = width * np.sqrt(lam / (2 - lam))
    # As close together as the step that one point can take, whose standard deviation is λ.
    node, weight = _nodes(-final, final, max(_NODES, int(4 * final / lam)))

    def kernel(to: Floats, since: Floats) -> Floats:
        return _density((to[:, None] - (1 - lam) * since) / lam - shift) / lam

    after = _lengths(kernel(node, node).T * weight)
    if not np.isfinite(after).all():
        return np.inf
    if settled:
        return _told(1 + float(kernel(node, np.zeros(1))[:, 0] @ (weight * after)))
    here, mass, expected, used = np.zeros(1), np.ones(1), 0.0, 0
    part = 0.0
    while 1 - part > _SETTLED:
        expected += float(mass.sum())
        used += 1
        part = np.sqrt(1 - (1 - lam) ** (2 * used))
        mass = (kernel(part * node, here) @ mass) * part * weight
        here = part * node
    return _told(expected + float(mass @ after))
