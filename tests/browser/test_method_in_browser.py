"""Metod in a real browser: found from every chart, readable whatever is unfolded, told in both languages."""

import pytest
from conftest import MakePage
from page_tools import wait_until_drawn
from playwright.sync_api import expect
from visitor import TRACEBACK, rows_of, seen, wait_for_page

from core.figures.false_alarm_figure import false_alarm_frame
from core.wording import words_of
from core.wording.method import REFERENCES, chance_sentences


@pytest.mark.parametrize("language", ["sv", "en"])
def test_metod_tells_what_chance_alone_does_and_whose_the_methods_are(page_factory: MakePage, language: str):
    page = page_factory("metod", language)
    words = words_of(language)
    expect(page.get_by_role("heading", level=1)).to_have_text(words("page.method.title"))
    text = seen(page)
    for sentence in (*chance_sentences(words), *(reference.full for reference in REFERENCES.values())):
        assert sentence in text
    assert not TRACEBACK.findall(text)
    assert page.locator("html").get_attribute("lang") == language


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_table_of_false_alarms_is_the_engine_s(page_factory: MakePage, language: str):
    page = page_factory("metod", language)
    words = words_of(language)
    folded = page.get_by_test_id("stExpander").filter(has_text=words("table.caption"))
    folded.locator("summary").click()
    wait_until_drawn(page)
    shown = rows_of(folded.get_by_test_id("stDataFrame"))
    assert shown == false_alarm_frame(words).to_dict("records")


@pytest.mark.parametrize("path", ["folj", "testa"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_help_of_a_chart_leads_to_metod_in_the_same_language(
    page_factory: MakePage, path: str, language: str
):
    page = page_factory(path, language)
    words = words_of(language)
    if path == "testa":  # there the control chart stands folded, below the verdict
        page.locator(".st-key-charts_part summary").first.click()
        wait_until_drawn(page)
    figure = "test_chart" if path == "testa" else "follow_chart"
    button = page.locator(f".st-key-{figure}_help").get_by_role("button", name=words("app.help_chart"))
    button.click()
    wait_until_drawn(page)
    # The browser may scroll when something opens at the foot of a page; what is open follows its button back.
    button.evaluate("one => one.scrollIntoView({block: 'start'})")
    page.get_by_role("link", name=words("page.method.more")).click()
    wait_for_page(page, "method")
    assert page.locator("html").get_attribute("lang") == language
