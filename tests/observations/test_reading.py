import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from made_files import NOTHING, csv_of, emergency_departments, workbook_of

from core.observations.guess import guess_mapping
from core.observations.mapping import Mapping, NewIndicator
from core.observations.readers import open_file
from core.observations.reading import Reading, read_observations
from core.observations.schema import Subgroup, validate
from core.remarks import Refused

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
SHARE = NewIndicator("Andel i tid", "proportion", 100, "up")
RATE = NewIndicator("Besök per 100", "rate", 100, "down")
COUNT = NewIndicator("Antal fall", "count")


def read(data: bytes, indicator=RATE, name="a.csv", **changes) -> Reading:
    """The file as guessed, with the indicator and ``changes`` set by the user."""
    table = open_file(name, data).tables[0]
    guessed = guess_mapping(table, NOTHING)
    if guessed.indicator_column is None:
        guessed = replace(guessed, indicator=indicator)
    reading = read_observations(table, replace(guessed, **changes), NOTHING, name)
    validate(reading.observations.frame)
    return reading


def refused(data: bytes, **changes) -> dict[str, object]:
    with pytest.raises(Refused) as caught:
        read(data, **changes)
    return {problem.code: problem for problem in caught.value.problems}


def told(reading: Reading) -> dict[str, dict]:
    return {problem.code: dict(problem.values) for problem in reading.problems}


def rows_of(reading: Reading, *columns: str) -> list[list]:
    return reading.observations.frame[list(columns)].to_numpy().tolist()


HEAD = "Kommun;Månad;Täljare;Nämnare"
GOOD = ("Aneby;2025-01;6;124", "Habo;2025-01;9;180")


CODES = ("RF4", "R1H", "RQM", "NLX", "E84068", "RJL", "AF002")


def of_codes(*codes: str) -> bytes:
    return csv_of(HEAD, *(f"{code};2025-01;{6 + i};{100 + i}" for i, code in enumerate(codes)))


def test_an_abbreviation_among_codes_that_nobody_knows_is_one_of_them_and_told():
    reading = read(of_codes(*CODES), unknown_units="keep")
    assert sorted(name.name.sv for name in reading.units) == sorted(CODES)
    assert "06" not in set(reading.observations.frame["unit"])
    assert told(reading)["unit_by_chance"] == {"text": "RJL", "unit": "Region Jönköpings län"}
    (note,) = (problem for problem in reading.problems if problem.code == "unit_by_chance")
    assert (note.place.row, note.place.column) == (7, "Kommun")
    assert NOTHING.with_reading(reading).units.match("RF4") is not None


@pytest.mark.parametrize("others", [("Aneby", *CODES[:5]), CODES[:3], ("0604", *CODES[:5]), ()])
def test_an_abbreviation_beside_a_unit_that_is_known_or_beside_few_codes_means_what_it_says(others):
    reading = read(of_codes("RJL", *others), unknown_units="keep")
    assert "06" in set(reading.observations.frame["unit"])
    assert "unit_by_chance" not in told(reading)


def test_the_rows_that_are_shown_before_they_are_taken_in_are_marked_as_they_will_be():
    months = csv_of(HEAD, *(f"Habo;2025-{m:02d};{m};180" for m in range(1, 6)))
    late = next(one for one in NOTHING.catalogue if one.provisional_months and one.kind == "rate")
    reading = read(months, late.id)
    kept = reading.observations.frame
    assert reading.preview["status"].tolist() == kept["status"].tolist()
    assert "provisional" in set(reading.preview["status"])


def test_the_long_file_gives_its_three_rows():
    reading = read((FIXTURES / "lang_utf8bom_semikolon.csv").read_bytes())
    frame = reading.observations.frame
    assert frame[["unit", "status"]].to_numpy().tolist() == [
        ["0604", "ok"],
        ["0604", "missing"],
        ["0680", "ok"],
    ]
    np.testing.assert_array_equal(frame["numerator"], [6, np.nan, 112])
    np.testing.assert_array_equal(frame["denominator"], [124, 126, 2251])
    np.testing.assert_allclose(frame["value"], [600 / 124, np.nan, 11200 / 2251])
    assert list(frame["period"].dt.strftime("%Y-%m")) == ["2025-01", "2025-02", "2025-01"]
    assert set(told(reading)) == {"rows_missing"}


