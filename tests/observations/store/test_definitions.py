"""Every indicator and unit comes back from the store as it was."""

import json

import pytest

from core.observations.store.definitions import indicator_of, unit_of, written
from tests.observations.made_extracts import BASE


def test_every_indicator_of_the_catalogue_comes_back():
    assert [indicator_of(written(one)) for one in BASE.catalogue] == list(BASE.catalogue)


def test_every_unit_of_the_register_comes_back():
    assert [unit_of(written(one)) for one in BASE.units] == list(BASE.units)


def test_what_a_newer_version_adds_is_passed_over():
    one = next(iter(BASE.catalogue))
    assert indicator_of(json.dumps(json.loads(written(one)) | {"new": 1})) == one


@pytest.mark.parametrize(
    "change", [{"kind": "x"}, {"multiply": "1"}, {"multiply": 0}, {"name": 1}, {"id": 1}]
)
def test_anything_else_is_refused(change):
    told = json.loads(written(next(iter(BASE.catalogue)))) | change
    with pytest.raises(ValueError, match=r"not an indicator|strange"):
        indicator_of(json.dumps(told))
    with pytest.raises(ValueError, match="not a definition"):
        unit_of("[]")
