"""The verdict as a person reads it: grade first, natural numbers, and never more than the numbers hold."""

import json
import re
from dataclasses import replace
from functools import cache
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.change.for_dataset import Asked, Judged, WhyNotJudged, judged
from core.change.verdict import Lack
from core.observations.dataset import Dataset
from core.simulate.register import load_changes
from core.simulate.sample import FOLDER, load_sample
from core.wording import LANGUAGES, words_of
from core.wording.doubts import doubts
from core.wording.verdict import _decimals, _range, verdict_headline, verdict_reading
from tests.change.made_dataset import Made, rate_with

SV, EN = words_of("sv"), words_of("en")
CHANGES = {change.id: change for change in load_changes()}
TRUTH = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))
OUTCOME = "akutbesok_hsh"
MOVED = {effect["change"] for effect in TRUTH["effects"] if effect["indicator"] == OUTCOME}
DID_NOTHING = {nothing["change"] for nothing in TRUTH["changes_that_did_nothing"]}
FEWER = {
    "sv": ("Tydlig förbättring.", "Trolig förbättring."),
    "en": ("Clear improvement.", "Likely improvement."),
}
UNTOLD = {"sv": "Det går inte att avgöra än.", "en": "Not possible to tell yet."}
DRIFTING = {"sv": "Trolig egen trend.", "en": "Likely a trend of its own."}


@cache
def sample() -> Dataset:
    return load_sample()


@cache
def of_sample(change_id: str, indicator: str = OUTCOME) -> Judged:
    change = CHANGES[change_id]
    asked = Asked(
        indicator,
        tuple((unit, change.start) for unit in change.units),
        expected=change.expected,
        started_because_bad=change.started_because_bad,
        smallest_change=change.smallest_change,
    )
    return judged(sample(), asked, tuple(CHANGES.values()))


def made(effect: float = -0.4, **more) -> Judged:
    what = Made(effect=effect, **more)
    return judged(what.dataset(), Asked(what.indicator.id, (("a", what.first),)))


# The sample county's six changes against its known truth


