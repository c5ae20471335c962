"""t chart: time between rare events."""

from dataclasses import replace

import numpy as np

from core.spc.block import Block, Floats
from core.spc.limits import i
from core.spc.limits.types import Kind, Limits

# Exponential times to this power are nearly normal (Nelson 1994).
POWER = 1 / 3.6


def limits(block: Block) -> Limits:
    """An I chart of y^(1/3.6), taken back to time; the lower limit is cut at 0.

    Nelson 1994, A control chart for parts-per-million nonconforming items (Journal of Quality Technology
    26:239–240); Montgomery, ch. 7.3. The line is the mean of the transformed times taken back: a typical
    time, below the mean.
    """
    given = None if block.centre is None else block.centre**POWER
    inner = i.limits(replace(block, value=block.value**POWER, centre=given))
    return Limits(_back(inner.centre), _back(inner.lower), _back(inner.upper), fallback=inner.fallback)


def _back(value: Floats) -> Floats:
    return np.maximum(value, 0.0) ** (1 / POWER)


KIND = Kind("t", limits, "none", positive=True, centre="typical")
