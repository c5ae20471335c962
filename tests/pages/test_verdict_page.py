"""Testa en förändring: the verdict, the change that is tested, and the register, as a visitor meets them."""

from dataclasses import replace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core.improvement import read_changes, write_changes
from core.simulate.register import load_changes
from core.wording import LANGUAGES, words_of
from pages.parts.address import DEFAULT
from pages.parts.change_form import fields_of, smallest_of
from tests.change.made_dataset import RATE, Made, change_in, rate_with
from tests.figures.made_charts import STEADY
from tests.pages.page_visits import failed, own_data, plain, query_of, texts, visit

PARTS = ("starts", "several", "measures", "compared", "charts", "students", "register")
SV = words_of("sv")


def unfolded(app: AppTest, *parts: str) -> AppTest:
    """With parts of the page that are folded away opened."""
    for part in parts or PARTS:
        app.session_state[f"{part}_part"] = True
    return app.run()


def headline(app: AppTest) -> str:
    return plain(app.header[0].value)


# What is tested


def test_a_newcomer_meets_the_answer_for_a_change_of_the_register():
    app = visit("testa")
    assert failed(app) == []
    assert (
        headline(app) == "Tydlig förbättring. Akutbesök i Värnamo: lägre än väntat från och med april 2024."
    )
    assert app.selectbox(key="choose_change").value == "hembesok-varnamo"
    assert query_of(app) == {
        "indicator": "akutbesok_hsh",
        "unit": "0683",
        "change": "hembesok-varnamo",
        "start": "2024-04",
    }


@pytest.mark.parametrize("change", load_changes(), ids=lambda change: change.id)
def test_a_link_to_a_change_opens_it_as_the_register_has_it(change):
    app = visit("testa", change=change.id)
    assert failed(app) == []
    query = query_of(app)
    assert (query["unit"], query["start"], query["change"]) == (change.units[0], change.start, change.id)
    assert query.get("expected") == ("gradual" if change.expected == "gradual" else None)
    assert query.get("bad") == ("1" if change.started_because_bad else None)


def test_choosing_another_change_goes_there():
    app = visit("testa")
    app.selectbox(key="choose_change").select("hembesok-vaggeryd").run()
    assert "Vaggeryd" in headline(app)
    assert query_of(app)["expected"] == "gradual"
    app.selectbox(key="choose_change").select("hembesok-tranas").run()
    assert "expected" not in query_of(app)


def test_whoever_edits_a_change_has_one_of_their_own():
    app = visit("testa")
    app.selectbox(key="choose_start").select("2024-06").run()
    assert failed(app) == []
    assert app.selectbox(key="choose_change").value == "own"
    assert query_of(app)["change"] == "own"
    assert "juni 2024" in headline(app)
    again = visit("testa", **query_of(app))
    assert headline(again) == headline(app)


def test_another_unit_has_the_change_that_the_register_knows_there():
    app = visit("testa")
    app.selectbox(key="choose_unit").select("0687").run()
    assert query_of(app)["change"] == "hembesok-tranas"
    app.selectbox(key="choose_unit").select("0604").run()
    assert query_of(app)["change"] == "own"
    assert "Aneby" in headline(app)


def test_what_was_said_of_the_change_reaches_the_verdict():
    plain_one = visit("testa", unit="0604", change="own", start="2024-04")
    assert SV("caveat.verdict_picked") not in texts(plain_one)
    app = visit("testa", unit="0604", change="own", start="2024-04", picked="1", bad="1", smallest="30")
    assert SV("caveat.verdict_picked") in texts(app)
    assert SV("caveat.verdict_bad_months", n=3) in texts(app)
    assert "30 procent" in texts(app)


def test_several_units_can_make_the_change_together():
    app = visit("testa", unit="0604", change="own", start="2024-04", where="0680|0682")
    assert failed(app) == []
    assert "Aneby, Jönköping och Nässjö" in headline(app)
    app = unfolded(app, "several")
    assert failed(app) == []
    assert SV("page.test.several_about") in texts(app)


def test_comparison_units_can_be_chosen_and_left_out_altogether():
    app = unfolded(visit("testa"), "compared")
    everybody = app.multiselect(key="choose_compare")
    assert "0687" in everybody.value
    everybody.set_value(["0680", "0682"]).run()
    assert query_of(app)["compare"] == "0680|0682"
    assert "2 andra enheter" in texts(app)
    app.multiselect(key="choose_compare").set_value([]).run()
    assert query_of(app)["compare"] == "-"
    assert "Trolig förbättring" in headline(app)


