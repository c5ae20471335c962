"""Översikt: what it tells, where it leads, what its address holds, and that it opens on any data."""

import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from core.indicators import Text, Unit, load_catalogue, load_units
from core.indicators.text import alphabetical
from core.observations.dataset import Dataset
from core.observations.observations import Observations
from core.overview.units import MOST_COLUMNS, columns_of, level_for
from core.share.taken import take
from core.wording import LANGUAGES, words_of
from core.wording.overview import calm
from pages.parts import take_along
from tests.figures.made_charts import STEADY
from tests.pages.page_visits import OWN, OWN_UNIT, failed, own_data, plain, query_of, texts, visit

SV, EN = words_of("sv"), words_of("en")
COUNTY = load_units()["06"].name.sv


class Links(HTMLParser):
    """The addresses, classes and names of all links of the page's own HTML that lead to a page."""

    def __init__(self, app: AppTest) -> None:
        super().__init__()
        self.found: list[dict[str, str]] = []
        self.feed(pieces(app))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and not (dict(attrs).get("href") or "").startswith("#"):
            self.found.append({name: value or "" for name, value in attrs})

    @property
    def cells(self) -> list[dict[str, str]]:
        return [one for one in self.found if "aria-label" in one]

    @property
    def queries(self) -> list[dict[str, str]]:
        return [{k: v[0] for k, v in parse_qs(urlsplit(one["href"]).query).items()} for one in self.found]


def pieces(app: AppTest) -> str:
    return "".join(element.proto.body for element in app.get("html"))  # type: ignore[attr-defined]


def rows(app: AppTest) -> list[str]:
    """The names of the measures in the table, in order."""
    return re.findall(r'<th scope="row"><a [^>]*>(.*?)</a><small>', pieces(app))


def columns(app: AppTest) -> list[str]:
    return re.findall(r'<th scope="col"[^>]*>(.*?)</th>', pieces(app))[1:]


@pytest.fixture(scope="module")
def first() -> AppTest:
    return visit("oversikt")


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_opens_with_a_finding_in_the_unit_a_newcomer_sees_first(language: str):
    app = visit("oversikt", language)
    assert failed(app) == []
    assert "Värnamo" in app.header[0].value
    assert words_of(language)("overview.matrix") in texts(app)


def test_the_address_says_unit_and_last_time_and_never_an_indicator(first: AppTest):
    assert query_of(first) == {"unit": "0683", "since": "2026-05"}


def test_a_link_opens_the_same_view(first: AppTest):
    app = visit("oversikt", **query_of(first))
    assert app.header[0].value == first.header[0].value
    assert query_of(app) == query_of(first)


def test_all_that_is_chosen_is_in_the_address_and_does_what_it_says():
    asked = {"unit": "0686", "since": "2026-02", "level": "area", "role": "outcome", "sort": "name"}
    app = visit("oversikt", **asked)
    assert failed(app) == []
    assert query_of(app) == asked
    assert "Eksjö" in app.header[0].value
    assert "februari 2026" in app.header[0].value
    assert columns(app) == ["Eksjö", "Länet", "Höglandets länsdel", "Jönköpings länsdel", "Värnamo länsdel"]
    assert rows(app) == sorted(rows(app))
    assert len(rows(app)) == 7


def test_sorting_by_signals_puts_the_measure_with_most_of_them_first():
    app = visit("oversikt", sort="signals")
    signals = [
        len(re.findall(r'<i class="v-(?:improving|worsening|signal)', row))
        for row in re.findall(r'<tr><th scope="row">.*?</tr>', pieces(app))
    ]
    assert signals == sorted(signals, reverse=True)
    assert signals[0] > 0


def test_every_cell_leads_to_its_measure_in_its_unit(first: AppTest):
    links = Links(first)
    cells = [
        (one, query) for one, query in zip(links.found, links.queries, strict=True) if "aria-label" in one
    ]
    assert len(cells) > 350
    assert len({(query["indicator"], query["unit"]) for _, query in cells}) == len(cells)
    assert {urlsplit(one["href"]).path for one, _ in cells} == {"/folj"}
    assert all(one["aria-label"] and one["title"] and "data-go" in one for one, _ in cells)


