"""Addresses that name what is not there, or nothing: a sentence and the nearest view, never a failure."""

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from app_server import running_server
from conftest import MakePage
from page_tools import Complaints, wait_until_drawn
from playwright.sync_api import Browser, Dialog, Page, expect
from sample_answers import Picked, chart_of, finding_of
from visitor import TRACEBACK, alerts, chart, drawn_points, finding, made_up_mark, seen, words_on

from core.wording import words_of
from pages.parts.choices import FIRST_SIGHT

FIRST = Picked(*FIRST_SIGHT)
SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(1)>'


def still_answers(page: Page) -> None:
    """The page has a finding, a drawn chart, the made-up mark and no trace of a failure."""
    words = words_on(page)
    assert finding(page)
    assert drawn_points(page)
    expect(made_up_mark(page)).to_be_visible()
    text = seen(page)
    assert words("app.failed") not in text
    assert not TRACEBACK.findall(text)


@pytest.mark.parametrize(
    ("path", "language", "name", "value"),
    [
        ("folj", "sv", "indicator", "finns_inte"),
        ("folj", "en", "indicator", "finns_inte"),
        ("folj", "sv", "unit", "9999"),
        ("folj", "sv", "group", "age:0-3"),
        ("testa", "en", "unit", "9999"),
    ],
)
def test_what_is_not_in_the_data_is_told_and_the_nearest_is_shown(
    page_factory: MakePage, path: str, language: str, name: str, value: str
):
    page = page_factory(path, language, **{name: value})
    expect(alerts(page).first).to_contain_text(words_of(language)("app.not_here", items=value))
    still_answers(page)
    if path == "folj":
        assert finding(page) == finding_of(words_of(language), chart_of(FIRST))
    assert value not in page.url


@pytest.mark.parametrize(
    ("path", "name", "value"),
    [
        ("testa", "start", "nyår"),
        ("testa", "start", "2025-13"),
        ("folj", "first", "igår"),
        ("folj", "exclude", "2025-03_2025-13"),
        ("folj", "data", "andras"),
        ("folj", "beside", "kanske"),
        ("folj", "indicator", SCRIPT),
        ("testa", "unit", IMAGE),
        ("folj", "group", "x" * 5000),
    ],
)
def test_what_cannot_be_read_is_told_by_name_and_the_rest_is_shown(
    page_factory: MakePage, path: str, name: str, value: str
):
    page = page_factory(path, **{name: value})
    expect(alerts(page).first).to_contain_text(words_of("sv")("app.unreadable_address", items=name))
    still_answers(page)
    assert value not in seen(page)


def test_the_rest_of_a_half_readable_address_is_kept(page_factory: MakePage):
    page = page_factory(indicator="oplanerad_inskrivning", unit="0685", baseline="någon gång")
    expect(alerts(page).first).to_contain_text(words_of("sv")("app.unreadable_address", items="baseline"))
    assert finding(page) == finding_of(words_of("sv"), chart_of(Picked("oplanerad_inskrivning", "0685")))


@pytest.mark.parametrize(("path", "language"), [("folj", "sv"), ("testa", "en")])
def test_own_data_in_an_address_are_told_to_be_somewhere_else(
    page_factory: MakePage, path: str, language: str
):
    page = page_factory(path, language, data="own", indicator="own_vantat", unit="QX07")
    expect(alerts(page).first).to_contain_text(words_of(language)("reopen.lost_here"))
    still_answers(page)
    assert "data=own" not in page.url


def test_a_script_in_an_address_is_neither_run_nor_shown(page_factory: MakePage):
    page = page_factory("data", fresh=True)
    asked: list[str] = []

    def refuse(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    everywhere = urlencode(dict.fromkeys(("indicator", "unit", "group", "start", "lang", "nonsense"), SCRIPT))
    for path in ("testa", ""):
        page.goto(re.sub(r"/data.*", f"/{path}?{everywhere}", page.url))
        expect(chart(page)).to_be_visible()
        wait_until_drawn(page)
        still_answers(page)
        assert "alert(1)" not in seen(page)
        page.goto(re.sub(r"(//[^/]+)/.*", r"\1/data", page.url))
    assert not asked


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("folj", {"lang": "de", "indicator": "", "unit": ""}),
        ("folj", {"first": "2026-01", "last": "2021-01", "kind": "zebra"}),
        ("folj", {"first": "1999-01", "last": "1999-12"}),
        ("folj", {"baseline": "1999-01", "exclude": "1999-01"}),
        ("testa", {"start": "2021-01"}),
        ("testa", {"start": "1999-01", "exclude": "1999-01"}),
    ],
    ids=str,
)
def test_a_readable_but_impossible_address_still_gets_an_answer(
    page_factory: MakePage, path: str, query: dict[str, str]
):
    still_answers(page_factory(path, **query))


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", ["finns-inte", "skövde", "**fet**"])
def test_an_address_of_no_page_is_told_and_following_is_shown(
    page_factory: MakePage, complaints: Complaints, name: str, language: str
):
    page_factory("data")  # a server that has just started does not know its pages yet
    page = page_factory(name, language)
    words = words_of(language)
    expect(alerts(page).first).to_have_text(words("app.no_such_page", page=name, shown=words("nav.follow")))
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert finding(page) == finding_of(words, chart_of(FIRST))
    assert name not in page.url
    complaints.forgive("/_stcore/(health|host-config)")  # Streamlit looks for its server below the name first


def test_the_very_first_visit_after_a_start_is_told_the_same_and_not_in_a_dialog(
    browser: Browser, tmp_path: Path
):
    with running_server(tmp_path / "server.log") as server:
        page = browser.new_context(locale="sv-SE").new_page()
        page.goto(f"{server.url}/finns-inte")
        words = words_of("sv")
        told = words("app.no_such_page", page="finns-inte", shown=words("nav.follow"))
        expect(alerts(page).first).to_have_text(told, timeout=60_000)  # nothing is imported yet
        expect(page.get_by_role("dialog")).to_have_count(0)
        page.context.close()


def test_the_name_of_the_first_page_is_an_address_of_it(page_factory: MakePage):
    page_factory("data")
    page = page_factory("oversikt", unit="0680")
    expect(page.get_by_role("heading", level=1)).to_have_text(words_of("sv")("page.overview.title"))
    expect(alerts(page)).to_have_count(0)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert "unit=0680" in page.url


def test_a_link_from_when_following_was_the_first_page_opens_what_it_showed(page_factory: MakePage):
    page = page_factory("", indicator="oplanerad_inskrivning", unit="0685")
    assert finding(page) == finding_of(words_of("sv"), chart_of(Picked("oplanerad_inskrivning", "0685")))
    expect(page.get_by_role("heading", level=1)).to_have_text(words_of("sv")("page.follow.title"))
    assert "/folj?" in page.url
