"""Filters: the same on every page, only what exists, seen above the answer, taken away one by one."""

import itertools

import numpy as np
import pandas as pd
import pytest
from page_visits import failed, own_data, plain, query_of, texts, visit
from streamlit.testing.v1 import AppTest

from core.indicators import Text, Unit
from core.observations.cut import between
from core.observations.dataset import Dataset
from core.observations.divisions import divisions
from core.observations.observations import Observations
from core.observations.schema import TOTAL, Subgroup
from core.simulate.sample import load_sample
from core.wording import LANGUAGES, words_of
from pages.parts.filters import LATEST

SV = words_of("sv")
HERE = {"indicator": "vardplan", "unit": "0680"}
CENTRE = {"indicator": "vardplan", "unit": "vc-a1"}
DIVISIONS = ("target_group", "age", "sex")


def opened(page: str = "folj", language: str = "sv", **query: str) -> AppTest:
    """The page with the filters unfolded."""
    app = visit(page, language, **query)
    app.session_state["choose_filters"] = True
    return app.run()


def box(app: AppTest, name: str):
    return app.selectbox(key=f"choose_{name}")


def offered(app: AppTest, name: str) -> list[str]:
    return list(box(app, name).options)


def lists(app: AppTest) -> set[str]:
    return {str(one.key).removeprefix("choose_") for one in app.selectbox}


def marks(app: AppTest) -> dict[str, str]:
    """The marks above the answer, as a person reads them, by filter."""
    found = [button for button in app.button if str(button.key).startswith("filter_mark_")]
    gone = f":gray[{SV('filters.remove')}] "
    return {str(one.key).removeprefix("filter_mark_"): plain(one.label).removeprefix(gone) for one in found}


def told(app: AppTest) -> list[str]:
    return [plain(str(info.value)) for info in app.info]


# What is offered


@pytest.mark.parametrize("page", ["folj", "testa", "planera"])
def test_every_page_with_series_offers_the_same_filters(page: str):
    app = opened(page, **HERE)
    assert failed(app) == []
    assert {"indicator", "unit", "level", *DIVISIONS} <= lists(app)


def test_divisions_appear_only_where_the_numbers_are_divided_so():
    assert not set(DIVISIONS) & lists(opened(indicator="betalningsdagar", unit="0680"))
    assert set(DIVISIONS) & lists(opened(indicator="inskrivna_hsh", unit="0680")) == {"age", "sex"}
    assert not set(DIVISIONS) & lists(opened(**CENTRE))


def test_the_whole_is_called_all_and_stands_first():
    app = opened(**HERE)
    assert {offered(app, name)[0] for name in DIVISIONS} == {"Alla"}
    assert {box(app, name).value for name in DIVISIONS} == {"all"}


def test_what_cannot_be_had_together_says_what_gives_way():
    app = opened(**HERE, group="age:80-")
    assert offered(app, "sex") == ["Alla", "Kvinnor (alla åldrar)", "Män (alla åldrar)"]
    assert offered(app, "age") == ["Alla", "18–64 år", "65–79 år", "80 år och äldre"]
    box(app, "sex").select("K").run()
    assert query_of(app)["group"] == "sex:K"
    assert set(marks(app)) == {"sex"}


def test_units_stand_by_level_and_those_below_a_municipality_with_its_name():
    names = offered(visit("folj", **HERE), "unit")
    assert names[:4] == [
        "Region Jönköpings län",
        "Höglandets länsdel",
        "Jönköpings länsdel",
        "Värnamo länsdel",
    ]
    assert names[4] == "Aneby"
    centres = [name for name in names if name.startswith("Vårdcentral")]
    assert "Vårdcentral A1, Jönköping" in centres
    assert [name.split(", ")[1] for name in centres] == sorted(name.split(", ")[1] for name in centres)
    assert "Health centre A1, Jönköping" in offered(visit("folj", "en", **HERE), "unit")


def test_indicators_stand_by_role_and_tell_which_have_no_numbers_for_the_unit():
    names = offered(visit("folj", **HERE), "indicator")
    roles = [name.split("· ")[-1] for name in names]
    assert [role for role, _ in itertools.groupby(roles)] == [
        "resultatmått",
        "processmått",
        "balanserande mått",
        "upplevelse",
    ]
    at_a_centre = offered(visit("folj", **CENTRE), "indicator")
    lacking = [name for name in at_a_centre if name.endswith("inte för Vårdcentral A1")]
    assert len(at_a_centre) == len(names)
    assert len(lacking) == len(names) - 8


