"""Every caveat is reached by a chart that deserves it, and has a sentence in both languages."""

import re
import tomllib
from pathlib import Path

import numpy as np
import pytest

from core import spc
from core.spc import caveats as caveats_module
from core.spc.autocorrelation import lag_one
from core.spc.caveats import spread_limit
from core.wording import Words

WORDING = Path(__file__).parents[2] / "core" / "wording"
RNG = np.random.default_rng(11)
NOISE = RNG.normal(50, 5, 24)
MONTHS = np.arange(np.datetime64("2023-01"), np.datetime64("2025-01"))
N = np.full(24, 1000.0)
HOLE = np.where(np.arange(24) == 5, np.nan, NOISE)
WILD = np.round(np.tile([300.0, 200.0, 250.0, 150.0], 6))
WALK = np.cumsum(RNG.normal(size=24))

CASES = {
    "missing": {"y": HOLE, "kind": "i"},
    "calendar_gap": {"y": np.delete(NOISE, 5), "kind": "i", "x": np.delete(MONTHS, 5)},
    "excluded": {"y": NOISE, "kind": "i", "x": MONTHS, "exclude": {"2023-04": "pandemic"}},
    "provisional": {"y": NOISE, "kind": "i", "x": MONTHS, "provisional": ["2024-11", "2024-12"]},
    "no_baseline": {"y": np.where(np.arange(24) < 6, np.nan, NOISE), "kind": "i", "freeze": 6},
    "constant": {"y": np.full(24, 4.0), "kind": "c"},
    "no_variation": {"y": np.tile([3.0, np.nan, 5.0, np.nan], 6), "kind": "i"},
    "few_points": {"y": NOISE[:11], "kind": "i"},
    "provisional_limits": {"y": NOISE[:19], "kind": "i"},
    "short_baseline": {"y": NOISE, "kind": "i", "freeze": 8},
    "screened_fallback": {"y": [0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0], "kind": "i"},
    "median_as_mean": {"y": [1, 1, 1, 1, 1, 1, 1, 2, 3, 4, 5, 6, 7], "kind": "run"},
    "sigma_z_below_one": {"y": 500 + np.tile([1.0, 0.0], 12), "n": N, "kind": "pprime"},
    "overdispersed": {"y": WILD, "n": N, "kind": "p"},
    "overdispersed_count": {"y": WILD, "kind": "c"},
    "autocorrelated": {"y": WALK, "kind": "i"},
    "single_measurements": {"y": [3, 5, 4, 6, 2], "kind": "xbar", "subgroup": [1, 1, 2, 3, 3]},
}
ELSEWHERE = {
    "rolling": {"window": 12},
    "break_within": {"month": "2024-01"},
    "start_outside": {"first": np.datetime64("2023-01"), "last": np.datetime64("2024-12")},
    "unstable_before": {"rules": ("anhoej_run",)},
    "estimated_run_length": {"n": 24},
}


def caveats(case):
    return {c.code: c for c in spc.control_chart(**case).caveats}


@pytest.mark.parametrize("code", CASES)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_caveat_is_given_and_can_be_said(code, language):
    caveat = caveats(CASES[code])[code]
    sentence = Words(language).caveat(caveat)
    assert sentence.endswith(".")
    assert "{" not in sentence


@pytest.mark.parametrize("code", ELSEWHERE)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_caveats_of_callers_can_be_said(code, language):
    sentence = Words(language)(f"caveat.{code}", **ELSEWHERE[code])
    assert "{" not in sentence


def test_every_caveat_that_is_listed_is_reached_here_or_named_as_a_callers():
    listed = re.findall(r"^([a-z_]+) {2,}\S", caveats_module.__doc__ or "", flags=re.MULTILINE)
    assert {*listed} - {"code"} == {*CASES}
    source = Path(caveats_module.__file__).read_text(encoding="utf-8")
    given = {*re.findall(r'(?:Caveat|_first_part)\(\s*"([a-z_]+)"', source)}
    assert given <= {*CASES}


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("folder", ["spc", "change"])
def test_every_caveat_of_the_code_has_words(folder, language):
    files = sorted((WORDING.parent / folder).rglob("*.py"))
    source = "\n".join(file.read_text(encoding="utf-8") for file in files)
    codes = {*re.findall(r'Caveat\(\s*"([a-z_]+)"', source)}
    table = tomllib.loads((WORDING / f"{language}.toml").read_text(encoding="utf-8"))
    assert len(codes) > 10
    assert codes <= set(table["caveat"])


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_sentence_is_left_without_a_caveat(language):
    table = tomllib.loads((WORDING / f"{language}.toml").read_text(encoding="utf-8"))
    assert {*CASES, *ELSEWHERE} <= set(table["caveat"])


