"""Följ: what is chosen is what is computed, what is shown and what the address reopens."""

import re

import numpy as np
import pytest
from conftest import MakePage
from page_tools import wait_until_drawn
from playwright.sync_api import Locator, Page, expect
from sample_answers import Picked, chart_of, finding_of, table_of
from visitor import (
    chart,
    choice,
    choose,
    choose_also,
    choose_filter,
    close_tools,
    drawn_points,
    filter_marks,
    finding,
    go_to,
    hidden_signs,
    listed,
    numbers_below,
    open_tools,
    picture_text,
    told_beside,
    words_on,
)

from core.spc.for_series import Choices
from core.wording import words_of
from core.wording.titles import chart_facts, measure_name, measure_title
from pages.parts.choices import FIRST_SIGHT

FIRST = Picked(*FIRST_SIGHT)
OTHER = Picked("oplanerad_inskrivning", "0685", "age:80-")
OLD = "80 år och äldre"
SWEDISH = words_of("sv")


def shows(page: Page, picked: Picked, choices: Choices | None = None, **period: str) -> None:
    """The page shows this selection: selectors, sentence, points, title and facts in the picture."""
    words = words_on(page)
    charted = chart_of(picked, choices, **period)
    expect(choice(page, words("choose.indicator"))).to_have_value(listed(picked.indicator_name(words)))
    expect(choice(page, words("choose.unit"))).to_have_value(picked.unit_name(words))
    assert finding(page) == finding_of(words, charted)
    assert drawn_points(page) == np.isfinite(charted.points["y"]).sum()
    assert measure_name(words, charted) in (chart(page).get_attribute("aria-label") or "")
    assert told_beside(page).startswith(measure_title(words, charted))
    told = picture_text(page)
    assert picked.indicator_name(words) in told
    for fact in chart_facts(words, charted, made_up=True)[0].split(" · "):
        assert fact in told


def test_another_indicator_unit_and_group_change_sentence_chart_and_address(page_factory: MakePage):
    page = page_factory()
    shows(page, FIRST)

    choose(page, SWEDISH("choose.indicator"), OTHER.indicator_name(SWEDISH))
    expect(page).to_have_url(re.compile(rf"[?&]indicator={OTHER.indicator}\b"))
    shows(page, Picked(OTHER.indicator, FIRST.unit))

    choose(page, SWEDISH("choose.unit"), OTHER.unit_name(SWEDISH))
    expect(page).to_have_url(re.compile(rf"[?&]unit={OTHER.unit}\b"))
    shows(page, Picked(OTHER.indicator, OTHER.unit))

    choose_filter(page, "age", OLD)
    expect(page).to_have_url(re.compile(r"[?&]group=age%3A80-"))
    shows(page, OTHER)


def test_a_copied_address_shows_the_same_in_another_browser_and_in_english(page_factory: MakePage):
    page = page_factory(indicator=FIRST.indicator, unit=FIRST.unit)
    choose(page, SWEDISH("choose.indicator"), OTHER.indicator_name(SWEDISH))
    choose(page, SWEDISH("choose.unit"), OTHER.unit_name(SWEDISH))
    choose_filter(page, "age", OLD)
    copied = page.url

    elsewhere = page_factory("data", fresh=True)
    elsewhere.goto(copied)
    wait_until_drawn(elsewhere)
    shows(elsewhere, OTHER)
    assert filter_marks(elsewhere) == [OTHER.group_name(SWEDISH)]
    assert finding(elsewhere) == finding(page)

    elsewhere.goto(f"{copied}&lang=en")
    wait_until_drawn(elsewhere)
    assert words_on(elsewhere).language == "en"
    shows(elsewhere, OTHER)


@pytest.fixture
def tools(page_factory: MakePage) -> Locator:
    """The tools above the first chart, opened."""
    return open_tools(page_factory())


def test_a_baseline_freezes_the_limits_and_stays_in_the_address(tools: Locator):
    page = tools.page
    choose(page, SWEDISH("choose.baseline"), SWEDISH.month(np.datetime64("2023-12")))
    expect(page).to_have_url(re.compile(r"[?&]baseline=2023-12\b"))
    shows(page, FIRST, Choices(freeze=np.datetime64("2023-12")))


def test_a_month_can_be_left_out_of_limits_and_rules(tools: Locator):
    page = tools.page
    choose_also(page, SWEDISH("choose.exclude"), SWEDISH.month(np.datetime64("2022-11")))
    expect(page).to_have_url(re.compile(r"[?&]exclude=2022-11\b"))
    shows(page, FIRST, Choices(exclude=(np.datetime64("2022-11"),)))
    assert SWEDISH("state.excluded") in page.get_by_role("list", name=SWEDISH("figure.legend")).inner_text()


