"""What may be shown is worked out for one indicator after the other, and can be left in between."""

from dataclasses import replace

import pytest

from core.observations.dataset import Dataset
from core.observations.observations import Observations
from core.observations.suppression import Shown
from core.simulate import load_sample

IDS = tuple(one.id for one in load_sample().indicators()[:4])


class Enough(BaseException):
    """As what ends the run of a page."""


@pytest.fixture
def own() -> Dataset:
    frame = load_sample().observations.frame
    few = frame[frame["indicator"].isin(IDS) & (frame["target_group"] == "all")].reset_index(drop=True)
    return replace(load_sample(), observations=Observations(few), made_up=False)


def test_every_indicator_is_told_of_and_none_waits_at_the_end(own: Dataset):
    shown, told = Shown(own), []
    assert shown.waiting() == IDS
    shown.work_out(told.append)
    assert told == [0.25, 0.5, 0.75, 1.0]
    assert shown.waiting() == ()


def test_it_gives_what_asking_for_each_gives(own: Dataset):
    before, asked = Shown(own), Shown(own)
    before.work_out()
    assert before.observations.frame.equals(asked.observations.frame)


def test_what_is_worked_out_stays_so_when_the_rest_is_left(own: Dataset):
    shown = Shown(own)

    def until_half(share: float) -> None:
        if share >= 0.5:
            raise Enough

    with pytest.raises(Enough):
        shown.work_out(until_half)
    assert shown.waiting() == IDS[2:]
    told: list[float] = []
    shown.work_out(told.append)
    assert told == [0.5, 1.0]
    assert shown.observations.frame.equals(Shown(own).observations.frame)


def test_an_indicator_that_was_asked_for_does_not_wait(own: Dataset):
    shown = Shown(own)
    shown.masks(IDS[1])
    assert shown.waiting() == (IDS[0], *IDS[2:])