def test_the_tab_file_gives_its_values():
    reading = read((FIXTURES / "lang_cp1252_tab.csv").read_bytes())
    frame = reading.observations.frame.sort_values("period")
    assert frame["unit"].tolist() == ["0683", "0684", "0687"]
    np.testing.assert_array_equal(frame["value"], [5.1, np.nan, 1234.5])
    assert frame["numerator"].isna().all()


def test_a_national_file_is_followed_organisation_by_organisation():
    data = emergency_departments(organisations=30, months=36)
    reading = read(data, SHARE, numerator="breaches", denominator="attendances")
    dataset = NOTHING.with_reading(reading)
    (indicator,) = dataset.indicators()
    series = dataset.series(indicator.id, "QX01", Subgroup(other="1"))
    assert (len(series), str(series.months[0]), str(series.months[-1])) == (36, "2016-04", "2019-03")
    assert series.has_counts
    assert (series.n > series.y).all()
    assert not dataset.made_up
    assert len(reading.units) == 30
    assert {g.text for g in dataset.subgroups_of(indicator.id, "QX02")} == {
        "other:1",
        "other:2",
        "other:other",
    }
    assert dataset.comparison(series).pooled


def test_without_the_column_that_divides_them_its_rows_are_refused_as_duplicates():
    data = emergency_departments(organisations=3, months=12).replace(b"QX00", b"QX01")
    problems = refused(data, indicator=SHARE, numerator="breaches", denominator="attendances", other=None)
    assert "nothing_kept" in problems
    assert "duplicate_differs" in problems


def test_duplicates_that_agree_are_counted_once():
    reading = read(csv_of(HEAD, *GOOD, GOOD[0]))
    assert (reading.n_rows, reading.n_kept) == (3, 2)
    assert told(reading)["duplicate_same"]["rows"] == (4,)


def test_duplicates_that_differ_are_all_left_out_and_named():
    reading = read(csv_of(HEAD, *GOOD, "Aneby kommun;jan-25;7;124"))
    assert rows_of(reading, "unit", "status") == [["0604", "missing"], ["0643", "ok"]]
    assert (reading.n_rows, reading.n_kept) == (3, 1)
    assert told(reading)["duplicate_differs"]["rows"] == (2, 4)


def test_a_numerator_above_its_denominator_is_left_out_of_a_share_only():
    data = csv_of(HEAD, *GOOD, "Eksjö;2025-01;400;370")
    share = read(data, SHARE)
    assert told(share)["numerator_above_denominator"]["rows"] == (4,)
    assert share.n_kept == 2
    assert read(data, RATE).n_kept == 3


def test_negative_counts_are_left_out():
    reading = read(csv_of(HEAD, *GOOD, "Eksjö;2025-01;-3;370", "Tranås;2025-01;3;−380"))
    assert reading.n_kept == 2
    assert sum(p.values["n"] for p in reading.problems if p.code == "negative_number") == 2


def test_each_unknown_unit_is_named_with_the_nearest_spelling():
    reading = read(
        csv_of(HEAD, *GOOD, "Jönkjöping;2025-01;112;2251", "Qwxyz;2025-01;1;2"), unknown_units="drop"
    )
    unknown = told(reading)["unknown_unit"]
    assert (unknown["n"], unknown["rows"], unknown["text"]) == (1, (4,), "Jönkjöping")
    assert unknown["nearest"][0] == "Jönköping"
    assert told(reading)["unknown_unit_at_all"]["text"] == "Qwxyz"
    assert reading.dropped[["row", "code", "text"]].to_numpy().tolist() == [
        [4, "unknown_unit", "Jönkjöping"],
        [5, "unknown_unit", "Qwxyz"],
    ]