@pytest.mark.parametrize("language", ["sv", "en"])
def test_rules_rule_sets_kinds_and_reasons_have_words(language):
    words = Words(language)
    rules = ["beyond_limits", *(r.code for s in spc.RULE_SETS.values() for r in s.rules)]
    keys = [f"rule.{rule}.{part}" for rule in rules for part in ("name", "what")]
    keys += [f"rule_set.{name}.{part}" for name in spc.RULE_SETS for part in ("name", "explanation")]
    keys += [f"chart_kind.{kind}.{part}" for kind in spc.KINDS for part in ("name", "why")]
    for reason in ("proportion", "rate", "count", "mean", "score", "catalogue", "no_denominator"):
        keys.append(f"chart_reason.{reason}")
    assert all(words(key) for key in keys)
    assert "1" in words("chart_reason.large_denominators", n=1000, limit=1000)


def test_steady_noise_needs_no_caveat():
    assert spc.control_chart(NOISE, kind="i", x=MONTHS).caveats == ()
    assert spc.control_chart(np.random.default_rng(1).poisson(40, 24), kind="c").caveats == ()


def test_a_caveat_carries_its_values():
    assert caveats(CASES["few_points"])["few_points"].values == {"n": 11, "minimum": 12, "part": 1}
    assert caveats(CASES["provisional_limits"])["provisional_limits"].values["n"] == 19
    excluded = caveats(CASES["excluded"])["excluded"]
    assert excluded.values == {"n": 1, "at": (np.datetime64("2023-04"),), "reasons": ("pandemic",)}
    assert caveats(CASES["missing"])["missing"].values == {"n": 1, "at": ("5",)}


def test_limits_of_twenty_points_are_not_provisional():
    assert not {"few_points", "provisional_limits"} & set(caveats({"y": NOISE[:20], "kind": "i"}))


def test_with_parts_the_worst_part_is_named():
    given = caveats({"y": NOISE, "kind": "i", "parts": [14]})
    assert given["few_points"].values == {"n": 10, "minimum": 12, "part": 2}


def test_limits_are_computed_however_few_the_points():
    chart = spc.control_chart([3, 5, 4], kind="i")
    assert chart.has_limits
    assert chart.n_baseline == 3


def test_a_laney_chart_of_overdispersed_data_says_nothing_of_it():
    assert "overdispersed" not in caveats({**CASES["overdispersed"], "kind": "pprime"})


def test_overdispersion_is_rarely_seen_where_there_is_none():
    y = np.random.default_rng(3).poisson(60, (4000, 24)).astype(float)
    spread = spc.control_charts(y, np.ones_like(y), kind="u").numbers.sigma_z[:, 0]
    assert 0.005 < (spread > spread_limit(24)).mean() < 0.03


def test_autocorrelation_is_seen_at_about_its_stated_rate():
    y = np.random.default_rng(4).normal(size=(800, 36))
    charts = spc.control_charts(y, kind="i")
    seen = np.mean([any(c.code == "autocorrelated" for c in chart.caveats) for chart in charts])
    assert 0.025 < seen < 0.06


@pytest.mark.parametrize(("n", "share"), [(12, 0.025), (24, 0.041), (60, 0.041)])
def test_independent_points_resemble_each_other_as_rarely_as_stated(n, share):
    y = np.random.default_rng(n).normal(size=(3000, n))
    lags = [lag_one(row, np.ones(n, dtype=bool)) for row in y]
    assert np.mean([lag.r > lag.limit for lag in lags]) == pytest.approx(share, abs=0.012)


def test_neither_holes_nor_the_time_after_the_baseline_make_autocorrelation():
    shifted = np.concatenate([NOISE, NOISE + 100])
    assert "autocorrelated" in caveats({"y": shifted, "kind": "i"})
    assert "autocorrelated" not in caveats({"y": shifted, "kind": "i", "freeze": 24})


def test_twelve_points_are_enough_for_provisional_limits():
    given = caveats({"y": NOISE[:12], "kind": "i"})
    assert given["provisional_limits"].values["n"] == 12
    assert "few_points" not in given


def test_autocorrelation_uses_only_neighbours_and_allows_for_lacking_pairs():
    y = np.array([1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13])
    base = np.arange(13) != 6
    e = np.where(base, y - y[base].mean(), 0)
    lag = lag_one(y, base)
    assert lag.r == pytest.approx((e[1:] * e[:-1]).sum() / (e**2).sum() * 11 / 10)
    assert lag.limit == pytest.approx((-1 + 1.645 * np.sqrt(10)) / 11)
    assert lag_one(y, np.arange(13) < 11) is None
