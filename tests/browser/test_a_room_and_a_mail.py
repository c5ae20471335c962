"""A coach's minute before a room, a link in a mail, and filters that a reload does not lose: sv and en."""

import re
from urllib.parse import parse_qsl, urlsplit

import numpy as np
import pytest
from conftest import MakePage
from page_tools import axe, shoot, wait_until_drawn
from playwright.sync_api import Page, expect
from visitor import (
    chart,
    choice,
    choose,
    choose_filter,
    close_filters,
    filter_marks,
    finding,
    go_to,
    numbers_below,
    open_filters,
    picture_text,
    upload,
    words_on,
)

from core.observations.schema import Subgroup
from core.simulate.sample import load_sample
from core.spc.compare import Asked, compare
from core.wording import LANGUAGES, Words, words_of
from core.wording.titles import group_value
from tests.spc.made_kolada import kolada_answer, yearly_county

VISITS, WHERE = "akutbesok_hsh", "0685"
AGED = {"indicator": VISITS, "unit": WHERE, "group": "age:80-", "first": "2025-01", "last": "2025-06"}
EXERCISES = {"league": "compare", "guess": "follow"}
ADDRESS = {"compare": "jamfor", "follow": "folj", "overview": ""}


def opened_elsewhere(page_factory: MakePage, address: str) -> Page:
    """The link in a browser that has never seen the app."""
    parts = urlsplit(address)
    return page_factory(parts.path.strip("/"), fresh=True, **dict(parse_qsl(parts.query)))


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    wait_until_drawn(page)


def number_of(page: Page, words: Words) -> str:
    return page.get_by_role("spinbutton", name=words("exercise.number"), exact=True).input_value()


def type_number(page: Page, words: Words, number: str) -> None:
    field = page.get_by_role("spinbutton", name=words("exercise.number"), exact=True)
    field.fill(number)
    field.press("Enter")
    expect(page).to_have_url(re.compile(f"seed={number}(&|$)"))
    wait_until_drawn(page)


def drawn(page: Page) -> list[str]:
    """Where every mark of the picture stands: the same only where the numbers are."""
    return chart(page).first.locator("svg path").evaluate_all("all => all.map((p) => p.outerHTML)")


