"""Saved answers of public sources: every sample file comes in as it is, to the table it should be."""

import io
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest

from core.observations.guess import guess_mapping
from core.observations.own_file import OwnFile, read_own_file
from core.observations.readers import open_file, open_files
from core.observations.reading import read_observations
from core.remarks import Refused
from tests.observations.made_files import NOTHING, csv_of, workbook_of

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
NAN = float("nan")


def fixture(name):
    return name, (FIXTURES / name).read_bytes()


def as_json(value, name="svar.json"):
    return name, json.dumps(value).encode()


def read(*files):
    """What files chosen together become, without anybody correcting anything."""
    table = open_files(files).tables[0]
    return read_observations(table, guess_mapping(table, NOTHING, files[0][0]), NOTHING, files[0][0])


def rows(reading, *columns):
    frame = reading.observations.frame
    return [tuple(_plain(value) for value in row) for row in frame[list(columns)].itertuples(index=False)]


def _plain(value):
    return str(value)[:10] if hasattr(value, "year") else None if value != value else value


def codes(reading):
    return {problem.code for problem in reading.problems}


def refusal(*files):
    with pytest.raises(Refused) as refused:
        read(*files)
    return refused.value.problems[0].code


def test_two_pages_of_kolada_chosen_together_are_one_table():
    reading = read(fixture("kolada_v3_data_page1.json"), fixture("kolada_v3_data_page2.json"))
    assert rows(reading, "indicator", "unit", "period", "period_type", "value", "status", "source") == [
        ("utskrivningsklara_dagar", "06", "2024-01-01", "year", 1.6, "ok", "Kolada"),
        ("utskrivningsklara_dagar", "0604", "2023-01-01", "year", 1.7, "ok", "Kolada"),
        ("utskrivningsklara_dagar", "0604", "2024-01-01", "year", 1.4, "ok", "Kolada"),
        ("utskrivningsklara_dagar", "0680", "2023-01-01", "year", None, "missing", "Kolada"),
    ]
    assert "pages_missing" not in codes(reading)


def test_a_page_of_kolada_alone_says_that_there_are_more():
    for name in ("kolada_v3_data_page1.json", "kolada_v3_data_page2.json"):
        assert "pages_missing" in codes(read(fixture(name)))


def test_women_men_and_all_of_kolada_are_kept_apart_and_a_gap_is_no_zero():
    reading = read(fixture("kolada_v3_data_gender.json"))
    assert rows(reading, "indicator", "unit", "sex", "value", "status") == [
        ("trygg_hemtjanst", "0604", "K", 41.0, "ok"),
        ("trygg_hemtjanst", "0604", "M", None, "missing"),
        ("trygg_hemtjanst", "0604", "all", 43.5, "ok"),
    ]


def kolada(*values, kpi="X12345", area="0604", year=2024, **page):
    items = [{"kpi": kpi, "municipality": area, "period": year, "values": list(values)}]
    return {"values": items, "count": 1, "next_url": None, "previous_url": None, **page}


def kolada_value(value, **more):
    return {"count": 1, "gender": "T", "status": "", "value": value, "isdeleted": False, **more}


def test_names_chosen_with_the_values_name_measures_and_areas_that_are_not_in_the_catalogue():
    measures = {
        "values": [
            {"id": "X12345", "title": "Nöjda, andel (%)", "description": "Vad det är", "auspice": "X"},
        ]
    }
    areas = {"values": [{"id": "1440", "title": "Ale", "type": "K"}]}
    reading = read(
        as_json(kolada(kolada_value(61.5), area="1440")), as_json(measures, "kpi.json"), as_json(areas)
    )
    (indicator,) = reading.indicators
    assert (indicator.name.sv, indicator.kind, indicator.multiply, indicator.unit.sv) == (
        ("Nöjda, andel (%)", "proportion", 100.0, "%")
    )
    assert (indicator.frequency, indicator.definition.sv) == ("year", "Vad det är")
    assert [(unit.id, unit.name.sv) for unit in reading.units] == [("1440", "Ale")]
    assert rows(reading, "unit", "value") == [("1440", 61.5)]


