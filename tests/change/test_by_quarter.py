"""When quarters instead of months help: where small numbers are hidden, or where events are few."""

from dataclasses import replace

import numpy as np
import pytest

from core import simulate
from core.change import evaluate
from core.change.by_quarter import by_quarter, share_hidden, usual_events
from core.change.for_dataset import Asked, judged
from core.change.plan_for_dataset import Wish, plan_for
from core.wording import LANGUAGES, words_of
from core.wording.plan import quarter_sentence
from core.wording.verdict import verdict_reading
from tests.change.made_changes import FIRST, made_table
from tests.change.made_dataset import RATE, Made


def hiding(events: float, months: int = 4000, below: int = 5, seed: int = 1):
    y = np.random.default_rng(seed).poisson(events, months).astype(float)
    small = (y > 0) & (y < below)
    return y[~small], int(small.sum())


@pytest.mark.parametrize("events", [1.0, 2.5, 5.0, 9.0])
def test_the_usual_number_is_found_again_although_the_small_ones_are_hidden(events):
    seen, hidden = hiding(events)
    assert usual_events(seen, hidden, 5) == pytest.approx(events, rel=0.05)


def test_what_is_left_when_the_small_are_hidden_is_too_high():
    seen, hidden = hiding(5.0)
    assert seen.mean() > 1.2 * usual_events(seen, hidden, 5)


def test_a_number_is_hidden_from_one_up_to_but_not_the_limit():
    numbers = [np.eye(1, n + 1, n)[0] for n in (0, 1, 4, 5, 9)]
    assert share_hidden(numbers, 1.0, 5) == pytest.approx(2 / 5)
    assert share_hidden(numbers, 0.5, 5) == pytest.approx(3 / 5)  # 4, 5 and 9 become 2, 2, 4
    assert share_hidden(numbers, 1.0, 0) == 0


def series_of(events: float, below: int = 5):
    made = Made(replace(RATE, suppress_below=below), events=events, hides=True)
    dataset = made.dataset()
    return dataset.series(RATE.id, "a"), dataset.catalogue[RATE.id]


@pytest.mark.parametrize(
    ("events", "below", "helps"),
    [(1.0, 5, None), (4.5, 5, "hidden"), (30.0, 5, None), (2.0, 0, "few"), (8.0, 0, None)],
)
def test_quarters_help_where_they_show_what_months_hide_or_where_events_are_few(events, below, helps):
    found = by_quarter(*series_of(events, below))
    assert (found and found.helps) == helps


def test_a_wished_decrease_may_take_numbers_below_the_limit():
    series, indicator = series_of(12.0)
    assert by_quarter(series, indicator) is None
    later = by_quarter(series, indicator, factor=0.5)
    assert later is not None
    assert later.months > 0.1 >= later.quarters


def test_the_share_of_months_is_as_it_is_and_that_of_quarters_near_what_they_hold():
    series, indicator = series_of(4.5)
    found = by_quarter(series, indicator)
    assert found is not None
    assert found.months == pytest.approx((series.status == "suppressed").mean())
    whole = Made(RATE, events=4.5).dataset().series(RATE.id, "a").numerator.reshape(-1, 3).sum(axis=1)
    assert found.quarters == pytest.approx(((whole > 0) & (whole < 5)).mean(), abs=0.05)


def test_where_small_numbers_show_nothing_is_hidden():
    shown = Made(RATE, events=4.5).dataset()
    found = by_quarter(shown.series(RATE.id, "a"), shown.catalogue[RATE.id])
    assert (found.helps, found.months) == ("few", 0)


def test_means_and_values_hidden_for_small_denominators_are_not_guessed_at():
    series, indicator = series_of(4.5)
    assert by_quarter(series, replace(indicator, kind="mean")) is None
    assert by_quarter(series, replace(indicator, suppress_denominator_below=10)) is None


def test_the_same_events_in_quarters_show_no_smaller_change():
    """What the advice says of itself: months summed to quarters give the verdict about the same range."""
    table = made_table(before=36, after=12)
    at = table.groupby("unit").cumcount() // 3
    quarters = table.assign(month=[str(FIRST + 3 * k) for k in at]).groupby(["unit", "month"], as_index=False)
    monthly = evaluate(table, {"a": str(FIRST + 36)}, shifts=())
    quarterly = evaluate(quarters[["numerator", "denominator"]].sum(), {"a": str(FIRST + 36)}, shifts=())
    assert quarterly.standard_error > 0.9 * monthly.standard_error


# In plans and answers


@pytest.fixture(scope="module")
def dataset():
    return simulate.load_sample()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_tells_of_quarters_only_where_they_help(dataset, language):
    words = words_of(language)
    large = plan_for(dataset, Wish("akutbesok_hsh", ("0683",)))
    assert (large.quarter, quarter_sentence(words, large)) == (None, "")
    small = plan_for(dataset, Wish("akutbesok_hsh", ("0642",)))
    assert small.quarter is not None
    told = quarter_sentence(words, small)
    assert {"sv": "kvartal", "en": "quarter"}[language] in told.lower()
    assert "of 100" in told or "av 100" in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_that_is_hidden_speaks_of_quarters_only_where_they_would_show(dataset, language):
    quarters = {"sv": "kvartal", "en": "quarter"}[language]
    words = words_of(language)
    near = judged(dataset, Asked("akutbesok_hsh", (("0642", "2025-09"),)))
    assert near.reason == "hidden"
    assert near.quarter is not None
    assert quarters in verdict_reading(words, near).means.lower()
    made = Made(events=1.0, hides=True)
    far = judged(made.dataset(), Asked(RATE.id, (("a", made.first),)))
    assert (far.reason, far.quarter) == ("hidden", None)
    assert quarters not in verdict_reading(words, far).means.lower()