def test_a_measures_name_leads_to_its_units_compared(first: AppTest):
    links = Links(first)
    pairs = zip(links.found, links.queries, strict=True)
    names = [(one, query) for one, query in pairs if one.get("title") == SV("overview.to_compare")]
    assert len(names) == len(rows(first)) == len({query["indicator"] for _, query in names})
    numbers = {
        (q["indicator"], q["unit"])
        for one, q in zip(links.found, links.queries, strict=True)
        if one in links.cells
    }
    assert {(query["indicator"], query["unit"]) for _, query in names} <= numbers
    assert "0683" in {query["unit"] for _, query in names}
    assert {query["among"] for _, query in names} == {"municipality"}
    assert all(urlsplit(one["href"]).path == "/jamfor" and "data-go" in one for one, _ in names)
    app = visit("jamfor", **names[0][1])
    assert failed(app) == []
    assert list(app.info) == []
    assert query_of(app)["indicator"] == names[0][1]["indicator"]


def test_comparing_keeps_the_level_the_group_and_the_language():
    links = Links(visit("oversikt", "en", group="age:80-", unit="vc-a1", level="health_centre"))
    names = [q for one, q in zip(links.found, links.queries, strict=True) if "/jamfor" in one["href"]]
    assert {(q["group"], q["among"], q["lang"]) for q in names} == {("age:80-", "health_centre", "en")}


def test_a_card_opens_what_it_is_about_and_follow_shows_it(first: AppTest):
    links = Links(first)
    cards = [query for one, query in zip(links.found, links.queries, strict=True) if "title" not in one]
    assert [query.get("change") for query in cards][-1] == "hembesok-varnamo"
    app = visit("folj", **cards[0])
    assert failed(app) == []
    assert query_of(app)["indicator"] == cards[0]["indicator"]


def test_links_keep_the_language_and_the_group():
    app = visit("oversikt", "en", group="age:80-")
    assert failed(app) == []
    assert {(query["lang"], query["group"]) for query in Links(app).queries if "change" not in query} == {
        ("en", "age:80-")
    }


def test_the_whole_table_is_light(first: AppTest):
    bodies = [element.proto.body for element in first.get("html")]  # type: ignore[attr-defined]
    assert max(len(body.encode()) for body in bodies) < 150_000


def test_the_same_table_in_words_when_it_is_opened(first: AppTest):
    app = visit("oversikt")
    app.session_state["overview_table"] = True
    app.run()
    assert failed(app) == []
    table = app.dataframe[0].value
    assert len(table) == len(Links(app).cells)
    assert set(table[SV("overview.table_news", since=SV.month(np.datetime64("2026-05", "M")))]) <= {
        SV(f"overview.news.{news}") for news in ("new", "turned", "passed", "gone", "same", "none", "untold")
    }


@pytest.mark.parametrize("sort", ["", "name", "signals"])
def test_the_table_in_words_and_its_files_follow_the_order_on_the_page(monkeypatch, sort: str):
    taken = []
    monkeypatch.setattr(take_along, "take", lambda *a, **more: taken.append(take(*a, **more)) or taken[-1])
    app = visit("oversikt", sort=sort)
    units = columns(app)
    assert units[2:] == sorted(units[2:], key=alphabetical)  # after the unit in view and its county
    app.session_state["overview_table"] = app.session_state["overview_matrix_take"] = True
    app.run()
    assert failed(app) == []
    shown = app.dataframe[0].value
    pairs = list(zip(*(shown[SV(key)] for key in ("overview.column_indicator", "choose.unit")), strict=True))
    wanted = [(row, unit) for row in map(unescape, rows(app)) for unit in units]
    names = {"Länet": COUNTY}
    assert pairs == [pair for row, unit in wanted if (pair := (row, names.get(unit, unit))) in set(pairs)]
    assert shown.equals(taken[0].figure.table)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", ["overview_matrix", "overview_cards"])
