"""What a person does can be taken back where it was done, and everything is exactly as it was."""

from collections.abc import Mapping

import pytest
from page_visits import OWN, failed, own_data, plain, query_of, texts, visit
from streamlit.testing.v1 import AppTest

from core.improvement import write_changes
from core.indicators.added import indicators_csv
from core.simulate.register import load_changes
from core.wording import LANGUAGES, words_of

WHERE = {"indicator": "akutbesok_hsh", "unit": "0683"}
FILTERED = {"indicator": "oplanerad_inskrivning", "unit": "0685", "group": "age:80-", "first": "2023-01"}
MARKED = {**WHERE, "notes": "0683~2024-03~Ny mottagning", "exclude": "2023-07_2023-08", "parts": "2024-01"}
SV = words_of("sv")


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert failed(app) == []
    return app


def take_back(app: AppTest) -> AppTest:
    return press(app, "undo_last")


def offered(app: AppTest) -> bool:
    return any(one.key == "undo_last" for one in app.button)


def opened(app: AppTest, *parts: str) -> AppTest:
    """With these popovers and folds open."""
    for part in parts:
        app.session_state[part] = True
    app.run()
    assert failed(app) == []
    return app


def page(name: str, *parts: str, own=None, **query: str) -> AppTest:
    return opened(visit(name, own=own, **query), *parts)


def assert_taken_back(app: AppTest, before: Mapping[str, str], said: str) -> None:
    """What was done is told and can be taken back, to the very address that was; and done again."""
    after = query_of(app)
    assert said in texts(app)
    take_back(app)
    assert query_of(app) == before
    assert SV("undo.undone") in texts(app)
    take_back(app)
    assert query_of(app) == after
    assert said in texts(app)
    take_back(app)
    assert query_of(app) == before


# Filters and marks


def test_cleared_filters_come_back_all_at_once():
    app = page("folj", **FILTERED)
    before = query_of(app)
    press(app, "filters_clear")
    assert "group" not in query_of(app)
    assert "first" not in query_of(app)
    assert_taken_back(app, before, "Alla filter är borttagna.")


def test_one_filter_that_was_taken_away_comes_back():
    app = page("folj", **FILTERED)
    before = query_of(app)
    assert_taken_back(press(app, "filter_mark_age"), before, "Filtret är borttaget.")


def test_a_note_that_was_removed_stands_in_the_chart_and_in_its_field_again():
    app = page("folj", "mark_open", month_tools_chosen="", **MARKED)
    app.session_state["month_tools_chosen"] = "2024-03"
    app.run()
    before, field = query_of(app), "list_note_0683_2024-03"
    assert app.text_input(key=field).value == "Ny mottagning"
    app.text_input(key=field).set_value("").run()
    assert "notes" not in query_of(app)
    assert_taken_back(app, before, SV("undo.note_removed"))
    assert app.text_input(key=field).value == "Ny mottagning"


def test_a_note_that_was_written_over_comes_back():
    app = page("folj", "mark_open", **MARKED)
    app.session_state["month_tools_chosen"] = "2024-03"
    app.run()
    before = query_of(app)
    app.text_input(key="list_note_0683_2024-03").set_value("Något annat").run()
    assert_taken_back(app, before, SV("undo.note_changed"))


def test_months_taken_out_of_the_excluded_ones_come_back():
    app = page("folj", "choose_more", **MARKED)
    before = query_of(app)
    app.multiselect(key="choose_exclude").set_value([]).run()
    assert "exclude" not in query_of(app)
    assert_taken_back(app, before, SV("undo.months_included"))


def test_months_added_to_the_excluded_ones_are_counted_again():
    app = page("folj", "choose_more", **MARKED)
    before = query_of(app)
    chosen = app.multiselect(key="choose_exclude")
    chosen.set_value([*chosen.value, "2024-03"]).run()
    assert "2024-03" in query_of(app)["exclude"]
    assert_taken_back(app, before, SV("undo.months_excluded"))