# A coach's projector minute


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_coachs_minute_with_the_league_on_a_projector(page_factory: MakePage, language: str):
    words = words_of(language)
    page = page_factory("jamfor", language, width=1920, indicator="vardplan", unit="0683")
    press(page, words("projector.enter"))
    page.get_by_role("button", name=words("compare.exercise")).click()
    expect(page).to_have_url(re.compile("exercise=league"))
    wait_until_drawn(page)
    assert finding(page) == words("exercise.league_title")
    type_number(page, words, "7")
    seventh = drawn(page)
    assert words("exercise.facts", number="7") in picture_text(page)
    expect(chart(page).first).to_be_in_viewport(ratio=0.5)

    town = re.search(r"1\. (\w+)", picture_text(page))
    assert town is not None
    choose(page, words("exercise.league_praise"), town[1])
    press(page, words("exercise.reveal"))
    assert finding(page).startswith(words("exercise.league_finding", share=12.0, per=100).split("12")[0])
    assert town[1] in page.get_by_test_id("stMain").inner_text()
    assert words("exercise.league_praised", name=town[1], now=1, later=1)[:12] in page.inner_text("body")
    shoot(page, f"coach-league-{language}")
    assert not axe(page)

    press(page, words("exercise.draw_again"))
    expect(page).not_to_have_url(re.compile("seed=7(&|$)"))
    wait_until_drawn(page)
    assert finding(page) == words("exercise.league_title")
    assert drawn(page) != seventh

    type_number(page, words, "7")
    assert drawn(page) == seventh
    assert "projector=1" in page.url


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_coachs_minute_with_charts_to_guess_on_a_projector(page_factory: MakePage, language: str):
    words = words_of(language)
    page = page_factory("folj", language, width=1920)
    press(page, words("projector.enter"))
    page.get_by_role("button", name=words("exercise.charts_open")).click()
    expect(page).to_have_url(re.compile("exercise=guess"))
    wait_until_drawn(page)
    type_number(page, words, "7")
    bare = drawn(page)
    assert words("exercise.says_change") not in picture_text(page)  # nothing is told before they have guessed

    people = page.get_by_role("spinbutton", name=words("exercise.charts_people"), exact=True)
    people.fill("20")
    people.press("Enter")
    wait_until_drawn(page)
    for k, hands in enumerate(("15", "3")):
        name = words("exercise.charts_hands", chart=words("exercise.chart_name", number=k + 1))
        asked = page.get_by_role("spinbutton", name=name, exact=True)
        asked.fill(hands)
        asked.press("Enter")
        wait_until_drawn(page)
    press(page, words("exercise.reveal"))
    said = re.escape(words("exercise.room_right", right=0, total=8)).replace("0", r"\d", 1)
    assert re.fullmatch(said, finding(page))
    told = " ".join(page.inner_text("body").split())  # no matter where a line may break
    assert words("exercise.judge_shewhart") in told
    assert words("exercise.the_room") in told
    shoot(page, f"coach-guess-{language}")
    assert not axe(page)

    press(page, words("exercise.draw_again"))
    wait_until_drawn(page)
    assert finding(page) == words("exercise.charts_title")
    assert drawn(page) != bare
    type_number(page, words, "7")
    assert drawn(page) == bare


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("exercise", EXERCISES)
def test_whoever_hears_the_number_elsewhere_gets_the_same_exercise(
    page_factory: MakePage, exercise: str, language: str
):
    path = ADDRESS[EXERCISES[exercise]]
    page = page_factory(path, language, exercise=exercise, seed="4711", revealed="1", projector="1")
    elsewhere = page_factory(path, language, fresh=True, exercise=exercise)
    type_number(elsewhere, words_of(language), "4711")
    press(elsewhere, words_of(language)("exercise.reveal"))
    assert number_of(elsewhere, words_of(language)) == number_of(page, words_of(language)) == "4711"
    assert finding(elsewhere) == finding(page)


# A link in a mail


