"""Why a chart is recommended, and what speaks for and against the others."""

import numpy as np
import pytest

from core.spc.advice import REASONS, advise
from core.spc.evidence import Evidence
from core.spc.recommend import recommended_kind
from core.wording import Words

RNG = np.random.default_rng(5)
N = np.full(36, 400.0)
CALM = RNG.poisson(40, 36).astype(float)
WILD = RNG.poisson(40 * RNG.gamma(12, 1 / 12, 36)).astype(float)
WALK = 40 + np.cumsum(RNG.normal(0, 4, 36))


def advice(measure, y, n=None, kinds=("u", "uprime", "i", "run")):
    evidence = Evidence(measure, np.asarray(y, dtype=float), n)
    return advise(evidence, recommended_kind(measure, n, None, evidence), kinds)


def codes(reasons):
    return [reason.code for reason in reasons]


def against(given, kind):
    return codes(next(option for option in given.options if option.kind == kind).speaks_against)


def speaks_for(given, kind):
    return codes(next(option for option in given.options if option.kind == kind).speaks_for)


def test_steady_counts_of_equal_exposure_keep_the_chart_of_chance():
    given = advice("rate", CALM, N)
    assert given.recommendation.kind == "u"
    assert codes(given.reasons) == ["rate", "equal_denominators", "chance_alone"]
    assert "chance_alone" in speaks_for(given, "u")


@pytest.mark.parametrize(
    ("measure", "n", "kind"), [("rate", N, "uprime"), ("proportion", N, "pprime"), ("count", None, "i")]
)
def test_values_that_vary_more_than_chance_get_limits_that_allow_for_it(measure, n, kind):
    given = advice(measure, WILD, n)
    assert given.recommendation.kind == kind
    assert given.reasons[0].code == "overdispersed"
    assert given.reasons[0].values["sigma_z"] > given.reasons[0].values["limit"]
    assert {"rate", "proportion", "count"} & set(codes(given.reasons))


def test_a_shift_is_no_reason_to_widen_the_limits():
    shifted = np.concatenate([RNG.poisson(40, 18), RNG.poisson(60, 18)])
    evidence = Evidence("rate", shifted.astype(float), N)
    assert not evidence.overdispersed
    assert evidence.dispersion_p < 0.001


def test_stable_counts_are_rarely_called_overdispersed():
    """The bound is one in a hundred; both tests of spread keep their rates."""
    made = [Evidence("rate", RNG.poisson(30, 24).astype(float), np.full(24, 300.0)) for _ in range(1500)]
    assert 0.002 < np.mean([one.overdispersed for one in made]) < 0.025
    assert 0.03 < np.mean([one.dispersion_p < 0.05 for one in made]) < 0.07


def test_with_few_points_the_spread_chooses_nothing():
    assert not Evidence("rate", WILD[:19], N[:19]).overdispersed
    given = advice("rate", WILD[:19], N[:19])
    assert given.recommendation.kind == "u"
    assert "spread_uncertain" in against(given, "uprime")


@pytest.mark.parametrize(
    ("measure", "y", "n", "mean"),
    [
        ("rate", [1, 0, 2, 1] * 6, 400.0, 1.0),
        ("count", [1, 0, 2, 1] * 6, None, 1.0),
        ("proportion", [399, 400, 398, 399] * 6, 400.0, 1.0),
    ],
)
def test_rare_events_are_told_also_where_it_is_rare_not_to_happen(measure, y, n, mean):
    given = advice(measure, y, None if n is None else np.full(24, n), ("u", "p", "c", "i"))
    rare = next(reason for reason in given.reasons if reason.code == "rare_events")
    assert rare.values == {"mean": mean, "minimum": 5.0}
    assert "skewed_when_rare" in against(given, "i")


def test_unequal_denominators_speak_against_limits_that_ignore_them():
    given = advice("rate", CALM, np.where(np.arange(36) % 2, 300.0, 500.0))
    assert next(r for r in given.reasons if r.code == "unequal_denominators").values == {
        "low": 300.0,
        "high": 500.0,
    }
    assert "denominators_ignored" in against(given, "i")
    assert "unequal_denominators" in speaks_for(given, "u")


def test_values_that_resemble_the_ones_before_are_told_for_every_chart_with_limits():
    given = advice("mean", WALK, None, ("i", "run"))
    assert codes(given.reasons)[-1] == "autocorrelated"
    assert "autocorrelated" in against(given, "i")
    assert "autocorrelated" not in against(given, "run")


def test_the_recommended_kind_comes_first_and_no_reason_twice():
    given = advice("rate", WILD, np.full(36, 4000.0))
    assert given.options[0].kind == given.recommendation.kind == "uprime"
    assert given.recommendation.reason == "large_denominators"
    assert len(set(codes(given.reasons))) == len(given.reasons)


def test_nothing_known_gives_reasons_without_numbers():
    given = advice("rate", np.full(5, np.nan), np.full(5, np.nan))
    assert given.recommendation.reason == "no_denominator"
    assert codes(given.reasons) == ["no_denominator", "rate"]


def test_every_reason_that_is_given_is_a_known_one_and_can_be_said():
    gaps = advice("mean", RNG.exponential(20, 30), None, ("t", "i", "run"))
    many = [advice("rate", y, n) for y in (CALM, WILD, WALK.round(), CALM * 0 + 1) for n in (N, N * 9)]
    many.append(advice("rate", WILD[:15], np.linspace(100, 300, 15)))
    for given in (gaps, *many):
        said = [*given.reasons, *(r for o in given.options for r in (*o.speaks_for, *o.speaks_against))]
        assert {reason.code for reason in said} <= set(REASONS)
        for language in ("sv", "en"):
            sentences = [Words(language)(f"chart_reason.{r.code}", **r.values) for r in said]
            assert all(text.endswith(".") and "{" not in text for text in sentences)


def test_nothing_is_said_of_the_limits_of_a_chart_that_has_none():
    given = advice("rate", CALM, np.where(np.arange(36) % 2, 300.0, 500.0))
    assert "no_limits" in against(given, "run")
    assert "denominators_ignored" not in against(given, "run")
