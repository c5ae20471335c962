"""Sums of logarithms agree with scipy's, along any axis."""

import numpy as np
import pytest
from scipy.special import logsumexp

from core.change.log_sum import log_sum


@pytest.mark.parametrize("axis", [None, 0, 1, (1, 2)])
@pytest.mark.parametrize("keepdims", [True, False])
@pytest.mark.parametrize("shift", [0.0, -1e4, 1e4])
def test_it_is_the_logarithm_of_the_sum_however_large_or_small(axis, keepdims, shift):
    values = np.random.default_rng(1).normal(0, 30, (4, 5, 3)) + shift
    values[0, 1, 2] = -np.inf
    found = log_sum(values, axis, keepdims)
    assert found == pytest.approx(logsumexp(values, axis=axis, keepdims=keepdims), rel=1e-12)
    assert np.shape(found) == np.shape(logsumexp(values, axis=axis, keepdims=keepdims))