def test_indicators_of_one_role_are_not_marked_with_it():
    assert offered(visit("folj", own=own_data(), data="own"), "indicator") == ["Min *egen* [indikator]"]


# Marks


def test_nothing_is_marked_where_nothing_is_filtered():
    app = visit("folj", **HERE)
    assert marks(app) == {}
    assert not [button for button in app.button if button.key == "filters_clear"]


def test_each_mark_takes_its_own_filter_away_and_leaves_the_other():
    link = {**HERE, "group": "age:80-", "first": "2023-01"}
    app = visit("folj", **link)
    assert marks(app) == {"age": "Ålder: 80 år och äldre", "period": "Från jan 2023"}
    app.button(key="filter_mark_age").click().run()
    assert query_of(app) == {**HERE, "first": "2023-01"}
    assert set(marks(app)) == {"period"}
    app.button(key="filter_mark_period").click().run()
    assert query_of(app) == HERE
    assert marks(app) == {}


def test_all_filters_are_cleared_at_once_and_all_else_stays():
    link = {**HERE, "group": "age:80-", "first": "2023-01", "last": "2025-12", "kind": "run", "lang": "en"}
    app = visit("folj", **link)
    app.button(key="filters_clear").click().run()
    assert query_of(app) == {**HERE, "kind": "run", "lang": "en"}


def test_a_mark_names_the_periods_of_quarterly_numbers():
    quarters = {"indicator": "esther_upplevelse", "unit": "0680"}
    app = visit("folj", **quarters, first="2023-02", last="2025-06")
    assert marks(app) == {"period": "Kv 1 2023 till kv 2 2025"}
    assert told(app) == []


@pytest.mark.parametrize("page", ["testa", "planera"])
def test_where_all_history_is_used_the_period_is_not_marked_and_that_is_told(page: str):
    app = visit(page, **HERE, group="age:80-", first="2023-01")
    assert set(marks(app)) == {"age"}
    assert SV("filters.period_unused") in texts(app)
    assert not {"first", "last"} & lists(opened(page, **HERE))
    assert SV("filters.period_unused") not in texts(visit(page, **HERE))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_with_filters_opens_the_same_in_both_languages(language: str):
    link = {**HERE, "group": "group:sabo", "first": "2023-01", "last": "2025-12"}
    app = visit("folj", language, **link)
    assert failed(app) == []
    assert query_of(app) == link | ({"lang": "en"} if language == "en" else {})
    assert len([button for button in app.button if str(button.key).startswith("filter_mark_")]) == 2


# Period


def test_the_latest_year_is_a_press_away_and_so_is_everything():
    app = opened(**HERE)
    latest = app.button_group(key="choose_latest")
    assert list(latest.options) == ["12", "24", "36", "Alla"]
    assert latest.value == ""
    latest.set_value("12").run()
    assert query_of(app) == {**HERE, "first": "2025-11"}
    assert app.button_group(key="choose_latest").value == "12"
    app.button_group(key="choose_latest").set_value("").run()
    assert query_of(app) == HERE


def test_a_period_is_chosen_from_one_month_to_another_and_the_statistics_follow():
    app = opened(**HERE)
    box(app, "first").select("2023-01").run()
    box(app, "last").select("2024-12").run()
    assert query_of(app) == {**HERE, "first": "2023-01", "last": "2024-12"}
    assert marks(app) == {"period": "Jan 2023 till dec 2024"}
    assert offered(app, "last")[0] == "januari 2023"
    assert offered(app, "first")[-1] == "december 2024"


def test_the_ends_of_the_data_are_open_ends_so_that_new_months_will_show():
    app = opened(**HERE, first="2022-03", last="2025-12")
    box(app, "first").select("2021-01").run()
    box(app, "last").select("2026-10").run()
    assert query_of(app) == HERE


def test_quarters_are_chosen_as_quarters():
    app = opened(indicator="esther_upplevelse", unit="0680")
    assert "kvartal 2 2021" in offered(app, "first")
    latest = app.button_group(key="choose_latest")
    assert list(latest.options) == ["4", "8", "12", "Alla"]
    assert set(LATEST) == {"month", "quarter", "half_year", "year"}