def test_a_change_that_is_not_there_is_told_and_the_page_still_answers():
    app = visit("testa", change="nonsense")
    assert [plain(str(info.value)) for info in app.info] == [SV("app.not_here", items="nonsense")]
    assert app.header


# Every kind of data


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("change", ["hembesok-varnamo", "hembesok-mullsjo"])
def test_every_part_opens(change: str, language: str):
    app = unfolded(visit("testa", language, change=change))
    assert not app.exception
    assert not app.error
    assert "{" not in texts(app)


@pytest.mark.parametrize(
    "indicator",
    ["sip", "esther_upplevelse", "kontinuitetsindex", "ledtid_hembesok", "nyinskrivna", "telefon_samma_dag"],
)
def test_every_part_opens_whatever_is_measured(indicator: str):
    app = unfolded(visit("testa", "en", indicator=indicator, unit="0680", start="2024-05", change="own"))
    assert not app.exception
    assert not app.error
    assert app.header


@pytest.mark.parametrize("period_type", ["quarter", "half_year", "year"])
@pytest.mark.parametrize("kind", ["rate", "score"])
def test_own_data_of_longer_periods_get_an_answer_or_a_reason(kind: str, period_type: str):
    made = Made(indicator=rate_with(kind=kind, multiply=1.0), period_type=period_type, periods=12, start=8)
    app = visit("testa", own=made.dataset(), data="own", indicator=RATE.id, unit="a", start=made.first)
    app = unfolded(app)
    assert not app.exception
    assert not app.error
    assert app.header


def test_a_single_unit_without_a_county_is_answered_and_says_what_it_cannot_tell():
    app = visit(
        "testa", own=own_data([*STEADY, *[8, 9, 7, 10, 8, 9, 7, 8, 9, 8, 7, 9]]), data="own", start="2024-01"
    )
    assert failed(app) == []
    assert headline(app).startswith("Trolig förbättring")
    assert "Svaret jämför inte med några andra enheter" in texts(app)
    assert not unfolded(app).exception


def test_too_short_a_history_gets_its_reason():
    app = visit("testa", own=own_data(STEADY[:8]), data="own", start="2022-05")
    assert failed(app) == []
    assert headline(app).startswith("Det går inte att avgöra än.")
    assert "Äldre siffror hjälper" in texts(app)
    assert not unfolded(app).exception


def test_what_is_better_follows_the_indicator_also_when_the_numbers_are_the_same():
    first = Made(effect=-0.5)
    query = {"data": "own", "indicator": RATE.id, "unit": "a", "start": first.first, "change": "own"}
    app = visit("testa", own=first.dataset(), **query)
    assert headline(app).startswith("Tydlig förbättring")
    app.session_state["own_dataset"] = Made(effect=-0.5, indicator=rate_with(direction="up")).dataset()
    assert headline(app.run()).startswith("Tydlig försämring")


# The register


def with_file(content: bytes) -> AppTest:
    """A visitor who opens a file of changes."""
    app = unfolded(visit("testa"), "register")
    return app.file_uploader[0].upload("changes.csv", content).run()


def test_one_s_own_change_is_kept_under_its_name_and_can_be_saved():
    app = visit(
        "testa", unit="0604", change="own", start="2024-04", what="Ny rutin", measures="oplanerade_ssk"
    )
    app = unfolded(app, "register")
    app.button(key="keep_change").click().run()
    assert failed(app) == []
    (kept,) = app.session_state["own_changes"]
    assert (kept.name.sv, kept.units, kept.start) == ("Ny rutin", ("0604",), "2024-04")
    assert (kept.outcome, kept.balancing) == (("akutbesok_hsh",), ("oplanerade_ssk",))
    assert app.selectbox(key="choose_change").value == kept.id
    assert read_changes(write_changes((kept,))) == (kept,)


def test_a_change_without_a_name_is_not_kept():
    app = unfolded(visit("testa", unit="0604", change="own", start="2024-04"), "register")
    assert app.button(key="keep_change").disabled
    assert SV("change.name_first") in texts(app)


