"""Pictures to take along: everything a page tells is inside, nothing is cut, nothing is fetched."""

import datetime as dt
import io
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import pairwise
from threading import Thread

import numpy as np
import pytest
from PIL import Image

from core.figures import palette
from core.figures.panels_figure import panels_figure
from core.share.converter import NotDrawn
from core.share.picture import SCALE, pdf_picture, png_picture, svg_picture
from core.share.picture_page import A4, WIDTH
from core.share.taken import Taken, take
from core.wording import words_of
from tests.browser.paper_type import type_sizes
from tests.figures.made_charts import STEADY, made_chart
from tests.share.made_figures import figures

SV = words_of("sv")
DAY = dt.date(2026, 11, 22)
ELSEWHERE = "Fem enheter har börjat samtidigt, så jämförelsen vilar på få."
LOOKS = {"sv": "light", "en": "dark"}
KINDS = tuple(figures("sv", "light"))
LONG = (
    "Andel personer med hälso- och sjukvård i hemmet som har en dokumenterad samordnad individuell plan "
    "upprättad inom trettio dagar från inskrivningen, per 1 000 inskrivna: Södra Vätterbygdens område"
)


def taken(kind: str, language: str = "sv", theme: str | None = None) -> Taken:
    figure = figures(language, theme or LOOKS[language])[kind]
    return take(words_of(language), figure, DAY, (ELSEWHERE,))


def text_in(svg: str) -> str:
    """All that is written in a picture, in one line."""
    return one_line("".join(ET.fromstring(svg).itertext()))


def one_line(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def grey(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("L"))


@pytest.mark.parametrize("language", LOOKS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_holds_all_that_the_page_tells_on_white_whatever_the_page_was(kind: str, language: str):
    along = taken(kind, language)
    figure, words = along.figure, words_of(language)
    svg = svg_picture(along)
    written = text_in(svg)
    told = (figure.title, figure.facts, figure.sentence, *figure.notes, ELSEWHERE, *along.when)
    for text in (*told, *(meaning for _, meaning in (*figure.states, *figure.lines))):
        assert one_line(text) in written
    if kind != "false_alarms":
        assert words("figure.facts_made_up") in written
        assert figure.scope is not None
        assert one_line(figure.scope.first) in written
    assert palette.TEXT["dark"] not in svg
    assert palette.QUIET_TEXT["dark"] not in svg
    assert 'fill="#ffffff"' in svg


def test_the_rule_set_the_baseline_and_the_source_are_named():
    written = text_in(svg_picture(taken("control")))
    assert "u-diagram, Anhøjs regler" in written
    assert "baslinje: jan 2022 till okt 2025" in written
    assert "källa: made" in written
    assert "Siffror för januari 2022 till december 2025. Gjord den 22 november 2026 med Skifte." in written


def test_numbers_and_months_on_the_axes_are_those_of_the_language():
    assert "0,05" in text_in(svg_picture(taken("starts")))
    assert "0.05" in text_in(svg_picture(taken("starts", "en")))
    assert "jan 2023" in text_in(svg_picture(taken("counterfactual")))
    assert "Jan 2023" in text_in(svg_picture(taken("counterfactual", "en")))


@pytest.mark.parametrize("kind", ["control", "peers", "panels"])
def test_a_png_suits_a_slide_is_not_blank_and_has_nothing_at_its_edges(kind: str):
    picture = grey(png_picture(taken(kind)))
    assert picture.shape[1] >= SCALE * WIDTH
    assert 0.005 < (picture < 200).mean() < 0.5
    edge = 8 * SCALE
    for strip in (picture[:edge], picture[-edge:], picture[:, :edge], picture[:, -edge:]):
        assert (strip == 255).all()


def test_long_titles_and_caveats_are_broken_within_the_page_and_none_lies_on_another():
    along = taken("control")
    figure = replace(along.figure, title=LONG, sentence=f"{LONG}. {LONG}.", facts=LONG, notes=(LONG,))
    svg = svg_picture(take(SV, figure, DAY))
    assert text_in(svg).count(one_line(LONG)) == 6  # also as the picture's name
    picture = grey(png_picture(take(SV, figure, DAY)))
    assert (picture[:, -24 * SCALE :] == 255).all()
    lines = [float(y) for y in re.findall(r'<tspan x="[^"]*" y="([^"]*)"', svg)]
    texts = len(re.findall("<tspan", svg.split('<svg x="')[0]))
    above = lines[:texts]
    assert all(later - earlier > 12 for earlier, later in pairwise(above))


@pytest.mark.parametrize("kind", ["control", "family"])
def test_a_pdf_is_one_a4(kind: str):
    pdf = pdf_picture(taken(kind))
    assert pdf.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    box = [float(part) for part in re.search(rb"/MediaBox\s*\[([^\]]*)\]", pdf)[1].split()]
    assert sorted(box[2:]) == pytest.approx(sorted(A4), abs=0.1)


@pytest.mark.parametrize("kind", KINDS)
def test_no_type_of_a_pdf_is_smaller_than_7_and_a_half_points(kind: str):
    assert min(type_sizes(pdf_picture(taken(kind)))) >= 7.5


@pytest.mark.parametrize("language", LOOKS)
@pytest.mark.parametrize("kind", ["effects", "family", "peers"])
def test_no_name_of_a_row_is_cut(kind: str, language: str):
    assert "…" not in text_in(svg_picture(taken(kind, language)))


def test_thirteen_units_can_be_read_on_an_a4():
    units = [made_chart(numbers=np.roll(STEADY, k)) for k in range(13)]
    pdf = pdf_picture(take(SV, panels_figure(SV, units, made_up=True), DAY))
    assert min(type_sizes(pdf)) >= 7.5


def test_what_a_file_calls_a_place_is_text_and_cannot_break_the_picture():
    evil = 'Åmål <script>alert("1")</script> & \x0b\x00 ]]> "\'\u2028'
    along = taken("starts")
    figure = replace(along.figure, title=evil, sentence=evil, notes=(evil,), alt=evil)
    svg = svg_picture(take(SV, figure, DAY))
    assert "<script" not in svg
    assert 'Åmål <script>alert("1")</script> & ]]> "\'' in text_in(svg)
    assert png_picture(take(SV, figure, DAY)).startswith(b"\x89PNG")


def test_icons_are_part_of_the_picture_and_not_images_in_it():
    svg = svg_picture(taken("panels"))
    assert "<image" not in svg
    assert svg.count("<svg ") == 1 + 1 + 2  # the page, the chart, an icon a unit


def test_nothing_is_fetched_even_if_a_chart_asks_for_it():
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_args):
            return

    server = HTTPServer(("127.0.0.1", 0), Listener)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        along = taken("starts")
        spec = dict(along.figure.spec)
        address = f"http://127.0.0.1:{server.server_port}/numbers.json"
        spec["layer"] = [{**layer, "data": {"url": address}} for layer in spec["layer"]]
        with pytest.raises(NotDrawn):
            svg_picture(replace(along, figure=replace(along.figure, spec=spec)))
    finally:
        server.shutdown()
        server.server_close()
    assert asked == []


def test_a_chart_that_cannot_be_drawn_is_told_without_what_is_in_it():
    along = taken("starts")
    spec = {**along.figure.spec, "layer": [{"mark": "secret"}]}
    with pytest.raises(NotDrawn) as told:
        svg_picture(replace(along, figure=replace(along.figure, spec=spec)))
    assert "secret" not in str(told.value)
    assert told.value.__cause__ is None