@pytest.mark.parametrize(
    "period", [{"first": "2019-05"}, {"last": "2031-01"}, {"first": "1999-01", "last": "1999-12"}]
)
def test_a_period_outside_the_data_is_told_with_what_there_is(period: dict[str, str]):
    app = visit("folj", **HERE, **period)
    assert told(app) == [SV("filters.period_outside", first="januari 2021", last="oktober 2026")]
    assert query_of(app) == HERE
    assert marks(app) == {}


def test_half_a_period_outside_the_data_keeps_the_other_half():
    app = visit("folj", **HERE, first="2019-05", last="2024-12")
    assert query_of(app) == {**HERE, "last": "2024-12"}
    assert "dec 2024" in marks(app)["period"]


# Falling back


def test_a_health_centre_without_the_indicator_gives_way_to_its_municipality_and_it_is_told_once():
    app = visit("folj", **CENTRE)
    box(app, "indicator").select("sip").run()
    assert query_of(app) == {"indicator": "sip", "unit": "0680"}
    name = load_sample().catalogue["sip"].name.sv
    values = {"unit": "Vårdcentral A1", "indicator": name, "shown": "Jönköping"}
    areas = "Region Jönköpings län, Höglandets länsdel, Jönköpings länsdel, Värnamo länsdel"
    values["having"] = f"{areas} och 13 till"
    assert told(app) == [SV("filters.unit_elsewhere", **values)]
    assert told(app.run()) == []


def test_a_group_that_the_next_indicator_is_not_divided_by_becomes_everyone_and_it_is_told():
    app = visit("folj", **HERE, group="group:sabo")
    box(app, "indicator").select("inskrivna_hsh").run()
    assert query_of(app) == {"indicator": "inskrivna_hsh", "unit": "0680"}
    assert len(told(app)) == 1
    assert "Målgrupp: särskilt boende" in told(app)[0]


def test_a_group_that_the_next_indicator_has_stays():
    app = visit("folj", **HERE, group="age:80-")
    box(app, "indicator").select("sip").run()
    assert query_of(app) == {"indicator": "sip", "unit": "0680", "group": "age:80-"}
    assert told(app) == []


def test_a_link_to_a_combination_nobody_reports_opens_the_wider_group_and_says_so():
    app = visit("folj", **HERE, group="age:80-,sex:K")
    assert query_of(app)["group"] == "age:80-"
    assert len(told(app)) == 1
    assert "Ålder: 80 år och äldre, Kön: kvinnor" in told(app)[0]


def test_another_level_shows_the_unit_nearest_by():
    app = opened(**HERE)
    assert offered(app, "level") == ["Län", "Länsdel", "Kommun", "Vårdcentral"]
    for level in ("area", "county", "health_centre"):
        box(app, "level").select(level).run()
        assert failed(app) == []
        shown = load_sample().units[query_of(app)["unit"]]
        assert shown.level == level


def test_the_level_below_is_the_first_part_and_the_level_above_the_unit_it_belongs_to():
    app = opened(**CENTRE)
    box(app, "level").select("municipality").run()
    assert query_of(app)["unit"] == "0680"
    box(app, "level").select("health_centre").run()
    assert query_of(app)["unit"] == "vc-a1"


# Suppressed stays suppressed


def test_no_filter_combination_of_the_sample_shows_a_count_that_is_hidden():
    every, shown = load_sample(), load_sample().for_showing()
    n_hidden = 0
    for indicator in shown.indicators():
        for unit in shown.units_of(indicator.id):
            groups = shown.subgroups_of(indicator.id, unit.id)
            for group in _all_offered(groups):
                behind, seen = (of.series(indicator.id, unit.id, group) for of in (every, shown))
                assert behind is not None
                assert seen is not None
                hidden = seen.status == "suppressed"
                n_hidden += hidden.sum()
                assert np.isnan(seen.value[hidden]).all()
                assert np.isnan(seen.numerator[hidden]).all()
                small = (behind.numerator > 0) & (behind.numerator < (indicator.suppress_below or 0))
                assert hidden[small].all()
                for n in LATEST[seen.period_type]:
                    part = between(seen, seen.months[-n], None)
                    assert part.months[0] == seen.months[-n]
                    assert (part.status == seen.status[-n:]).all()
                    assert np.isnan(part.value[hidden[-n:]]).all()
    assert n_hidden > 10_000


