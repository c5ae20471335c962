"""Sums of numbers that are known by their logarithm."""

import numpy as np

from core.spc.block import Floats


def log_sum(values: Floats, axis: int | tuple[int, ...] | None = None, keepdims: bool = False) -> Floats:
    """log Σ exp(values) over ``axis``, the largest taken out first so that nothing overflows.

    values : finite, or −inf beside a finite one.
    """
    largest = values.max(axis=axis, keepdims=True)
    summed = np.log(np.exp(values - largest).sum(axis=axis, keepdims=True)) + largest
    return summed if keepdims else np.squeeze(summed, axis=axis)