def test_a_part_that_was_begun_is_taken_back_and_nothing_older_instead():
    app = page("folj", "mark_open", **MARKED)
    app.session_state["month_tools_chosen"] = "2024-03"
    app.run()
    before = query_of(app)
    assert_taken_back(press(app, "list_part"), before, SV("undo.part_begun"))


def test_one_excluded_month_can_be_counted_again_and_left_out_again():
    app = page("folj", "mark_open", **MARKED)
    app.session_state["month_tools_chosen"] = "2023-07"
    app.run()
    before = query_of(app)
    assert_taken_back(press(app, "list_exclude"), before, SV("undo.month_included"))


def test_parts_that_go_with_another_unit_come_back_with_the_unit():
    app = page("folj", **MARKED)
    before = query_of(app)
    app.selectbox(key="choose_unit").select("0685").run()
    assert "parts" not in query_of(app)
    assert_taken_back(app, before, SV("undo.parts_left"))


def test_settings_set_back_to_the_usual_come_back():
    app = page("folj", "choose_more", rules="western_electric", **MARKED)
    before = query_of(app)
    next(one for one in app.button if one.label == SV("choose.clear")).click().run()
    assert_taken_back(app, before, SV("undo.settings_cleared"))


# For how long it is offered


def test_what_has_been_chosen_since_stays_when_a_step_is_taken_back():
    app = press(page("folj", **FILTERED), "filters_clear")
    app.selectbox(key="choose_indicator").select("akutbesok_hsh").run()
    assert offered(app)
    take_back(app)
    assert query_of(app) == {**query_of(app), **FILTERED, "indicator": "akutbesok_hsh"}


def test_a_step_is_no_longer_offered_when_the_same_thing_has_become_something_else():
    app = press(opened(page("folj", **FILTERED), "choose_filters"), "filters_clear")
    app.selectbox(key="choose_age").select("65-79").run()
    assert "group" in query_of(app)
    assert not offered(app)


def test_only_the_last_step_is_offered():
    app = press(press(page("folj", **FILTERED), "filter_mark_age"), "filter_mark_period")
    take_back(app)
    assert "first" in query_of(app)
    assert "group" not in query_of(app)


def test_a_step_is_forgotten_when_the_page_is_left():
    there = AppTest.from_string(
        "import streamlit as st\nfrom pages import folj, jamfor\n"
        "(jamfor if st.session_state.get('leave') else folj).render()",
        default_timeout=30,
    )
    for name, value in FILTERED.items():
        there.query_params[name] = value
    press(there.run(), "filters_clear")
    for leave in (True, False):
        there.session_state["leave"] = leave
        there.run()
        assert not offered(there)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_step_is_told_in_the_readers_language_also_when_that_is_changed(language: str):
    app = press(page("folj", **FILTERED), "filters_clear")
    app.session_state["language"] = language
    app.run()
    assert words_of(language)("undo.filters_cleared", n=2) in texts(app)
    assert app.button(key="undo_last").label == words_of(language)("undo.undo")


def test_nothing_is_offered_before_anything_is_done():
    assert not offered(page("folj", **FILTERED))


# The register


def own_change(**more: str) -> AppTest:
    query = {**WHERE, "change": "own", "what": "Ny rutin", "start": "2024-03", **more}
    return page("testa", "register_part", **query)


def names(app: AppTest) -> list[str]:
    if "own_changes" not in app.session_state:
        return []
    return [change.name.sv for change in app.session_state["own_changes"]]


def test_a_change_that_was_added_is_taken_back_and_what_was_written_stands_again():
    app = own_change()
    before = query_of(app)
    press(app, "keep_change")
    assert names(app) == ["Ny rutin"]
    assert_taken_back(app, before, SV("undo.change_kept", name="Ny rutin"))
    assert names(app) == []


