"""The small chart, the cards and the table of the overview: what is drawn, named, escaped and linked."""

import csv
import datetime as dt
import io
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from urllib.parse import unquote

import numpy as np
import pytest
from python_calamine import CalamineWorkbook

from core.figures import icons, palette
from core.figures.matrix_html import Matrix, cells_html, legend_html, matrix_html, matrix_style, skip_html
from core.figures.matrix_table import matrix_table
from core.figures.overview_cards import cards_html
from core.figures.overview_taken import Around, cards_taken, matrix_taken
from core.figures.sparkline import HEIGHT, POINTS, WIDTH, as_address, sparkline
from core.indicators import Target, Text, Unit
from core.overview.attention import attention
from core.overview.batch import stand_together
from core.overview.county import county
from core.share.file_name import file_name
from core.share.numbers import csv_numbers
from core.share.numbers_excel import excel_numbers
from core.share.taken import take
from core.wording import LANGUAGES, words_of
from core.wording.overview_cards import card_text
from tests.figures.made_charts import MEAN, PLACE, RATE, STEADY
from tests.overview.made_cells import SINCE, measured, named

QUIET = list(STEADY)
LEAP = [*QUIET[:-1], 60]
SINCE_MONTH = np.datetime64(SINCE, "M")
SV = words_of("sv")
WICKED = replace(RATE, name=Text("<script>\"&'", "<script>\"&'"), targets=(Target(2.0),))


def drawn(numbers, indicator=RATE, **more) -> ET.Element:
    options = {name: more.pop(name) for name in ("since", "start", "target") if name in more}
    return ET.fromstring(sparkline(stand_together([measured(indicator, numbers, **more)])[0], **options))


def strokes(picture: ET.Element) -> list[str | None]:
    return [one.get("stroke") for one in picture if one.get("fill") == "none"]


def fills(picture: ET.Element) -> list[str | None]:
    return [one.get("fill") for one in picture if one.tag.endswith("path") and one.get("fill") != "none"]


# The small chart


def test_a_steady_series_has_value_centre_and_limits_and_no_mark():
    picture = drawn(QUIET)
    assert strokes(picture).count(palette.LINES["limit"].colour) == 2
    assert strokes(picture).count(palette.CENTRE) == 1
    assert strokes(picture).count(palette.VALUE) == 1
    assert fills(picture) == []


def test_a_point_outside_is_a_diamond_and_one_in_a_pattern_a_square():
    diamond = drawn(LEAP).findall("*[@fill='#d0661c']")
    assert len(diamond) == 1
    assert "l" in str(diamond[0].get("d"))
    squares = drawn([*QUIET[:12], *[30, 31, 29, 30, 32, 31, 30, 29, 31, 30, 32, 31]])
    assert len(squares.findall("*[@fill='#d0661c']")) >= 8


def test_too_few_points_have_no_limits():
    assert palette.LINES["limit"].colour not in strokes(drawn(QUIET[:8]))


def test_what_is_missing_is_a_gap_and_never_zero():
    picture = drawn(QUIET, status=["ok"] * 10 + ["missing"] * 2 + ["ok"] * 12)
    line = next(one for one in picture if one.get("stroke") == palette.VALUE)
    assert str(line.get("d")).count("M") == 2
    heights = [float(y) for y in re.findall(r"[ML][\d.]+ ([\d.]+)", str(line.get("d")))]
    assert len(heights) == 22
    assert max(heights) <= HEIGHT


def test_a_provisional_point_is_hollow():
    picture = drawn(QUIET, status=["ok"] * 23 + ["provisional"])
    assert len([one for one in picture if one.tag.endswith("circle")]) == 1


def test_only_the_latest_points_are_drawn_and_all_stay_inside():
    line = next(one for one in drawn(QUIET * 3) if one.get("stroke") == palette.VALUE)
    places = re.findall(r"[ML]([\d.]+) ([\d.]+)", str(line.get("d")))
    assert len(places) == POINTS
    assert all(0 <= float(x) <= WIDTH and 0 <= float(y) <= HEIGHT for x, y in places)


@pytest.mark.parametrize("numbers", [[20], [20, 20, 20], [0] * 24])
def test_one_value_and_equal_values_are_drawn_in_the_middle(numbers):
    assert len(drawn(numbers, MEAN)) > 0


def test_since_start_and_target_are_drawn_when_they_are_there():
    plain = drawn(QUIET, MEAN)
    assert len(drawn(QUIET, MEAN, since=SINCE_MONTH).findall("{*}rect")) == 1
    assert palette.CHANGE in [one.get("stroke") for one in drawn(QUIET, MEAN, start=SINCE_MONTH)]
    assert palette.TARGET in strokes(drawn(QUIET, MEAN, target=15.0))
    assert plain.findall("{*}rect") == []