def test_table_and_cards_are_taken_along_as_numbers_without_a_picture(monkeypatch, language: str, part: str):
    taken = []
    monkeypatch.setattr(take_along, "take", lambda *a, **more: taken.append(take(*a, **more)) or taken[-1])
    words = words_of(language)
    app = AppTest.from_string("from pages import oversikt; oversikt.render()", default_timeout=30)
    app.query_params["lang"], app.session_state[f"{part}_take"] = language, True
    app.run()
    assert failed(app) == []
    kinds = [button.proto.label for button in app.get("download_button")]  # type: ignore[attr-defined]
    assert kinds == [words("take.excel"), words("take.csv")]
    assert words("take.about_numbers") in texts(app)
    (along,) = taken
    assert words("figure.facts_made_up") in along.figure.facts
    assert "Värnamo" in along.figure.title
    assert len(along.figure.table) == (5 if part == "overview_cards" else len(Links(app).cells))


def test_no_file_is_prepared_before_someone_asks(monkeypatch):
    monkeypatch.setattr(take_along, "take", lambda *_: pytest.fail("made too early"))
    assert failed(visit("oversikt")) == []


@pytest.mark.parametrize("field", ["unit", "since", "group"])
def test_what_is_not_in_the_data_is_told_and_not_followed(field: str):
    wrong = {"unit": "9999", "since": "1999-01", "group": "age:0-1"}[field]
    app = visit("oversikt", **{field: wrong})
    assert failed(app) == []
    assert wrong in "".join(info.value for info in app.info).replace("\\", "")
    assert query_of(app) == {"unit": "0683", "since": "2026-05"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("unit", ["06", "omr-hoglandet", "vc-a1", "0642"])
def test_it_opens_for_every_kind_of_unit(language: str, unit: str):
    app = visit("oversikt", language, unit=unit)
    assert failed(app) == []
    assert query_of(app)["unit"] == unit


def test_a_health_centre_stands_beside_others_and_its_county():
    assert columns(visit("oversikt", unit="vc-a1"))[:4] == ["A1", "Länet", "A2", "A3"]


# One's own data


def own(frame: pd.DataFrame, *units: Unit) -> Dataset:
    for name in ("unit", "period_type"):
        frame[name] = frame[name].astype("str")
    return Dataset(
        Observations(frame),
        load_catalogue().with_indicators(OWN),
        load_units().with_units(*units),
        "f.csv",
        False,
    )


def until_now(numbers=STEADY) -> pd.DataFrame:
    """One's own numbers up to last month."""
    frame = own_data(numbers).observations.frame
    last = pd.Timestamp.now().normalize().replace(day=1) - pd.DateOffset(months=1)
    frame["period"] = pd.date_range(end=last, periods=len(frame), freq="MS", unit="us")
    return frame


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_measure_in_one_unit_and_its_name_stays_text(language: str):
    app = visit("oversikt", language, own=own_data(), data="own")
    assert failed(app) == []
    assert "Enhet <b>A</b>" in texts(app) or "Unit <b>A</b>" in texts(app)
    assert "<b>" not in pieces(app)
    assert "&lt;b&gt;" in pieces(app)


def test_old_numbers_are_told_and_lead_to_their_measure():
    app = visit("oversikt", own=own_data(), data="own")
    assert SV("overview.reason.old") in pieces(app)


def test_when_nothing_deserves_attention_it_says_so_and_what_was_looked_at():
    app = visit("oversikt", own=own(until_now(), OWN_UNIT), data="own")
    assert failed(app) == []
    assert [element.value for element in app.success] == [calm(SV, ages=True)]
    assert "gamla siffror" in app.success[0].value
    assert "sk-cards" not in pieces(app)


def test_where_nothing_can_be_judged_nothing_is_called_well():
    app = visit("oversikt", own=own(until_now(STEADY[:8]), OWN_UNIT), data="own")
    assert failed(app) == []
    assert list(app.success) == []
    assert "går det inte att säga" in app.header[0].value


def test_a_change_is_judged_in_the_group_in_view():
    app = visit("oversikt", group="age:80-")
    change = [query for query in Links(app).queries if "change" in query]
    assert [query["group"] for query in change] == ["age:80-"]
    testing = visit("testa", **change[0])
    assert failed(testing) == []
    assert query_of(testing)["group"] == "age:80-"
    assert unescape(plain(testing.header[0].value)) in unescape(pieces(app))


def test_a_new_signal_of_ones_own_is_told_first():
    app = visit("oversikt", own=own(until_now([*STEADY[:-1], 60]), OWN_UNIT), data="own")
    assert SV("overview.reason.new_worse") in pieces(app)
    assert "har en ny signal" in app.header[0].value


@pytest.mark.parametrize(("period_type", "freq", "unknown"), [("year", "YS", True), ("quarter", "QS", False)])
def test_longer_periods(period_type: str, freq: str, unknown: bool):
    frame = own_data(STEADY[: 8 if unknown else 24]).observations.frame
    frame["period"] = pd.date_range("2010-01-01", periods=len(frame), freq=freq, unit="us")
    frame["period_type"] = period_type
    app = visit("oversikt", own=own(frame, OWN_UNIT), data="own")
    assert failed(app) == []
    assert ('class="v-unknown"' in pieces(app)) is unknown
    if unknown:
        assert SV("overview.headline_untold", place="Enhet <b>A</b>") in texts(app)
        assert SV("period_count.year", n=8) in pieces(app)


def test_more_units_than_have_room_are_told_and_the_one_in_view_is_among_them():
    one = own_data().observations.frame
    names = [f"U{k:03d}" for k in range(290)]
    frame = pd.concat([one.assign(unit=name) for name in names], ignore_index=True)
    app = visit("oversikt", own=own(frame, *(Unit(n, Text.of(n)) for n in names)), data="own", unit="U200")
    assert failed(app) == []
    assert columns(app)[0] == "U200"
    assert len(columns(app)) == MOST_COLUMNS
    assert SV("overview.first_of", n=30, total=290, first="U185", last="U214") in "".join(
        i.value for i in app.info
    )


def test_all_hidden_says_that_nothing_can_be_told():
    frame = own_data().observations.frame
    frame = frame.assign(status="suppressed", numerator=np.nan, value=np.nan)
    frame["status"] = frame["status"].astype("str")
    app = visit("oversikt", own=own(frame, OWN_UNIT), data="own")
    assert failed(app) == []
    assert SV("overview.nothing") in "".join(info.value for info in app.info)


def test_an_empty_dataset_says_that_there_is_nothing_yet():
    app = visit("oversikt", own=own(own_data().observations.frame.iloc[:0], OWN_UNIT), data="own")
    assert failed(app) == []
    assert SV("overview.nothing") in "".join(info.value for info in app.info)


# Which units


def test_the_level_is_that_of_the_unit_or_of_its_parts():
    units = load_units()
    levels = ("county", "area", "municipality")
    assert level_for(units["06"], levels) == "municipality"
    assert level_for(units["0683"], levels) == "municipality"
    assert level_for(units["0683"], levels, "area") == "area"
    assert level_for(units["0683"], levels, "health_centre") == "municipality"
    assert level_for(units["06"], ("county",)) == "county"


def test_the_unit_and_its_county_come_first_and_none_twice():
    units = load_units()
    there = [units["06"], *units.of_level("municipality")]
    columns, total = columns_of(units, there, units["0686"], "municipality")
    assert [unit.id for unit in columns[:3]] == ["0686", "06", "0604"]
    assert len(columns) == len(set(columns)) == total + 1 == 14
    outside = replace(OWN_UNIT, id="utanför")
    assert columns_of(units, [outside], outside, "other") == ((outside,), 1)


# What the table rests on


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_names_what_it_holds_its_rules_its_period_its_source_and_that_it_is_made_up(language: str):
    words = words_of(language)
    app = visit("oversikt", language, unit="0686", role="outcome")
    caption = unescape(re.findall(r"<caption>(.*?)</caption>", pieces(app))[0])
    parts = [
        "Eksjö",
        words("catalogue.role_outcome").lower(),
        words("rule_set.anhoej.name"),
        words.month(np.datetime64("2026-05", "M")),
        words("overview.facts_period", first=words.month(np.datetime64("2021-01", "M")), last="").strip(),
        words("figure.facts_made_up"),
        words("source.sample_county"),
    ]
    assert [part for part in parts if part not in caption] == []


def test_ones_own_numbers_are_not_called_made_up():
    caption = re.findall(r"<caption>.*?</caption>", pieces(visit("oversikt", own=own_data(), data="own")))[0]
    assert SV("figure.facts_made_up") not in caption
    assert "min_fil.csv" in caption