def _all_offered(groups) -> set[Subgroup]:
    """Every group that choosing leads to, from the one that is shown first."""
    found, new = set(), {groups[0]}
    while new:
        at = new.pop()
        found.add(at)
        reached = {option.group for one in divisions(groups, at) for option in one.options}
        new |= reached - found
    assert found == set(groups)
    return found


# Other data


def divided(*groups: Subgroup) -> Dataset:
    """A visitor's own file with these groups of one unit and no others."""
    base = own_data()
    parts = [
        base.observations.frame.assign(target_group=g.target_group, age=g.age, sex=g.sex, other=g.other)
        for g in groups
    ]
    frame = pd.concat(parts, ignore_index=True)
    return Dataset(Observations(frame), base.catalogue, base.units, base.label, made_up=False)


def test_a_file_that_gives_no_whole_opens_its_first_group_without_a_mark():
    data = divided(Subgroup(other="typ 1"), Subgroup(other="typ 2"))
    app = visit("folj", own=data, data="own")
    assert failed(app) == []
    assert marks(app) == {}
    app = visit("folj", own=data, data="own", group="other:typ 2")
    assert marks(app) == {"other": "typ 2"}
    app.button(key="filter_mark_other").click().run()
    assert marks(app) == {}


def test_in_a_file_divided_by_age_and_sex_at_once_both_are_chosen_and_marked():
    old, women = Subgroup(age="80-"), Subgroup(sex="K")
    data = divided(TOTAL, old, women, Subgroup(age="80-", sex="K"))
    app = visit("folj", own=data, data="own", group="age:80-")
    app.session_state["choose_filters"] = True
    app.run()
    assert offered(app, "sex") == ["Alla", "Kvinnor"]
    box(app, "sex").select("K").run()
    assert set(marks(app)) == {"age", "sex"}
    app.button(key="filter_mark_age").click().run()
    assert set(marks(app)) == {"sex"}


def test_names_from_a_file_are_text_in_marks_and_sentences():
    name = "**fet** [länk](x) :red[röd]"
    app = visit("folj", own=divided(TOTAL, Subgroup(other=name)), data="own", group=Subgroup(other=name).text)
    assert failed(app) == []
    assert marks(app) == {"other": name}
    [mark] = [button for button in app.button if button.key == "filter_mark_other"]
    assert "\\[" in mark.label
    assert "\\*\\*" in mark.label


def test_a_single_unit_and_group_with_a_single_period_has_nothing_to_filter():
    app = visit("folj", own=own_data(numbers=[20]), data="own")
    assert failed(app) == []
    assert not [one for one in app.selectbox if one.key in ("choose_level", "choose_age", "choose_first")]


def test_units_that_belong_to_no_municipality_stand_by_their_own_name():
    base = own_data()
    more = Unit("b", Text.of("Avdelning B"))
    frame = pd.concat([base.observations.frame, base.observations.frame.assign(unit="b")], ignore_index=True)
    data = Dataset(
        Observations(frame), base.catalogue, base.units.with_units(more), base.label, made_up=False
    )
    assert offered(visit("folj", own=data, data="own"), "unit") == ["Avdelning B", "Enhet <b>A</b>"]


# Översikt


def test_the_overview_has_the_same_filter_of_groups_and_the_same_marks():
    app = opened("oversikt", unit="0680")
    assert failed(app) == []
    assert set(DIVISIONS) <= lists(app)
    assert "group" not in lists(app)
    assert marks(app) == {}
    box(app, "age").select("80-").run()
    assert query_of(app)["group"] == "age:80-"
    assert marks(app) == {"age": "Ålder: 80 år och äldre"}
    app.button(key="filter_mark_age").click().run()
    assert "group" not in query_of(app)


# Jämför


def test_where_nothing_chosen_means_the_latest_year_all_periods_are_a_choice_that_is_marked():
    app = opened("jamfor", **HERE)
    latest = app.button_group(key="choose_latest")
    assert latest.value is None
    assert SV("compare.period_usual") in texts(app)
    latest.set_value("").run()
    assert query_of(app)["first"] == "2021-01"
    assert app.button_group(key="choose_latest").value == ""
    assert marks(app) == {"period": "Från jan 2021"}
    app.button(key="filter_mark_period").click().run()
    assert "first" not in query_of(app)
    assert marks(app) == {}
