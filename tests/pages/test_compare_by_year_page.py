"""Jämför year by year: whom a unit is set beside, chosen and told, and never any control limits."""

from streamlit.testing.v1 import AppTest

from tests.pages.page_visits import failed, query_of, texts, visit
from tests.spc.made_kolada import kolada_dataset, yearly_county

STAYS = "utskrivningsklara_dagar"


def page(language: str = "sv", years: int = 10, **query: str) -> AppTest:
    data = kolada_dataset(yearly_county(first=2025 - years))
    where = {"data": "own", "indicator": STAYS, "unit": "0686", "form": "region"}
    return visit("jamfor", language, own=data, **{**where, **query})


def test_public_yearly_data_are_set_beside_the_nearest_in_inhabitants_and_the_page_says_so():
    for language, said in (("sv", "närmaste i folkmängd"), ("en", "nearest in population")):
        app = page(language)
        assert failed(app) == []
        assert said in app.header[0].value
        assert "Tranås" in texts(app)


def test_a_choice_of_others_stands_in_the_address_and_a_link_opens_it():
    app = page()
    app.selectbox(key="choose_like").select("chosen").run()
    app.multiselect(key="choose_peers").set_value(["0604", "0617", "0642", "0643", "0662"]).run()
    assert failed(app) == []
    assert "de 5 valda" in app.header[0].value
    query = query_of(app)
    assert (query["like"], query["peers"]) == ("chosen", "0604|0617|0642|0643|0662")
    again = page(like=query["like"], peers=query["peers"])
    assert again.header[0].value == app.header[0].value


def test_whoever_begins_to_choose_begins_with_those_in_view():
    app = page()
    app.selectbox(key="choose_like").select("chosen").run()
    assert len(app.multiselect(key="choose_peers").value) == 7


def test_all_of_the_level_can_be_chosen():
    app = page(like="all")
    assert "de 12 andra på samma nivå" in app.header[0].value


def test_a_chosen_unit_that_the_data_do_not_have_is_told_and_the_rest_stays():
    app = page(like="chosen", peers="0604|finns-inte")
    assert failed(app) == []
    assert "finns" in texts(app)
    assert query_of(app)["peers"] == "0604"


def test_what_is_known_too_little_of_becomes_the_usual():
    assert "närmaste i folkmängd" in page(like="old").header[0].value


def test_neither_few_nor_many_years_have_control_limits():
    few, many = texts(page(years=11)), texts(page(years=14))
    assert "Styrgränser kräver minst 12 värden, och här finns 11" in few
    assert "Styrgränser kräver" not in many
    for app in (page(years=11), page(years=14)):
        specs = " ".join(str(chart.proto.spec) for chart in app.get("vega_lite_chart"))
        assert "lcl" not in specs
        assert "ucl" not in specs


def test_an_area_without_others_like_it_says_so():
    app = page(unit="06")
    assert failed(app) == []
