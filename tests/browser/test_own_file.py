"""A file of one's own, from the machine to a chart and an answer: a made-up file of a form found in use."""

import re

import pytest
from conftest import MakePage
from made_up_departments import IMPROVED, MONTHS, ORGANISATIONS, SINCE, TYPES, as_csv, departments, one
from page_tools import wait_until_drawn
from playwright.sync_api import Page, expect
from visitor import (
    choice,
    choose,
    choose_filter,
    close_filters,
    drawn_points,
    file_chip,
    finding,
    go_to,
    made_up_mark,
    numbers_below,
    open_filters,
    picture_text,
    seen,
    upload,
    wait_for_page,
    words_on,
)

from core import change, spc
from core.wording import Words, words_of
from core.wording.titles import period_count

FILE = "akutmottagningar.csv"
NAME = "Väntat mer än fyra timmar"


def brings_the_file(page: Page, words: Words) -> None:
    """Upload, say what the columns mean, describe the indicator, accept."""
    upload(page, FILE, as_csv())
    for field, column in (
        ("period", "period"),
        ("unit", "org_code"),
        ("numerator", "breaches"),
        ("denominator", "attendances"),
        ("other", "type"),
    ):
        choose(page, words(f"page.data.is_{field}"), column)
    choose(page, words("page.data.which_indicator"), words("page.data.indicator_new"))
    name = page.get_by_role("textbox", name=words("page.data.new_name"))
    name.fill(NAME)
    name.press("Enter")
    wait_until_drawn(page)
    choose(page, words("page.data.new_kind"), words("page.data.kind_proportion"))
    choose(page, words("page.data.new_multiply"), "100")
    choose(page, words("page.data.new_direction"), words("page.data.direction_down"))
    choose(page, words("page.data.unknown_units"), words("page.data.unknown_keep"))
    n = len(departments())
    assert words("page.data.kept", n=n, total=words.number(n)) in seen(page)
    page.get_by_role("button", name=words("page.data.accept")).click()
    expect(page.get_by_role("link", name=words("page.data.to_follow"))).to_be_visible()
    wait_until_drawn(page)


def decimals_in(text: str) -> int:
    """How many decimals a number is shown with."""
    return len(re.split("[.,]", text)[1]) if re.search("[.,]", text) else 0


@pytest.fixture(scope="module", params=["sv", "en"])
def own(request: pytest.FixtureRequest, shared_page_factory: MakePage) -> Page:
    """A visit in which the file has been accepted."""
    page = shared_page_factory("data", language=request.param)
    brings_the_file(page, words_of(request.param))
    return page


def test_what_is_open_now_is_the_file_and_the_chip_is_gone(own: Page):
    words = words_on(own)
    assert not file_chip(own).count()
    first, last = words.month(MONTHS[0]), words.month(MONTHS[-1])
    held = words(
        "page.data.holds",
        rows=len(departments()),
        indicators=1,
        units=len(ORGANISATIONS),
        first=first,
        last=last,
    )
    assert held in seen(own)
    assert FILE in seen(own)
    expect(made_up_mark(own)).to_have_count(0)


def test_the_link_leads_to_a_p_prime_chart_of_36_months_with_the_limits_of_the_engine(own: Page):
    words = words_on(own)
    if own.get_by_role("link", name=words("page.data.to_follow")).count():
        own.get_by_role("link", name=words("page.data.to_follow")).click()
        wait_for_page(own, "follow")
    else:
        go_to(own, "follow")
    choose(own, words("choose.unit"), IMPROVED)
    choose_filter(own, "other", "1")
    expect(choice(own, words("choose.indicator"))).to_have_value(NAME)

    told = picture_text(own)
    assert words("chart_kind.pprime.name") in told
    assert period_count(words, "month", 36) in told
    assert NAME in told
    assert drawn_points(own) == 36

    breaches, attendances = one(IMPROVED, "1")
    points = spc.control_chart(breaches, attendances, kind="pprime", multiply=100).points
    shown = {row[words("table.period")]: row for row in numbers_below(own)}
    assert len(shown) == 36
    for at, month in enumerate(MONTHS):
        row = shown[words.month(month)]
        assert row[words("table.numerator")] == words.number(breaches[at])
        assert row[words("table.denominator")] == words.number(attendances[at])
        for column, key in (("y", "value"), ("cl", "centre"), ("lcl", "lower"), ("ucl", "upper")):
            text = row[words(f"table.{key}")]
            assert decimals_in(text) >= 1
            assert text == words.number(points[column].iat[at], decimals_in(text))


def test_the_limits_are_wider_than_counts_alone_would_make_them():
    """The file is worth the test: a plain p chart would call ordinary months signals."""
    breaches, attendances = one("QX01", "1")
    plain = spc.control_chart(breaches, attendances, kind="p").points
    wide = spc.control_chart(breaches, attendances, kind="pprime").points
    assert ((wide["ucl"] - wide["lcl"]) > 2 * (plain["ucl"] - plain["lcl"])).all()
    assert plain["beyond_limits"].sum() > 5
    assert not wide["beyond_limits"].any()


