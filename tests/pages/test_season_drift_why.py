"""What is folded under the chart on Följ: why this chart, season, slow drift; nothing is computed folded."""

import re

import pytest

from core.spc.drift_view import BOUNDS, DriftSettings
from core.wording import LANGUAGES, words_of
from pages.parts.drift import settings_of, text_of
from tests.figures.made_charts import STEADY
from tests.pages.page_visits import failed, own_data, query_of, texts, visit

SV = words_of("sv")
FOLDED = ("why_chart", "season", "drift")


def unfolded(*names: str, language: str = "sv", **query: str):
    app = visit("folj", language, **query)
    for name in names or FOLDED:
        app.session_state[name] = True
    return app.run()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "view",
    [
        {},
        {"indicator": "lakarhembesok"},
        {"indicator": "telefon_samma_dag", "zoom": "12"},
        {"indicator": "esther_upplevelse"},
        {"indicator": "betalningsdagar", "kind": "run"},
        {"indicator": "ledtid_hembesok"},
        {"indicator": "sip"},
        {"indicator": "utskrivningsklara_dagar", "baseline": "2021-04"},
        {"indicator": "vardplan", "unit": "06", "baseline": "2022-12", "exclude": "2022-07"},
    ],
)
def test_every_kind_of_indicator_can_be_unfolded(view: dict[str, str], language: str):
    app = unfolded(language=language, **view)
    assert failed(app) == []
    text = texts(app)
    assert "{" not in text
    assert "nan" not in text.lower().split()


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("why_chart", "pages.parts.why_chart.advice_for"),
        ("season", "pages.parts.season.season_view"),
        ("drift", "pages.parts.drift.drift_view"),
    ],
)
def test_nothing_is_computed_until_someone_looks(name: str, asked: str, monkeypatch):
    def fail(*_args, **_more):
        raise AssertionError("computed though folded")

    monkeypatch.setattr(asked, fail)
    assert failed(visit("folj")) == []
    assert failed(unfolded(name)) != []


# Why this chart


def test_the_reasons_and_every_kind_are_told_and_one_press_lays_a_kind_beside():
    app = unfolded("why_chart", indicator="vardplan", unit="0680")
    text = texts(app)
    assert SV("why.as_recommended", kind=SV("chart_kind.pprime.name")) in text
    assert SV("chart_reason.limits_follow_chance") in text
    app.button(key="why_compare_i").click().run()
    assert failed(app) == []
    assert query_of(app) == {"indicator": "vardplan", "unit": "0680", "show": "two", "kind2": "i"}
    assert app.selectbox(key="two_kind").value == "pprime"
    assert app.selectbox(key="two_kind2").value == "i"


def test_a_kind_of_ones_own_choosing_is_named_beside_the_recommended_one():
    app = unfolded("why_chart", indicator="vardplan", unit="0680", kind="p")
    names = {"kind": SV("chart_kind.pprime.name"), "shown": SV("chart_kind.p.name")}
    assert SV("why.other_chosen", **names) in texts(app)


def test_too_few_values_and_hidden_ones_are_said_and_nothing_is_compared():
    app = unfolded("why_chart", indicator="sip")
    assert "för få värden" in texts(app)
    assert not [button for button in app.button if str(button.key).startswith("why_compare")]
    hidden = unfolded("why_chart", indicator="gemensamt_hembesok")
    assert SV("why.hidden") in texts(hidden)


# Season


def test_a_clear_season_has_its_months_and_the_adjusted_values_beside_the_real_ones():
    text = texts(unfolded("season", indicator="lakarhembesok"))
    assert "tydligt säsongsmönster (p < 0,001)" in text
    found = re.search(r"Lägst ligger juli: −\d+ procent \(95\u00a0% intervall −(\d+) till −(\d+)\)", text)
    assert found
    least, most = int(found[2]), int(found[1])
    assert least <= 42 <= most  # the sample county is made with 42 % less planned work in July
    assert "**Verkliga värden.**" in text
    assert "säsongsjusterat" in text
    assert SV("season.caveat") in text


@pytest.mark.parametrize(
    ("indicator", "key"),
    [("sip", "season.rolling"), ("gemensamt_hembesok", "season.hidden"), ("vardplan", None)],
)
def test_where_no_season_is_seen_or_can_be_seen_nothing_is_adjusted(indicator: str, key: str | None):
    text = texts(unfolded("season", indicator=indicator))
    assert (SV(key) if key else "inget tydligt säsongsmönster") in text
    assert "säsongsjusterat" not in text


def test_two_whole_years_are_asked_for():
    app = visit("folj", own=own_data(STEADY[:18]), data="own")
    app.session_state["season"] = True
    assert SV("season.too_short") in texts(app.run())


# Slow drift


@pytest.mark.parametrize(
    ("view", "key"),
    [
        ({"indicator": "sip"}, "drift.not_rolling"),
        ({"indicator": "gemensamt_hembesok"}, "drift.not_hidden"),
        ({"indicator": "utskrivningsklara_dagar", "baseline": "2021-04"}, "drift.not_short_baseline"),
        ({"indicator": "vardplan", "last": "2021-09"}, "drift.not_few"),
    ],
)
def test_where_slow_drift_is_not_shown_the_reason_is(view: dict[str, str], key: str):
    app = unfolded("drift", **view)
    assert failed(app) == []
    assert SV(key, minimum=12) in texts(app)
    assert SV("drift.about") not in texts(app)


def test_parameters_are_changed_within_bounds_reach_the_address_and_can_be_reset():
    app = unfolded("drift")
    app.session_state["drift_settings"] = True
    app.run()
    app.slider(key="drift_lam").set_value(0.1).run()
    app.slider(key="drift_h").set_value(4.0).run()
    assert failed(app) == []
    assert query_of(app)["drift"] == "0.1_2.86_0.5_4"
    again = unfolded("drift", **query_of(app))
    assert texts(again) == texts(app)
    [reset] = [button for button in app.button if button.label == SV("drift.reset")]
    reset.click().run()
    assert "drift" not in query_of(app)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", DriftSettings()),
        ("0.1_2.7_0.25_4", DriftSettings(0.1, 2.7, 0.25, 4.0)),
        ("0.1", DriftSettings(lam=0.1)),
        ("7_2.7", DriftSettings(width=2.7)),
        ("0_0_0_0", DriftSettings()),
        ("nan_inf_x_", DriftSettings()),
        ("0.1_2.7_0.25_4_9_9", DriftSettings(0.1, 2.7, 0.25, 4.0)),
    ],
)
def test_parameters_of_an_address_are_the_usual_ones_where_they_cannot_be_used(text, expected):
    assert settings_of(text) == expected


def test_parameters_come_back_from_their_address():
    ends = [DriftSettings(**{name: bound[i] for name, bound in BOUNDS.items()}) for i in (0, 1)]
    for settings in (DriftSettings(), *ends):
        assert settings_of(text_of(settings)) == settings
    assert text_of(DriftSettings()) == ""