def test_unknown_units_may_be_kept_each_as_its_own():
    rows = ["A B;2025-01;1;10", "A/B;2025-01;2;10", "a b;2025-02;3;10", "Aneby;2025-01;4;10"]
    reading = read(csv_of(HEAD, *rows), unknown_units="keep")
    assert reading.n_kept == 4
    assert [unit.name.sv for unit in reading.units] == ["A B", "A/B"]
    assert len({unit.id for unit in reading.units}) == 2
    assert {unit.level for unit in reading.units} == {"other"}
    dataset = NOTHING.with_reading(reading)
    (indicator,) = dataset.indicators()
    first = dataset.series(indicator.id, reading.units[0].id)
    assert first.numerator.tolist() == [1, 3]


def test_unknown_periods_weeks_and_blanks_are_told_apart():
    reading = read(
        csv_of(HEAD, *GOOD, "Aneby;hösten;1;10", "Aneby;2025v05;1;10", "Aneby;;1;10", "Aneby;2025-13;1;10"),
        period="Månad",
    )
    assert reading.n_kept == 2
    assert told(reading)["unknown_period"]["rows"] == (4, 7)
    assert told(reading)["unknown_period"]["texts"] == ("hösten", "2025-13")
    assert told(reading)["period_week"]["rows"] == (5,)
    assert told(reading)["period_blank"]["rows"] == (6,)


def test_a_number_that_cannot_be_read_leaves_its_row_out():
    reading = read(csv_of(HEAD, *GOOD, "Eksjö;2025-01;tre;370"))
    assert told(reading)["unreadable_number"]["texts"] == ("tre",)


TOWNS = [unit.name.sv for unit in NOTHING.units.of_level("municipality")]


def county_of(reading):
    dataset = NOTHING.with_reading(reading)
    return dataset.series(dataset.indicators()[0].id, "06")


@pytest.mark.parametrize("bad", ["cirka fyrtio;1000", "-4;1000", "1200;1000"])
def test_a_row_left_out_for_its_number_leaves_a_hole_in_its_month(bad):
    rows = [f"{town};2025-0{m};40;1000" for town in TOWNS for m in (1, 2)]
    at = rows.index("Jönköping;2025-02;40;1000")
    rows[at] = f"Jönköping;2025-02;{bad}"
    reading = read(csv_of(HEAD, *rows), SHARE)
    assert (reading.n_rows, reading.n_kept, len(reading.dropped)) == (26, 25, 1)
    series = NOTHING.with_reading(reading).series("own_andel_i_tid", "0680")
    assert series.status.tolist() == ["ok", "missing"]
    assert np.isnan([series.value[1], series.numerator[1]]).all()
    assert county_of(reading).coverage[1] == pytest.approx(12 / 13)


def test_no_sum_of_counts_goes_on_without_a_town_whose_every_number_is_unreadable():
    rows = [f"{town};2025-01;{'fyra' if town == 'Habo' else 4}" for town in TOWNS]
    county = county_of(read(csv_of("Kommun;Månad;Antal", *rows), COUNT))
    assert county.status.tolist() == ["missing"]


def test_a_hole_never_takes_the_place_of_a_number():
    reading = read(csv_of(HEAD, *GOOD, "Aneby;2025-01;tre;124"))
    assert rows_of(reading, "unit", "status") == [["0604", "ok"], ["0643", "ok"]]


def test_hidden_and_missing_numbers_are_kept_apart_and_never_zero():
    reading = read(
        csv_of(
            HEAD, "Aneby;2025-01;<5;124", "Aneby;2025-02;-;124", "Aneby;2025-03;0;124", "Aneby;2025-04;5;*"
        )
    )
    frame = reading.observations.frame
    assert frame["status"].tolist() == ["suppressed", "missing", "ok", "suppressed"]
    np.testing.assert_array_equal(frame["value"], [np.nan, np.nan, 0, np.nan])
    np.testing.assert_array_equal(frame["numerator"], [np.nan, np.nan, 0, np.nan])


def test_a_value_beside_a_hidden_numerator_is_hidden_too():
    reading = read(csv_of(HEAD + ";Värde", "Aneby;2025-01;<5;124;3,2", "Habo;2025-01;9;180;5,0"))
    assert np.isnan(reading.observations.frame["value"][0])


