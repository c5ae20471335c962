"""Which chart suits a measure, and the reason."""

import numpy as np
import pytest

from core import spc

SMALL, LARGE = [200, 300, 250], [900, 1000, 5000]


@pytest.mark.parametrize(
    ("measure", "n", "catalogue", "kind", "reason"),
    [
        ("proportion", SMALL, None, "p", "proportion"),
        ("proportion", LARGE, None, "pprime", "large_denominators"),
        ("rate", SMALL, None, "u", "rate"),
        ("rate", LARGE, None, "uprime", "large_denominators"),
        ("rate", LARGE, "u", "uprime", "large_denominators"),
        ("rate", SMALL, "uprime", "uprime", "catalogue"),
        ("count", None, None, "c", "count"),
        ("mean", SMALL, None, "i", "mean"),
        ("score", None, None, "i", "score"),
        ("count", None, "run", "run", "catalogue"),
        ("count", None, "g", "g", "catalogue"),
        ("count", None, "trend", "c", "count"),
        ("proportion", None, "p", "i", "no_denominator"),
        ("proportion", [np.nan, np.nan], None, "i", "no_denominator"),
    ],
)
def test_the_kind_and_its_reason(measure, n, catalogue, kind, reason):
    recommendation = spc.recommended_kind(measure, n, catalogue)
    assert (recommendation.kind, recommendation.reason) == (kind, reason)


def test_the_size_of_denominators_is_told():
    assert spc.recommended_kind("rate", LARGE).values == {"n": 1000, "limit": 1000}


def test_an_unknown_measure_is_refused():
    with pytest.raises(ValueError, match="measure kind 'share' is none of proportion, rate"):
        spc.recommended_kind("share")