def test_another_chart_kind_is_drawn_when_it_is_asked_for(tools: Locator):
    page = tools.page
    choose(page, SWEDISH("choose.kind"), SWEDISH("chart_kind.run.name"))
    expect(page).to_have_url(re.compile(r"[?&]kind=run\b"))
    shows(page, FIRST, Choices(kind="run"))


def test_a_shorter_period_is_charted_on_its_own(page_factory: MakePage):
    page = page_factory()
    choose_filter(page, "first", SWEDISH.month(np.datetime64("2021-02")))
    expect(page).to_have_url(re.compile(r"[?&]first=2021-02\b"))
    wait_until_drawn(page)
    shows(page, FIRST, first="2021-02")


def test_everything_chosen_above_the_chart_can_be_put_back(page_factory: MakePage):
    page = page_factory(
        indicator=OTHER.indicator,
        unit=OTHER.unit,
        kind="run",
        baseline="2023-12",
        exclude="2022-11",
        beside="0",
    )
    shows(
        page,
        Picked(OTHER.indicator, OTHER.unit),
        Choices(kind="run", freeze=np.datetime64("2023-12"), exclude=(np.datetime64("2022-11"),)),
    )
    open_tools(page).get_by_role("button", name=SWEDISH("choose.clear")).click()
    expect(page).not_to_have_url(re.compile("kind=|baseline=|exclude=|beside="))
    wait_until_drawn(page)
    close_tools(page)
    shows(page, Picked(OTHER.indicator, OTHER.unit))


def test_the_comparison_can_be_taken_out_of_the_picture(tools: Locator):
    page = tools.page
    key = page.get_by_role("list", name=SWEDISH("figure.legend")).get_by_role("listitem")
    n_lines = key.count()
    tools.get_by_role("switch").press("Space")
    expect(page).to_have_url(re.compile(r"[?&]beside=0\b"))
    wait_until_drawn(page)
    assert key.count() == n_lines - 1


def test_the_back_button_brings_back_what_was_shown_and_forward_what_came_after(page_factory: MakePage):
    page = page_factory()
    choose(page, SWEDISH("choose.indicator"), OTHER.indicator_name(SWEDISH))
    choose(page, SWEDISH("choose.unit"), OTHER.unit_name(SWEDISH))
    expect(page).to_have_url(re.compile(rf"[?&]unit={OTHER.unit}\b"))
    page.go_back()
    expect(choice(page, SWEDISH("choose.unit"))).to_have_value(FIRST.unit_name(SWEDISH))
    wait_until_drawn(page)
    shows(page, Picked(OTHER.indicator, FIRST.unit))
    page.go_forward()
    expect(choice(page, SWEDISH("choose.unit"))).to_have_value(OTHER.unit_name(SWEDISH))
    wait_until_drawn(page)
    shows(page, Picked(OTHER.indicator, OTHER.unit))


def test_a_choice_outlives_a_visit_to_the_other_pages(page_factory: MakePage):
    page = page_factory()
    choose(page, SWEDISH("choose.indicator"), OTHER.indicator_name(SWEDISH))
    go_to(page, "data")
    go_to(page, "test")
    expect(choice(page, SWEDISH("choose.indicator"))).to_have_value(listed(OTHER.indicator_name(SWEDISH)))
    go_to(page, "follow")
    shows(page, Picked(OTHER.indicator, FIRST.unit))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_where_too_much_is_hidden_each_hidden_month_has_a_sign_and_nothing_is_computed(
    page_factory: MakePage, language: str
):
    picked = Picked("aterinskrivning_30", "0643")
    page = page_factory(language=language, indicator=picked.indicator, unit=picked.unit)
    words, charted = words_on(page), chart_of(picked)
    shows(page, picked)
    assert charted.hidden.too_many
    assert hidden_signs(page) == (charted.series.status == "suppressed").sum()
    expect(chart(page).locator("svg .mark-line.role-mark path[stroke]").filter(visible=True)).to_have_count(0)
    key = page.get_by_role("list", name=words("figure.legend")).inner_text()
    assert words("figure.key_suppressed", count=words("period_count.month", n=hidden_signs(page))) in key


def test_quarters_are_named_as_quarters_along_the_axis(page_factory: MakePage):
    page = page_factory(indicator="fast_vardkontakt", unit="0604")
    assert "kv 1 2024" in picture_text(page)
    assert "jan 2024" not in picture_text(page)
    english = page_factory(indicator="fast_vardkontakt", unit="0604", language="en")
    assert "Q1 2024" in picture_text(english)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    "picked", [FIRST, OTHER, Picked("fast_vardkontakt", "0604")], ids=lambda p: p.indicator
)
def test_the_table_holds_the_numbers_of_the_engine(page_factory: MakePage, picked: Picked, language: str):
    page = page_factory(language=language, indicator=picked.indicator, unit=picked.unit, group=picked.group)
    assert numbers_below(page) == table_of(words_of(language), picked, chart_of(picked))
