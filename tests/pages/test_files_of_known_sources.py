"""Files of known sources on the Data page: named, read without corrections, and put into use."""

import datetime as dt
from pathlib import Path

import pytest

from core.improvement import Change
from core.indicators import Text
from core.observations.observations import Observations
from core.share.own_format import zip_of
from core.simulate.sample import load_sample
from core.wording import LANGUAGES, words_of
from tests.observations.made_files import workbook_of
from tests.pages.page_visits import failed, plain, texts, visit

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
CHANGE = Change("eget", ("0680",), "2024-04", Text.of("Hembesök"), outcome=("akutbesok_hsh",))


def fixture(name):
    return name, (FIXTURES / name).read_bytes()


def brought(*files, language="sv"):
    """The Data page with these files chosen one after the other."""
    app = visit("data", language)
    for name, data in files:
        app = app.file_uploader[0].upload(name, data).run()
    return app


def accepted(app, language="sv"):
    label = words_of(language)("page.data.accept")
    return next(button for button in app.button if button.label == label).click().run()


def boxes(app):
    return " ".join(plain(one.value) for one in app.success)


@pytest.mark.parametrize(
    ("name", "called", "language"),
    [
        ("kolada_v3_data_gender.json", "Kolada", "sv"),
        ("pxweb2_data_jsonstat2.json", "SCB", "en"),
        ("sdb_resultat.json", "Socialstyrelsen", "sv"),
        ("vis_measurements.json", "Vården i siffror", "en"),
    ],
)
def test_a_saved_answer_is_named_and_put_into_use_without_corrections(name, called, language):
    words = words_of(language)
    app = brought(fixture(name), language=language)
    assert words("found.answer", called=called) in boxes(app)
    assert words("page.data.known_columns") in texts(app)
    app = accepted(app, language)
    assert failed(app) == []
    assert app.session_state["own_dataset"].observations.summary().n_rows > 0


def test_the_export_of_varden_i_siffror_is_named_and_its_encoding_can_still_be_corrected():
    app = brought(fixture("vis_export.csv"))
    assert words_of("sv")("found.varden_i_siffror") in boxes(app)
    assert words_of("sv")("page.data.fact_encoding") in [one.label for one in app.selectbox]


def test_a_broken_answer_is_refused_with_its_sentence_and_nothing_is_lost():
    app = brought(("svar.json", b'{"values": ['))
    assert "trasig" in app.table[0].value.to_string()
    assert words_of("sv")("page.data.sample_label") in texts(app)


def test_what_was_saved_is_opened_again_with_its_changes():
    sample = load_sample().for_showing()
    data = zip_of(sample, (CHANGE,), "hej", dt.datetime(2026, 11, 22))
    app = brought(("skifte-2026-11-22.zip", data))
    assert words_of("sv")("found.own") in boxes(app)
    assert words_of("sv")("page.data.own_format") in texts(app)
    app = accepted(app)
    assert failed(app) == []
    saved = Observations(sample.observations.frame)
    assert app.session_state["own_dataset"].observations.digest == saved.digest
    assert app.session_state["own_changes"] == (CHANGE,)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_in_view_can_be_saved(language):
    app = visit("data", language)
    app.session_state["save_part"] = True
    app = app.run()
    assert failed(app) == []
    assert words_of(language)("save.about") in texts(app)


def test_of_files_that_are_no_parts_of_one_answer_the_latest_is_read_and_that_is_said():
    other = ("siffror.csv", b"Kommun;Period;V\xc3\xa4rde\nHabo;2025-01;5,1\nAneby;2025-01;4,2\n")
    app = visit("data")
    app = (
        app.file_uploader[0]
        .set_value([(name, data, "text/csv") for name, data in (fixture("vis_export.csv"), other)])
        .run()
    )
    assert words_of("sv")("page.data.only_last", name="siffror.csv") in texts(app)
    assert failed(app) == []


def book():
    """A workbook with a measure a sheet and a sheet of notes."""
    head = ("Kommun", "Månad", "Täljare", "Nämnare")
    made = {
        name: [head, *(("Aneby", f"2025-{m:02d}", first + m, 10 * (first + m)) for m in range(1, 13))]
        for name, first in (("Fallolyckor", 10), ("Egna möten", 40))
    }
    return "bok.xlsx", workbook_of(
        Om=[("Gjord av", "Fråga"), ("Enheten", "Växeln"), ("Länet", "Staben")], **made
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheets_laid_out_alike_are_read_together_and_told_sheet_by_sheet(language):
    words = words_of(language)
    app = brought(book(), language=language)
    said = texts(app)
    for sheet in ("Fallolyckor", "Egna möten"):
        assert words("page.data.sheet_rows", sheet=sheet, n=12) in said
    assert words("page.data.sheets_are_indicator_column") in said
    assert words("page.data.sheets_without", n=1, names="Om") in said
    app = accepted(app, language)
    assert failed(app) == []
    assert len(app.session_state["own_dataset"].indicators()) == 2


def test_one_sheet_of_several_can_still_be_chosen():
    words = words_of("sv")
    app = brought(book())
    label = words("page.data.sheet")
    app = next(box for box in app.selectbox if box.label == label).select("Egna möten").run()
    assert words("page.data.seen_sheet", n=12, row="2", sheet="Egna möten") in texts(app)
    app = accepted(app)
    assert [one.name.sv for one in app.session_state["own_dataset"].indicators()] == ["Egna möten"]


# The county's own files


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "indicator", "rows"),
    [
        ("diver_bred_cp1252.csv", "mangbesokare_akut", 9),
        ("lang_utf8bom_semikolon.csv", "own_lang_utf8bom_semikolon", 3),
        ("lang_cp1252_tab.csv", "own_lang_cp1252_tab", 3),
        ("vis_export.csv", "telefon_samma_dag", 2),
    ],
)
def test_a_file_is_dropped_and_accepted_and_followed_without_anything_else(name, indicator, rows, language):
    """A file that names no indicator is offered one by its own name: nothing has to be filled in."""
    app = brought(fixture(name), language=language)
    assert failed(app) == []
    assert list(app.warning) == []
    app = accepted(app, language)
    own = app.session_state["own_dataset"]
    assert [one.id for one in own.indicators()] == [indicator]
    assert own.observations.summary().n_rows == rows
    followed = visit("folj", language, own=own)
    assert failed(followed) == []
    assert followed.get("vega_lite_chart")
