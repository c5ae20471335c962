"""What a chart's headline says of now, all units beside each other say too."""

import numpy as np
import pytest

from core.simulate.sample import load_sample
from core.spc.for_series import chart_for
from core.spc.standing import standing_of
from core.wording import words_of
from core.wording.panels import standing_word
from core.wording.reading import reading_sentences
from tests.figures.made_charts import ROLLING, STEADY, made_chart

SV = words_of("sv")
MOVED_AND_BACK = [*[20, 21, 19, 20] * 3, *[30, 31, 29, 30] * 3, *[20, 21, 19, 20] * 2, 30]
"""Two long stretches on one side, long over; the line is crossed far too seldom."""


def said_of_now(headline: str) -> str:
    """What a headline claims of the latest period, in the words of the small charts."""
    if headline.startswith("Signal just nu."):
        return "now"
    if "har bytt nivå eller vandrar" in headline:
        return "wandering"
    if headline.startswith("Signal."):
        return "earlier"
    return "stable" if headline.startswith("Stabilt.") else "untold"


def shown_as(charted) -> str:
    word = standing_word(SV, standing_of(charted))
    known = {
        SV("panels.common"): "stable",
        SV("panels.earlier"): "earlier",
        SV("panels.wandering"): "wandering",
        **{SV(f"panels.{way}"): "now" for way in ("improving", "worsening", "signal")},
    }
    return known.get(word, "untold")


@pytest.mark.parametrize(
    "indicator", ["akutbesok_hsh", "telefon_samma_dag", "ssk_belastning", "sip", "nyinskrivna"]
)
def test_headline_and_small_chart_agree_in_every_unit(indicator: str):
    sample = load_sample()
    about = sample.catalogue[indicator]
    told = {}
    for unit in sample.units_of(indicator):
        charted = chart_for(about, unit, sample.series(indicator, unit.id))
        told[unit.id] = (said_of_now(reading_sentences(SV, charted)[0]), shown_as(charted))
    assert {unit: pair for unit, pair in told.items() if pair[0] != pair[1]} == {}


def test_few_crossings_are_told_also_where_long_runs_are_over():
    charted = made_chart(numbers=MOVED_AND_BACK)
    headline, *details = reading_sentences(SV, charted)
    assert headline.startswith("Signal. Akutbesök har bytt nivå eller vandrar. Senast: ")
    assert standing_word(SV, standing_of(charted)) == "bytt nivå eller vandrar"
    assert any("korsar medelvärdet" in sentence for sentence in details)


def test_a_long_run_that_still_goes_on_is_now_and_not_wandering():
    charted = made_chart(numbers=[*[20, 21, 19, 20] * 3, *[30, 31, 29, 30] * 3])
    assert reading_sentences(SV, charted)[0].startswith("Signal just nu.")
    assert "nu" in standing_word(SV, standing_of(charted))
    assert np.isfinite(charted.points["cl"]).all()


def test_a_rolling_measure_says_which_of_its_values_are_counted_as_hidden():
    numbers = [n * 4 for n in (*STEADY, *STEADY)]
    charted = made_chart(ROLLING, numbers, status=["suppressed"] * 24 + ["ok"] * 24)
    assert charted.hidden.too_many
    n, total = charted.hidden.n, charted.hidden.total
    assert total < 6
    assert reading_sentences(SV, charted) == [SV("reading.hidden_rolling", n=n, total=total)]
    assert "som inte delar månader" in reading_sentences(SV, charted)[0]


def test_where_every_value_is_hidden_nothing_is_said_of_what_shows():
    charted = made_chart(status=["suppressed"] * 24)
    assert reading_sentences(SV, charted) == [SV("reading.hidden_all", n=24)]
    assert "Alla 24 värden är dolda" in reading_sentences(SV, charted)[0]
    rolling = made_chart(ROLLING, [n * 4 for n in (*STEADY, *STEADY)], status=["suppressed"] * 48)
    assert reading_sentences(SV, rolling) == [SV("reading.hidden_all", n=48)]
