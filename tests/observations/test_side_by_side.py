"""Which units stand beside each other: those of one level, or the parts of a larger one."""

import pytest

from core.observations.dataset import Dataset
from core.observations.side_by_side import side_by_side
from core.simulate.sample import load_sample

INDICATOR = "akutbesok_hsh"


@pytest.fixture(scope="module")
def sample() -> Dataset:
    return load_sample()


def beside(sample: Dataset, unit: str) -> list[str]:
    return [one.id for one in side_by_side(sample, INDICATOR, sample.units[unit])]


def test_a_municipality_stands_among_all_municipalities_itself_too(sample: Dataset):
    found = beside(sample, "0683")
    assert len(found) == len(set(found)) == 13
    assert "0683" in found


def test_a_county_is_shown_by_its_municipalities_and_an_area_by_its_own(sample: Dataset):
    assert sorted(beside(sample, "06")) == sorted(beside(sample, "0683"))
    area = sample.units["0683"].parent
    assert area is not None
    found = beside(sample, area)
    assert "0683" in found
    assert len(found) < 13
    assert all(sample.units[one].parent == area for one in found)


def test_a_health_centre_stands_among_health_centres(sample: Dataset):
    centre = next(unit for unit in sample.units_of(INDICATOR) if unit.level == "health_centre")
    found = beside(sample, centre.id)
    assert centre.id in found
    assert {sample.units[one].level for one in found} == {"health_centre"}


def test_a_unit_without_numbers_of_its_own_level_stands_alone(sample: Dataset):
    assert [one.id for one in side_by_side(sample, "no_such_indicator", sample.units["0683"])] == ["0683"]
