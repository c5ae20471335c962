"""Answers that all visitors share: made once, and the same as if they had been made for each."""

from threading import Barrier, Thread

import pytest

from pages import folj
from pages.parts import follow_answer, shared
from pages.parts.shared import Recent
from tests.pages.page_visits import OWN, OWN_UNIT, failed, own_data, texts, visit

SEEN = {"indicator": "akutbesok_hsh", "unit": "0683"}
OTHERWISE = (
    {"indicator": "vardplan"},
    {"unit": "0680"},
    {"kind": "i"},
    {"rules": "ihi"},
    {"baseline": "2023-06"},
    {"exclude": "2022-03_2022-04"},
    {"parts": "2023-06"},
    {"first": "2022-01"},
    {"last": "2024-12"},
    {"zoom": "24"},
    {"beside": "0"},
    {"projector": "1"},
    {"notes": "0683~2023-05~Ny rutin"},
    {"refused": "2024-01"},
)


def drawn(app):
    """What is drawn: the spec, and the numbers as they are sent."""
    charts = [element.proto for element in app.get("vega_lite_chart")]
    return [(one.spec, [(data.name, data.data.data) for data in one.datasets], one.alt) for one in charts]


@pytest.fixture
def nothing_known():
    shared._answers.clear()


@pytest.fixture(scope="module")
def before():
    return drawn(visit("folj", **SEEN))


@pytest.mark.parametrize("otherwise", OTHERWISE, ids="-".join)
def test_what_is_asked_otherwise_is_not_answered_from_what_is_known(otherwise, before, monkeypatch):
    known = visit("folj", **{**SEEN, **otherwise})
    assert drawn(known) != before or "refused" in otherwise
    monkeypatch.setattr(Recent, "get", lambda _, __, compute: compute())
    anew = visit("folj", **{**SEEN, **otherwise})
    assert failed(known) == []
    assert texts(known) == texts(anew)
    assert drawn(known) == drawn(anew)


def test_the_other_language_is_another_answer():
    swedish, english = visit("folj", **SEEN), visit("folj", "en", **SEEN)
    assert swedish.header[0].value != english.header[0].value
    assert drawn(swedish) != drawn(english)


def test_two_visitors_who_ask_the_same_are_answered_once(monkeypatch, nothing_known):
    made = []
    chart_for = follow_answer.chart_for
    monkeypatch.setattr(follow_answer, "chart_for", lambda *asked: made.append(asked) or chart_for(*asked))
    first, second = visit("folj", **SEEN), visit("folj", **SEEN)
    assert len(made) == 1
    assert texts(first) == texts(second)
    assert drawn(first) == drawn(second)


def test_a_visitors_own_numbers_and_notes_are_shared_with_nobody(nothing_known):
    visit("folj", own=own_data(), data="own", indicator=OWN.id, unit=OWN_UNIT.id)
    assert len(shared._answers()) == 0
    visit("folj", **SEEN)
    known = len(shared._answers())
    assert known > 0
    visit("folj", **SEEN, notes="0683~2023-05~Ny rutin")
    assert len(shared._answers()) == known


def test_own_numbers_that_change_change_the_answer():
    before = visit("folj", own=own_data(), data="own", indicator=OWN.id, unit=OWN_UNIT.id)
    app = visit("folj", own=own_data([9.0] * 30), data="own", indicator=OWN.id, unit=OWN_UNIT.id)
    assert drawn(before) != drawn(app)


def test_the_answer_holds_no_streamlit_and_no_session():
    answer = []
    kept = folj.follow_answer

    def keep(*asked):
        answer.append(kept(*asked))
        return answer[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(folj, "follow_answer", keep)
        visit("folj", **SEEN)
    assert type(answer[0]).__module__ == "pages.parts.follow_answer"
    assert all(isinstance(data, bytes) for data in answer[0].picture.spec["datasets"].values())


# What is held


def test_the_one_asked_for_longest_ago_is_let_go_first():
    held = Recent(2)
    held.get("a", lambda: 1)
    held.get("b", lambda: 2)
    held.get("a", lambda: 0)
    held.get("c", lambda: 3)
    assert len(held) == 2
    assert held.get("a", lambda: 10) == 1
    assert held.get("b", lambda: 20) == 20


def test_what_failed_is_not_held():
    held = Recent(2)
    with pytest.raises(ZeroDivisionError):
        held.get("a", lambda: 1 // 0)
    assert held.get("a", lambda: 1) == 1


def test_many_who_ask_at_once_get_the_answer_to_their_own_question():
    held, ready, wrong = Recent(5), Barrier(8), []

    def ask(number):
        ready.wait()
        for k in range(300):
            wanted = (k + number) % 9
            wrong.extend([wanted] if held.get(wanted, lambda wanted=wanted: wanted) != wanted else [])

    threads = [Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(held) <= 5
