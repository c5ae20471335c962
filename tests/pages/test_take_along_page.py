"""Ta med on a page: closed until someone opens it, five kinds, with what the page tells elsewhere."""

import datetime as dt
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from core.change.for_dataset import Judged
from core.observations.dataset import Dataset
from core.remarks import Caveat
from core.share.converter import NotDrawn
from core.share.picture import svg_picture
from core.share.taken import Taken, take
from core.wording import LANGUAGES, words_of
from pages import testa
from pages.parts import session, take_along
from tests.pages.page_visits import failed, own_data, plain

SV = words_of("sv")
KINDS = ("take.png", "take.svg", "take.pdf", "take.excel", "take.csv")
NOTE = ":material/info: "


def opened(page: str, *keys: str, language: str = "sv", own: Dataset | None = None, **query: str) -> AppTest:
    """A page with parts unfolded, by their keys."""
    app = AppTest.from_string(f"from pages import {page}; {page}.render()", default_timeout=30)
    for name, value in {"lang": language, **query}.items():
        app.query_params[name] = value
    for key in keys:
        app.session_state[key] = True
    if own is not None:
        app.session_state["own_dataset"] = own
        app.query_params["data"] = "own"
    app.run()
    assert failed(app) == []
    return app


def labels(app: AppTest) -> list[str]:
    return [button.proto.label for button in app.get("download_button")]


@pytest.fixture
def taken(monkeypatch) -> list[Taken]:
    """What is taken along during a test."""
    found: list[Taken] = []

    def noted(*args, **more) -> Taken:
        found.append(take(*args, **more))
        return found[-1]

    monkeypatch.setattr(take_along, "take", noted)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_can_be_taken_along_in_five_kinds_of_files_once_someone_asks(language, taken):
    view = {"language": language, "indicator": "akutbesok_hsh", "unit": "0683"}
    assert labels(opened("folj", **view)) == []
    assert taken == []
    assert labels(opened("folj", "follow_chart_take", **view)) == [words_of(language)(kind) for kind in KINDS]
    (along,) = taken
    assert along.made == dt.date.today()
    assert along.words.language == language


@pytest.mark.parametrize(
    ("page", "part", "keys", "query"),
    [
        ("folj", "follow_chart", (), {}),
        ("folj", "drift_ewma", ("drift",), {}),
        ("folj", "trend_chart", ("trend_and_shifts",), {}),
        ("folj", "all_units_chart", (), {"show": "all"}),
        ("folj", "two_chart_1", (), {"show": "two", "indicator": "akutbesok_hsh", "unit": "0683"}),
        ("planera", "plan_chart", (), {}),
        ("testa", "verdict_chart", (), {}),
    ],
)
def test_what_limits_a_figure_is_taken_along_wherever_the_page_tells_it(page, part, keys, query, taken):
    app = opened(page, *keys, f"{part}_take", **query)
    (along,) = taken
    told = [plain(caption.value.removeprefix(NOTE)) for caption in app.caption if NOTE in caption.value]
    others = opened(page, **query) if keys else None  # what stands on the page without the part that is open
    known = {plain(caption.value.removeprefix(NOTE)) for caption in others.caption} if others else set()
    assert set(told) - known - set(along.caveats) == set()
    assert along.caveats


def test_the_doubts_of_a_verdict_travel_with_its_picture(monkeypatch, taken):
    caveat = Caveat("verdict_no_comparison")
    found = testa.verdict_of

    def doubted(tested) -> Judged:
        answer = found(tested)
        return replace(answer, caveats=(*answer.caveats, caveat))

    monkeypatch.setattr(testa, "verdict_of", doubted)
    opened("testa", "verdict_chart_take")
    assert SV.caveat(caveat) in taken[0].caveats


def test_where_small_numbers_are_shown_the_file_says_for_whom_it_is(monkeypatch, taken):
    monkeypatch.setattr(session, "sees_all", lambda: True)
    opened("folj", "follow_chart_take", own=own_data())
    assert SV("take.all_shown") in taken[0].caveats
    opened("folj", "follow_chart_take")
    assert SV("take.all_shown") not in taken[1].caveats


def test_a_file_that_fails_is_logged_without_what_was_in_it(caplog, taken):
    def fail(_taken: Taken) -> bytes:
        raise NotDrawn("vegalite_to_svg: ValueError")

    make = take_along._quiet(fail, None)  # type: ignore[arg-type]
    with pytest.raises(RuntimeError, match="no file") as told:
        make()
    assert told.value.__cause__ is None
    assert "page take_along failed: NotDrawn" in caplog.text
    assert "vegalite" not in caplog.text


@pytest.mark.parametrize("form", ["funnel", "rows", "panels", "selection"])
def test_what_units_are_compared_by_can_be_taken_along_with_its_finding(form: str, taken):
    key = f"compare_{form}_take"
    app = opened("jamfor", key, indicator="akutbesok_hsh", unit="0683", form=form)
    (along,) = taken
    assert along.figure.scope is not None
    assert f"{plain(app.header[0].value).removesuffix('.')}." in along.figure.sentence
    assert along.figure.title in svg_picture(along)
