import datetime as dt
import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_files import NOTHING, csv_of, workbook_of

from core.observations import personal
from core.observations.mapping import Mapping, NewIndicator
from core.observations.readers import open_file
from core.observations.reading import read_observations
from core.remarks import Refused


def check_digit(nine: str) -> str:
    doubled = [int(digit) * (2 if i % 2 == 0 else 1) for i, digit in enumerate(nine)]
    return str(-sum(sum(divmod(number, 10)) for number in doubled) % 10)


def number_of(day: dt.date, serial: int, coordination: bool = False) -> tuple[str, str, str]:
    """Century, date and last four of a made-up person number."""
    date = f"{day:%y%m}{day.day + (60 if coordination else 0):02d}"
    return f"{day.year // 100}", date, f"{serial:03d}" + check_digit(f"{date}{serial:03d}")


people = st.builds(
    number_of, st.dates(dt.date(1900, 1, 1), dt.date(2026, 12, 31)), st.integers(1, 999), st.booleans()
)
forms = st.sampled_from(
    [
        "{d}-{l}",
        "{d}{l}",
        "{d}+{l}",
        "{c}{d}-{l}",
        "{c}{d}{l}",
        "{c}{d} {l}",
        "{d} {l}",
        "{d} - {l}",
        " {c}{d}-{l} ",
        "{d}–{l}",
        "{c}{d}\u2011{l}",
        "{d}\u00a0-\u00a0{l}",
        "{c}{d}{l}.0",
        "pat{c}{d}{l}",
        "Inskriven: {d}-{l}, omprövas",
        "({d}-{l})",
        "nr:{c}{d}-{l};",
        "1 {d}-{l}",
        "1.{d}-{l}",
        "12,{c}{d}-{l}",
        "{d}.{l}",
        "{d}/{l}",
        "{d}_{l}",
        "{d}--{l}",
        "SE16{d}{l}",
        "SE{d}{l}01",
        "ID{c}{d}{l}",
    ]
)


@given(person=people, form=forms)
def test_any_valid_person_number_is_found(person, form):
    century, date, last = person
    assert personal.holds_person_number(form.format(c=century, d=date, l=last))


@given(person=people)
def test_a_date_with_hyphens_before_the_last_four_is_found(person):
    century, date, last = person
    assert personal.holds_person_number(f"{century}{date[:2]}-{date[2:4]}-{date[4:]}-{last}")


@given(
    person=people,
    divider=st.sampled_from("-./_, "),
    gap=st.sampled_from(["-", "+", " -", " - ", "--"]),
    century=st.booleans(),
)
def test_a_divided_date_before_the_last_four_is_found(person, divider, gap, century):
    first, date, last = person
    divided = divider.join((date[:2], date[2:4], date[4:]))
    assert personal.holds_person_number(f"{first if century else ''}{divided}{gap}{last}")


@pytest.mark.parametrize(
    "text",
    [
        "１９９００１０１１２３９",  # full width
        "1990-01-01 1239",
        "1990/01/01-1239",
        "1990:01:01:1239",
        "90.01.01-1239",
        "90 01 01 1239",
        "9.001011239E+9",
        "9,001011239e+09",
        "1.99001011239E+11",
        "1,99001011239E+11",
        "199 001 011 239",
        "9 001 011 239",
        "199\u00a0001\u00a0011\u00a0239",
        "9\u202f001\u202f011\u202f239",
        "199.001.011.239",
        "900101\u2212\u200b1239",
    ],
)
def test_person_numbers_as_spreadsheets_and_hands_write_them_are_found(text):
    assert personal.holds_person_number(text)


def test_no_moment_or_range_of_days_is_taken_for_a_person():
    days = [dt.date(2010, 1, 1) + dt.timedelta(days=i) for i in range(0, 6000, 7)]
    for day in days:
        for text in (
            f"{day} 12:39",
            f"{day} 1239",
            f"{day}_1239",
            f"{day:%Y%m%d}_1239",
            f"{day}T12:39:11.1234",
            f"{day:%Y%m%d}T123911",
            f"{day} - {day.replace(month=12)}",
            f"{day}/{day.replace(month=12)}",
            f"{day:%y:%m:%d}.1234",
            f"{day:%d.%m.%Y} 1239",
        ):
            assert not personal.holds_person_number(text), text