def test_a_percentage_below_none_or_above_all_is_no_share_and_is_kept():
    measures = {"values": [{"id": "X12345", "title": "Nettokostnadsavvikelse (%)", "auspice": "X"}]}
    for value in (-4.5, 130.0):
        reading = read(as_json(kolada(kolada_value(value))), as_json(measures))
        assert [(one.kind, one.unit.sv) for one in reading.indicators] == [("mean", "%")]
        assert rows(reading, "value", "status") == [(value, "ok")]


def test_a_number_of_people_that_can_fall_below_none_is_a_difference_and_is_kept():
    cube = pxweb()
    cube["value"][0] = -12
    reading = read(as_json(cube))
    assert [one.kind for one in reading.indicators] == ["mean"]
    assert rows(reading, "value")[0] == (-12.0,)


def test_a_measure_without_a_name_is_called_by_its_number():
    assert [one.name.sv for one in read(as_json(kolada(kolada_value(1.5)))).indicators] == ["Kolada X12345"]


def test_a_relative_of_a_catalogue_measure_is_a_measure_of_its_own():
    reading = read(as_json(kolada(kolada_value(11.0), kpi="U79092")))
    assert rows(reading, "indicator") == [("own_kolada_u79092",)]


def test_the_mean_of_a_countys_municipalities_is_never_the_county():
    groups = {"values": [{"id": "G33616", "title": "Jönköpings läns kommuner (ovägt medel)", "members": []}]}
    reading = read(as_json(kolada(kolada_value(4.0, count=13), area="G33616")), as_json(groups))
    assert [unit.name.sv for unit in reading.units] == ["Jönköpings läns kommuner (ovägt medel)"]
    assert "kolada_unweighted" in codes(reading)
    same_code = read(as_json(kolada(kolada_value(4.0, count=13), area="0006")))
    assert "06" not in {unit for (unit,) in rows(same_code, "unit")}


@pytest.mark.parametrize(
    ("status", "value", "becomes"),
    [
        *(("", None, "missing"), ("Missing", None, "missing"), ("Private", None, "suppressed")),
        *(("", "..", "missing"), ("Whatever", None, "missing"), ("", 0, "ok")),
    ],
)
def test_why_kolada_has_no_value_is_kept_and_is_never_zero(status, value, becomes):
    reading = read(as_json(kolada(kolada_value(value, status=status), kolada_value(2.5, gender="K"))))
    assert rows(reading, "sex", "value", "status") == [
        ("K", 2.5, "ok"),
        ("all", 0.0 if value == 0 else None, becomes),
    ]


def test_what_kolada_has_deleted_is_not_read():
    reading = read(as_json(kolada(kolada_value(9.0, isdeleted=True), kolada_value(2.0, gender="K"))))
    assert rows(reading, "sex", "value") == [("K", 2.0)]
    assert "kolada_deleted" in codes(reading)


def test_the_names_of_the_old_interface_are_understood():
    page = kolada({"count": 1, "gender": "T", "status": "", "value": 3.0})
    page = {name: page[name] for name in ("values", "count")} | {
        "next_page": "https://…",
        "previous_page": None,
    }
    reading = read(as_json(page))
    assert rows(reading, "value") == [(3.0,)]
    assert "pages_missing" in codes(reading)


def test_names_without_values_are_refused_with_what_to_do():
    assert refusal(fixture("kolada_v3_kpi.json")) == "kolada_no_values"
    assert refusal(fixture("kolada_v3_municipality.json")) == "kolada_no_values"
    assert refusal(fixture("kolada_v3_municipality_groups.json")) == "kolada_no_values"
    assert refusal(fixture("sdb_region.json")) == "socialstyrelsen_no_values"
    assert refusal(fixture("pxweb2_post_body.json")) == "pxweb_query"


EXPECTED_PXWEB = [
    ("0604", "2024-01-01", "65-79", 1100.0, "ok"),
    ("0604", "2025-01-01", "65-79", 1110.0, "ok"),
    ("0604", "2024-01-01", "80-", 440.0, "ok"),
    ("0604", "2025-01-01", "80-", None, "missing"),
    ("0680", "2024-01-01", "65-79", 19200.0, "ok"),
    ("0680", "2025-01-01", "65-79", 19500.0, "ok"),
    ("0680", "2024-01-01", "80-", 8885.0, "ok"),
    ("0680", "2025-01-01", "80-", 9100.0, "ok"),
]


