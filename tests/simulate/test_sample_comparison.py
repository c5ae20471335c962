"""Whom a unit of the sample county is set beside."""

import pytest

from core.simulate import load_sample


@pytest.fixture(scope="module")
def dataset():
    return load_sample()


@pytest.mark.parametrize("unit", ["0683", "vc-b1", "omr-hoglandet"])
def test_every_unit_is_set_beside_the_county(dataset, unit):
    beside = dataset.comparison(
        dataset.series("oplanerad_inskrivning", unit) or dataset.series("akutbesok_hsh", unit)
    )
    assert beside is None or beside.unit == "06"


def test_a_municipality_is_set_beside_the_county_and_not_its_area(dataset):
    assert dataset.comparison(dataset.series("akutbesok_hsh", "0683")).unit == "06"


def test_the_county_is_never_shown_as_the_nation(dataset):
    assert dataset.series("akutbesok_hsh", "00") is None
    assert "00" not in {unit.id for unit in dataset.units_of("akutbesok_hsh")}
    assert dataset.comparison(dataset.series("akutbesok_hsh", "06")) is None
