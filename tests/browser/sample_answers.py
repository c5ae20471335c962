"""What the pages are to say of the sample county, computed with the core alone."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from core.change.for_series import Tested, signals_since
from core.figures.beside import Beside
from core.figures.states import point_states
from core.figures.table import control_table
from core.observations.cut import between
from core.observations.dataset import Dataset
from core.observations.schema import Subgroup
from core.observations.series import Series
from core.simulate.sample import load_sample
from core.spc.for_series import Charted, Choices, chart_for
from core.wording import Words
from core.wording.reading import reading_sentences
from core.wording.titles import group_name, unit_label


@cache
def sample() -> Dataset:
    """The sample county, read once for all tests."""
    return load_sample()


@dataclass(frozen=True, slots=True)
class Picked:
    """An indicator in a unit and group of the sample county, by id."""

    indicator: str
    unit: str
    group: str = "total"

    @property
    def series(self) -> Series:
        found = sample().series(self.indicator, self.unit, Subgroup.parse(self.group))
        assert found is not None
        return found

    def indicator_name(self, words: Words) -> str:
        return sample().catalogue[self.indicator].name.in_(words.language)

    def unit_name(self, words: Words) -> str:
        return unit_label(words, sample().units[self.unit])

    def group_name(self, words: Words) -> str:
        return group_name(words, Subgroup.parse(self.group)) or words("choose.all_groups")


def chart_of(
    picked: Picked, choices: Choices | None = None, first: str | None = None, last: str | None = None
) -> Charted:
    """The chart of a view of the sample county."""
    series = between(
        picked.series,
        np.datetime64(first, "M") if first else None,
        np.datetime64(last, "M") if last else None,
    )
    return chart_for(sample().catalogue[picked.indicator], sample().units[picked.unit], series, choices)


def finding_of(words: Words, charted: Charted) -> str:
    """The sentence a chart's reading begins with."""
    return reading_sentences(words, charted)[0]


def table_of(words: Words, picked: Picked, charted: Charted) -> list[dict[str, str]]:
    """The table below a chart that is shown beside whom its unit belongs to, as text."""
    other = sample().comparison(picked.series)
    assert other is not None
    name = words("choose.pooled") if other.pooled else sample().units[other.unit].name.in_(words.language)
    months = charted.series.months
    beside = None if charted.hidden.too_many else Beside(name, between(other, months[0], months[-1]))
    frame: pd.DataFrame = control_table(words, charted, point_states(charted), beside)
    return [{str(key): str(value) for key, value in row.items()} for row in frame.to_dict("records")]


def signals_in(picked: Picked, start: np.datetime64) -> Tested:
    """A change tested on a series of the sample county."""
    return signals_since(
        sample().catalogue[picked.indicator], sample().units[picked.unit], picked.series, start
    )