def test_two_dots_are_missing_unless_the_user_says_they_are_hidden():
    data = csv_of(HEAD, "Aneby;2025-01;..;124", *GOOD[1:])
    assert rows_of(read(data), "status") == [["missing"], ["ok"]]
    assert rows_of(read(data, suppressed_tokens=frozenset(("..",))), "status") == [["suppressed"], ["ok"]]


@pytest.mark.parametrize("field", ["period", "unit", "numerator", "denominator"])
def test_a_mapping_to_a_column_that_is_not_there_is_refused(field):
    problem = refused(csv_of(HEAD, *GOOD), **{field: "Finns ej"})["column_missing"]
    assert problem.values["column"] == "Finns ej"
    assert problem.values["headings"] == tuple(HEAD.split(";"))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"period": None}, "no_period_column"),
        ({"unit": None}, "no_unit_column"),
        ({"numerator": None}, "no_number_column"),
        ({"denominator": None}, "no_denominator_column"),
        ({"denominator": "Täljare"}, "column_twice"),
        ({"indicator": None}, "no_indicator"),
        ({"indicator": "finns_ej"}, "no_indicator"),
        ({"indicator": NewIndicator(" ", "rate")}, "indicator_unnamed"),
        ({"indicator": NewIndicator("Akutbesök", "rate")}, "indicator_name_taken"),
    ],
)
def test_what_the_mapping_must_say_is_asked_for(changes, code):
    assert code in refused(csv_of(HEAD, *GOOD), **changes)


def test_nothing_usable_is_refused_with_the_reasons():
    problems = refused(csv_of(HEAD, "Aneby;hösten;6;124", "Aneby;våren;6;124"), period="Månad")
    assert list(problems) == ["nothing_kept", "unknown_period"]
    assert "no_values" in refused(
        csv_of(HEAD, "Aneby;2025-01;;", "Habo;2025-01;;124"), numerator="Täljare", denominator="Nämnare"
    )


def test_values_that_may_be_percent_or_fractions_are_asked_about_not_guessed():
    data = csv_of("Kommun;Månad;Värde", "Aneby;2025-01;0,5", "Habo;2025-01;0,048")
    assert "share_scale_needed" in refused(data, indicator=SHARE)
    shown = read(data, SHARE, share_scale="as_shown").observations.frame["value"]
    fraction = read(data, SHARE, share_scale="fraction").observations.frame["value"]
    np.testing.assert_allclose(shown, [0.5, 0.048])
    np.testing.assert_allclose(fraction, [50, 4.8])


def test_a_percent_sign_or_a_value_above_one_settles_the_scale():
    for cells in (("0,5 %", "4,8 %"), ("0,5", "4,8")):
        data = csv_of(
            "Kommun;Månad;Värde", *(f"{k};2025-01;{c}" for k, c in zip(("Aneby", "Habo"), cells, strict=True))
        )
        np.testing.assert_allclose(read(data, SHARE).observations.frame["value"], [0.5, 4.8])


def test_counts_beside_the_values_settle_the_scale():
    rows = ["Aneby;2025-01;6;124;0,048", "Habo;2025-01;9;180;0,05", "Eksjö;2025-01;;;0,06"]
    reading = read(csv_of(HEAD + ";Värde", *rows), SHARE)
    values = dict(rows_of(reading, "unit", "value"))
    assert values["0686"] == pytest.approx(6)
    assert values["0604"] == pytest.approx(600 / 124)


def test_a_value_that_counts_do_not_give_is_noted_and_the_counts_stand():
    reading = read(
        csv_of(
            HEAD + ";Värde", "Aneby;2025-01;6;124;4,8", "Habo;2025-01;9;180;7,3", "Eksjö;2025-01;37;370;10"
        )
    )
    assert told(reading)["value_differs"]["rows"] == (3,)
    assert dict(rows_of(reading, "unit", "value"))["0643"] == pytest.approx(5)


