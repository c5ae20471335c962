"""Where nothing can stand, the page says what would, why it is empty, and has a way on that works."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from page_visits import failed, own_data, query_of, texts, visit
from streamlit.testing.v1 import AppTest

from core.observations.dataset import Dataset
from core.observations.observations import Observations
from core.simulate.sample import load_sample
from core.wording import LANGUAGES, words_of

SV = words_of("sv")
TEXTS = ("indicator", "unit", "period_type", "target_group", "age", "sex", "other", "status", "source")
SHORT = {"indicator": "akutbesok_hsh", "unit": "0683", "first": "2026-01", "last": "2026-05"}
HIDDEN = {"indicator": "oplanerad_inskrivning", "unit": "0604", "group": "age:18-64"}


def hidden(data: Dataset) -> Dataset:
    """The same numbers, all hidden where they come from."""
    frame = data.observations.frame.assign(status="suppressed", numerator=np.nan, value=np.nan)
    return replace(data, observations=Observations(frame.astype(dict.fromkeys(TEXTS, "str"))))


def recent(data: Dataset) -> Dataset:
    """The same numbers, of months that have just been: nothing in them is old."""
    frame = data.observations.frame
    last = pd.Timestamp(dt.date.today().replace(day=1)) - pd.DateOffset(months=1)
    months = pd.date_range(end=last, periods=len(frame), freq="MS", unit="us")
    return replace(data, observations=Observations(frame.assign(period=months)))


def labels(app: AppTest) -> list[str]:
    return [one.label for one in app.button]


def go(app: AppTest, label: str) -> AppTest:
    """Press the way on with this name."""
    next(one for one in app.button if one.label == label).click().run()
    assert failed(app) == []
    return app


# Följ


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_group_with_too_many_hidden_leads_to_everyone_and_to_the_larger_unit(language: str):
    words = words_of(language)
    app = visit("folj", language, **HIDDEN)
    assert words("ways.whole_period") not in labels(app)
    larger = next(one.label for one in app.button if one.key == "follow_way_1")
    assert "group" not in query_of(go(app, words("ways.everyone")))
    there = query_of(go(visit("folj", language, **HIDDEN), larger))
    assert there["group"] == HIDDEN["group"]
    assert there["unit"] != HIDDEN["unit"]
    assert larger == words("ways.unit", unit=load_sample().units[there["unit"]].name.in_(language))


def test_too_short_a_period_leads_to_the_whole_one():
    app = go(visit("folj", **SHORT), SV("ways.whole_period"))
    assert not {"first", "last"} & set(query_of(app))
    assert SV("ways.whole_period") not in labels(app)


def test_months_left_out_until_nothing_can_be_read_can_be_counted_again():
    months = "_".join(f"2026-{month:02}" for month in range(1, 6))
    app = visit("folj", **SHORT, exclude=f"2024-01_{months}")
    assert query_of(go(app, SV("ways.counted_again")))["exclude"] == "2024-01"


def test_a_chart_that_can_be_read_needs_no_way_on():
    app = visit("folj", indicator="akutbesok_hsh", unit="0683")
    assert not [one.key for one in app.button if one.key and "_way_" in one.key]


# Översikt


def test_an_overview_of_nothing_leads_to_the_made_up_county():
    app = visit("oversikt", own=hidden(own_data()), data="own")
    assert SV("overview.nothing") in texts(app)
    go(app, SV("page.data.use_sample"))
    assert "data" not in query_of(app)
    assert SV("overview.nothing") not in texts(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_calm_overview_says_what_was_looked_at_and_how_much_chance_gives(language: str):
    words = words_of(language)
    app = visit("oversikt", language, own=recent(own_data()), data="own")
    looked = [words(f"overview.looked_{what}") for what in ("signals", "targets", "changes", "ages")]
    said = [str(one.value) for one in app.success]
    assert said == [words("overview.calm", looked=words.list(looked))]
    assert words("overview.chance_new", expected="", span="").split()[0] in texts(app)


# Testa


def test_too_few_months_before_a_start_do_not_lead_to_a_larger_unit_that_has_no_more():
    app = visit("testa", indicator="akutbesok_hsh", unit="0683", start="2021-03")
    assert SV("verdict.headline_cannot_tell", name="", place="", start="").split(".")[0] in texts(app)
    assert not [one.key for one in app.button if one.key and "_way_" in one.key]


def test_hidden_numbers_before_a_start_lead_to_a_larger_unit():
    app = visit("testa", **HIDDEN, start="2024-03")
    there = next(one for one in app.button if one.key and one.key.startswith("test_way_"))
    assert there.label == SV("ways.everyone")
    go(app, there.label)
    assert "group" not in query_of(app)


# Jämför


def test_the_only_unit_of_its_level_leads_to_a_level_with_several():
    app = visit("jamfor", indicator="akutbesok_hsh", unit="06", among="county")
    assert SV("compare.why_alone") in texts(app)
    way = next(one for one in app.button if one.key == "compare_way_0")
    go(app, way.label)
    assert query_of(app)["among"] != "county"
    assert SV("compare.why_alone") not in texts(app)


# The register


def test_an_empty_register_says_what_it_is_for_and_takes_a_name_on_the_spot():
    app = visit("testa", own=own_data(), data="own", start="2023-06")
    app.session_state["register_part"] = True
    app.run()
    assert SV("change.register_empty") in texts(app)
    assert app.button(key="keep_change").disabled
    app.text_input(key="register_what").set_value("Ny rutin").run()
    app.button(key="keep_change").click().run()
    assert failed(app) == []
    assert [change.name.sv for change in app.session_state["own_changes"]] == ["Ny rutin"]
    assert SV("change.register_empty") not in texts(app)


# Data and Metod


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_search_of_the_catalogue_that_finds_nothing_is_cleared_and_can_be_taken_back(language: str):
    words = words_of(language)
    app = visit("data", language, part="catalogue")
    app.text_input(key="catalogue_search").set_value("zzzz").run()
    assert words("catalogue.none", text="zzzz") in texts(app)
    go(app, words("ways.search"))
    assert app.text_input(key="catalogue_search").value == ""
    assert words("catalogue.none", text="zzzz") not in texts(app)
    go(app, words("undo.undo"))
    assert app.text_input(key="catalogue_search").value == "zzzz"
    assert words("catalogue.none", text="zzzz") in texts(app)


def test_a_search_of_the_method_that_finds_nothing_leads_back_to_the_whole_page():
    app = visit("metod")
    app.text_input(key="method_find").set_value("zzzz").run()
    assert SV("page.method.nothing_found", text="zzzz") in texts(app)
    go(app, SV("ways.whole_page"))
    assert app.text_input(key="method_find").value == ""
    assert len(app.header) > 1
