"""Översikt and Följ agree about a series, and where a person's choices make them differ, Översikt says so."""

from dataclasses import replace
from html import unescape
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core.observations.months import month_of
from core.simulate.sample import load_sample
from core.spc.for_series import Choices, chart_for
from core.spc.standing import standing_of
from core.wording import LANGUAGES, words_of
from core.wording.standing import variation_name
from pages.parts.address import DEFAULT, View
from tests.pages.page_visits import failed, query_of, texts, visit
from tests.pages.test_overview_page import Links, pieces

SV = words_of("sv")
MEASURE, UNIT = "akutbesok_hsh", "0683"
"""The measure with a story: a signal goes on since the change in April 2024."""


def after_following(view: View, language: str = "sv") -> AppTest:
    """Översikt as one comes to it from Följ by the menu, which has a bare address."""
    app = AppTest.from_string("from pages import oversikt; oversikt.render()", default_timeout=30)
    app.session_state["view"], app.session_state["language"] = view, language
    return app.run()


def followed(**choices) -> View:
    return replace(DEFAULT, indicator=MEASURE, unit=UNIT, **choices)


def standing(choices: Choices):
    sample = load_sample().for_showing()
    series = sample.series(MEASURE, UNIT)
    return standing_of(chart_for(sample.catalogue[MEASURE], sample.units[UNIT], series, choices))


def cell_of(app: AppTest, indicator: str) -> dict[str, str]:
    links = Links(app)
    pairs = zip(links.found, links.queries, strict=True)
    return next(
        q for one, q in pairs if "/folj" in one["href"] and q["indicator"] == indicator and q["unit"] == UNIT
    )


def test_without_choices_nothing_is_said():
    app = after_following(followed())
    assert failed(app) == []
    assert "Med dina val" not in texts(app) + pieces(app)


def test_a_phase_of_ones_own_that_changes_the_standing_is_told_with_both():
    month = "2024-04"
    with_it, usual = standing(Choices(parts=(month_of(month),))), standing(Choices())
    assert with_it.variation != usual.variation
    app = after_following(followed(parts=(month,)))
    assert failed(app) == []
    told = f"Med dina val på Följ (en egen fas) är läget ett annat: {variation_name(SV, with_it)}."
    assert told in unescape(texts(app) + pieces(app))
    assert "Översikten räknar utan dem." in unescape(texts(app) + pieces(app))


def test_choices_that_change_nothing_are_told_as_such():
    last = np.datetime64("2021-02", "M")
    assert standing(Choices(exclude=(last,))).variation == standing(Choices()).variation
    told = texts(after_following(followed(exclude=("2021-02",))))
    assert "Akutbesök: Med dina val på Följ (uteslutet: 1 månad) är läget detsamma." in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sort_of_choice_is_named(language: str):
    choices = {
        "first": "2022-01",
        "kind": "i",
        "rules": "nelson",
        "baseline": "2023-12",
        "parts": ("2024-04",),
        "exclude": ("2022-03", "2022-04"),
    }
    app = after_following(followed(**choices), language)
    assert failed(app) == []
    words, told = words_of(language), unescape(texts(app) + pieces(app))
    for part in (
        words("chart_kind.i.name"),
        words("rule_set.nelson.name"),
        words("overview.own.parts", n=1),
        words("overview.own.exclude", count=words("period_count.month", n=2)),
    ):
        assert part in told


def test_the_way_back_leads_to_the_chart_as_it_was_left():
    app = after_following(followed(parts=("2024-04",), rules="nelson"))
    assert cell_of(app, MEASURE) | {"parts": "2024-04", "rules": "nelson"} == cell_of(app, MEASURE)
    other = cell_of(app, "telefon_samma_dag")
    assert not {"parts", "rules"} & set(other)
    back = visit("folj", **cell_of(app, MEASURE))
    assert failed(back) == []
    assert query_of(back)["parts"] == "2024-04"
    assert back.session_state["view"].rules == "nelson"


def test_a_card_says_it_of_its_own_series_and_nothing_of_others():
    app = after_following(replace(DEFAULT, indicator="betalningsdagar", unit=UNIT, rules="nelson"))
    html = unescape(pieces(app))
    assert html.count('class="remark"') == 1
    card = next(piece for piece in html.split("<li") if 'class="remark"' in piece)
    assert "Betalningsdagar" in card
    assert "Nelson" in card
    assert "Med dina val" not in texts(app)


def test_a_mailed_link_says_nothing_of_the_senders_choices():
    sent = query_of(after_following(followed(parts=("2024-04",))))
    assert "parts" not in sent
    app = visit("oversikt", **sent)
    assert "Med dina val" not in texts(app) + pieces(app)


def test_what_a_cell_says_is_what_follow_shows_when_it_is_opened():
    app = visit("oversikt", unit=UNIT)
    links = Links(app)
    pairs = zip(links.found, links.queries, strict=True)
    asked = [(one, q) for one, q in pairs if "aria-label" in one and q["unit"] == UNIT][:6]
    sample = load_sample().for_showing()
    for one, query in asked:
        assert set(query) == {"indicator", "unit"}
        assert urlsplit(one["href"]).path == "/folj"
        assert parse_qs(urlsplit(one["href"]).query)["indicator"] == [query["indicator"]]
        series = sample.series(query["indicator"], UNIT)
        charted = chart_for(sample.catalogue[query["indicator"]], sample.units[UNIT], series)
        assert one["aria-label"].startswith(variation_name(SV, standing_of(charted)))