@given(person=people, wrong=st.integers(1, 9))
def test_a_wrong_check_digit_is_no_person_number(person, wrong):
    century, date, last = person
    changed = last[:3] + str((int(last[3]) + wrong) % 10)
    assert not personal.holds_person_number(f"{century}{date}-{changed}")


@pytest.mark.parametrize(
    "text",
    [
        "556036-0793",  # organisation number: month 60
        "232100-0016",
        "SE232100001601",
        "3f2504e0-4f89-11d3-9a0c-191212121212",  # the last group of a GUID
        "070-123 45 67",
        "+46 70 123 45 67",
        "036-32 40 00",
        "2025-01-01",
        "2025-01-01 12:00:00",
        "20250101-20250131",
        "202501-202512",
        "1234567890",
        "0.1912121212",
        "4,1912121212",
        "1.9001011239",
        "1,9001011239",
        "9.00101E+9",
        "19121212121212",  # 14 digits
        "191302291212",  # 29 February 1913
    ],
)
def test_other_long_numbers_are_not_taken_for_persons(text):
    assert not personal.holds_person_number(text)


def test_few_random_ten_digit_numbers_are_taken_for_persons():
    random = np.random.default_rng(7).integers(10**9, 10**10, 20_000)
    taken = sum(personal.holds_person_number(str(number)) for number in random)
    assert taken < 0.01 * len(random)


FOUND = "121212-1212"  # the made-up Tolvan Tolvansson of the tax agency's examples


def refusal_of(name, data):
    with pytest.raises(Refused) as caught:
        open_file(name, data)
    return caught.value


def test_the_refusal_names_column_and_row_but_never_the_number():
    data = csv_of("Kommun;Månad;Anmärkning;Antal", "Aneby;2025-01;;5", f"Habo;2025-01;gäller {FOUND};6")
    refused = refusal_of("fil.csv", data)
    (problem,) = refused.problems
    assert problem.code == "person_number"
    assert (problem.place.row, problem.place.column) == (3, "Anmärkning")
    chain = [refused, refused.__cause__, refused.__context__]
    assert not any("1212" in f"{one!s} {one!r}" for one in chain)


def test_a_person_number_is_found_wherever_it_stands():
    rows = ["Kommun;Månad;Antal", "Aneby;2025-01;5"]
    places = {
        "name of the file": (f"{FOUND}.csv", csv_of(*rows)),
        "heading": ("a.csv", csv_of(f"Kommun;Månad;Antal;{FOUND}", "Aneby;2025-01;5;1")),
        "line above the table": ("a.csv", csv_of(f"Uttag för {FOUND};;", "", *rows)),
        "row with too many cells": ("a.csv", csv_of(*rows, f"Habo;2025-01;5;;{FOUND}")),
        "name of a sheet": ("a.xlsx", workbook_of(**{FOUND: [["Kommun", "Månad"], ["Aneby", "2025-01"]]})),
        "name of an empty sheet": (
            "a.xlsx",
            workbook_of(**{"Ett": [["Kommun", "Månad"], ["Aneby", "2025-01"]], FOUND: []}),
        ),
        "name of a sheet without rows": ("a.xlsx", workbook_of(**{FOUND: [["Kommun", "Månad"]]})),
        "second sheet": (
            "a.xlsx",
            workbook_of(
                Ett=[["Kommun", "Månad"], ["Aneby", "2025-01"]], Två=[["Namnlös", "x"], ["a", FOUND]]
            ),
        ),
        "sheet without a table": (
            "a.xlsx",
            workbook_of(Ett=[["Kommun", "Månad"], ["Aneby", "2025-01"]], Två=[[FOUND]]),
        ),
        "number in Excel": ("a.xlsx", workbook_of(Ett=[["Kommun", "Nr"], ["Aneby", 191212121212]])),
        "ten digits in Excel": ("a.xlsx", workbook_of(Ett=[["Kommun", "Nr"], ["Aneby", 1212121212]])),
    }
    for where, (name, data) in places.items():
        refused = refusal_of(name, data)
        assert {problem.code for problem in refused.problems} <= personal.CODES, where
        assert "121212" not in f"{refused} {[problem.place for problem in refused.problems]}", where


def test_person_numbers_that_excel_took_the_zeros_from_are_found():
    born = [number_of(dt.date(2001 + i % 8, 1 + i % 12, 3 + i), 100 + i) for i in range(8)]
    numbers = [int(date + last) for _, date, last in born]
    assert max(numbers) < 10**9
    rows = [["Kommun", "Id"], *(["Aneby", number] for number in numbers)]
    assert refusal_of("a.xlsx", workbook_of(Blad=rows)).problems[0].code == "person_number"


