"""The quality report and the catalogue on Data, and what was found beside charts and verdicts."""

from dataclasses import replace

import pytest
from page_visits import OWN, failed, own_data, plain, query_of, texts, visit

from core.indicators import load_catalogue
from core.observations.quality import quality_report
from core.wording import LANGUAGES, words_of
from tests.figures.made_charts import STEADY

SLIP = [*STEADY[:10], STEADY[10] * 10, *STEADY[11:]]
CARD = "catalogue_card_"


def cards(app) -> list[str]:
    return [plain(one.label) for one in app.expander if one.label]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_county_has_nothing_that_looks_wrong(language: str):
    app = visit("data", language)
    assert not failed(app)
    assert words_of(language)("quality.sound") in texts(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_slip_in_ones_own_file_is_counted_on_data_and_told_beside_its_chart(language: str):
    # Counted with it: the file is of 2022 to 2024, and old.
    words = words_of(language)
    data = own_data(SLIP)
    assert words("quality.count_check", n=2) in texts(visit("data", language, own=data, data="own"))
    follow = visit("folj", language, own=data, data="own")
    assert not failed(follow)
    month = words.month(data.observations.frame["period"].to_numpy()[10])
    told = words("caveat.data.typing_error", periods=month)
    assert told in texts(follow)
    two = visit("folj", language, own=data, data="own", show="two")
    assert not failed(two)
    assert texts(two).count(told) == 1  # what both charts have to say is said once
    assert told in texts(visit("testa", language, own=data, data="own"))
    every = visit("folj", language, own=data, data="own", show="all")
    assert not failed(every)
    assert texts(every).count(told) == 1
    plan = visit("planera", language, own=data, data="own")
    assert not failed(plan)
    assert texts(plan).count(told) == 1
    follow.session_state["trend_and_shifts"] = True
    follow.run()
    assert not failed(follow)
    assert texts(follow).count(told) == 2  # beside the chart, and beside what rests on the same numbers


def test_a_steady_file_of_ones_own_has_no_doubts_beside_its_chart():
    follow = visit("folj", own=own_data(), data="own")
    assert "ligger långt från" not in texts(follow)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_shows_every_indicator_and_keeps_its_address(language: str):
    app = visit("data", language, part="catalogue")
    assert not failed(app)
    assert len(load_catalogue()) <= len(cards(app))
    assert query_of(app)["part"] == "catalogue"
    assert words_of(language)("page.data.load") not in texts(app)


def test_a_search_finds_and_opens_the_one_card():
    words = words_of("sv")
    app = visit("data", part="catalogue")
    app.text_input(key="catalogue_search").set_value("mangbesok").run()
    assert not failed(app)
    told = texts(app)
    assert words("catalogue.window_text", n=12) in told
    assert words("page.follow.direction_down") in told
    assert words("catalogue.hide_below", most=4) in told


def test_a_search_that_finds_nothing_says_so_and_its_text_is_text():
    app = visit("data", part="catalogue")
    app.text_input(key="catalogue_search").set_value("<b>*oppqzz*</b>").run()
    assert not failed(app)
    assert "<b>*oppqzz*</b>" in texts(app)
    assert len([card for card in cards(app) if card != words_of("sv")("catalogue.edit")]) == 0


def test_only_those_with_numbers_are_shown_when_asked():
    app = visit("data", own=own_data(), data="own", part="catalogue")
    app.toggle(key="catalogue_have").set_value(True).run()
    assert not failed(app)
    assert words_of("sv")("catalogue.shown", n=1) in texts(app)


def test_an_odd_part_in_the_address_is_told_and_the_numbers_shown():
    app = visit("data", part="<script>")
    assert "part" in texts(app)
    assert words_of("sv")("page.data.load") in texts(app)


def test_of_very_many_rows_one_indicator_is_gone_through_at_a_time(monkeypatch):
    from pages.parts import findings, quality, shared

    shared._answers.clear()
    monkeypatch.setattr(quality, "MOST_TOGETHER", 10)
    reports = []

    def noted(*of, **more):
        reports.append(quality_report(*of, **more))
        return reports[-1]

    monkeypatch.setattr(findings, "quality_report", noted)
    words = words_of("sv")
    app = visit("data", own=own_data(SLIP), data="own")
    assert not failed(app)
    assert words("quality.one_at_a_time", n=24) in texts(app)
    assert words("quality.count_check", n=2) in texts(app)
    assert app.selectbox(key="quality_one").value == "egen"
    reports.clear()
    sample = visit("data", indicator="vardplan")
    assert sample.selectbox(key="quality_one").value == "vardplan"
    assert len(reports) == 1
    assert {one.indicator for one in reports[0].findings} <= {"vardplan"}


@pytest.mark.parametrize("content", [b"Kommun;A;B\nAneby;x;y\nHabo;x;y\n", b""], ids=["unusable", "refused"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_below_a_file_on_its_way_in_it_is_told_that_other_numbers_were_gone_through(language, content):
    words = words_of(language)
    told = words("quality.of_open", name=words("page.data.sample_label"))
    app = visit("data", language)
    assert told not in texts(app)
    chooser = next(one for one in app.file_uploader if (one.key or "").startswith("upload_"))
    chooser.upload("fil.csv", content, "text/csv")
    app.run()
    assert told in texts(app)


@pytest.mark.parametrize("limit", [0, 5])
def test_of_a_measure_without_a_limit_it_is_told_that_small_numbers_are_seen(limit: int):
    words = words_of("sv")
    measure = replace(OWN, suppress_below=limit)
    own = replace(own_data(), catalogue=load_catalogue().with_indicators(measure))
    app = visit("data", own=own, data="own")
    app.session_state["hidden_part"] = True
    app.run()
    assert not failed(app)
    told = words("hidden.no_limit", names=measure.name.sv)
    assert (told in texts(app)) is (limit == 0)
