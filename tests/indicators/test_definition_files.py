"""A team's own definition files: every way to be wrong names file, line and column, in both languages."""

import pytest

from core.indicators import load_catalogue, load_units
from core.remarks import Refused
from core.wording.words import Words

INDICATORS = "id,name_sv,kind,direction,frequency"
GOOD = "own,Eget mått,proportion,up,month"
TARGETS = "indicator,value,from_year,to_year"
UNITS = "id,name_sv,level,parent"


def problems(load, *folders):
    with pytest.raises(Refused) as refused:
        load(*folders)
    return [(p.code, p.place.sheet, p.place.row, p.place.column) for p in refused.value.problems]


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "team"
    made.mkdir()
    return made


def write(folder, file, *lines, encoding="utf-8"):
    (folder / file).write_text("\n".join(lines) + "\n", encoding=encoding)
    return folder


def extra(heading, cell):
    return f"{INDICATORS},{heading}", f"{GOOD},{cell}"


@pytest.mark.parametrize(
    ("lines", "code", "line", "column"),
    [
        ((INDICATORS, "own,Eget,share,up,month"), "catalogue_unknown_word", 2, "kind"),
        ((INDICATORS, "own,Eget,count,sideways,month"), "catalogue_unknown_word", 2, "direction"),
        ((INDICATORS, "own,Eget,count,up,daily"), "catalogue_unknown_word", 2, "frequency"),
        (extra("role", "hero"), "catalogue_unknown_word", 2, "role"),
        (extra("chart", "pie"), "catalogue_unknown_word", 2, "chart"),
        (extra("levels", "micro|mega"), "catalogue_unknown_word", 2, "levels"),
        (extra("chart", "u"), "catalogue_chart_mismatch", 2, "chart"),
        ((INDICATORS, "own,,count,up,month"), "catalogue_missing_value", 2, "name_sv"),
        ((INDICATORS, ",Eget,count,up,month"), "catalogue_missing_value", 2, "id"),
        ((INDICATORS, "own,Eget,,up,month"), "catalogue_missing_value", 2, "kind"),
        ((INDICATORS, "Eget mått,Eget,count,up,month"), "catalogue_bad_id", 2, "id"),
        ((INDICATORS, GOOD, "", "own,Annat,count,up,month"), "catalogue_duplicate_id", 4, "id"),
        ((INDICATORS, GOOD, "two,eget  MÅTT,count,up,month"), "catalogue_duplicate_name", 3, "name_sv"),
        ((INDICATORS, "akutbesok_hsh,Våra,count,up,month"), "catalogue_builtin_id", 2, "id"),
        ((INDICATORS, "own,Akutbesök,count,up,month"), "catalogue_duplicate_name", 2, "name_sv"),
        (extra("multiply", "hundra"), "catalogue_bad_number", 2, "multiply"),
        (extra("multiply", "0"), "catalogue_bad_number", 2, "multiply"),
        (extra("multiply", "-100"), "catalogue_number_range", 2, "multiply"),
        (extra("multiply", "nan"), "catalogue_bad_number", 2, "multiply"),
        (extra("event_count", "nobody_knows"), "catalogue_unknown_indicator", 2, "event_count"),
        (extra("event_count", "own"), "catalogue_unknown_indicator", 2, "event_count"),
        (extra("decimals", "1.5"), "catalogue_bad_number", 2, "decimals"),
        (extra("suppress_below", "-1"), "catalogue_number_range", 2, "suppress_below"),
        (extra("complement_sensitive", "perhaps"), "catalogue_unknown_word", 2, "complement_sensitive"),
        (extra("window_months", "0"), "catalogue_number_range", 2, "window_months"),
        (extra("colour", "red"), "catalogue_unknown_column", 1, "colour"),
        ((INDICATORS.replace(",kind", ""), "own,Eget,up,month"), "catalogue_missing_column", 1, "kind"),
        ((f"{INDICATORS},id", f"{GOOD},own"), "catalogue_repeated_column", 1, "id"),
        ((INDICATORS, "own,Mått, eget,count,up,month"), "catalogue_row_width", 2, None),
        ((INDICATORS, "own,Eget,count,up"), "catalogue_row_width", 2, None),
    ],
)
def test_a_wrong_indicator_file_is_told_where(folder, lines, code, line, column):
    write(folder, "indicators.csv", *lines)
    assert problems(load_catalogue, folder) == [(code, "team/indicators.csv", line, column)]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("nothing,5,,", "catalogue_unknown_indicator", "indicator"),
        (",5,,", "catalogue_missing_value", "indicator"),
        ("sip,,,", "catalogue_missing_value", "value"),
        ("sip,mycket,,", "catalogue_bad_number", "value"),
        ("sip,80,2027,2026", "catalogue_years_reversed", "to_year"),
        ("sip,80,27,", "catalogue_number_range", "from_year"),
        ('utskrivningsklara_dagar,"0,7",2026,', "catalogue_target_overlap", "from_year"),
    ],
)
def test_a_wrong_target_is_told_where(folder, row, code, column):
    write(folder, "targets.csv", TARGETS, "sip,70,2020,2021", row)
    assert problems(load_catalogue, folder) == [(code, "team/targets.csv", 3, column)]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("nothing,2024-01,Nytt", "catalogue_unknown_indicator", "indicator"),
        ("sip,januari 2024,Nytt", "catalogue_bad_month", "month"),
        ("sip,2024-13,Nytt", "catalogue_bad_month", "month"),
        ("sip,,Nytt", "catalogue_missing_value", "month"),
        ("sip,2024-01,", "catalogue_missing_value", "text_sv"),
    ],
)
def test_a_wrong_break_is_told_where(folder, row, code, column):
    write(folder, "breaks.csv", "indicator,month,text_sv", row)
    assert problems(load_catalogue, folder) == [(code, "team/breaks.csv", 2, column)]


