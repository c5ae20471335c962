"""No sentence of a verdict is surer than p and the intervals are."""

from dataclasses import replace

import pytest

from core.change.for_dataset import Asked, Judged, judged
from core.remarks import Caveat
from core.wording import words_of
from core.wording.doubts import doubts
from core.wording.verdict import verdict_reading
from core.wording.verdict_figures import p_text, range_text
from tests.change.made_dataset import Made, rate_with

SV, EN = words_of("sv"), words_of("en")


def made(effect: float = -0.4, **more) -> Judged:
    what = Made(effect=effect, **more)
    return judged(what.dataset(), Asked(what.indicator.id, (("a", what.first),)))


def told(answer: Judged, **numbers) -> Judged:
    """The same answer with other numbers."""
    return replace(answer, verdict=replace(answer.verdict, **numbers))


@pytest.mark.parametrize(
    ("interval", "wide", "sentence"),
    [
        ((-0.05, 0.06), (-0.08, 0.09), "Siffrorna talar emot en förändring på 10 procent eller mer."),
        ((-0.05, 0.06), None, "Siffrorna talar emot en förändring på 10 procent eller mer."),
        ((-0.11, 0.06), (-0.2, 0.09), "men utesluter den inte."),
        ((-0.05, 0.06), (-0.05, 0.14), "En egen trend kan dölja en som är större."),
    ],
)
def test_no_sign_is_told_as_surely_as_the_intervals_leave_out_a_change_that_matters(interval, wide, sentence):
    answer = told(made(0.0), grade="no_sign", interval=interval, wide_interval=wide)
    assert verdict_reading(SV, answer).means.endswith(sentence)


def test_a_drift_that_would_explain_leaves_what_chance_can_give_and_not_nothing():
    answer = told(made(), grade="likely", break_even_drift=0.0004)
    sentence = next(one for one in doubts(SV, answer) if "redan före" in one)
    assert "0,04 procent om året" in sentence
    assert sentence.endswith("går skillnaden inte längre att skilja från slumpen.")
    assert "nothing is left" not in " ".join(doubts(EN, answer))


def test_what_could_be_seen_takes_a_larger_increase_than_decrease():
    answer = told(made(), minimum_detectable_effect=0.2)
    sentence = next(one for one in verdict_reading(EN, answer).details if "8 cases of 10" in one)
    assert "20 per cent lower" in sentence
    assert "25 per cent higher" in sentence
    assert "at least “likely change”" in sentence


def test_what_could_be_seen_of_means_is_the_same_both_ways_and_of_shares_no_more_than_all():
    means = told(made(indicator=rate_with(kind="mean", multiply=1.0)), minimum_detectable_effect=0.2)
    assert any("20 procent högre eller lägre" in one for one in verdict_reading(SV, means).details)
    share = told(
        made(indicator=rate_with(kind="proportion")), minimum_detectable_effect=0.2, expected_level=0.9
    )
    assert not any("procent högre" in one for one in verdict_reading(SV, share).details)


def test_where_nothing_is_graded_nothing_is_promised_to_be_seen():
    answer = replace(told(made(), grade="cannot_tell"), caveats=(Caveat("verdict_pool", {"events": 1.0}),))
    assert "8 fall av 10" not in verdict_reading(SV, answer).text


def test_what_can_be_seen_already_waits_for_no_months():
    answer = told(made(0.0), grade="cannot_tell", minimum_detectable_effect=0.09, months_needed=3)
    assert "Fler månader gör svaret säkrare." in verdict_reading(SV, answer).details
    answer = told(answer, minimum_detectable_effect=0.19)
    assert any(
        "3 månader till för att se en minskning på 10 procent" in d
        for d in verdict_reading(SV, answer).details
    )


def test_each_number_has_decimals_of_its_own_and_none_becomes_nothing():
    answer = told(made(), effect=-3.53, effect_interval=(-10.02, 0.047), observed=500.0)
    assert verdict_reading(SV, answer).effect.endswith(
        "ungefär 4 färre i månaden än väntat, men det kan vara allt från 10 färre till 0,05 fler."
    )
    answer = told(made(), effect=0.001, effect_interval=(-5.8, 5.8), observed=500.0)
    assert verdict_reading(SV, answer).effect.endswith(
        "ungefär som väntat, men det kan vara allt från 5,8 färre till 5,8 fler."
    )


def test_an_end_beside_nothing_and_a_p_beside_its_level_stay_on_their_side():
    assert range_text(SV, (0.0004, 0.24)) == "+0,04 till +24\u00a0%"
    assert [p_text(SV, p) for p in (0.0496, 0.05, 0.0504, 0.0249, 0.049)] == [
        *("0,0496", "0,050", "0,050", "0,0249", "0,049"),
    ]


def test_values_that_come_seldom_are_not_said_to_be_a_trend_that_is_ruled_out():
    answer = made(effect=-0.5, period_type="year", periods=24, start=16)
    assert {caveat.code for caveat in answer.caveats} >= {"verdict_seldom"}
    assert "värdena kommer för sällan" in verdict_reading(SV, answer).means


def test_how_a_unit_moved_before_is_told_with_its_way():
    for drift, written in ((13.0, "+13 procent"), (-11.4, "−11,4 procent")):
        assert f": {written} om året" in SV.caveat(Caveat("verdict_not_alike", {"drift": drift}))


@pytest.mark.parametrize(("excluded", "again"), [((), False), (("2022-01",), True)])
def test_months_left_out_by_choice_are_told_to_be_able_to_come_back(excluded, again):
    what = Made(effect=-0.4)
    every = tuple(str(month) for month in what.months if str(month) < what.first) if excluded else ()
    asked = Asked(what.indicator.id, (("a", what.first),), exclude=every)
    answer = judged(what.dataset(), asked)
    assert ("uteslutna månader igen" in verdict_reading(SV, answer).means) == again