def test_values_a_hundred_times_too_large_are_noted_as_another_scale():
    reading = read(csv_of(HEAD + ";Värde", "Aneby;2025-01;6;124;483,9", "Habo;2025-01;9;180;500"))
    assert told(reading)["value_other_scale"]["factor"] == 100


def test_a_share_above_the_whole_is_left_out():
    reading = read(csv_of("Kommun;Månad;Värde", "Aneby;2025-01;104", "Habo;2025-01;95"), SHARE)
    assert told(reading)["share_above_whole"]["texts"] == ("104",)


def test_fractional_counts_are_noted():
    assert told(read(csv_of(HEAD, "Aneby;2025-01;6,5;124", GOOD[1])))["fractional_counts"]["rows"] == (2,)


def test_a_denominator_of_zero_is_missing_when_nobody_was_counted_and_wrong_otherwise():
    reading = read(csv_of(HEAD, "Aneby;2025-01;0;0", "Habo;2025-01;3;0", "Eksjö;2025-01;3;370"))
    assert rows_of(reading, "unit", "status") == [["0604", "missing"], ["0643", "missing"], ["0686", "ok"]]
    assert told(reading)["zero_denominator"]["rows"] == (3,)


def test_a_point_that_may_divide_thousands_is_noted():
    assert "decimal_unsure_comma" in told(read(csv_of(HEAD, "Aneby;2025-01;6;1.240", "Habo;2025-01;9;1.800")))


def test_groups_are_read_in_the_words_of_the_table():
    rows = [
        "Aneby;2025-01;80 år och äldre;Kvinnor;1;10",
        "Aneby;2025-01;65–79 år;män;2;10",
        "Aneby;2025-01;Totalt;Båda könen;3;20",
        "Aneby;2025-01;80+;;4;10",
    ]
    reading = read(csv_of("Kommun;Månad;Ålder;Kön;Täljare;Nämnare", *rows))
    assert sorted(rows_of(reading, "age", "sex")) == [["65-79", "M"], ["80-", "K"], ["all", "all"]]
    assert told(reading)["group_blank"]["rows"] == (5,)


def test_a_lone_t_is_the_total_of_the_sexes_and_a_letter_elsewhere():
    rows = ["Aneby;2025-01;T;T;1;10", "Aneby;2025-01;Totalt;T;2;20", "Aneby;2025-01;Totalt;K;3;30"]
    reading = read(csv_of("Kommun;Månad;Typ;Kön;Täljare;Nämnare", *rows), other="Typ")
    assert sorted(rows_of(reading, "other", "sex")) == [["T", "all"], ["all", "K"], ["all", "all"]]
    totals = {p.place.column: p for p in reading.problems if p.code == "group_total"}
    assert (totals["Typ"].values["texts"], totals["Typ"].values["n"]) == (("Totalt",), 2)
    assert (totals["Kön"].values["texts"], totals["Kön"].severity) == (("T",), "note")


@pytest.mark.parametrize("word", ["totalt", "Samtliga", "ALLA", "total", "All"])
def test_whole_words_are_the_total_in_any_division(word):
    reading = read(csv_of("Kommun;Månad;Typ;Täljare;Nämnare", f"Aneby;2025-01;{word};1;10"), other="Typ")
    assert rows_of(reading, "other") == [["all"]]


def test_a_status_nobody_understands_is_never_more_than_provisional():
    rows = [
        "Aneby;2025-01;6;124;preliminär",
        "Aneby;2025-02;6;124;hmm",
        "Aneby;2025-03;6;124;ok",
        "Aneby;2025-04;6;124;sekretess",
    ]
    reading = read(csv_of(HEAD + ";Status", *rows))
    assert rows_of(reading, "status") == [["provisional"], ["provisional"], ["ok"], ["suppressed"]]
    assert told(reading)["status_not_understood"]["rows"] == (3,)


