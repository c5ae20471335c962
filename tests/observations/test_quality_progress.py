"""Going through many numbers tells how far it has come, and can be left at any time."""

import pytest

from core.observations.quality import quality_report, report
from core.simulate import load_sample

IDS = tuple(one.id for one in load_sample().indicators()[:3])


class Enough(BaseException):
    """As what ends the run of a page."""


def of_sample(told=lambda share: None, indicator: str | None = None):
    county = load_sample()
    return quality_report(
        county.observations, county.catalogue, county.units, indicator=indicator, progress=told
    )


@pytest.mark.parametrize("most", [report.MOST_ROWS, 1], ids=["all at once", "an indicator at a time"])
def test_what_is_told_only_grows_and_ends_with_all_done(most: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(report, "MOST_ROWS", most)
    told: list[float] = []
    found = of_sample(told.append)
    assert told == sorted(told)
    assert told[0] <= report.FETCHED
    assert told[-1] == pytest.approx(1.0)
    assert len(told) >= 17
    assert found.findings == of_sample().findings


def test_of_one_indicator_it_is_told_from_the_first_to_the_last():
    told: list[float] = []
    of_sample(told.append, IDS[0])
    assert told[0] == report.FETCHED
    assert told[-1] == pytest.approx(1.0)


def test_what_listens_can_end_the_work():
    def at_half(share: float) -> None:
        if share >= 0.5:
            raise Enough

    with pytest.raises(Enough):
        of_sample(at_half)