def test_a_table_of_scb_is_read_with_its_last_dimension_fastest():
    reading = read(fixture("pxweb2_data_jsonstat2.json"))
    assert rows(reading, "unit", "period", "age", "value", "status") == EXPECTED_PXWEB
    assert {(i.name.sv, i.kind, i.frequency) for i in reading.indicators} == {("Folkmängd", "count", "year")}
    assert set(reading.observations.frame["source"]) == {"SCB"}
    assert "scb_noise" in codes(reading)


def pxweb():
    return json.loads(fixture("pxweb2_data_jsonstat2.json")[1])


def without_region(label, **fixed):
    """The table of the first municipality alone, without its dimension, or with another of one value."""
    cube = pxweb()
    cube["label"], cube["value"], cube["status"] = label, cube["value"][:4], {}
    cube["value"][3] = 450
    cube["role"] = {"time": ["Tid"], "metric": ["ContentsCode"]}
    del cube["dimension"]["Region"]
    cube["id"], cube["size"] = [*cube["id"][1:], *fixed], [*cube["size"][1:], *([1] * len(fixed))]
    for name, only in fixed.items():
        cube["dimension"][name] = {"label": name, "category": {"index": {"x": 0}, "label": {"x": only}}}
    return as_json(cube)


@pytest.mark.parametrize(
    ("file", "unit"),
    [
        (without_region("Folkmängd i Jönköpings län efter ålder, kön och år"), "06"),
        (without_region("Folkmängd i riket efter ålder, kön och år"), "00"),
        (without_region("Folkmängd efter ålder, kön och år. Hela riket"), "00"),
        (without_region("Folkmängd i Aneby kommun efter ålder"), "0604"),
        (without_region("Folkmängd efter ålder, kön och år", Omr="Riket"), "00"),
        (without_region("Folkmängd, jämfört med riket", Omr="Jönköpings län"), "06"),
    ],
)
def test_a_table_without_regions_is_about_the_place_it_names(file, unit):
    reading = read(file)
    assert {found for (found,) in rows(reading, "unit")} == {unit}
    assert [one.name.sv for one in reading.indicators] == ["Folkmängd"]


@pytest.mark.parametrize(
    "label",
    [
        "Folkmängd efter ålder, kön, tabellinnehåll och år",
        "Folkmängd efter län och ålder",
        "Antal per kommun efter ålder",
        "Avvikelse från riket efter ålder",
        "Folkmängd i Jönköpings län och Kalmar län efter ålder",
    ],
)
def test_a_table_without_regions_that_names_no_one_place_asks_for_it(label):
    assert refusal(without_region(label)).startswith("no_unit_")


@pytest.mark.parametrize("order", [(4, 3, 2, 1, 0), (1, 4, 0, 2, 3), (0, 1, 2, 3, 4)])
@pytest.mark.parametrize("sparse", [False, True])
def test_any_order_of_dimensions_and_values_by_position_give_the_same_table(order, sparse):
    cube = pxweb()
    values = np.array(cube["value"], dtype=object).reshape(cube["size"]).transpose(order).ravel().tolist()
    cube["id"] = [cube["id"][i] for i in order]
    cube["size"] = [cube["size"][i] for i in order]
    cube["value"] = {str(i): one for i, one in enumerate(values) if one is not None} if sparse else values
    cube["status"] = {str(values.index(None)): ".."}
    assert rows(read(as_json(cube)), "unit", "period", "age", "value", "status") == EXPECTED_PXWEB


def test_a_mark_of_a_hidden_cell_hides_it_and_a_preliminary_one_is_said_to_be_so():
    cube = pxweb()
    cube["status"] = {"3": "*", "0": "p"}
    found = {
        (unit, age, period): s
        for unit, age, period, s in rows(read(as_json(cube)), "unit", "age", "period", "status")
    }
    assert found["0604", "80-", "2025-01-01"] == "suppressed"
    assert found["0604", "65-79", "2024-01-01"] == "provisional"


def test_before_2025_scb_adds_no_noise():
    cube = pxweb()
    cube["dimension"]["Tid"]["category"] = {
        "index": {"2023": 0, "2024": 1},
        "label": {"2023": "2023", "2024": "2024"},
    }
    assert "scb_noise" not in codes(read(as_json(cube)))


