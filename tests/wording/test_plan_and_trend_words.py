"""A plan, a trend and a shift as sentences: never a smaller change promised than can be seen."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from core import simulate
from core.change.plan_for_dataset import Wish, plan_for
from core.change.shifts import Shift, Shifts
from core.change.trend import Trend
from core.change.without_date import without_date
from core.wording import LANGUAGES, words_of
from core.wording.plan import help_sentence, plan_details, plan_headline, plan_wish, seen_percent
from core.wording.trend import shift_sentence, trend_details, trend_sentence, trend_why_not

SV = words_of("sv")
REGISTER = simulate.load_changes()


@pytest.fixture(scope="module")
def dataset():
    return simulate.load_sample()


@pytest.fixture(scope="module")
def planned(dataset):
    return plan_for(dataset, Wish("akutbesok_hsh", ("0683", "0682")), REGISTER)


@pytest.fixture(scope="module")
def told(dataset):
    series = dataset.series("akutbesok_hsh", "0680")
    return without_date(dataset.catalogue["akutbesok_hsh"], dataset.units["0680"], series)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("share", "text"), [(0.2604, "27"), (0.26, "26"), (0.0301, "4"), (0.0062, "0,7"), (0.2, "20")]
)
def test_a_change_that_can_be_seen_is_never_rounded_down(share, text):
    assert seen_percent(SV, share) == text


def test_the_headline_is_when_the_wish_can_be_seen(planned):
    seen = replace(planned, plan=replace(planned.plan, months_needed=9))
    assert plan_headline(SV, seen) == "En minskning med 20\u00a0% syns efter ungefär 9 månader."
    never = replace(planned, plan=replace(planned.plan, months_needed=None))
    assert plan_headline(SV, never) == "En minskning med 20\u00a0% syns inte inom tre år."
    up = replace(seen, wish=replace(planned.wish, way="up"))
    assert plan_headline(words_of("en"), up) == "An increase of 20% can be seen after about 9 months."


def test_the_wish_is_said_in_natural_units(planned):
    numbers = {"level": 8.466, "wished_level": 6.773, "events": 52.4, "wished_events": 41.9}
    assert plan_wish(SV, replace(planned, **numbers)) == (
        "20\u00a0% motsvarar att gå från 8,47 till 6,77 per 100 inskrivna, "
        "eller från ungefär 52 till 42 i månaden."
    )


def test_the_details_tell_what_it_rests_on_and_what_seen_means(planned):
    text = " ".join(plan_details(SV, planned))
    assert f"{SV.number(planned.plan.n_before)} månader bakåt" in text
    assert f"{len(planned.plan.compared)} andra enheter" in text
    assert "80 fall av 100" in text


def test_that_measuring_on_does_not_help_is_told_only_where_it_is_so(planned):
    from core.change.ahead import Curve

    months = np.arange(3, 37, 3)
    falling = Curve(months, np.linspace(0.4, 0.1, 12))
    rising = Curve(months, np.where(months < 18, 0.4 - months / 100, 0.22 + months / 1000))
    sentence = "hjälper inte"
    assert sentence not in " ".join(
        plan_details(SV, replace(planned, plan=replace(planned.plan, curve=falling)))
    )
    text = " ".join(plan_details(SV, replace(planned, plan=replace(planned.plan, curve=rising))))
    assert "längre än ungefär 18 månader hjälper inte" in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "wish",
    [
        Wish("akutbesok_hsh", ("0683",), history=36, compare=("0680",)),
        Wish("mangbesokare_akut", ("0683",)),
        Wish("gemensamt_hembesok", ("0683",), way="up"),
        Wish("fast_vardkontakt", ("0680",), way="up"),
        Wish("akutbesok_hsh", ("0683",), history=4),
    ],
    ids=lambda wish: wish.indicator,
)
def test_every_plan_has_a_headline_reasons_and_advice_in_both_languages(dataset, wish, language):
    words = words_of(language)
    found = plan_for(dataset, wish, REGISTER)
    advice = [help_sentence(words, found, one, dataset) for one in found.helps]
    for sentence in (plan_headline(words, found), *plan_details(words, found), *advice):
        assert sentence.endswith(".")
        assert "{" not in sentence


def test_advice_names_the_units_and_what_it_would_give(dataset):
    found = plan_for(dataset, Wish("akutbesok_hsh", ("0683",)), REGISTER)
    first = found.helps[0]
    sentence = help_sentence(SV, found, first, dataset)
    assert all(dataset.units[unit].name.sv in sentence for unit in first.units)
    assert f"syns 20 % efter ungefär {first.months_needed} månader" in plain(sentence)


# Trend and shift


def test_a_trend_is_told_with_its_interval(told):
    up = replace(told, trend=Trend(60, "up", 0.01, 0.033, (0.005, 0.064), pd.DataFrame()))
    assert plain(trend_sentence(SV, up)) == "Värdena stiger med ungefär 3,3 % om året (mellan 0,5 och 6,4 %)."
    down = replace(told, trend=Trend(60, "down", 0.01, -0.12, (-0.2, -0.032), pd.DataFrame()))
    sentence = plain(trend_sentence(SV, down))
    assert sentence == "Värdena sjunker med ungefär 12 % om året (mellan 3,2 och 20 %)."


def test_no_clear_trend_says_what_the_numbers_leave_room_for(told):
    none = replace(told, trend=Trend(60, "none", 0.5, -0.02, (-0.12, 0.1), pd.DataFrame()))
    assert plain(trend_sentence(SV, none)) == (
        "Ingen tydlig trend: siffrorna rymmer allt mellan −12 och +10 % om året."
    )


def shift(p: float, relative: float) -> Shifts:
    months = [np.datetime64(month, "M") for month in ("2024-04", "2023-11", "2024-08")]
    return Shifts(60, Shift(months[0], p, relative, months[1], months[2]))


def test_a_shift_is_told_with_when_it_may_have_come_and_how_often_chance_looks_so(told):
    sentence = shift_sentence(SV, replace(told, shifts=shift(0.012, -0.24)))
    assert sentence.startswith("Nivån är ungefär 24\u00a0% lägre från april 2024.")
    assert "från november 2023 till augusti 2024 (p = 0,012)" in sentence


def test_a_shift_that_chance_gives_is_not_told_as_one(told):
    sentence = shift_sentence(SV, replace(told, shifts=shift(0.2, -0.24)))
    assert sentence == "Inget tydligt skifte av nivån (p = 0,20)."
    assert "2024" not in sentence


def test_a_trend_and_a_shift_at_once_cannot_be_told_apart(told):
    up = Trend(60, "up", 0.01, 0.03, (0.01, 0.05), pd.DataFrame())
    apart = SV("trend.both")
    assert apart in trend_details(SV, replace(told, trend=up, shifts=shift(0.01, 0.2)))
    assert apart not in trend_details(SV, replace(told, trend=up, shifts=shift(0.2, 0.2)))


def test_beside_a_shift_stands_how_often_one_is_found_where_there_is_none(told):
    assert any("i 10 av 100" in one for one in trend_details(SV, replace(told, shifts=shift(0.01, 0.2))))
    assert not any("av 100" in one for one in trend_details(SV, replace(told, shifts=shift(0.2, 0.2))))


@pytest.mark.parametrize("language", LANGUAGES)
def test_why_nothing_can_be_told_is_said(dataset, language):
    series = dataset.series("mangbesokare_akut", "0683")
    found = without_date(dataset.catalogue["mangbesokare_akut"], dataset.units["0683"], series)
    assert "12" in trend_why_not(words_of(language), found)
