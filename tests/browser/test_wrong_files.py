"""Files that cannot be used, or not all of them: told with place and remedy, and nothing is lost or kept."""

import re
from collections.abc import Callable
from functools import cache

import pytest
from app_server import Server
from conftest import FAILURE, MakePage
from made_up_wrong_files import HEADINGS, MANY, SHARE, TEST_NUMBER, WRONG_FILES, WrongFile
from page_tools import wait_until_drawn
from playwright.sync_api import Page, expect
from visitor import TRACEBACK, file_chip, finding, go_to, seen, table_cells, upload, words_on

from core.observations.personal import is_person_number
from core.wording import words_of

BEFORE = "fore.csv"
IN_ENGLISH = ("siffror.xlsx", "besok.csv", "utan_enhet.csv", "okand_manad.csv")
CASES = [
    pytest.param(language, wrong, id=f"{wrong.what}, {language}")
    for language in ("sv", "en")
    for wrong in WRONG_FILES
    if language == "sv" or wrong.name in IN_ENGLISH
]
"""All in Swedish, one of each sort in English: the sentences of both languages have tests of their own."""


@pytest.fixture(scope="module")
def visit(shared_page_factory: MakePage) -> Callable[[str], Page]:
    """One visit a language, in which a right file has been accepted before any wrong one is brought."""

    @cache
    def visited(language: str) -> Page:
        page = shared_page_factory("data", language)
        words = words_of(language)
        rows = [f"{SHARE};Värnamo;20{22 + at // 12}-{at % 12 + 1:02d};{10 + at % 7};80" for at in range(36)]
        upload(page, BEFORE, "\r\n".join([HEADINGS, *rows]).encode())
        page.get_by_role("button", name=words("page.data.accept")).click()
        expect(page.get_by_role("link", name=words("page.data.to_follow"))).to_be_visible()
        wait_until_drawn(page)
        return page

    return visited


def what_is_open(page: Page) -> list[str]:
    """What the page says is open now: its name and what it holds."""
    words = words_on(page)
    first, second = words("page.data.loaded"), words("page.data.load")
    text = page.get_by_test_id("stMain").inner_text()
    between = text[text.index(first) + len(first) : text.index(second)]
    # The note that a file has been taken in, and the link it comes with, are told once.
    told_once = {words("page.data.accepted"), words("page.data.to_follow"), "analytics", "monitoring", ""}
    return [line for line in between.splitlines() if line.strip() not in told_once]


@pytest.mark.parametrize(("language", "wrong"), CASES)
def test_a_wrong_file_gets_a_sentence_with_place_and_remedy_and_changes_nothing(
    visit: Callable[[str], Page], server: Server, language: str, wrong: WrongFile
):
    page, words = visit(language), words_of(language)
    already_said, open_before = len(server.log.read_bytes()), what_is_open(page)

    upload(page, wrong.name, wrong.make())

    told = table_cells(page)
    for problem in wrong.problems():
        for sentence in words.problem(problem):
            assert sentence in told
    main = next(problem for problem in wrong.problems() if problem.code == wrong.code)
    what, remedy = words.problem(main)
    assert remedy
    for part in wrong.place:
        assert re.search(rf"\b{part}\b", words.place(main.place))
        assert re.search(rf"\b{part}\b", what)

    text = seen(page)
    assert (words("page.data.refused") in text) == (wrong.fate == "refused")
    assert (words("page.data.kept_none") in text) == (wrong.fate == "open")
    expect(page.get_by_role("button", name=words("page.data.accept"))).to_have_count(
        int(wrong.fate == "partly")
    )
    expect(file_chip(page)).to_have_count(int(wrong.fate != "refused"))

    assert what_is_open(page) == open_before
    assert not TRACEBACK.findall(text)
    said = server.said(already_said)
    assert not FAILURE.search(said)
    if wrong.secret:
        for form in (wrong.secret, wrong.secret.replace("-", ""), wrong.secret[2:]):
            assert form not in page.content()
            assert form not in text
            assert form not in said

    if wrong.fate != "refused":
        file_chip(page).get_by_role("button").click()
        expect(file_chip(page)).to_have_count(0)
        wait_until_drawn(page)
        assert remedy not in table_cells(page)
        assert what_is_open(page) == open_before


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_was_open_before_the_wrong_files_is_still_followed(visit: Callable[[str], Page], language: str):
    page = visit(language)
    go_to(page, "follow")
    assert words_of(language)("app.own_data", label=BEFORE) in seen(page)
    assert finding(page)
    go_to(page, "data")


def test_a_right_file_after_a_wrong_one_is_taken_in_and_the_refusal_is_gone(page_factory: MakePage):
    page = page_factory("data")
    words = words_of("sv")
    upload(page, "tom.csv", b"")
    assert words("page.data.refused") in seen(page)
    rows = [f"{SHARE};Värnamo;2025-{month:02d};{10 + month % 7};80" for month in range(1, 13)]
    upload(page, "ratt.csv", "\r\n".join([HEADINGS, *rows]).encode())
    assert words("page.data.refused") not in seen(page)
    page.get_by_role("button", name=words("page.data.accept")).click()
    expect(page.get_by_role("link", name=words("page.data.to_follow"))).to_be_visible()


def test_the_files_are_what_they_are_called():
    assert is_person_number(TEST_NUMBER[2:].replace("-", ""))
    for wrong in WRONG_FILES:
        assert wrong.code in {problem.code for problem in wrong.problems()}, wrong.what
    large = next(wrong for wrong in WRONG_FILES if wrong.name == "stor.csv")
    assert large.make().count(b"\r\n") == MANY