@pytest.mark.parametrize(
    "heading",
    [
        "Förnamn",
        "EFTERNAMN",
        "Personnr",
        "Patient-ID",
        "patientnamn",
        "Födelsedatum",
        "date of birth",
        "NHS number",
    ],
)
def test_headings_about_persons_are_refused(heading):
    data = csv_of(f"Kommun;Månad;{heading};Antal", "Aneby;2025-01;x;5")
    assert refusal_of("a.csv", data).problems[0].code == "person_column"


def test_a_column_of_names_is_refused_but_not_one_of_units():
    people = csv_of("Namn;Månad;Antal", "Anna Andersson;2025-01;1", "Bo Karlsson;2025-01;1")
    units = csv_of("Namn;Månad;Antal", "Aneby;2025-01;5", "Gislaveds kommun;2025-01;6")
    assert refusal_of("a.csv", people).problems[0].code == "person_column"
    assert len(open_file("a.csv", units).tables[0]) == 2


def test_counts_of_patients_are_welcome():
    data = csv_of(
        "Kommun;Månad;Patienter;Antal personer;Patient", *(f"Aneby;2025-{m:02d};5;6;4" for m in range(1, 13))
    )
    assert len(open_file("a.csv", data).tables[0]) == 12


def test_one_row_per_person_is_refused_when_it_is_read():
    rows = [f"Aneby;2025-{m:02d}-{d:02d};1" for m in range(1, 4) for d in range(1, 21)]
    table = open_file("a.csv", csv_of("Kommun;Datum;Antal", *rows)).tables[0]
    mapping = Mapping(
        period="Datum", unit="Kommun", numerator="Antal", indicator=NewIndicator("Besök", "count")
    )
    with pytest.raises(Refused) as caught:
        read_observations(table, mapping, NOTHING)
    assert caught.value.problems[0].code == "one_row_per_person"


def test_a_month_of_ones_in_every_municipality_is_no_list_of_persons():
    rows = [
        f"{unit.name.sv};2025-{m:02d};1"
        for m in range(1, 13)
        for unit in NOTHING.units.of_level("municipality")
    ]
    table = open_file("a.csv", csv_of("Kommun;Månad;Antal", *rows)).tables[0]
    mapping = Mapping(
        period="Månad", unit="Kommun", numerator="Antal", indicator=NewIndicator("Fall", "count")
    )
    assert read_observations(table, mapping, NOTHING).n_kept == 156


def test_two_hundred_thousand_rows_are_searched_in_seconds():
    rows = [f"Aneby;2025-01;{i}-{i * 7919 % 10**9:09d};{i}" for i in range(200_000)]
    data = csv_of("Kommun;Månad;Kod;Antal", *rows, f"Aneby;2025-01;{FOUND};1")
    start = time.perf_counter()
    refused = refusal_of("a.csv", data)
    assert time.perf_counter() - start < 10
    assert [problem.values["rows"] for problem in refused.problems] == [(200_002,)]


def persons_by_month(people=24, months=24):
    draw = np.random.default_rng(5)
    return [
        (f"P{person:03d}", f"{2024 + m // 12}-{m % 12 + 1:02d}", int(draw.random() < 0.3))
        for person in range(people)
        for m in range(months)
    ]


@pytest.mark.parametrize(
    ("data", "mapping"),
    [
        (
            csv_of("Enhet;Månad;Täljare;Nämnare", *(f"{p};{m};{y};1" for p, m, y in persons_by_month())),
            Mapping(period="Månad", unit="Enhet", numerator="Täljare", denominator="Nämnare"),
        ),
        (
            csv_of(
                "Enhet;Kod;Månad;Täljare;Nämnare",
                *(f"Aneby;{p};{m};{y};1" for p, m, y in persons_by_month()),
            ),
            Mapping(period="Månad", unit="Enhet", other="Kod", numerator="Täljare", denominator="Nämnare"),
        ),
        (
            csv_of("Enhet;Månad;Procent", *(f"{p};{m};{100 * y}" for p, m, y in persons_by_month())),
            Mapping(period="Månad", unit="Enhet", value="Procent"),
        ),
    ],
)
def test_a_row_for_each_person_and_month_is_refused_whatever_the_column_is_called(data, mapping):
    table = open_file("a.csv", data).tables[0]
    chosen = replace(mapping, indicator=NewIndicator("Fallit", "proportion", 100), unknown_units="keep")
    with pytest.raises(Refused) as caught:
        read_observations(table, chosen, NOTHING)
    assert [problem.code for problem in caught.value.problems] == ["one_row_per_person"]


