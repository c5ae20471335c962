"""Small counts of a measure that a person describes: shown unless somebody says that they are not."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.indicators import load_catalogue, load_units
from core.indicators.added import added_indicators, indicators_csv
from core.observations.aligned import aligned
from core.observations.dataset import Dataset
from core.observations.mapping import Mapping, NewIndicator
from core.observations.mapping_memory import recalled, remembered
from core.observations.observations import Observations
from core.observations.readers import open_file
from core.observations.reading import read_observations
from core.observations.schema import empty_frame
from core.observations.small_numbers import HIDE_BELOW, choosing, hidden_cells, hides, may_hide, stricter
from core.spc.foretold import foretold

BASE = Dataset(Observations(empty_frame()), load_catalogue(), load_units(), label="", made_up=False)
COUNT = NewIndicator("Fall hos oss", "count")
SHARE = NewIndicator("Fall hos oss", "proportion", 100.0)
COUNTED = Mapping("Månad", unit="Enhet", numerator="Fall", indicator=COUNT)
SHARED = Mapping("Månad", unit="Enhet", numerator="Fall", denominator="Alla", indicator=SHARE)
UNITS = ("Värnamo", "Eksjö", "Tranås")


def file(*rows: str, header: str = "Månad;Enhet;Fall;Alla") -> bytes:
    return "\n".join((header, *rows, "")).encode()


def table_of(*rows: str, header: str = "Månad;Enhet;Fall;Alla"):
    return open_file("fall.csv", file(*rows, header=header)).tables[0]


def rows_of(counts, n: int = 400, unit: str = "Värnamo") -> list[str]:
    months = np.arange(np.datetime64("2022-01", "M"), np.datetime64("2022-01", "M") + len(counts))
    return [f"{month};{unit};{count};{n}" for month, count in zip(months, counts, strict=True)]


def read(table, mapping: Mapping) -> Dataset:
    return BASE.with_reading(read_observations(table, mapping, BASE, "fall.csv"))


def shown_of(dataset: Dataset):
    return dataset.for_showing().observations.frame


# What the file itself says


@pytest.mark.parametrize("cell", ["<5", "X", "*", "..", "färre än 5", "1-4", "dold"])
def test_a_hidden_cell_is_found_and_told_as_it_is_written(cell):
    table = table_of("2024-01;Eksjö;12;400", f"2024-02;Eksjö;{cell};400", f"2024-03;Eksjö;{cell};400")
    found = hidden_cells(table, COUNTED)
    assert (found.n, found.text) == (2, cell)


@pytest.mark.parametrize("cell", ["4", "0", "-", "", "saknas", "#N/A", "4,5"])
def test_a_number_or_a_lack_of_one_is_no_hidden_cell(cell):
    assert hidden_cells(table_of("2024-01;Eksjö;12;400", f"2024-02;Eksjö;{cell};400"), COUNTED).n == 0


def test_a_row_hidden_in_two_columns_or_by_its_status_is_one_row():
    table = table_of("2024-01;Eksjö;<5;<5;", "2024-02;Eksjö;9;80;dold", header="Månad;Enhet;Fall;Alla;Status")
    assert hidden_cells(table, replace(SHARED, status="Status")).n == 2


def test_cells_of_a_column_that_is_not_used_say_nothing():
    assert hidden_cells(table_of("2024-01;Eksjö;12;<5", "2024-02;Eksjö;13;<5"), COUNTED).n == 0


def test_two_dots_that_a_person_has_called_missing_are_missing():
    table = table_of("2024-01;Eksjö;12;400", "2024-02;Eksjö;..;400")
    assert hidden_cells(table, replace(COUNTED, missing_tokens=frozenset({".."}))).n == 0


# Where there is a choice


def test_there_is_a_choice_for_counts_and_for_what_has_a_denominator():
    table = table_of("2024-01;Eksjö;12;400")
    assert may_hide(table, COUNTED)
    assert may_hide(table, SHARED)
    assert may_hide(table, Mapping("Månad", unit="Enhet", value="Fall", indicator=COUNT))
    mean = NewIndicator("Väntan", "mean")
    assert may_hide(table, replace(SHARED, indicator=mean))
    assert not may_hide(table, Mapping("Månad", unit="Enhet", value="Fall", indicator=mean))
    assert not may_hide(table, Mapping("Månad", unit="Enhet", value="Fall", indicator=SHARE))
    assert not may_hide(table, replace(COUNTED, indicator="akutbesok_hsh"))


def test_what_a_known_source_describes_is_published_as_it_is():
    table = table_of("2024-01;Eksjö;12;400")
    column = replace(COUNTED, indicator=None, indicator_column="Alla", proposals=(COUNT,))
    assert may_hide(table, column)
    assert not may_hide(replace(table, known=column), column)
    assert choosing(replace(table, known=column), column, True) == column


def test_the_choice_is_made_for_every_measure_of_the_file_and_can_be_unmade():
    table = table_of("2024-01;Eksjö;12;400")
    column = replace(COUNTED, indicator=None, indicator_column="Alla", proposals=(COUNT, SHARE))
    for mapping in (COUNTED, SHARED, column):
        assert not hides(mapping)
        assert hides(choosing(table, mapping, True))
        assert choosing(table, choosing(table, mapping, True), False) == mapping


# What is hidden then


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=3, max_size=30))
def test_of_one_series_exactly_one_to_four_are_hidden_and_zero_never(counts):
    table = table_of(*rows_of([*counts, 12, 13, 14]))
    frame = shown_of(read(table, choosing(table, COUNTED, True)))
    expected = [0 < count < HIDE_BELOW for count in (*counts, 12, 13, 14)]
    assert (frame["status"] == "suppressed").tolist() == expected
    assert frame["numerator"].isna().tolist() == expected
    assert frame["value"].isna().tolist() == expected
    assert not (shown_of(read(table, COUNTED))["status"] == "suppressed").any()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 12)), min_size=3, max_size=30))
def test_a_small_denominator_hides_its_row_too(pairs):
    told = [(min(n, d), d) for n, d in pairs]
    rows = [row.rsplit(";", 1)[0] for row in rows_of([n for n, _ in told])]
    table = table_of(
        *[f"{row};{d}" for row, (_, d) in zip(rows, told, strict=True)], "2030-01;Värnamo;40;400"
    )
    frame = shown_of(read(table, choosing(table, SHARED, True)))
    expected = [0 < n < HIDE_BELOW or 0 < d < HIDE_BELOW for n, d in (*told, (40, 400))]
    assert (frame["status"] == "suppressed").tolist() == expected
    for column in ("numerator", "denominator", "value"):
        assert frame[column].isna().tolist() == expected


def test_a_choice_is_another_answer_about_the_same_rows():
    table = table_of(*rows_of([3, 0, 12, 7]))
    one, two = read(table, COUNTED), read(table, choosing(table, COUNTED, True))
    assert one.observations.digest == two.observations.digest
    assert one.for_showing().observations.digest != two.for_showing().observations.digest
    assert one.for_showing().observations.digest == read(table, COUNTED).for_showing().observations.digest


# What it would mean


def test_what_would_be_hidden_is_told_by_values_units_and_where_nothing_can_be_told_then():
    many, few, none = [2, 3, *[20] * 8], [4, *[20] * 11], [0, 5, *[20] * 10]
    rows = [
        row
        for unit, counts in zip(UNITS, (many, few, none), strict=True)
        for row in rows_of(counts, 90, unit)
    ]
    dataset = read(table_of(*rows), SHARED)
    told = foretold(dataset, {one.id for one in dataset.indicators()}, HIDE_BELOW)
    assert (told.values, told.units) == (34, 3)
    shown = shown_of(replace(read(table_of(*rows), choosing(table_of(*rows), SHARED, True))))
    assert told.hidden == (shown["status"] == "suppressed").sum()
    assert told.hidden >= 3
    assert told.units_hidden == shown.loc[shown["status"] == "suppressed", "unit"].nunique()
    assert 1 <= told.units_untold <= told.units_hidden


def test_what_the_file_hides_itself_is_not_counted_again():
    dataset = read(table_of(*rows_of(["<5", "<5", "<5", 3, *[20] * 20])), COUNTED)
    told = foretold(dataset, {one.id for one in dataset.indicators()}, HIDE_BELOW)
    assert (told.values, told.hidden, told.units_hidden) == (21, 1, 1)
    assert told.units_untold == 0  # more than a tenth was hidden before, too


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=12, max_size=12), st.booleans())
def test_the_same_is_foretold_whatever_was_chosen(counts, hide):
    table = table_of(*rows_of(counts[:6], 90, "Eksjö"), *rows_of(counts[6:], 90, "Tranås"))
    dataset = read(table, choosing(table, SHARED, hide))
    ids = {one.id for one in dataset.indicators()}
    after = shown_of(read(table, choosing(table, SHARED, True)))
    assert foretold(dataset, ids, HIDE_BELOW).hidden == (after["status"] == "suppressed").sum()


# What goes along


def test_the_choice_is_remembered_for_the_next_file_of_its_shape():
    table = table_of(*rows_of([3, 0, 12, 7]))
    for hide in (True, False):
        said = choosing(table, SHARED, hide)
        assert recalled(remembered(said, Mapping(), table), Mapping(), table, BASE) == said


def test_the_choice_for_measures_named_in_a_column_is_remembered():
    table = table_of("2024-01;Eksjö;12;400", "2024-02;Eksjö;12;400", header="Månad;Enhet;Fall;Mått")
    guess = replace(COUNTED, indicator=None, indicator_column="Mått", proposals=(COUNT,))
    said = choosing(table, guess, True)
    assert recalled(remembered(said, guess, table), guess, table, BASE) == said


def test_it_is_proposed_again_when_the_next_file_hides_numbers_and_the_first_did_not():
    first, next_one = table_of(*rows_of([3, 0, 12, 7])), table_of(*rows_of(["<5", 0, 12, 7]))
    body = remembered(SHARED, Mapping(), first)
    found = recalled(body, Mapping(), next_one, BASE)
    assert found is not None
    assert hides(found)
    said_of_it = recalled(remembered(SHARED, Mapping(), next_one), Mapping(), next_one, BASE)
    assert said_of_it is not None
    assert not hides(said_of_it)


def test_an_update_hides_what_either_file_hides():
    table = table_of(*rows_of([3, 0, 12, 7]))
    hidden, shown = read(table, choosing(table, SHARED, True)), read(table, SHARED)
    for newer, before in ((hidden, shown), (shown, hidden)):
        after = aligned(newer, before, BASE)
        assert [one.suppress_below for one in after.indicators()] == [HIDE_BELOW]
    assert [one.suppress_below for one in aligned(shown, shown, BASE).indicators()] == [0]


@given(*[st.sampled_from([0, 5, 10])] * 2, *[st.none() | st.sampled_from([0, 5, 10])] * 2)
def test_the_stricter_of_two_hides_all_that_either_hides(one, other, small_one, small_other):
    from core.observations.suppression import limits_of

    made = replace(COUNT, suppress_below=one, suppress_denominator_below=small_one).indicator()
    also = replace(COUNT, suppress_below=other, suppress_denominator_below=small_other).indicator()
    both, parts = limits_of(stricter(made, also)), (limits_of(made), limits_of(also))
    assert both.numerator == max(part.numerator for part in parts)
    assert both.denominator == max(part.denominator for part in parts)


def test_the_choice_stands_in_the_file_of_one_s_own_indicators():
    for below in (0, HIDE_BELOW):
        made = replace(COUNT, suppress_below=below).indicator()
        (back,) = added_indicators(indicators_csv([made]), "indicators.csv", load_catalogue())
        assert back.suppress_below == below
