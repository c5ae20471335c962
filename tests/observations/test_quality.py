from made_tables import observations, row

from core.observations.quality import quality_notes

ROWS = [
    row("rate", "a", "2025-01", 6, 124),
    row("rate", "a", "2025-02", status="suppressed"),
    row("rate", "a", "2025-05", 6, 124, status="provisional"),
    row("rate", "b", "2025-01", 6, 124),
    row("rate", "b", "2025-04", 6, 124),
    row("rate", "b", "2025-06"),
    row("points", "b", "2025-01", value=5.0),
]
NOTES = {note.code: note for note in quality_notes(observations(ROWS), "rate")}


def test_the_period_covered_is_told():
    assert dict(NOTES["quality_period"].values) == {
        "indicator": "rate",
        "first": "2025-01",
        "last": "2025-06",
        "n": 2,
        "rows": 6,
    }


def test_gaps_are_counted_in_each_series():
    assert (NOTES["quality_gaps"].values["n"], NOTES["quality_gaps"].values["series"]) == (2 + 3, 2)


def test_months_that_no_unit_reported_are_named():
    assert NOTES["quality_months_absent"].values["months"] == ("2025-03",)


def test_hidden_missing_and_provisional_numbers_are_told():
    assert NOTES["quality_suppressed"].values["n"] == 1
    assert round(NOTES["quality_suppressed"].values["percent"], 1) == 16.7
    assert NOTES["quality_missing"].values["n"] == 1
    assert NOTES["quality_provisional"].values["months"] == ("2025-05",)


def test_the_latest_month_with_a_number_is_told_when_later_ones_have_none():
    assert NOTES["quality_latest_known"].values["last"] == "2025-05"


def test_all_are_notes_and_every_indicator_has_its_own():
    notes = quality_notes(observations(ROWS))
    assert {note.severity for note in notes} == {"note"}
    assert [n.code for n in notes if n.values["indicator"] == "points"] == ["quality_period"]


def test_an_empty_table_has_nothing_to_tell():
    assert quality_notes(observations([])) == ()
