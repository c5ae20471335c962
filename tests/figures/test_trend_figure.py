"""The picture of a trend: values, line, and levels only where a shift was found."""

import numpy as np
import pytest

from core import simulate
from core.change.without_date import without_date
from core.figures.trend_figure import trend_figure
from core.wording import LANGUAGES, words_of


def told(indicator: str, unit: str):
    dataset = simulate.load_sample()
    series = dataset.series(indicator, unit)
    return without_date(dataset.catalogue[indicator], dataset.units[unit], series)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_picture_holds_what_the_sentences_say(language, theme):
    found = told("akutbesok_hsh", "0680")
    figure = trend_figure(words_of(language), found, made_up=True, theme=theme)
    months = figure.datasets["months"]
    assert months["value"].to_numpy() == pytest.approx(found.values["value"].to_numpy(), nan_ok=True)
    assert months["level"].nunique() == 2
    assert (figure.datasets["span"]["t"] <= figure.datasets["span"]["t2"]).all()
    names = {layer["name"] for layer in figure.spec["layer"]}
    assert {"values", "points", "line", "level", "span", "labels"} <= names
    assert figure.sentence in figure.alt
    assert len(figure.table) == len(found.series)
    made_up = {"sv": "PÅHITTADE", "en": "MADE-UP"}[language]
    assert made_up in figure.facts


def test_without_a_shift_there_is_neither_level_nor_span():
    found = told("nyinskrivna", "0680")
    figure = trend_figure(words_of("sv"), found)
    assert "span" not in figure.datasets
    assert not {"span", "level"} & {layer["name"] for layer in figure.spec["layer"]}
    assert list(figure.datasets["labels"]["text"]) == ["trend"]
    assert "centre" not in dict(figure.lines)


def test_a_provisional_month_is_a_gap_and_not_a_value():
    found = told("akutbesok_hsh", "0680")
    months = trend_figure(words_of("sv"), found).datasets["months"]
    provisional = found.series.status == "provisional"
    assert provisional.any()
    assert np.isnan(months["value"].to_numpy()[provisional]).all()
    assert set(months["written_value"][provisional]) == {"–"}


def test_there_is_no_picture_of_nothing():
    with pytest.raises(ValueError, match="nothing to draw"):
        trend_figure(words_of("sv"), told("mangbesokare_akut", "0683"))