def test_indicators_may_stand_in_a_column():
    rows = ["Akutbesök;Aneby;2025-01;6;124", "Akutbesok;Aneby;2025-02;6;124", "Påhittat;Aneby;2025-01;1;2"]
    reading = read(csv_of("Indikator;Kommun;Månad;Täljare;Nämnare", *rows))
    assert rows_of(reading, "indicator") == [["akutbesok_hsh"]] * 2
    assert told(reading)["unknown_indicator_at_all"]["text"] == "Påhittat"


def test_dates_of_a_quarterly_indicator_begin_quarters():
    quarterly = replace(RATE, frequency="quarter")
    reading = read(csv_of(HEAD, "Aneby;2025-01-01;6;124", "Aneby;2025-04-01;6;124"), quarterly)
    assert set(reading.observations.frame["period_type"]) == {"quarter"}
    off = read(csv_of(HEAD, "Aneby;2025-01-01;6;124", "Aneby;2025-05-01;6;124"), quarterly)
    assert set(off.observations.frame["period_type"]) == {"month"}


def test_latest_months_are_provisional_where_the_indicator_comes_in_late():
    late = next(
        indicator
        for indicator in NOTHING.catalogue
        if indicator.provisional_months == 2 and indicator.kind != "count"
    )
    rows = [f"Aneby;2025-{m:02d};6;124" for m in range(1, 6)]
    reading = read(csv_of(HEAD, *rows), indicator=late.id)
    assert [s for (s,) in rows_of(reading, "status")] == ["ok", "ok", "ok", "provisional", "provisional"]
    assert told(reading)["marked_provisional"]["n"] == 2


def test_a_workbook_gives_the_same_numbers_as_a_text_file():
    rows = [
        ["Kommun", "Månad", "Värde"],
        ["Aneby", 45658, 4.125],
        ["Habo", "2025-01", 1234.5],
        ["Eksjö", "jan-25", "5,5"],
    ]
    reading = read(workbook_of(Blad=rows), name="a.xlsx")
    assert dict(rows_of(reading, "unit", "value")) == {"0604": 4.125, "0643": 1234.5, "0686": 5.5}


def test_ten_thousand_equal_problems_become_one_with_its_first_rows():
    rows = [f"Aneby;hösten {i};6;124" for i in range(10_000)]
    reading = read(csv_of(HEAD, *GOOD, *rows), period="Månad")
    dropped = [p for p in reading.problems if p.severity == "dropped"]
    assert [(p.code, p.values["n"], p.values["rows"]) for p in dropped] == [
        ("unknown_period", 10_000, (4, 5, 6, 7, 8))
    ]
    assert len(reading.dropped) == 10_000


def test_a_row_is_left_out_for_one_reason_and_none_is_lost():
    rows = [*GOOD, "Qwxyz;hösten;tre;-1", "Aneby;2025-01;7;124", ";;;", "Eksjö;2025-01;;370"]
    reading = read(csv_of(HEAD, *rows), unknown_units="drop")
    assert reading.n_rows == reading.n_kept + len(reading.dropped)
    assert reading.dropped["row"].is_unique


def test_two_hundred_thousand_rows_are_read_in_seconds():
    towns = [unit.name.sv for unit in NOTHING.units.of_level("municipality")]
    rows = [
        f"{town};{2015 + m // 12}-{m % 12 + 1:02d};typ {t};{(m * t) % 50};{200 + m},5"
        for m in range(120)
        for town in towns
        for t in range(129)
    ]
    start = time.perf_counter()
    reading = read(csv_of("Kommun;Månad;Typ;Täljare;Nämnare", *rows), other="Typ")
    assert reading.n_kept == len(rows) > 200_000
    assert time.perf_counter() - start < 20  # 3 s on a quiet machine; benchmarks hold the budget


def test_the_loaded_data_come_with_their_label_and_source():
    reading = read(csv_of(HEAD, *GOOD), name="mars.csv")
    dataset = NOTHING.with_reading(reading)
    assert dataset.label == "mars.csv"
    assert set(reading.observations.frame["source"]) == {"mars.csv"}
    assert len(NOTHING.observations) == 0


def test_a_mapping_says_which_columns_it_uses():
    assert Mapping(period="Månad", value="Värde").columns == {"period": "Månad", "value": "Värde"}