def test_measures_of_socialstyrelsen_are_never_mixed_and_swedish_numbers_are_numbers():
    reading = read(fixture("sdb_resultat.json"), fixture("sdb_region.json"))
    names = {one.id: (one.name.sv, one.kind, one.multiply) for one in reading.indicators}
    assert {
        (*names[i], *rest) for i, *rest in rows(reading, "indicator", "unit", "period", "age", "sex", "value")
    } == {
        ("Läkemedel, J01, antal expedieringar", "count", 1.0, "06", "2023-01-01", "85-", "all", 12345.0),
        ("Läkemedel, J01, antal expedieringar", "count", 1.0, "06", "2024-01-01", "85-", "all", 11987.0),
        (
            *("Läkemedel, J01, expedieringar per 1 000 invånare", "rate", 1000.0),
            *("06", "2024-01-01", "85-", "all", 642.31),
        ),
    }


def test_lists_chosen_with_the_answer_say_what_the_ids_stand_for():
    answer = {
        "amne": "diagnoserislutenvard",
        "data": [
            {"diagnosId": "I50", "regionId": 1, "alderId": 7, "konId": k, "mattId": 2, "ar": 2024, "varde": v}
            for k, v in ((1, "1 204,5"), (2, "987"))
        ],
        "sida": 1,
        "sidor": 3,
    }
    reading = read(
        as_json(answer),
        as_json([{"id": 1, "kod": "01", "text": "Stockholms län"}], "region.json"),
        as_json([{"id": 7, "text": "30-34"}], "alder.json"),
        as_json([{"id": 2, "text": "Antal vårdtillfällen per 100 000 invånare"}], "matt.json"),
    )
    (one,) = reading.indicators
    assert (one.kind, one.multiply) == ("rate", 100_000.0)
    assert [unit.name.sv for unit in reading.units] == ["Stockholms län"]
    assert rows(reading, "age", "sex", "value") == [("30-34", "K", 987.0), ("30-34", "M", 1204.5)]
    assert "pages_missing" in codes(reading)


def test_the_export_of_varden_i_siffror_is_read_and_unknown_is_missing():
    reading = read(fixture("vis_export.csv"))
    assert rows(
        reading, "indicator", "unit", "period", "numerator", "denominator", "value", "status", "source"
    ) == [
        ("telefon_samma_dag", "06", "2025-01-01", 9140.0, 10000.0, 91.4, "ok", "Väntetider i vården"),
        ("telefon_samma_dag", "06", "2025-02-01", None, None, None, "missing", "Väntetider i vården"),
    ]


@pytest.mark.parametrize("as_excel", [False, True])
def test_the_older_headings_of_the_export_and_a_workbook_of_it_are_known_too(as_excel):
    lines = [
        ["Diagramrubrik", "Enhetsnamn", "Mätperiod", "Värde", "Måttenhet"],
        ["Väntar länge", "Region Jönköpings län", "2018 kvartal 1", "4,5", "Antal per 1 000 invånare"],
        ["Väntar länge", "Riket", "2018 kvartal 1", "5,25", "Antal per 1 000 invånare"],
    ]
    file = ("vis.xlsx", workbook_of(Blad1=lines)) if as_excel else ("vis.csv", csv_of(*map(";".join, lines)))
    reading = read(file)
    assert rows(reading, "unit", "period_type", "value") == [("00", "quarter", 5.25), ("06", "quarter", 4.5)]
    assert [(i.kind, i.multiply, i.frequency) for i in reading.indicators] == [("rate", 1000.0, "quarter")]


def test_a_title_of_the_catalogue_on_another_scale_is_a_measure_of_its_own():
    title = "Telefonsamtal till primärvården som besvarats samma dag"
    reading = read(
        (
            "vis.csv",
            csv_of(
                "Titel;Enhetsnamn;Mätperiod;Värde;Måttenhet",
                f"{title};Riket;2025 Januari;914;Antal per 1 000 samtal",
            ),
        )
    )
    (one,) = reading.indicators
    assert rows(reading, "indicator", "value") == [(one.id, 914.0)]
    assert one.multiply == 1000.0


def test_saved_measurements_of_varden_i_siffror_give_counts_and_say_what_is_not_used():
    reading = read(fixture("vis_measurements.json"))
    assert rows(reading, "unit", "period", "numerator", "denominator", "value") == [
        ("06", "2025-01-01", 1304.0, 2000.0, 65.2)
    ]
    assert [(i.kind, i.multiply) for i in reading.indicators] == [("proportion", 100.0)]
    assert {"vis_intervals", "vis_unnamed"} <= codes(reading)