@pytest.mark.parametrize(
    ("rows", "code", "line", "column"),
    [
        (["vc 1,VC,health_centre,0604"], "catalogue_bad_id", 2, "id"),
        (["vc,VC,clinic,0604"], "catalogue_unknown_word", 2, "level"),
        (["vc,,health_centre,0604"], "catalogue_missing_value", 2, "name_sv"),
        (["vc,VC,health_centre,9999"], "catalogue_unknown_parent", 2, "parent"),
        (["c,Län,county,0604"], "catalogue_level_order", 2, "parent"),
        (["0604,Annat,municipality,06"], "catalogue_builtin_id", 2, "id"),
        (["vc,VC,health_centre,0604", "vc,VD,health_centre,0604"], "catalogue_duplicate_id", 3, "id"),
    ],
)
def test_a_wrong_unit_file_is_told_where(folder, rows, code, line, column):
    write(folder, "units.csv", UNITS, *rows)
    assert problems(load_units, folder) == [(code, "team/units.csv", line, column)]


def test_units_in_a_ring_are_each_told(folder):
    write(folder, "units.csv", UNITS, "a,A,other,b", "b,B,other,a", "c,C,other,a")
    found = problems(load_units, folder)
    assert found == [("catalogue_parent_cycle", "team/units.csv", line, "parent") for line in (2, 3)]


def test_a_code_that_another_unit_has_is_told(folder):
    write(folder, "units.csv", f"{UNITS},kolada,population", "x,X,municipality,06,0604,12 345")
    assert problems(load_units, folder) == [("catalogue_duplicate_code", "team/units.csv", 2, "kolada")]


def test_every_problem_is_told_at_once(folder):
    write(folder, "indicators.csv", INDICATORS, "own,Eget,share,sideways,daily", "Fel Id,,count,up,month")
    write(folder, "targets.csv", TARGETS, "nothing,x,,")
    write(folder, "breaks.csv", "indicator,month,text_sv", "nothing,2024,Nytt")
    assert len(problems(load_catalogue, folder)) == 9


