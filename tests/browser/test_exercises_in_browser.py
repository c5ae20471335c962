"""The exercises in a real browser: guessed, revealed and accessible, in both languages and every look."""

import pytest
from conftest import MakePage
from page_tools import axe, shoot, wait_until_drawn
from playwright.sync_api import Page
from test_accessibility import in_every_look
from visitor import finding, seen, words_on

EXERCISES = {"league": "jamfor", "guess": "folj"}


def press(page: Page, key: str) -> None:
    page.get_by_role("button", name=words_on(page)(key), exact=True).click()
    wait_until_drawn(page)


@pytest.mark.parametrize("revealed", ["0", "1"])
@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("exercise", EXERCISES)
def test_axe_finds_nothing(page_factory: MakePage, exercise: str, language: str, revealed: str):
    page = page_factory(EXERCISES[exercise], language, exercise=exercise, seed="7", revealed=revealed)
    assert not in_every_look(page)
    assert words_on(page)("exercise.made_up") in seen(page)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_room_sees_it_on_a_projector(page_factory: MakePage, exercise: str):
    page = page_factory(EXERCISES[exercise], exercise=exercise, seed="7", revealed="1", projector="1")
    page.set_viewport_size({"width": 1920, "height": 1080})
    wait_until_drawn(page)
    shoot(page, f"exercise-{exercise}-projector")
    assert not axe(page)


def test_a_guess_by_keyboard_is_scored_and_the_back_button_goes_back_to_it(page_factory: MakePage):
    page = page_factory("folj", exercise="guess", seed="7")
    answers = page.locator(".st-key-exercise_guess_0").get_by_role("radio")
    answers.last.focus()
    page.keyboard.press("Space")
    wait_until_drawn(page)
    press(page, "exercise.reveal")
    assert finding(page) == words_on(page)("exercise.you_right", right=1, total=8)
    page.go_back()
    wait_until_drawn(page)
    assert finding(page) == words_on(page)("exercise.charts_title")


def test_the_way_out_leads_back_to_the_page(page_factory: MakePage):
    page = page_factory("jamfor", exercise="league", seed="7")
    before = finding(page)
    press(page, "exercise.leave")
    assert finding(page) != before
    assert "exercise" not in page.url
