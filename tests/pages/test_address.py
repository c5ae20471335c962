"""The address reopens the view: ids and months survive the way out and back."""

import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.parts.address import (
    DEFAULT,
    EXERCISES,
    LONGEST_NOTE,
    MOST_NOTES,
    NOBODY,
    OF_CHANGE,
    ONLY_ON,
    SMALLEST,
    Note,
    View,
    clean_note,
    from_query,
    to_query,
    unsaid,
)

ids = st.text(string.ascii_letters + "åäöÅÄÖ" + string.digits + "_.:,%+ -", min_size=1, max_size=40)
months = st.builds("{:04d}-{:02d}".format, st.integers(1990, 2100), st.integers(1, 12))
texts = st.text(min_size=1, max_size=200).map(clean_note).filter(lambda text: text and text.isprintable())
notes = st.lists(st.builds(Note, ids, months, texts), max_size=MOST_NOTES).map(tuple)
views = st.builds(
    View,
    data=st.sampled_from(["sample", "own"]),
    collection=st.just("") | st.uuids().map(lambda uid: uid.hex),
    indicator=ids,
    unit=ids,
    group=st.just("") | ids,
    first=st.just("") | months,
    last=st.just("") | months,
    kind=st.sampled_from(["", "p", "pprime", "run"]),
    baseline=st.just("") | months,
    exclude=st.lists(months, max_size=4).map(tuple),
    show=st.sampled_from(["", "all", "two"]),
    zoom=st.sampled_from(["", "12", "24"]),
    rules=st.sampled_from(["", "ihi", "mdc"]),
    kind2=st.sampled_from(["", "i"]),
    rules2=st.sampled_from(["", "nelson"]),
    parts=st.lists(months, max_size=4).map(tuple),
    refused=st.lists(months, max_size=4).map(tuple),
    notes=notes,
    start=st.just("") | months,
    beside=st.booleans(),
)
before_starting = {
    "wish": st.integers(1, 95).map(str),
    "way": st.sampled_from(["", "down", "up"]),
    "together": st.lists(ids, max_size=4).map(tuple),
    "history": st.sampled_from(["", "24", "60"]),
    "against": st.just(NOBODY) | st.lists(ids, max_size=4).map(tuple),
}
plans = st.builds(View, **before_starting)


@given(views)
def test_every_view_comes_back_from_its_address(view):
    assert from_query(to_query(view, "test")) == (view, ())


@given(views)
def test_the_month_under_test_is_in_the_address_of_its_page_only(view):
    for page in ("follow", "data"):
        assert from_query(to_query(view, page)) == (replace(view, start=""), ())


@given(plans)
def test_a_plan_is_in_the_address_of_its_page_and_comes_back(view):
    assert from_query(to_query(view, "plan")) == (view, ())
    assert to_query(view, "follow") == {}


@given(plans)
def test_the_address_of_another_page_says_nothing_of_a_plan_but_that_of_its_own_says_all(view):
    assert set(unsaid(to_query(view, "follow"))) == set(ONLY_ON)
    assert set(unsaid(to_query(view, "plan"))) == set(ONLY_ON) - set(before_starting)


changes = st.builds(
    View,
    change=st.sampled_from(["own", "hembesok-varnamo"]),
    what=texts | st.just(""),
    where=st.lists(ids, max_size=4).map(tuple),
    start=st.just("") | months,
    expected=st.sampled_from(["", "gradual"]),
    bad=st.booleans(),
    picked=st.booleans(),
    smallest=st.sampled_from(["", *SMALLEST]),
    compare=st.just(NOBODY) | st.lists(ids, max_size=4).map(tuple),
    without=st.lists(ids, max_size=4).map(tuple),
    measures=st.lists(ids, max_size=4).map(tuple),
)


@given(changes)
def test_a_change_is_in_the_address_of_its_page_and_comes_back(view):
    assert from_query(to_query(view, "test")) == (view, ())
    assert set(unsaid(to_query(view, "test"))) & set(OF_CHANGE) == set()
    assert to_query(view, "follow") == {}


def test_a_view_at_its_defaults_leaves_the_address_bare():
    assert to_query(DEFAULT) == {}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("baseline", "2025-13"),
        ("baseline", "mars"),
        ("exclude", "2025-01_x"),
        ("parts", "2025"),
        ("show", "everything"),
        ("notes", "0604~2025-13~sommar"),
        ("notes", "2025-03~bara text"),
        ("notes", "0604~2025-03"),
        ("notes", "0604~2025-03~\x07"),
        ("beside", "ja"),
        ("data", "theirs"),
        ("unit", "<script>"),
        ("where", "0683|<b>"),
        ("what", "\x07"),
        ("smallest", "10000"),
        ("expected", "soon"),
        ("picked", "ja"),
        ("kind", "zz"),
        ("kind2", "zz"),
        ("rules", "mina"),
        ("rules2", "mina"),
        ("drift", "abc"),
        ("drift", "0.2_9"),
        ("drift", "nan"),
        ("drift", "0.2_2.7_0.5_4_1"),
        ("indicator", "x" * 500),
    ],
)
def test_what_cannot_be_read_is_named_and_left_at_its_default(name, text):
    view, unreadable = from_query({name: text, "unit": "0604"} if name != "unit" else {name: text})
    assert unreadable == (name,)
    assert getattr(view, name) == getattr(DEFAULT, name)


def test_unknown_parameters_are_somebody_elses():
    assert from_query({"utm_source": "mail"}) == (DEFAULT, ())


def test_a_note_is_one_line_that_fits_above_a_chart():
    assert clean_note("  ny  rutin\n för | hembesök ") == "ny rutin för / hembesök"
    assert len(clean_note("x" * 500)) == LONGEST_NOTE


def test_an_address_holds_no_more_notes_than_a_chart_can_show():
    view, unreadable = from_query({"notes": "|".join(["0604~2025-03~semester"] * 50)})
    assert len(view.notes) == MOST_NOTES
    assert not unreadable


@pytest.mark.parametrize("zoom", ["abc", "0", "-3", "1", "99999999999"])
def test_a_zoom_that_no_chart_offers_is_dropped_and_named(zoom: str):
    view, unreadable = from_query({"zoom": zoom})
    assert view == View()
    assert unreadable == ("zoom",)


@given(st.sampled_from(list(EXERCISES)), st.integers(1, 999_999).map(str), st.booleans())
def test_an_exercise_is_in_the_address_of_its_page_only_and_comes_back(exercise, seed, revealed):
    view = View(exercise=exercise, seed=seed, revealed=revealed)
    assert from_query(to_query(view, EXERCISES[exercise])) == (view, ())
    for page in {*EXERCISES.values(), "test", "overview"} - {EXERCISES[exercise]}:
        assert to_query(view, page) == {}
    assert "exercise" not in unsaid({})  # an address without one, as the back button finds it, ends it
