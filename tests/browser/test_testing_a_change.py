"""Testa en förändring: the answer is the engine's, says by which rule and on how much, and never why."""

import re
from functools import cache

import numpy as np
import pytest
from conftest import MakePage
from page_tools import wait_until_drawn
from playwright.sync_api import Locator, Page, expect
from sample_answers import Picked, sample, signals_in
from visitor import choice, choose, finding, made_up_mark, picture_text, seen, words_on

from core.change import for_series
from core.figures.before_after import before_after_table
from core.wording import words_of
from core.wording.signal import signal_headline, signal_sentences
from core.wording.titles import period_count

OUTCOMES = ("better", "worse", "no_signal", "too_little_data", "changed")
CAUSAL = re.compile(
    r"\b(ledde till|leder till|berodde på|beror på|tack vare|på grund av|orsaka\w*"
    r"|caused?|led to|leads to|because of|thanks to|due to|resulted in)\b",
    re.IGNORECASE,
)


@cache
def found(outcome: str) -> tuple[Picked, np.datetime64]:
    """A place in the sample county and a month whose test has this outcome."""
    dataset = sample()
    for share in (0.5, 0.7, 0.97):
        for indicator in dataset.indicators():
            for unit in dataset.units_of(indicator.id):
                picked = Picked(indicator.id, unit.id)
                if dataset.series(indicator.id, unit.id) is None:
                    continue
                months = picked.series.months
                start = months[int(len(months) * share)]
                if signals_in(picked, start).result.outcome == outcome:
                    return picked, start
    raise LookupError(f"no place in the sample county has the outcome {outcome}")


def opened(make: MakePage, picked: Picked, start: np.datetime64, language: str = "sv", **more: str) -> Page:
    """The page with the chart before and after unfolded, which stands beside the verdict."""
    place = {"indicator": picked.indicator, "unit": picked.unit, "start": str(start)}
    page = make("testa", language, **place, **more)
    unfold(page)
    return page


def unfold(page: Page) -> None:
    page.locator(".st-key-charts_part summary").first.click()
    expect(part(page).get_by_test_id("stVegaLiteChart")).to_be_visible()
    wait_until_drawn(page)


def part(page: Page) -> Locator:
    """The part of the page with the chart before and after."""
    return page.locator(".st-key-charts_part")


def drawn_words(page: Page) -> str:
    """The words in the chart before and after."""
    return " ".join(part(page).locator("[data-testid=stVegaLiteChart] svg text").all_text_contents())


def answers(page: Page, tested: for_series.Tested) -> None:
    """The page says what the engine found: headline, levels, rules, numbers of points, table."""
    words = words_on(page)
    text = seen(page)
    heading = part(page).get_by_role("heading", level=3).first
    expect(heading).to_have_text(signal_headline(words, tested))
    for sentence in signal_sentences(words, tested):
        assert sentence in text
    cells = part(page).get_by_test_id("stTable").locator("td").all_inner_texts()
    for cell in before_after_table(words, tested).to_numpy().ravel():
        assert cell in cells


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_outcome_is_told_with_its_rule_and_numbers_and_no_cause(
    page_factory: MakePage, outcome: str, language: str
):
    picked, start = found(outcome)
    tested = signals_in(picked, start)
    page = opened(page_factory, picked, start, language)
    words = words_of(language)
    answers(page, tested)
    text = seen(page)
    assert words(f"rule_set.{tested.result.chart.rules}.name") in text
    for n in (tested.result.n_before, tested.result.n_after):
        assert period_count(words, tested.charted.series.period_type, n) in text
    for rule in tested.result.rules:
        assert words(f"rule.{rule}.name") in text
    assert not CAUSAL.findall(text)
    assert not CAUSAL.findall(picture_text(page))


def test_the_month_that_is_chosen_is_the_month_that_is_tested(page_factory: MakePage):
    picked, start = found("better")
    page = opened(page_factory, picked, start)
    words = words_of("sv")
    later = start + 6
    choose(page, words("choose.start"), words.month(later))
    expect(page).to_have_url(re.compile(rf"[?&]start={later}\b"))
    answers(page, signals_in(picked, later))
    assert words("figure.event_change", month=later) in drawn_words(page)

    page.reload()
    wait_until_drawn(page)
    unfold(page)
    expect(choice(page, words("choose.start"))).to_have_value(words.month(later))
    answers(page, signals_in(picked, later))


def test_the_page_opens_on_a_change_of_the_sample_county_that_is_said_to_be_made_up(page_factory: MakePage):
    page = page_factory("testa")
    words = words_of("sv")
    expect(made_up_mark(page)).to_be_visible()
    assert words("figure.facts_made_up") in picture_text(page)
    month = re.search(r"[?&]start=(\d{4}-\d{2})", page.url)
    assert month is not None
    assert words.month(np.datetime64(month[1])) in finding(page)


def test_nothing_is_tested_across_a_documented_break(page_factory: MakePage):
    indicator = next(one for one in sample().indicators() if one.id == "telefon_samma_dag")
    unit = sample().units_of(indicator.id)[0]
    picked = Picked(indicator.id, unit.id)
    after = indicator.breaks[0].month + 12
    page = opened(page_factory, picked, after)
    tested = signals_in(picked, after)
    assert tested.charted.series.months[0] >= indicator.breaks[0].month
    answers(page, tested)


def test_a_month_left_out_is_left_out_of_the_test(page_factory: MakePage):
    picked, start = found("better")
    page = opened(page_factory, picked, start, exclude=str(start + 1))
    words = words_of("sv")
    n = signals_in(picked, start).result.n_after
    assert words("state.excluded") in part(page).get_by_role("list", name=words("figure.legend")).inner_text()
    assert period_count(words, "month", n - 1) in seen(page)