LINKS = {
    "overview": {"unit": "0686", "group": "age:80-", "sort": "signals", "level": "municipality"},
    "follow": AGED,
    "compare": {**AGED, "form": "rows", "order": "area"},
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", LINKS)
def test_a_mailed_link_opens_the_same_view_for_somebody_else(
    page_factory: MakePage, place: str, language: str
):
    page = page_factory(ADDRESS[place], language, **LINKS[place])
    read, marks, sent = finding(page), filter_marks(page), page.url
    assert f"lang={language}" in sent or language == "sv"
    opened = opened_elsewhere(page_factory, sent)
    assert words_on(opened).language == language
    assert (finding(opened), filter_marks(opened), opened.url) == (read, marks, sent)
    opened.reload()
    wait_until_drawn(opened)
    assert (finding(opened), filter_marks(opened), opened.url) == (read, marks, sent)


# Filters


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_filter_of_comparing_is_set_kept_by_the_address_and_cleared_at_once(
    page_factory: MakePage, language: str
):
    words = words_of(language)
    page = page_factory("jamfor", language, indicator="vardplan", unit=WHERE, form="funnel")
    choose(page, words("choose.indicator"), load_sample().catalogue[VISITS].name.in_(language))
    choose(page, words("choose.unit"), "Eksjö")
    usual = finding(page)
    choose_filter(page, "age", name_of(words, "age", "80-"))
    choose_filter(page, "last", words.period(month("2025-06"), "month"))
    choose_filter(page, "first", words.period(month("2025-01"), "month"))
    close_filters(page)
    assert len(filter_marks(page)) == 2
    narrowed, address = finding(page), page.url
    for said in (f"indicator={VISITS}", "unit=0686", "first=2025-01", "last=2025-06"):
        assert said in address
    page.reload()
    wait_until_drawn(page)
    assert (finding(page), page.url) == (narrowed, address)
    elsewhere = opened_elsewhere(page_factory, address)
    assert (finding(elsewhere), filter_marks(elsewhere)) == (narrowed, filter_marks(page))

    press(page, words("filters.clear"))
    expect(page).not_to_have_url(re.compile("group=|first=|last="))
    assert filter_marks(page) == []
    assert finding(page) == usual
    assert "unit=0686" in page.url


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("dimension", "value"), [("target_group", "ordinart"), ("age", "80-"), ("sex", "K")])
def test_target_group_age_and_sex_narrow_the_overview_and_a_reload_keeps_them(
    page_factory: MakePage, language: str, dimension: str, value: str
):
    words = words_of(language)
    page = page_factory("", language, unit="0686")
    choose_filter(page, dimension, name_of(words, dimension, value))
    close_filters(page)
    assert len(filter_marks(page)) == 1
    read, address, marks = finding(page), page.url, filter_marks(page)
    assert "group=" in address
    page.reload()
    wait_until_drawn(page)
    assert (finding(page), page.url, filter_marks(page)) == (read, address, marks)
    page.locator(".st-key-filter_marks button").first.click()
    expect(page).not_to_have_url(re.compile("group="))
    wait_until_drawn(page)
    assert filter_marks(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_groups_and_levels_that_have_numbers_are_offered(page_factory: MakePage, language: str):
    words, data = words_of(language), load_sample()
    page = page_factory("jamfor", language, indicator="fast_lakarkontakt", unit=WHERE)
    groups = data.subgroups_of("fast_lakarkontakt", WHERE)
    body = open_filters(page)
    for dimension in ("age", "sex"):
        there = {getattr(group, dimension) for group in groups} - {"all"}
        offered = options(page, words(f"filters.{dimension}"))
        assert sorted(offered) == sorted(
            [words("filters.all"), *(name_of(words, dimension, v) for v in there)]
        )
    assert not body.get_by_role("combobox", name=words("filters.target_group"), exact=True).count()
    levels = {unit.level for unit in data.units_of("fast_lakarkontakt")}
    assert set(options(page, words("filters.level"))) == {words(f"levels.{level}") for level in levels}


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_hidden_stays_hidden_under_every_filter(page_factory: MakePage, language: str):
    words = words_of(language)
    page = page_factory("jamfor", language, indicator=VISITS, unit=WHERE, group="sex:K", form="rows")
    found = compare(load_sample().for_showing(), Asked(VISITS, "municipality", Subgroup(sex="K")))
    assert found.members is not None
    hidden = {
        unit.name.in_(language)
        for unit, status in zip(found.members.units, found.members.status, strict=True)
        if status == "suppressed"
    }
    assert 2 <= len(hidden) < len(found.members.units)
    words_drawn = chart(page).locator("svg text").all_text_contents()
    assert words_drawn.count(words("status.suppressed")) == len(hidden)
    rows = {row[words("compare.column_unit")]: list(row.values()) for row in numbers_below(page)}
    for name in hidden:
        assert name in words_drawn
        assert words("status.suppressed") in rows[name]
        assert not [cell for cell in rows[name] if re.search(r"\d", cell)]


def name_of(words: Words, dimension: str, value: str) -> str:
    name = group_value(words, dimension, value)
    return name[0].upper() + name[1:]


def month(text: str) -> np.datetime64:
    return np.datetime64(text, "M")


def options(page: Page, label: str) -> list[str]:
    """Everything in a list, as it is offered."""
    choice(page, label).click()
    found = page.get_by_role("option").all_inner_texts()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    return found


# Public yearly data


def test_public_yearly_data_brought_as_they_are_stand_beside_units_like_them(page_factory: MakePage):
    words = words_of("sv")
    page = page_factory("data")
    upload(page, "kolada.json", kolada_answer(yearly_county(until={"0687": 2022})))
    press(page, words("page.data.accept"))
    go_to(page, "compare")
    assert "form=region" in page.url
    assert words("compare.peers_size", n=7) in finding(page)
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text(words("compare.region_ended", n=1, names="Tranås", period="2022"))
    assert len(chart(page).locator("svg .peers_marks path").all()) >= 7
    for dark, width in ((False, 1366), (True, 390)):
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.set_viewport_size({"width": width, "height": 900})
        wait_until_drawn(page)
        shoot(page, f"jamfor-region-{width}")
        assert not axe(page)
        assert main.evaluate("(main) => main.scrollWidth <= main.clientWidth")