def test_a_twelve_month_value_that_is_called_a_month_is_pointed_out():
    found = json.loads(fixture("vis_measurements.json")[1])
    found[0]["measurements"][0]["period"]["start"] = "2024-02-01T00:00:00"
    assert "vis_longer_periods" in codes(read(as_json(found)))


SURVEY = (
    "Fråga;Enhet;Period;Antal svarande;Positiva;Andel",
    "Kände du dig trygg?;Aneby;2025 kv 1;9;8;88,9 %",
    "Kände du dig trygg?;Habo;2025 kv 1;24;20;83,3 %",
    "Kände du dig trygg?;Jönköping;2025 kv 1;120;96;80,0 %",
    "Kände du dig trygg?;Riket;2025 kv 1;0;0;",
)


@pytest.mark.parametrize("as_excel", [False, True])
def test_small_groups_of_a_survey_are_hidden_as_it_is_read_and_smallish_ones_called_uncertain(as_excel):
    lines = [line.split(";") for line in SURVEY]
    if as_excel:
        lines = [lines[0], *([*a[:3], int(a[3]), int(a[4]), a[5]] for a in lines[1:])]
    file = ("svar.xlsx", workbook_of(S=lines)) if as_excel else ("svar.csv", csv_of(*SURVEY))
    reading = read(file)
    assert rows(reading, "unit", "numerator", "denominator", "status") == [
        ("00", None, None, "suppressed"),
        ("0604", None, None, "suppressed"),
        ("0643", 20.0, 24.0, "ok"),
        ("0680", 96.0, 120.0, "ok"),
    ]
    told = {problem.code: problem.values["n"] for problem in reading.problems}
    assert (told["survey_hidden"], told["survey_uncertain"]) == (2, 1)


def test_no_number_of_a_small_group_is_left_in_the_table():
    (table,) = open_file("svar.csv", csv_of(*SURVEY)).tables
    aneby = table.cells.iloc[0].tolist()
    assert aneby == ["Kände du dig trygg?", "Aneby", "2025 kv 1", "<10", "*", "*"]


def test_a_mean_of_a_survey_is_a_mean():
    reading = read(
        (
            "svar.csv",
            csv_of(
                "Fråga;Kommun;År;Svarande;Medelvärde", "Betyg;Habo;2024;40;4,25", "Betyg;Aneby;2024;3;4,9"
            ),
        )
    )
    assert [one.kind for one in reading.indicators] == ["mean"]
    assert rows(reading, "unit", "value", "status") == [("0604", None, "suppressed"), ("0643", 4.25, "ok")]


def packed(*files, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return "svar.zip", out.getvalue()


def test_pages_in_a_zip_are_read_as_if_chosen_together():
    names = ("kolada_v3_data_page1.json", "kolada_v3_data_page2.json", "kolada_v3_kpi.json")
    files = [fixture(name) for name in names]
    zipped = read(packed(*files, ("LÄSMIG.txt", b"hej"), ("__MACOSX/x", b"\x00")))
    assert zipped.observations.digest == read(*files).observations.digest


def test_a_zip_of_anything_else_is_refused(monkeypatch):
    assert refusal(packed(("a.json", b"{}"), ("b.exe", b"MZ"))) == "is_other_zip"
    monkeypatch.setattr("core.observations.readers.content.MAX_INFLATED", 1000)
    assert refusal(packed(("a.json", b"[" + b" " * 5000 + b"]"))) == "unpacks_too_big"


def test_files_of_two_sources_are_not_read_together():
    assert refusal(fixture("sdb_resultat.json"), fixture("kolada_v3_kpi.json")) == "json_mixed"
    assert refusal(fixture("vis_export.csv"), fixture("kolada_v3_kpi.json")) == "files_not_together"


def test_a_script_reads_the_same_files_as_the_page_did():
    files = OwnFile("kolada_v3_data_page1.json", also=("kolada_v3_data_page2.json",))
    dataset = read_own_file(files, FIXTURES)
    names = (files.name, *files.also)
    assert dataset.observations.digest == read(*map(fixture, names)).observations.digest