def test_a_change_in_april_2018_is_answered_as_the_engine_answers(own: Page):
    words = words_on(own)
    go_to(own, "test")
    choose(own, words("choose.unit"), IMPROVED)
    choose_filter(own, "other", "1")
    choose(own, words("choose.start"), words.month(SINCE))
    first_type = departments().query("type == '1'")
    table = first_type.rename(
        columns={"period": "month", "org_code": "unit", "breaches": "numerator", "attendances": "denominator"}
    )
    verdict = change.evaluate(table, {IMPROVED: str(SINCE)}, kind="proportion", direction="down")
    assert (verdict.grade, verdict.direction) == ("clear", "better")
    way, moved = words("verdict.way_better"), words("verdict.moved_down")
    told = {"name": NAME, "place": IMPROVED, "start": words.month(SINCE)}
    assert finding(own) == words("verdict.headline_clear", way=way, moved=moved, **told)
    observed, expected = (words.number(round(n)) for n in (verdict.observed, verdict.expected))
    text = seen(own)
    assert observed in text
    assert expected in text


def test_the_chart_before_and_after_that_change_is_the_engine_s(own: Page):
    words = words_on(own)
    breaches, attendances = one(IMPROVED, "1")
    result = change.signal_after(
        breaches, attendances, kind="pprime", x=MONTHS, start=SINCE, direction="down", multiply=100
    )
    assert result.outcome == "better"
    part = own.locator(".st-key-charts_part")
    part.locator("summary").first.click()
    heading = part.get_by_role("heading", level=3).first
    expect(heading).to_have_text(words("signal_after.better", start=words.month(SINCE)))
    wait_until_drawn(own)
    text = part.inner_text()
    assert period_count(words, "month", 24) in text
    assert period_count(words, "month", 12) in text
    before, after = part.get_by_test_id("stTable").locator("td").all_inner_texts()[1:3]
    assert before == words.number(result.centre_before, decimals_in(before))
    assert after == words.number(result.centre_after, decimals_in(after))
    for rule in result.rules:
        assert words(f"rule.{rule}.name") in text


def test_own_numbers_never_bear_the_made_up_mark(own: Page):
    words = words_on(own)
    for name in ("follow", "test", "data"):
        go_to(own, name)
        expect(made_up_mark(own)).to_have_count(0)
        told = seen(own)
        assert words("figure.facts_made_up") not in told
        assert words("app.own_data", label=FILE) in told


def test_every_type_and_organisation_of_the_file_can_be_chosen(own: Page):
    words = words_on(own)
    go_to(own, "follow")
    choice(own, words("choose.unit")).click()
    for organisation in ORGANISATIONS[:3] + ORGANISATIONS[-2:]:
        choice(own, words("choose.unit")).fill(organisation)
        expect(own.get_by_role("option", name=organisation, exact=True)).to_be_visible()
    own.keyboard.press("Escape")
    open_filters(own)
    choice(own, words("filters.other")).click()
    assert own.get_by_role("option").all_inner_texts() == list(TYPES)
    own.keyboard.press("Escape")
    wait_until_drawn(own)
    close_filters(own)


def test_an_address_of_own_data_opened_elsewhere_says_that_they_are_not_there(
    own: Page, page_factory: MakePage
):
    words = words_on(own)
    go_to(own, "follow")
    elsewhere = page_factory("data", language=words.language)
    elsewhere.goto(own.url)
    wait_until_drawn(elsewhere)
    text = seen(elsewhere)
    assert words("reopen.lost_here") in text
    assert IMPROVED not in text
    assert NAME not in text
    expect(made_up_mark(elsewhere)).to_be_visible()


def test_the_sample_county_stays_within_reach_and_the_own_data_too(own: Page):
    words = words_on(own)
    go_to(own, "data")
    own.get_by_role("button", name=words("page.data.use_sample")).click()
    expect(made_up_mark(own)).to_be_visible()
    assert words("page.data.sample_label") in seen(own)
    own.get_by_role("button", name=words("page.data.use_own")).click()
    expect(made_up_mark(own)).to_have_count(0)
    wait_until_drawn(own)
    assert FILE in seen(own)


def test_own_data_are_gone_when_they_are_taken_away(page_factory: MakePage):
    page = page_factory("data")
    words = words_of("sv")
    rows = ["Enhet;Månad;Antal", *(f"Värnamo;{month};{20 + at % 5}" for at, month in enumerate(MONTHS))]
    upload(page, "fall.csv", "\r\n".join(rows).encode())
    page.get_by_role("button", name=words("page.data.accept")).click()
    expect(page.get_by_role("link", name=words("page.data.to_follow"))).to_be_visible()
    page.get_by_role("button", name=words("page.data.forget_own")).click()
    expect(made_up_mark(page)).to_be_visible()
    wait_until_drawn(page)
    taken_back = page.locator(".st-key-undo")  # which names what can be had again, until the page is left
    assert seen(page).replace(taken_back.inner_text().splitlines()[0], "").count("fall.csv") == 0
    go_to(page, "follow")
    wait_until_drawn(page)
    expect(taken_back).to_have_count(0)
    assert "fall.csv" not in seen(page)
