"""Columns of repeated texts: whatever is done to the words is done to every row."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_tables import observations, row

from core.observations.coded import Coded, together
from core.observations.observations import Observations

TEXTS = st.lists(st.sampled_from(["a", " a", "b ", "", "B", "Ö", "1"]), max_size=30)


def column(texts: list[str]) -> pd.Series:
    return pd.Series(texts, dtype="str")


@given(TEXTS)
def test_a_column_comes_back_as_it_was(texts):
    coded = Coded.of(column(texts))
    pd.testing.assert_series_equal(coded.texts(), column(texts))
    assert len(set(coded.words)) == len(coded.words)


@given(TEXTS)
def test_stripped_words_that_become_the_same_are_one(texts):
    coded = Coded.of(column(texts)).stripped()
    assert list(coded.texts()) == [text.strip() for text in texts]
    assert len(set(coded.words)) == len(coded.words)


@given(TEXTS, st.data())
def test_some_rows_of_a_column_say_what_they_said(texts, data):
    some = np.array([data.draw(st.booleans()) for _ in texts], bool)
    kept = Coded.of(column(texts)).take(some)
    chosen = [text for text, is_kept in zip(texts, some, strict=True) if is_kept]
    assert list(kept.texts()) == chosen
    assert set(kept.used()) == set(chosen)
    assert list(kept.is_in(("a", ""))) == [text in ("a", "") for text in chosen]


@given(TEXTS, st.data())
def test_a_text_is_put_where_it_is_said_to_stand_and_nowhere_else(texts, data):
    there = np.array([data.draw(st.booleans()) for _ in texts], bool)
    put = Coded.of(column(texts)).where(there, "B")
    assert list(put.texts()) == [
        "B" if is_there else text for text, is_there in zip(texts, there, strict=True)
    ]


@given(TEXTS)
def test_ranked_codes_sort_as_the_texts_do_and_no_word_is_left_over(texts):
    ranked = Coded.of(column([*texts, "zz"])).take(np.arange(len(texts))).ranked()
    assert list(ranked.texts()) == texts
    assert list(ranked.words) == sorted(set(texts))


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2), st.integers(0, 3)), min_size=1, max_size=40))
def test_combined_codes_sort_and_part_as_the_columns_do(rows):
    parts = [(np.array(part), n) for part, n in zip(zip(*rows, strict=True), (5, 3, 4), strict=True)]
    assert list(np.argsort(together(parts), kind="stable")) == sorted(range(len(rows)), key=lambda i: rows[i])
    assert len(set(together(parts))) == len(set(rows))


def test_combined_codes_hold_also_when_the_combinations_are_more_than_any_number_counts():
    high = np.array([3, 2**40 - 1, 3, 0])
    codes = together([(high, 2**40), (high[::-1], 2**40), (high, 2**40)])
    assert list(np.argsort(codes, kind="stable")) == [3, 0, 2, 1]
    assert len(set(codes)) == 4


def test_observations_made_of_words_are_those_made_of_texts():
    made = observations([row("rate", "b", "2025-02", 6, 124), row("rate", "a", "2025-01", 2, 60, sex="K")])
    frame = made.frame
    words = {name: Coded.of(frame[name]) for name in ("indicator", "unit", "source")}
    assert Observations(frame, checked=True, coded=words).digest == made.digest


@pytest.mark.parametrize("order", [[0, 1, 2, 3], [3, 1, 0, 2]])
def test_the_order_rows_come_in_makes_no_difference(order):
    rows = [row("rate", unit, month, 6, 124) for unit in "ab" for month in ("2025-01", "2025-02")]
    assert observations([rows[i] for i in order]).digest == observations(rows).digest