def test_a_file_of_changes_is_opened_and_each_can_be_tested():
    app = with_file(write_changes((change_in("0604", "2024-05", "akutbesok_hsh"),)))
    assert SV("change.opened", n=1) in [str(one.value) for one in app.success]
    app.selectbox(key="choose_change").select("change-0604-2024-05").run()
    assert failed(app) == []
    assert "Aneby" in headline(app)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "tom"),
        (b"\x00\x01\x02 not a file of changes", ""),
        (
            b"id;unit;start;name_sv;outcome\nx;Atlantis;2024-05;Test;akutbesok_hsh\n",
            "Rad 2, kolumn unit",
        ),
        (
            b"id;unit;start;name_sv;outcome\nx;0604;femte maj;Test;akutbesok_hsh\n",
            "Rad 2, kolumn start",
        ),
    ],
    ids=["empty", "binary", "unknown unit", "no month"],
)
def test_a_file_that_cannot_be_used_is_told_with_row_and_column_and_changes_nothing(
    content: bytes, told: str
):
    app = with_file(content)
    assert not app.exception
    assert SV("change.refused") in failed(app)
    assert told in texts(app)
    assert "own_changes" not in app.session_state
    assert app.selectbox(key="choose_change").value == "hembesok-varnamo"


def test_one_visitor_s_change_can_be_forgotten():
    app = with_file(write_changes((change_in("0604", "2024-05", "akutbesok_hsh"),)))
    next(one for one in app.button if one.label == SV("change.forget")).click().run()
    assert failed(app) == []
    assert app.session_state["own_changes"] == ()


def test_a_smallest_change_of_half_a_per_cent_is_kept_in_the_address_and_the_answer():
    app = visit(
        "testa", indicator="ssk_belastning", unit="0683", start="2024-04", change="own", smallest="7.5"
    )
    assert failed(app) == []
    assert query_of(app)["smallest"] == "7.5"
    assert "7,5 procent" in texts(app)


def test_a_registers_change_with_half_a_per_cent_is_recognised_as_itself():
    change = replace(load_changes()[0], id="half", smallest_change=0.075)
    fields = fields_of(change)
    assert (fields["smallest"], smallest_of(replace(DEFAULT, smallest=fields["smallest"]))) == ("7.5", 0.075)


def test_of_several_units_each_can_be_looked_at_before_the_change_and_by_the_other_methods():
    start = {
        "indicator": "akutbesok_hsh",
        "unit": "0683",
        "where": "0680",
        "start": "2024-04",
        "change": "own",
    }
    app = unfolded(visit("testa", **start), "compared", "students")
    assert failed(app) == []
    for key in ("alike_unit", "students_unit"):
        assert app.selectbox(key=key).value == "0683"
        app.selectbox(key=key).select("0680").run()
    assert failed(app) == []
    assert "Före förändringen" in texts(app)
    assert app.session_state["kept_students_one"][1].units[0].id == "0680"


def test_of_one_unit_nobody_is_asked_which():
    app = unfolded(visit("testa"), "compared", "students")
    assert not {"alike_unit", "students_unit"} & {box.key for box in app.selectbox}


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("start", ["0001-01", "1999-01", "2030-01", "9999-12"])
def test_a_start_outside_the_data_is_not_answered_with_another_month(start: str, language: str):
    app = visit("testa", language, indicator="akutbesok_hsh", unit="0682", start=start)
    assert failed(app) == []
    words = words_of(language)
    assert headline(app).startswith(words("verdict.headline_cannot_tell", name="", place="", start="")[:15])
    assert words.month(np.datetime64(start, "M")) in headline(app)
    assert query_of(app)["start"] == start
    for part in ("charts_part", "compared_part", "measures_part", "test_code"):
        app.session_state[part] = True
    assert failed(app.run()) == []


def test_where_the_chart_signals_and_the_verdict_does_not_the_page_says_which_holds():
    app = visit("testa", change="telefonradgivning-gislaved")
    app.session_state["charts_part"] = True
    app.run()
    assert headline(app).startswith("Trolig egen trend")
    assert any(SV("signal_after.verdict_holds") in plain(str(info.value)) for info in app.info)
    app = visit("testa", change="hembesok-varnamo")
    app.session_state["charts_part"] = True
    assert not any(SV("signal_after.verdict_holds") in plain(str(info.value)) for info in app.run().info)