def test_an_address_holds_the_drawing_and_no_sign_that_would_end_an_attribute():
    address = as_address(icons.variation_icon(SV, stand_together([measured(RATE, QUIET)])[0].standing))
    assert not set('"<>#') & set(address)
    ET.fromstring(unquote(address.removeprefix("data:image/svg+xml,")))


# Cards


def cells(*asked):
    return county(list(asked), SINCE_MONTH).cells


def card_of(indicator, numbers=LEAP):
    return attention(cells(measured(indicator, numbers))).cards[0]


def test_a_card_has_reason_name_value_picture_sentence_and_a_way_in():
    card = card_of(replace(RATE, targets=(Target(2.0),)))
    told = card_text(SV, card)
    html = cards_html(SV, [card], SINCE_MONTH, lambda _: "/folj?a=1&b=2")
    assert told.reason == "Ny signal åt fel håll"
    assert (told.value, told.beside) == ("15,0 per 100 inskrivna", "december 2023")
    assert told.sentence.startswith("December 2023 ligger över styrgränserna, ")
    assert told.sentence.endswith("Målet nås inte så länge variationen är som nu.")
    for text in (told.reason, told.name, told.sentence, told.picture):
        assert text in html
    assert 'href="/folj?a=1&amp;b=2"' in html
    assert html.count("<h3>") == html.count('class="line"') == 1
    assert html.count('class="icon"') == 2


def test_a_name_from_a_file_stays_text():
    html = cards_html(SV, [card_of(WICKED)], SINCE_MONTH, lambda _: '"><script>')
    assert "<script" not in html
    assert "&lt;script&gt;" in html


# The table


def small_county(*names: str):
    asked = [measured(named(RATE, name, targets=(Target(2.0),)), LEAP) for name in names]
    return county(asked, SINCE_MONTH)


def table(found, **more):
    rows = [("Resultatmått", found.indicators)]
    columns = [(PLACE, "Värnamo"), (Unit("0680", Text.of("Jönköping")), "Jönköping")]
    made = cells_html(SV, found, lambda indicator, unit: f"/folj?indicator={indicator}&unit={unit}")
    return matrix_html(SV, Matrix(rows, columns, PLACE.id, made))


def test_a_cell_has_its_signs_its_name_its_tip_and_its_link():
    html = table(small_county("besök"))
    assert 'href="/folj?indicator=besök&amp;unit=0683"' in html
    assert '<i class="v-worsening_up"></i><i class="a-missed"></i>' in html
    name = re.search(r'aria-label="(F[^"]*)"', html)
    assert name is not None
    assert name.group(1) == (
        "Försämring: signal uppåt. Målet nås inte så länge variationen är som nu. Ny sedan september 2023"
    )
    assert 'title="Senast 15,0 per 100 inskrivna, december 2023. ' in html
    assert 'class="new"' in html


def test_a_cell_without_numbers_says_so():
    html = table(small_county("besök"))
    assert html.count(SV("overview.no_numbers")) == 1
    assert html.count("<td") == 2


def test_the_table_is_a_table_with_headings_in_a_region_for_the_keyboard():
    root = ET.fromstring(table(small_county("a", "b")))
    assert root.get("tabindex") == "0"
    assert root.get("role") == "region"
    assert root.get("aria-label")
    assert [one.get("scope") for one in root.iter("th")] == ["col", "col", "col", "rowgroup", "row", "row"]


def test_without_a_script_the_table_is_a_table_of_links_that_the_tab_key_reaches():
    (sent,) = ET.fromstring(table(small_county("a", "b"))).iter("table")
    assert sent.get("role") is None
    assert [one.get("href") is not None for one in sent.iter("a")] == [True, True]
    assert not [one for one in sent.iter() if one.get("tabindex")]


def test_a_name_with_an_address_is_a_link_and_still_the_heading_of_its_row():
    found = small_county("besök", "fall")
    matrix = Matrix(
        [("", found.indicators)], [(PLACE, "Värnamo")], PLACE.id, {}, {"besök": "/jamfor?a=1&b=2"}
    )
    root = ET.fromstring(matrix_html(SV, matrix))
    linked, plain = (one for one in root.iter("th") if one.get("scope") == "row")
    (link,) = linked.iter("a")
    assert (link.text, link.get("href"), link.get("data-go")) == ("besök", "/jamfor?a=1&b=2", "1")
    assert link.get("aria-label") is None  # it would be read out with every cell of the row
    assert list(plain.iter("a")) == []


