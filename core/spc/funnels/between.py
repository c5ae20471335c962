"""How much units differ beyond chance, and how that widens a funnel."""

from dataclasses import dataclass

import numpy as np

from core.spc.block import Floats

WINSORISED = 0.1
"""Share of the units at either end whose z is drawn in, so that the few who truly differ do not widen the
funnel for themselves (Spiegelhalter 2005, Handling over-dispersion of performance indicators)."""

CHANCE_LEAVES = 0.6787
"""Mean square of standard normal values winsorised at 10 and 90 %: 0.8 − 2cφ(c) + 0.2c² with c = 1.2816."""


@dataclass(frozen=True, slots=True)
class Between:
    """Variation between units.

    ``phi``: spread of winsorised z relative to chance. ``tau2``: variance between units, on the scale of
    numerator / denominator.
    """

    phi: float
    tau2: float


def between_units(z: Floats, sd: Floats, *, calibrated: bool = False) -> Between:
    """Additive overdispersion of k units from their z (units,) and standard deviations by chance (units,).

    φ = Σz² / k of winsorised z; τ² = max(0, (kφ − (k − 1)) / (Σw − Σw²/Σw)) with w = 1 / sd²
    (Spiegelhalter 2005; DerSimonian & Laird 1986). Winsorising takes away a third of what chance gives, so
    that the 99.8 % limits of 290 units that differ leave 1.2 % of them outside. With ``calibrated`` φ is
    divided by what it leaves, 0.6787, and they leave 0.26 % (docs/decisions on funnels).
    """
    k = len(z)
    low, high = np.quantile(z, [WINSORISED, 1 - WINSORISED])
    phi = float((np.clip(z, low, high) ** 2).mean()) / (CHANCE_LEAVES if calibrated else 1.0)
    w = 1 / sd**2
    room = w.sum() - (w**2).sum() / w.sum()
    tau2 = max(0.0, (k * phi - (k - 1)) / room) if k > 1 else 0.0
    return Between(phi, float(tau2))
