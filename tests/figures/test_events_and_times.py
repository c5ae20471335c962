"""Words on the time axis: events that never lie on each other, and periods called by their own names."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.figures.control_figure import control_figure
from core.figures.events import CHARACTER, LINE_HEIGHT, NARROWEST, WIDEST, Event, event_data, events_in
from core.figures.times import MOST_NAMED, period_axis
from core.observations.schema import MONTHS_IN
from core.spc.for_series import Choices
from core.wording import words_of
from tests.figures.made_charts import RATE, STEADY, broken_in, made_chart

SV, EN = words_of("sv"), words_of("en")
CHARTED = made_chart()
MONTHS = CHARTED.series.months
notes = st.lists(
    st.builds(
        Event, st.sampled_from(list(MONTHS)), st.text("abcdeåäö ", min_size=1, max_size=80), st.just("note")
    ),
    min_size=1,
    max_size=12,
)


def stretch(row, width: float) -> tuple[float, float]:
    """From where to where the words of an event reach in a plot so many pixels wide."""
    at = (row.t - MONTHS[0].astype("datetime64[ms]").astype(float)) / (
        (MONTHS[-1] - MONTHS[0]).astype(int) * 30.4375 * 86_400_000
    )
    length = min(len(row.text) * CHARACTER, WIDEST * width)
    return (at * width - length, at * width) if row.align == "right" else (at * width, at * width + length)


@given(notes, st.sampled_from([NARROWEST, 700, 1700]))
def test_words_of_events_in_one_row_never_touch(events, width: float):
    data = event_data(sorted(events, key=lambda event: event.month), CHARTED.series.months)
    for _, row in data.groupby("top"):
        reached = sorted(stretch(one, width) for one in row.itertuples())
        assert all(before[1] <= after[0] + 2 for before, after in itertools.pairwise(reached))


@given(notes)
def test_words_of_events_never_reach_past_the_plot_to_the_names_of_the_lines(events):
    data = event_data(events, CHARTED.series.months)
    for row in data.itertuples():
        begin, end = stretch(row, NARROWEST)
        assert begin >= -2
        assert end <= NARROWEST + 2


def test_long_words_are_cut_in_the_picture_and_whole_when_pointed_at():
    text = "Gemensamt hembesök vid inskrivning " * 4
    figure = control_figure(SV, CHARTED, events=[Event(MONTHS[5], text, "note")])
    drawn = {layer["name"]: layer for layer in figure.spec["layer"]}
    assert drawn["event_texts"]["mark"]["limit"] == {"expr": "width / 2 - 8"}
    for layer in ("event_texts", "event_rules"):
        assert drawn[layer]["encoding"]["tooltip"]["field"] == "text"
    assert figure.datasets["events"]["text"].tolist() == [text]


def test_a_part_that_a_person_began_is_named_and_a_break_keeps_its_own_name():
    indicator = broken_in(RATE, "2022-09")
    charted = made_chart(indicator, [*STEADY, *STEADY], choices=Choices(parts=(np.datetime64("2024-02"),)))
    events = events_in(SV, charted, None)
    assert [(str(e.month), e.kind, e.text) for e in events] == [
        ("2022-09", "break", "Brott i serien"),
        ("2024-02", "part", "Ny fas"),
    ]


def test_notes_outside_the_series_are_left_out():
    early = Event(np.datetime64("1999-01"), "för tidigt", "note")
    assert events_in(SV, CHARTED, None, [early]) == ()


@pytest.mark.parametrize(
    ("words", "period_type", "label"),
    [
        (SV, "quarter", '"kv " + utcquarter(datum.value) + " " + utcyear(datum.value)'),
        (EN, "quarter", '"Q" + utcquarter(datum.value) + " " + utcyear(datum.value)'),
        (SV, "half_year", '"hå " + (utcmonth(datum.value) < 6 ? 1 : 2) + " " + utcyear(datum.value)'),
        (EN, "year", "utcyear(datum.value)"),
    ],
)
def test_longer_periods_are_named_as_themselves(words, period_type: str, label: str):
    months = np.datetime64("2022-01") + MONTHS_IN[period_type] * np.arange(4)
    axis = period_axis(words, months, period_type)
    assert axis["labelExpr"] == label
    assert [(v["year"], v["month"]) for v in axis["values"]] == [
        tuple(int(p) for p in str(month).split("-")) for month in months
    ]


def test_months_are_named_by_the_browser():
    assert period_axis(SV, MONTHS, "month") == {}


@given(st.integers(1, 200), st.sampled_from(["quarter", "half_year", "year"]), st.integers(0, 3))
def test_few_periods_are_named_and_all_of_them_are_in_the_series(n: int, period_type: str, skip: int):
    months = np.datetime64("2000-01") + MONTHS_IN[period_type] * np.arange(skip, n + skip)
    values = period_axis(SV, months, period_type)["values"]
    named = np.array([f"{v['year']}-{v['month']:02d}" for v in values], dtype="datetime64[M]")
    assert 1 <= len(named) <= MOST_NAMED
    assert np.isin(named, months).all()
    assert len(named) == 1 or len(set(np.diff(named).astype(int))) == 1


@given(notes)
def test_words_of_events_stand_above_the_plot_where_no_value_is(events):
    tops = control_figure(SV, CHARTED, events=events).datasets["events"]["top"]
    assert tops.max() == -LINE_HEIGHT
