"""All that the sample county holds can be charted, tested, drawn and read, in both languages."""

from functools import cache

import numpy as np
import pytest

from core.change.for_series import signals_since
from core.figures.before_after import before_after_table
from core.figures.beside import Beside
from core.figures.control_figure import control_figure
from core.observations.dataset import Dataset
from core.simulate import load_sample
from core.spc.for_series import chart_for
from core.wording import LANGUAGES, words_of
from core.wording.reading import next_step, reading_sentences
from core.wording.signal import signal_headline, signal_sentences


@cache
def sample() -> Dataset:
    return load_sample()


INDICATORS = [indicator.id for indicator in sample().indicators()]


def assert_shown(words, indicator, unit, group):
    """Follow and test one series; nothing raises, no text has a hole, and hidden values stay hidden."""
    dataset = sample()
    series = dataset.series(indicator.id, unit.id, group)
    charted = chart_for(indicator, unit, series)
    other = dataset.comparison(series)
    beside = None if other is None else Beside("länet", other)
    figure = control_figure(words, charted, beside=beside, made_up=True)
    answer = signals_since(indicator, unit, series, series.months[len(series) * 2 // 3])
    tested = control_figure(words, answer.charted, start=answer.start, made_up=True)
    sentences = [
        *reading_sentences(words, charted),
        next_step(words, charted),
        signal_headline(words, answer),
        *signal_sentences(words, answer),
        *figure.notes,
        *tested.notes,
        figure.alt,
        tested.alt,
        *before_after_table(words, answer).to_numpy().ravel().tolist(),
    ]
    place = f"{indicator.id} {unit.id} {group.text}"
    for sentence in sentences:
        assert "{" not in sentence, place
        assert "  " not in sentence, place
        assert "nan" not in sentence.split(), place
    hidden = series.status == "suppressed"
    rows = figure.table.iloc[::-1]
    for column in ("table.value", "table.numerator", "table.denominator"):
        if words(column) in rows:
            assert set(rows[words(column)].to_numpy()[hidden]) <= {"–"}, place
    assert np.isnan(figure.datasets["points"]["y"].to_numpy()[hidden]).all(), place
    assert np.isnan(figure.datasets["points"]["y"].to_numpy()[series.status == "missing"]).all(), place


@pytest.mark.parametrize("indicator", INDICATORS)
def test_every_indicator_is_shown_in_its_first_unit_and_in_a_group(indicator: str):
    dataset = sample()
    unit, *_ = dataset.units_of(indicator)
    groups = dataset.subgroups_of(indicator, unit.id)
    assert_shown(words_of("sv"), dataset.catalogue[indicator], unit, groups[0])
    assert_shown(words_of("en"), dataset.catalogue[indicator], unit, groups[-1])


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("indicator", INDICATORS)
def test_every_indicator_is_shown_in_every_unit_and_group(indicator: str, language: str):
    dataset = sample()
    for unit in dataset.units_of(indicator):
        for group in dataset.subgroups_of(indicator, unit.id):
            assert_shown(words_of(language), dataset.catalogue[indicator], unit, group)