def test_line_numbers_count_lines_inside_quoted_cells(folder):
    write(
        folder,
        "indicators.csv",
        *extra("definition_sv", '"Första raden\nandra raden"'),
        "own,Annat,count,up,month,",
    )
    assert problems(load_catalogue, folder) == [("catalogue_duplicate_id", "team/indicators.csv", 4, "id")]


def test_a_file_in_another_encoding_is_told(folder):
    write(folder, "units.csv", UNITS, "x,Öland,municipality,06", encoding="cp1252")
    assert problems(load_units, folder) == [("catalogue_unreadable", "team/units.csv", 2, None)]


def test_a_file_that_is_no_table_at_all_is_told(folder):
    (folder / "units.csv").write_bytes(b"%PDF-1.7\x00\xff")
    assert problems(load_units, folder) == [("catalogue_unreadable", "team/units.csv", 1, None)]
    (folder / "units.csv").write_text('id,"' + "x" * 200_000)
    assert problems(load_units, folder) == [("catalogue_unreadable", "team/units.csv", None, None)]


def test_an_empty_file_is_told(folder):
    write(folder, "units.csv", "", " ")
    assert problems(load_units, folder) == [("catalogue_empty_file", "team/units.csv", None, None)]


def test_a_folder_that_does_not_exist_is_told_without_its_path(tmp_path):
    with pytest.raises(Refused) as refused:
        load_units(tmp_path / "nowhere")
    (problem,) = refused.value.problems
    assert (problem.code, problem.values) == ("catalogue_no_folder", {"folder": "nowhere"})


def test_a_good_file_is_read_whatever_the_spreadsheet_made_of_it(folder):
    lines = (
        "id;name_sv;kind;direction;frequency;multiply;decimals;aliases;window_months",
        "own; Eget mått ;rate;down;month;1 000;2;Vårt|Ours;12",
    )
    (folder / "indicators.csv").write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).encode())
    write(folder, "targets.csv", "indicator;value;from_year", "own;4,8;2026")
    indicator = load_catalogue(folder)["own"]
    assert (indicator.name.sv, indicator.name.en) == ("Eget mått", "Eget mått")
    assert (indicator.multiply, indicator.decimals, indicator.chart, indicator.suppress_below) == (
        1000,
        2,
        "u",
        5,
    )
    assert indicator.targets[0].value == 4.8
    assert indicator.is_rolling
    assert load_catalogue(folder).find("ours") == indicator


def test_a_team_may_add_a_target_for_a_later_year_to_a_built_in_indicator(folder):
    write(folder, "targets.csv", TARGETS, "utskrivningsklara_dagar,0.6,2027,2027")
    indicator = load_catalogue(str(folder))["utskrivningsklara_dagar"]
    assert [indicator.target_for(f"{year}-05").value for year in (2026, 2027)] == [0.8, 0.6]


def test_units_of_one_folder_may_lie_under_units_of_another(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    write(first, "units.csv", UNITS, "vc-k1,VC K1,health_centre,0880")
    write(second, "units.csv", UNITS, "08,Region Kalmar län,county,00", "0880,Kalmar,municipality,08")
    units = load_units(first, second)
    assert [unit.id for unit in units.ancestors("vc-k1")] == ["0880", "08", "00"]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_problem_has_a_sentence_and_a_remedy(folder, language):
    write(
        folder, "indicators.csv", f"{INDICATORS},colour", "own,,share,up,month,red", "own,Två,count,up,month,"
    )
    write(folder, "targets.csv", TARGETS, "sip,80,2027,2026", "sip,80,1,")
    write(folder, "breaks.csv", "indicator,month,text_sv", "sip,2024,Nytt")
    with pytest.raises(Refused) as refused:
        load_catalogue(folder)
    sentences = [Words(language).problem(problem) for problem in refused.value.problems]
    assert len(sentences) == 7
    assert all(what.endswith(".") and remedy.endswith(".") for what, remedy in sentences)
    assert any("2027" in what and "2026" in what for what, _ in sentences)