def test_a_change_that_was_removed_comes_back_as_it_was():
    app = press(own_change(bad="1"), "keep_change")
    before, kept = query_of(app), app.session_state["own_changes"]
    next(one for one in app.button if one.label == SV("change.forget")).click().run()
    assert names(app) == []
    assert_taken_back(app, before, SV("undo.change_removed", name="Ny rutin"))
    assert app.session_state["own_changes"] == kept


def test_a_register_file_opened_over_ones_own_changes_is_taken_back():
    app = press(own_change(), "keep_change")
    before, mine = query_of(app), app.session_state["own_changes"]
    file = write_changes(load_changes()[:2])
    app.file_uploader(key="changes_file_0").upload("register.csv", file, "text/csv").run()
    assert len(names(app)) == 3
    said = SV("change.opened", n=2)
    assert said in [one.value for one in app.success]
    assert_taken_back(app, before, SV("undo.changes_opened", n=2))
    assert app.session_state["own_changes"] == mine
    assert said not in [one.value for one in app.success]


def test_a_register_file_without_a_change_leaves_ones_own_alone_and_says_why():
    app = press(own_change(), "keep_change")
    mine = app.session_state["own_changes"]
    app.file_uploader(key="changes_file_0").upload("register.csv", write_changes(()), "text/csv").run()
    assert any(SV("problem.change_file_headings_only.what") in one.value for one in app.markdown)
    assert app.session_state["own_changes"] == mine
    assert not app.success


def test_a_change_written_and_left_for_another_comes_back():
    app = own_change()
    before = query_of(app)
    app.selectbox(key="choose_change").select(load_changes()[0].id).run()
    assert "what" not in query_of(app)
    assert_taken_back(app, before, SV("undo.change_left", name="Ny rutin"))


# Numbers and catalogue


def test_ones_own_numbers_that_were_let_go_are_open_again_and_seen_as_before():
    mine = own_data()
    app = page("data", own=mine, data="own")
    before = query_of(app)
    next(one for one in app.button if one.label == SV("page.data.forget_own")).click().run()
    assert "own_dataset" not in app.session_state
    assert_taken_back(app, before, SV("undo.numbers_let_go", name=mine.label))
    assert app.session_state["own_dataset"] is mine


def test_numbers_replaced_by_another_file_come_back():
    mine = own_data()
    app = page("data", own=mine, data="own")
    before = query_of(app)
    rows = [f"2025-{month:02};0680;{month + 5};400" for month in range(1, 7)]
    text = "\n".join(["Månad;Kommun;Täljare;Inskrivna", *rows])
    app.file_uploader[0].upload("annan.csv", text.encode(), "text/csv").run()
    next(one for one in app.text_input if one.label == "Indikatorns namn").set_value("Egna fall").run()
    next(one for one in app.button if one.label == SV("page.data.accept")).click().run()
    assert failed(app) == []
    assert app.session_state["own_dataset"].label == "annan.csv"
    assert_taken_back(app, before, SV("undo.numbers_replaced", name="annan.csv"))
    assert app.session_state["own_dataset"] is mine


def test_indicators_that_were_let_go_are_in_the_catalogue_again():
    app = page("data", "catalogue_edit", part="catalogue")
    app.file_uploader[0].upload("mina.csv", indicators_csv([OWN]), "text/csv").run()
    added = app.session_state["added_indicators"]
    assert len(added) == 1
    before = query_of(app)
    press(app, "catalogue_forget")
    assert app.session_state["added_indicators"] == ()
    assert_taken_back(app, before, SV("undo.catalogue_forgotten"))
    assert app.session_state["added_indicators"] == added


def test_a_hidden_name_in_a_step_is_text():
    app = press(own_change(what="Ny *rutin* [a]"), "keep_change")
    assert SV("undo.change_kept", name="Ny *rutin* [a]") in [plain(str(one.value)) for one in app.markdown]