def test_rare_events_are_no_persons():
    with_residents = csv_of(
        "Enhet;Månad;Täljare;Nämnare", *(f"{p};{m};{y};{40 + y}" for p, m, y in persons_by_month())
    )
    counts = csv_of("Enhet;Månad;Antal", *(f"{p};{m};{y}" for p, m, y in persons_by_month()))
    always = csv_of("Enhet;Månad;Procent", *(f"{p};{m};100" for p, m, y in persons_by_month()))
    for data, kind, columns in (
        (with_residents, "proportion", {"numerator": "Täljare", "denominator": "Nämnare"}),
        (counts, "count", {"numerator": "Antal"}),
        (always, "proportion", {"value": "Procent"}),
    ):
        mapping = Mapping(
            period="Månad",
            unit="Enhet",
            indicator=NewIndicator("Eget", kind, 1 if kind == "count" else 100),
            unknown_units="keep",
            **columns,
        )
        assert read_observations(open_file("a.csv", data).tables[0], mapping, NOTHING).n_kept == 576


NAMES = ("Anna Svensson", "Bo Ek", "Karlsson, Eva", "Fatima Al-Masri", "Lars-Erik Håkansson")


@pytest.mark.parametrize("heading", ["Enhet", "Typ", "Boendeansvarig", "Anteckning"])
def test_names_of_persons_are_refused_in_any_column_however_often_each_stands_there(heading):
    rows = [f"Aneby;2025-{m:02d};{name};{m}" for name in NAMES for m in range(1, 13)]
    data = csv_of(f"Kommun;Månad;{heading};Antal", *rows)
    (problem,) = refusal_of("a.csv", data).problems
    assert (problem.code, problem.place.column) == ("person_column", heading)
    only_one = csv_of(f"{heading};Månad;Antal", *(f"Anna Svensson;2025-{m:02d};1" for m in range(1, 13)))
    assert refusal_of("a.csv", only_one).problems[0].code == "person_column"


@pytest.mark.parametrize(
    "units",
    [
        ["Vårdcentral Norr", "Vårdcentral Söder"],
        ["Region Jönköpings län", "Habo kommun", "Eksjö Kommun"],
        ["Bra Liv Habo", "Capio Slottsstaden", "Stora Sköndal"],
        ["Maria Ungdom", "Sofia Vårdcentral", "Unicare Vetlanda", "Praktikertjänst Eksjö"],
        ["Katarina Engelbrekt"],
        ["Annagården", "Elsas Hus", "Norra Hamngatan", "Villa Solvik"],
        ["Sankt Göran", "Sankt Erik", "S:t Lars"],
        ["Johannes Kliniken", "Anna Lindhs Vårdcentral", "Karl Johans Vårdcentral"],
        ["Guy's And St Thomas' NHS Foundation Trust", "James Paget University Hospitals"],
    ],
)
def test_names_of_units_are_welcome(units):
    data = csv_of("Enhet;Månad;Antal", *(f"{unit};2025-{m:02d};5" for unit in units for m in range(1, 13)))
    assert len(open_file("a.csv", data).tables[0]) == 12 * len(units)


def test_the_units_of_the_register_are_no_persons():
    data = csv_of("Enhet;Månad;Antal", *(f"{unit.name.sv};2025-01;5" for unit in NOTHING.units))
    assert len(open_file("a.csv", data).tables[0]) == len(NOTHING.units)


@pytest.mark.parametrize("heading", ["Löpkod", "löpnr", "Patientlöpnummer", "Kontaktperson", "Brukarkod"])
def test_codes_of_persons_are_refused_by_their_heading(heading):
    data = csv_of(f"Kommun;Månad;{heading};Antal", "Aneby;2025-01;17;5")
    assert refusal_of("a.csv", data).problems[0].code == "person_column"


def test_codes_under_patient_are_refused_though_each_has_many_rows():
    data = csv_of("Patient;Månad;Antal", *(f"{p};{m};{y}" for p, m, y in persons_by_month()))
    assert refusal_of("a.csv", data).problems[0].code == "person_column"
