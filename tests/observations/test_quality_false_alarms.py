"""Ordinary series seldom get a remark, and the sample county none that is not true."""

from dataclasses import dataclass

import numpy as np
import pytest
from made_grids import INDICATORS, MONTHS, REGISTER, TODAY, found, made

from core.observations.observations import Observations
from core.observations.quality import Report, quality_report
from core.simulate.sample import load_sample

ACCUSING = (
    *(
        "scale_jump",
        "level_jump",
        "typing_error",
        "zero_for_missing",
        "months_repeated",
        "months_repeated_here",
    ),
    *("units_identical", "value_stuck", "denominator_jump", "denominator_other_kind", "value_disagrees"),
)
TOLD_OF_THE_SAMPLE = {"hidden", "missing", "periods_missing", "provisional", "break_inside"}


@dataclass(frozen=True)
class Family:
    """How ordinary series of one sort come about: events a month, spread, resemblance, season, change."""

    level: float
    spread: float = 0.1
    phi: float = 0.3
    season: float = 0.2
    change: float = 0.0


FAMILIES = {
    "few": Family(3.0),
    "a handful": Family(8.0, spread=0.2),
    "many": Family(60.0),
    "very many": Family(800.0, spread=0.05),
    "wandering": Family(60.0, spread=0.06, phi=1.0),
    "strong season": Family(60.0, season=0.8),
    "halved": Family(60.0, change=-0.7),
    "tripled": Family(40.0, change=1.1),
}
UNITS = tuple(f"u{i:03d}" for i in range(250))


def series(family: Family, rng: np.random.Generator) -> np.ndarray:
    """(units, months) counts, none of them with anything wrong."""
    own = np.zeros((len(UNITS), len(MONTHS)))
    for t in range(1, len(MONTHS)):
        own[:, t] = family.phi * own[:, t - 1] + family.spread * rng.standard_normal(len(UNITS))
    time = np.arange(len(MONTHS))
    peak = rng.integers(0, 12, (len(UNITS), 1))
    start = rng.integers(8, 40, (len(UNITS), 1))
    log = own + family.season * np.cos((time + peak) * 2 * np.pi / 12) + family.change * (time >= start)
    return rng.poisson(family.level * np.exp(log)).astype(float)


@pytest.mark.parametrize("name", FAMILIES)
@pytest.mark.parametrize("shown", ["counts and people", "values only"])
def test_fewer_than_one_ordinary_series_in_a_hundred_is_accused(name: str, shown: str):
    rng = np.random.default_rng(sum(map(ord, name)))
    numbers = series(FAMILIES[name], rng)
    people = np.maximum(4 * FAMILIES[name].level, 30) + rng.poisson(3, numbers.shape).cumsum(axis=1)
    if shown == "counts and people":
        frame = made(numbers, people, units=UNITS)
    else:
        frame = made(np.round(100 * numbers / people, 1), indicator="points", units=UNITS)
    accused = {(one.unit, one.code) for one in found(frame) if one.code in ACCUSING}
    assert len({unit for unit, _ in accused}) < 0.01 * len(UNITS), accused


@pytest.fixture(scope="module")
def sample() -> Report:
    county = load_sample()
    return quality_report(county.observations, county.catalogue, county.units)


def test_of_the_sample_county_only_what_is_true_is_told(sample: Report):
    assert {one.code for one in sample.findings} == TOLD_OF_THE_SAMPLE
    assert {one.severity for one in sample.findings} == {"know"}


def test_the_missing_months_of_the_sample_county_are_those_that_its_towns_did_not_report(sample: Report):
    county = load_sample()
    for one in sample.findings:
        if one.code == "periods_missing":
            series = county.series(one.indicator, one.unit, one.subgroup)
            assert series is not None
            assert set(one.periods) <= set(series.months[series.status == "missing"])


def test_the_report_of_one_indicator_is_that_of_all_cut_to_it(sample: Report):
    county = load_sample()
    for indicator in ("akutbesok_hsh", "esther_upplevelse"):
        alone = quality_report(county.observations, county.catalogue, county.units, indicator=indicator)
        assert alone.findings == sample.about(indicator).findings


def test_the_order_of_rows_means_nothing():
    rng = np.random.default_rng(9)
    frame = made(series(FAMILIES["few"], rng)[:20], 40, units=UNITS)
    mixed = frame.sample(frac=1, random_state=3).reset_index(drop=True)
    reports = [
        quality_report(Observations(one, checked=True), INDICATORS, REGISTER, TODAY) for one in (frame, mixed)
    ]
    assert reports[0] == reports[1]