def test_the_truth_knows_of_every_change_whether_it_did_anything():
    assert set(CHANGES) == MOVED | DID_NOTHING


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("change_id", sorted(MOVED))
def test_a_change_that_lowered_the_visits_is_called_better_or_said_to_be_unknown_with_a_reason(
    change_id: str, language: str
):
    headline = verdict_headline(words_of(language), of_sample(change_id))
    answer = of_sample(change_id)
    if answer.verdict.grade == "cannot_tell":
        assert headline.startswith(UNTOLD[language])
        assert answer.reason == "hidden"
    else:
        assert headline.startswith(FEWER[language])
        truth = next(
            e["value"] for e in TRUTH["effects"] if (e["change"], e["indicator"]) == (change_id, OUTCOME)
        )
        assert answer.verdict.interval is not None
        low, high = answer.verdict.interval
        assert low < truth - 1 < high


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("change_id", ["hembesok-varnamo", "hembesok-tranas"])
def test_the_two_that_can_be_seen_clearly_are_clear(change_id: str, language: str):
    assert verdict_headline(words_of(language), of_sample(change_id)).startswith(FEWER[language][0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_unit_that_drifts_by_itself_is_not_called_an_improvement(language: str):
    reading = verdict_reading(words_of(language), of_sample("telefonradgivning-gislaved"))
    assert reading.headline.startswith(DRIFTING[language])
    assert not re.search("förbättring|improvement", reading.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_start_after_three_bad_months_is_not_called_an_improvement(language: str):
    answer = of_sample("extra-uppfoljning-vetlanda")
    assert verdict_headline(words_of(language), answer).startswith(UNTOLD[language])
    assert any("De 3 månaderna före start" in c for c in verdict_reading(SV, answer).caveats)


@pytest.mark.parametrize("change_id", sorted(MOVED))
def test_of_the_four_a_balancing_measure_that_did_not_move_is_never_said_to_be_better(change_id: str):
    answer = of_sample(change_id, "ssk_belastning")
    assert answer.verdict.grade in ("no_sign", "cannot_tell")


# Sentences


def test_the_answer_stands_in_natural_units_with_its_range():
    reading = verdict_reading(SV, of_sample("hembesok-varnamo"))
    assert (
        reading.effect
        == "Besök på akutmottagning: ungefär 20 färre i månaden än väntat, mellan 11 och 34 färre."
    )
    assert any(
        sentence.startswith("I procent: −29\u00a0% (−42 till −18\u00a0%)") for sentence in reading.details
    )
    assert any("Sammanlagt 1\u00a0405" in sentence for sentence in reading.details)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["rate", "proportion", "count", "mean", "score"])
@pytest.mark.parametrize("effect", [-0.4, 0.0, 0.4])
def test_every_kind_of_number_is_told_without_holes_in_both_languages(
    kind: str, effect: float, language: str
):
    multiply = 1.0 if kind in ("count", "mean", "score") else 100.0
    answer = made(effect, indicator=rate_with(kind=kind, multiply=multiply))
    words = words_of(language)
    reading = verdict_reading(words, answer)
    for sentence in (reading.text, *reading.caveats, *doubts(words, answer)):
        assert "{" not in sentence
        assert "nan" not in sentence.split()
        assert "  " not in sentence
    assert reading.effect


@pytest.mark.parametrize(("language", "all_of_them"), [("sv", "alltså alla"), ("en", "that is, all")])
def test_where_nothing_is_left_no_range_without_width_is_told(language: str, all_of_them: str):
    """It was "between 40 and 40 fewer": surer than the expected itself is."""
    answer = made(effect=-1.0)
    assert answer.verdict.observed == 0
    assert all_of_them in verdict_reading(words_of(language), answer).effect


def test_several_units_are_told_to_be_an_average_of_each():
    what = Made(effect=-0.4)
    answer = judged(what.dataset(), Asked(what.indicator.id, (("a", what.first), ("b", what.first))))
    reading = verdict_reading(SV, answer)
    assert "Ort a och Ort b" in reading.headline
    assert "var och en av enheterna" in reading.effect


def test_starts_at_different_times_are_told_by_the_first():
    what = Made()
    answer = judged(what.dataset(), Asked(what.indicator.id, (("a", "2023-07"), ("b", "2023-05"))))
    assert "maj 2023 (den första)" in verdict_headline(SV, answer)


@pytest.mark.parametrize("period_type", ["month", "quarter", "half_year", "year"])
def test_effects_are_told_per_period_and_months_are_promised_for_months_only(period_type: str):
    answer = made(-0.05, period_type=period_type, periods=40, start=30)
    reading = verdict_reading(SV, answer)
    per = {"month": "i månaden", "quarter": "i kvartalet", "half_year": "i halvåret", "year": "om året"}
    assert per[period_type] in reading.effect
    if period_type != "month":
        assert "månader till" not in reading.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "reason",
    [*get_args(Lack), *get_args(WhyNotJudged)],
)
def test_every_reason_says_why_and_no_number_of_an_effect(reason: str, language: str):
    nothing = made(hidden={"a": range(10)})
    answer = replace(nothing, reason=reason)
    reading = verdict_reading(words_of(language), answer)
    assert reading.headline.startswith(UNTOLD[language])
    assert reading.means
    assert (reading.effect, reading.details) == ("", ())
    assert doubts(words_of(language), answer) == ()


def test_a_value_that_is_hidden_is_told_with_how_many_of_how_many():
    reading = verdict_reading(SV, made(hidden={"a": range(10)}))
    assert "10 av 30 värden dolda" in reading.means


@given(st.floats(-500, 500), st.floats(-500, 500))
def test_an_end_on_one_side_of_nothing_is_never_written_as_nothing(low: float, high: float):
    low, high = sorted((low, high))
    decimals = _decimals((low + high) / 2, low, high)
    ends = (round(low, 2), round(high, 2))
    told = _range(SV, (low, high), decimals, counted=True)
    if low * high < 0:
        assert "allt från" in told
    if ends[0] > 0:
        assert not re.search(r"mellan 0(,0+)? och", told)


def test_an_open_end_is_told_as_unknown_and_not_as_a_number():
    assert (
        _range(EN, (-3.0, float("inf")), 0, counted=True)
        == "but it is not possible to say how uncertain that is"
    )


# Doubts


def test_the_doubts_fit_the_answer():
    compared, alone = doubts(SV, made()), doubts(SV, made(units=("a",)))
    assert compared[0].startswith("Jämförelsen med 5 andra enheter")
    assert alone[0].startswith("Något som hände överallt")
    nothing = doubts(SV, made(0.0, events=400.0))
    assert any("Att inget syns" in sentence for sentence in nothing)
    assert not any("Startmånaden" in s or "startmånaden valdes" in s for s in nothing)


def test_who_has_said_how_the_start_was_chosen_is_not_asked_again():
    what = Made(effect=-0.4)
    asked = Asked(what.indicator.id, (("a", what.first),), started_because_bad=True, picked_from_chart=True)
    told = " ".join(doubts(SV, judged(what.dataset(), asked)))
    assert "Om förändringen" not in told


def test_a_deterioration_is_not_said_to_be_a_return_to_the_usual():
    assert not any("såg illa ut" in sentence for sentence in doubts(SV, made(0.4)))
