"""A file with more units than fit beside each other: the one in view is always among those shown."""

import pandas as pd
import pytest

from core.indicators import Text, Unit, load_catalogue, load_units
from core.observations.dataset import Dataset
from core.observations.observations import Observations
from core.wording import words_of
from pages.parts.all_units import MOST
from tests.pages.page_visits import OWN, failed, own_data, texts, visit

N = 70
IDS = [f"U{k:02d}" for k in range(N)]


def many_units() -> Dataset:
    one = own_data().observations.frame
    frame = pd.concat([one.assign(unit=unit) for unit in IDS], ignore_index=True)
    frame["unit"] = frame["unit"].astype("str")
    units = load_units().with_units(*(Unit(name, Text.of(name)) for name in IDS))
    return Dataset(
        Observations(frame), load_catalogue().with_indicators(OWN), units, label="min_fil.csv", made_up=False
    )


@pytest.mark.parametrize(
    ("unit", "first", "last"), [("U00", "U00", "U29"), ("U40", "U25", "U54"), ("U69", "U40", "U69")]
)
def test_the_unit_in_view_and_its_neighbours_are_shown(unit: str, first: str, last: str):
    app = visit("folj", own=many_units(), data="own", unit=unit, show="all")
    assert failed(app) == []
    told = words_of("sv")("panels.first_of", n=MOST, total=N, first=first, last=last)
    assert told in texts(app)