def test_the_link_past_the_table_leads_to_the_legend_after_it():
    link = ET.fromstring(skip_html(SV))
    legend = ET.fromstring(legend_html(SV, cells(measured(RATE, LEAP)), "maj"))
    assert link.text == "Hoppa över tabellen"
    assert link.get("href") == f"#{legend.get('id')}"
    assert legend.get("tabindex") == "-1"


def test_names_in_the_table_stay_text():
    found = county([measured(WICKED, LEAP)], SINCE_MONTH)
    assert "<script" not in table(found)


def test_every_sign_is_drawn_once_in_the_style():
    style = matrix_style()
    for name in [*(f"v-{code}" for code in icons.VARIATION), *(f"a-{code}" for code in icons.ASSURANCE)]:
        assert style.count(f".{name} {{ background-image") == 1
    assert "http://" not in style.replace("http://www.w3.org/2000/svg", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_legend_names_the_signs_that_occur_and_no_others(language):
    words = words_of(language)
    found = cells(measured(RATE, LEAP), measured(named(RATE, "lugn"), QUIET))
    html = legend_html(words, found, words.month(SINCE_MONTH))
    assert set(re.findall(r'<i class="([va]-\w+)"', html)) == {"v-worsening_up", "v-common"}
    assert words("overview.legend_new", since=words.month(SINCE_MONTH)) in html


def test_the_same_in_words():
    found = small_county("besök")
    frame = matrix_table(SV, found.cells, SINCE_MONTH)
    assert list(frame.iloc[0]) == [
        "besök",
        "Värnamo",
        "Försämring: signal uppåt",
        "Ny signal",
        "Målet nås inte så länge variationen är som nu",
        "15,0",
        "per 100 inskrivna",
        "december 2023",
    ]


# Taken along


DAY = dt.date(2026, 11, 22)
AROUND = Around(
    "Värnamo", ("kommuner", "Kön: Kvinnor"), "Ett av ett mått har en ny signal.", SINCE_MONTH, True
)


def lines_of(figure) -> list[list[str]]:
    content = csv_numbers(take(SV, figure, DAY)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content), delimiter=";"))


def test_the_table_taken_along_says_what_it_is_and_what_limits_it():
    figure = matrix_taken(SV, small_county("besök", "fall").cells, AROUND)
    told = dict(lines_of(figure)[:3])
    assert told["Titel"] == "Läget för mått och enheter: Värnamo, kommuner, Kön: Kvinnor"
    assert told["Så är det räknat"].split(" · ")[:3] == [
        "ett diagram för varje mått och enhet, Anhøjs regler",
        "nytt sedan slutet av september 2023",
        SV("figure.facts_made_up"),
    ]
    assert told["Vad som syns"] == AROUND.finding
    assert SV("overview.revised") in figure.notes
    assert SV("overview.chance_about") in figure.notes
    when = "Siffror för januari 2022 till december 2023. Gjord den 22 november 2026 med Skifte."
    assert ["Tid", when] in lines_of(figure)
    assert file_name(take(SV, figure, DAY), "csv") == "laget-for-matt-och-enheter-varnamo-2023-12.csv"


def test_own_numbers_are_not_called_made_up():
    figure = cards_taken(SV, [card_of(RATE)], replace(AROUND, made_up=False))
    assert SV("figure.facts_made_up") not in figure.facts


def test_numbers_in_the_files_are_numbers_and_their_unit_stands_beside_them():
    figure = matrix_taken(SV, small_county("besök").cells, AROUND)
    assert lines_of(figure)[-1][-3:] == ["15", "per 100 inskrivna", "2023-12"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(excel_numbers(take(SV, figure, DAY))))
    assert book.get_sheet_by_index(0).to_python()[1][5] == 15.0


def test_a_name_in_the_files_is_no_formula():
    figure = cards_taken(SV, [card_of(named(RATE, "=1+1", targets=(Target(2.0),)))], AROUND)
    assert not any(cell.startswith("=") for line in lines_of(figure) for cell in line)


def test_the_cards_taken_along_say_why_what_and_where_it_stands():
    figure = cards_taken(SV, [card_of(replace(RATE, targets=(Target(2.0),)))], AROUND)
    row = figure.table.iloc[0].to_list()
    assert row[:6] == [
        "Ny signal åt fel håll",
        "Akutbesök",
        "–",
        "15,0",
        "per 100 inskrivna",
        "december 2023",
    ]
    assert row[6].startswith("December 2023 ligger över styrgränserna")
    assert SV("overview.taken_change") not in figure.notes


def test_what_has_no_value_yet_is_a_dash_and_never_zero():
    hidden = measured(RATE, QUIET, status=["suppressed"] * 24)
    figure = matrix_taken(SV, cells(hidden), AROUND)
    assert figure.table.iloc[0].to_list()[-3:] == ["–", "–", "–"]
