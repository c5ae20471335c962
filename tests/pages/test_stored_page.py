"""Data that are kept on one's own computer, as the page shows them; and that nobody else ever sees them."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from core.indicators.added import indicators_csv
from core.observations.store.store import Store
from core.wording import words_of
from tests.pages.page_visits import OWN, failed, own_data, query_of, texts, visit

CSV = "Månad;Kommun;Täljare;Inskrivna\n" + "\n".join(f"2025-{m:02};0680;{m + 5};400" for m in range(1, 7))
NEWER = "Månad;Kommun;Täljare;Inskrivna\n" + "\n".join(f"2025-{m:02};0680;{m + 6};400" for m in range(6, 8))
KEEP, OPEN, UNDO = "Spara på den här datorn", "Öppna", "Ångra senaste inläsningen"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A data folder of the test's own, on a computer of one's own."""
    monkeypatch.setenv("SKIFTE_DATA", str(tmp_path))
    monkeypatch.delenv("SKIFTE_SHARED", raising=False)
    monkeypatch.setattr(st, "get_option", lambda name, get=st.get_option: _option(name, get))
    yield tmp_path
    st.cache_resource.clear()


def _option(name, get):
    return "127.0.0.1" if name == "server.address" else get(name)


@pytest.fixture
def shared(monkeypatch):
    monkeypatch.setenv("SKIFTE_SHARED", "1")


def data_page(own=None, language="sv") -> AppTest:
    """The page with what is kept unfolded."""
    more = {"own": own, "data": "own"} if own is not None else {}
    app = visit("data", language, **more)
    app.session_state["stored_part"] = True
    app.run()
    assert failed(app) == []
    return app


def press(app: AppTest, label: str) -> AppTest:
    """Press the last button of that name: keeping is also offered at once, above."""
    button = [one for one in app.button if one.label == label][-1]
    button.click().run()
    assert failed(app) == []
    return app


def labels(app: AppTest) -> list[str]:
    return [one.label for one in app.button]


def upload(app: AppTest, text: str, name: str = "min_fil.csv") -> AppTest:
    chooser = next(one for one in app.file_uploader if one.label != "Återställ från en säkerhetskopia")
    chooser.upload(name, text.encode(), "text/csv").run()
    assert failed(app) == []
    return app


def accepted(text: str = CSV) -> AppTest:
    """A visit in which a file with an indicator of its own was chosen and accepted."""
    app = data_page()
    upload(app, text)
    name = next(one for one in app.text_input if one.label == "Indikatorns namn")
    name.set_value("Egna fall").run()
    return press(app, "Använd de här siffrorna")


def test_nothing_is_kept_until_the_visitor_says_so(folder):
    accepted()
    assert list(folder.iterdir()) == []


def test_what_is_kept_opens_in_the_next_visit():
    app = press(data_page(own_data()), KEEP)
    assert "Siffrorna är sparade på den här datorn." in texts(app)
    later = data_page()
    assert "min_fil.csv" in texts(later)
    press(later, OPEN)
    assert "Rader: 24" in texts(later)
    assert "own_dataset" in later.session_state


def test_numbers_are_kept_at_once_where_they_are_told_of():
    app = data_page(own_data())
    assert "om du inte sparar dem" in texts(app)
    app.button(key="stored_keep_at_once").click().run()
    assert failed(app) == []
    assert "Siffrorna är sparade på den här datorn." in texts(app)
    assert KEEP not in labels(app)
    assert "min_fil.csv" in texts(data_page())


def test_where_keeping_fails_the_reason_stands_beside_the_button(monkeypatch):
    from core.remarks import Problem, Refused

    def in_use(self, path):
        raise Refused(Problem("store_in_use"))

    app = data_page(own_data())
    monkeypatch.setattr(Store, "__init__", in_use)
    app.button(key="stored_keep_at_once").click().run()
    assert failed(app) == []
    assert "Ett annat program" in "\n".join(str(table.value) for table in app.table)
    assert "own_dataset" in app.session_state


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_page_speaks_both_languages(language):
    app = data_page(own_data(), language)
    kept = {"sv": KEEP, "en": "Save on this computer"}[language]
    press(app, kept)
    assert {"sv": "Sparat.", "en": "Saved."}[language] in str(app.success[0].value)


def test_a_newer_file_tells_what_changes_before_it_does_and_can_be_undone():
    app = press(accepted(), KEEP)
    before = app.session_state["own_dataset"].series("own_egna_fall", "0680").frame
    upload(app, NEWER, "juli.csv")
    said = texts(app)
    assert "Det här ändras i min_fil.csv" in said
    assert "1 rad är ny." in said
    assert "1 värde är ändrat." in said
    assert "Ny period för Egna fall: juli 2025." in said
    press(app, "Uppdatera de öppna siffrorna")
    series = app.session_state["own_dataset"].series("own_egna_fall", "0680")
    assert list(series.numerator) == [6, 7, 8, 9, 10, 12, 13]
    assert "juli.csv: 1 ny och 1 ändrad" in texts(app)
    assert [str(one.value) for one in app.success] == ["Siffrorna är uppdaterade."]
    press(app, UNDO)
    assert app.session_state["own_dataset"].series("own_egna_fall", "0680").frame.equals(before)


def test_an_update_of_what_is_kept_can_be_undone_where_it_was_told():
    app = press(accepted(), KEEP)
    before = app.session_state["own_dataset"].series("own_egna_fall", "0680").frame
    upload(app, NEWER, "juli.csv")
    press(app, "Uppdatera de öppna siffrorna")
    press(app, "Ångra uppdateringen")
    assert app.session_state["own_dataset"].series("own_egna_fall", "0680").frame.equals(before)
    assert "Ångra uppdateringen" not in labels(app)
    assert UNDO not in labels(app)
    assert "Uppdateringen är ångrad. Siffrorna är som de var före den." in str(app.success[0].value)


def test_an_update_that_another_window_has_gone_on_from_is_not_undone_here(folder):
    app = press(accepted(), KEEP)
    upload(app, NEWER, "juli.csv")
    press(app, "Uppdatera de öppna siffrorna")
    mine = app.session_state["own_dataset"]
    other = visit("data", **{k: v for k, v in query_of(app).items() if k != "part"})
    upload(other, f"{NEWER}\n2025-08;0680;14;400", "augusti.csv")
    press(other, "Uppdatera de öppna siffrorna")
    next(one for one in app.button if one.label == "Ångra uppdateringen").click().run()
    assert "i ett annat fönster" in "\n".join(str(table.value) for table in app.table)
    assert app.session_state["own_dataset"] is mine
    assert len(other.session_state["own_dataset"].observations) == 8


def test_an_update_of_numbers_in_the_session_only_can_be_undone(folder, shared):
    app = accepted()
    mine = app.session_state["own_dataset"]
    upload(app, NEWER, "juli.csv")
    press(app, "Uppdatera de öppna siffrorna")
    assert len(app.session_state["own_dataset"].observations) == 7
    press(app, "Ångra uppdateringen")
    assert app.session_state["own_dataset"] is mine
    assert list(folder.iterdir()) == []


def test_columns_that_were_corrected_are_offered_for_the_next_file_and_can_be_forgotten():
    app = accepted()
    upload(app, NEWER, "juli.csv")
    assert "Kolumnerna är valda som du angav dem" in str(app.info[0].value)
    assert next(one for one in app.text_input if one.label == "Indikatorns namn").value == "Egna fall"
    press(app, "Glöm det")
    assert not app.info
    assert next(one for one in app.text_input if one.label == "Indikatorns namn").value != "Egna fall"


def test_columns_are_remembered_in_the_next_visit_once_something_is_kept():
    upload(data_page(), NEWER, "juli.csv")
    press(accepted(), KEEP)
    later = upload(data_page(), NEWER, "juli.csv")
    assert "Kolumnerna är valda som du angav dem" in str(later.info[0].value)


def test_forgetting_everything_leaves_nothing(folder):
    app = press(data_page(own_data()), KEEP)
    app.checkbox(key="stored_sure").check().run()
    press(app, "Ta bort allt som är sparat")
    assert list(folder.iterdir()) == []
    assert "Allt som var sparat är borttaget." in str(app.success[0].value)


def test_on_a_shared_server_there_is_nothing_to_keep_with(folder, shared):
    app = data_page(own_data())
    assert KEEP not in labels(app)
    assert "Spara filen hos er." in texts(app)
    assert list(folder.iterdir()) == []


def test_on_a_shared_server_what_somebody_kept_before_is_shown_to_nobody(folder, monkeypatch):
    press(data_page(own_data(label="hemlig.csv")), KEEP)
    monkeypatch.setenv("SKIFTE_SHARED", "1")
    app = data_page()
    assert "hemlig" not in texts(app)
    assert OPEN not in labels(app)


def test_of_two_visitors_to_a_shared_server_neither_sees_the_other(shared):
    one = accepted()
    other = data_page()
    assert "Egna fall" in str(one.session_state["own_dataset"].catalogue["own_egna_fall"].name)
    assert "own_dataset" not in other.session_state
    upload(other, CSV)
    assert "Kolumnerna är valda som du angav dem" not in texts(other)
    assert "columns_said" not in other.session_state


def test_another_program_that_has_the_store_open_is_told_of(folder, monkeypatch):
    from core.remarks import Problem, Refused

    press(data_page(own_data()), KEEP)
    st.cache_resource.clear()

    def in_use(self, path):
        raise Refused(Problem("store_in_use"))

    monkeypatch.setattr(Store, "__init__", in_use)
    app = data_page(own_data())
    told = "\n".join(str(table.value) for table in app.table)
    assert "Ett annat program" in told


# What an address names is opened again


def kept_address(**more: str) -> dict[str, str]:
    """Numbers that were kept in an earlier visit, as an address names them."""
    app = press(data_page(own_data()), KEEP)
    found = query_of(app)
    assert found["data"] == "own"
    return {name: value for name, value in {**found, **more}.items() if name != "part"}


def told(key: str) -> str:
    return words_of("sv")(f"reopen.{key}")


@pytest.mark.parametrize("page", ["folj", "testa", "planera", "data"])
def test_an_address_opens_what_is_kept_by_itself(page):
    address = kept_address(indicator=OWN.id, unit="egen_enhet")
    app = visit(page, **address)
    assert failed(app) == []
    assert "min_fil.csv" in texts(app)
    assert words_of("sv")("app.made_up") not in texts(app)
    assert query_of(app)["collection"] == address["collection"]
    assert len(app.session_state["own_dataset"].observations) == 24


def test_a_link_without_a_collection_opens_nothing_that_it_did_not_name():
    kept_address()
    app = visit("folj", data="own")
    assert told("lost_here") in texts(app)
    assert told("meanwhile") in texts(app)
    assert "own_dataset" not in app.session_state


def test_a_collection_that_was_removed_is_told_of_and_the_sample_shown():
    address = kept_address()
    app = visit("folj", data="own", collection="0" * 32)
    assert failed(app) == []
    assert told("gone") in texts(app)
    assert words_of("sv")("app.made_up") in texts(app)
    assert "collection" not in query_of(app)
    assert address["collection"] != "0" * 32


def test_the_link_to_another_collection_opens_that_one():
    first, second = kept_address(), kept_address()
    assert first["collection"] != second["collection"]
    app = visit("folj", data="own", collection=first["collection"])
    app.query_params["collection"] = second["collection"]
    app.run()
    assert app.session_state["own_dataset"].observations.uid == second["collection"]


def test_numbers_that_are_not_saved_are_never_let_go_for_a_link():
    address = kept_address()
    app = visit("folj", own=own_data([20, 24, 18, 22] * 6), data="own", collection=address["collection"])
    assert told("not_saved") in texts(app)
    assert app.session_state["own_dataset"].series(OWN.id, "egen_enhet").numerator[0] == 20
    assert "collection" not in query_of(app)


def test_a_link_opens_the_collection_as_it_is_now(folder):
    address = kept_address()
    with_one_more = own_data([*range(30, 55)], label="nyare.csv")
    there = Store(folder / "skifte.duckdb")
    there.load(there.number(address["collection"]), with_one_more, with_one_more)
    there.close()
    st.cache_resource.clear()
    app = visit("folj", data="own", collection=address["collection"])
    assert app.session_state["own_dataset"].series(OWN.id, "egen_enhet").numerator[-1] == 54


def test_numbers_that_another_window_changed_are_told_of_and_come_with_the_next_visit(folder, monkeypatch):
    address = kept_address(indicator=OWN.id, unit="egen_enhet")
    monkeypatch.setattr(
        "core.observations.store.stored.HELD_WHOLE", 0
    )  # read part by part, as large ones are
    app = visit("data", **address)
    assert failed(app) == []
    newer = own_data([*range(30, 55)], label="nyare.csv")
    there = Store(folder / "skifte.duckdb")
    there.load(there.number(address["collection"]), newer, newer)
    follow = visit("folj", own=app.session_state["own_dataset"], **address)
    assert not follow.exception
    assert "Siffrorna har ändrats i ett annat fönster" in "\n".join(str(one.value) for one in follow.error)
    there.close()
    assert failed(visit("folj", **address)) == []


def test_on_a_shared_server_a_link_opens_nobodys_numbers(monkeypatch):
    address = kept_address(indicator=OWN.id)
    monkeypatch.setenv("SKIFTE_SHARED", "1")
    app = visit("folj", **address)
    assert told("elsewhere") in texts(app)
    assert "min_fil" not in texts(app)
    assert "own_dataset" not in app.session_state


def test_a_store_that_cannot_be_opened_is_told_of_when_a_link_names_it(monkeypatch):
    from core.remarks import Problem, Refused

    address = kept_address()
    st.cache_resource.clear()

    def in_use(self, path):
        raise Refused(Problem("store_in_use"))

    monkeypatch.setattr(Store, "__init__", in_use)
    app = visit("folj", data="own", collection=address["collection"])
    assert failed(app) == []
    assert "Ett annat program" in texts(app)
    assert told("meanwhile") in texts(app)


# Additions to the catalogue

KEEP_ADDED, FORGET_ADDED = "Spara tilläggen på den här datorn", "Ta bort de tillagda"
ADDED = "Väntetid på prov"


def catalogue() -> AppTest:
    """The catalogue with the part for adding to it unfolded."""
    app = visit("data", part="catalogue")
    app.session_state["catalogue_edit"] = True
    app.run()
    assert failed(app) == []
    return app


def with_addition() -> AppTest:
    """A visit in which a file with one indicator more was brought."""
    header, *_ = indicators_csv(()).decode("utf-8-sig").split("\r\n")
    cells = dict.fromkeys(header.split(";"), "")
    cells |= {"id": "vantetid_prov", "name_sv": ADDED, "name_en": "Waiting time"}
    cells |= {"kind": "mean", "frequency": "month", "direction": "down"}
    app = catalogue()
    content = f"{header}\r\n{';'.join(cells.values())}\r\n"
    app.file_uploader[0].upload("indicators.csv", content.encode("utf-8-sig"), "text/csv").run()
    assert failed(app) == []
    assert ADDED in texts_of_cards(app)
    return app


def texts_of_cards(app: AppTest) -> str:
    return "\n".join(one.label for one in app.expander)


def test_additions_are_of_one_visit_until_they_are_saved(folder):
    with_addition()
    assert list(folder.iterdir()) == []
    assert ADDED not in texts_of_cards(catalogue())


def test_saved_additions_are_there_the_next_time_and_a_file_can_use_them():
    app = press(with_addition(), KEEP_ADDED)
    assert KEEP_ADDED not in labels(app)
    later = catalogue()
    assert ADDED in texts_of_cards(later)
    rows = "\n".join(f"2025-{month:02};0680;{ADDED};{month + 4}" for month in range(1, 5))
    data = upload(data_page(), f"Månad;Kommun;Indikator;Värde\n{rows}", "prov.csv")
    press(data, "Använd de här siffrorna")
    assert data.session_state["own_dataset"].observations.indicator_ids() == {"vantetid_prov"}


def test_additions_that_are_removed_stay_away_here_and_the_next_time():
    app = press(with_addition(), KEEP_ADDED)
    press(app, FORGET_ADDED)
    assert ADDED not in texts_of_cards(app)
    assert ADDED not in texts_of_cards(catalogue())


def test_additions_that_were_never_saved_can_be_removed_although_their_file_is_still_there():
    assert ADDED not in texts_of_cards(press(with_addition(), FORGET_ADDED))


def test_forgetting_everything_forgets_saved_additions_too(folder):
    press(with_addition(), KEEP_ADDED)
    app = data_page()
    app.checkbox(key="stored_sure").check().run()
    press(app, "Ta bort allt som är sparat")
    assert list(folder.iterdir()) == []
    assert ADDED not in texts_of_cards(catalogue())


def test_on_a_shared_server_additions_are_kept_for_nobody(folder, monkeypatch):
    press(with_addition(), KEEP_ADDED)
    monkeypatch.setenv("SKIFTE_SHARED", "1")
    assert ADDED not in texts_of_cards(catalogue())
    assert KEEP_ADDED not in labels(with_addition())


# Taking back

TAKE_BACK = "Ångra"


def test_kept_numbers_that_were_closed_open_again_as_they_are_now(folder):
    app = press(press(data_page(own_data()), KEEP), "Stäng mina data")
    assert "own_dataset" not in app.session_state
    there = Store(folder / "skifte.duckdb")
    number = there.collections()[0].id
    there.load(number, own_data([*range(30, 55)], label="nyare.csv"), own_data())
    there.close()
    st.cache_resource.clear()
    press(app, TAKE_BACK)
    assert query_of(app)["data"] == "own"
    assert app.session_state["own_dataset"].series(OWN.id, "egen_enhet").numerator[-1] == 54


def test_columns_that_were_forgotten_are_offered_again_here_and_in_the_next_visit():
    upload(data_page(), NEWER, "juli.csv")
    app = upload(press(accepted(), KEEP), NEWER, "juli.csv")
    press(app, "Glöm det")
    assert not upload(data_page(), NEWER, "juli.csv").info
    press(app, TAKE_BACK)
    assert "Kolumnerna är valda som du angav dem" in str(app.info[0].value)
    assert next(one for one in app.text_input if one.label == "Indikatorns namn").value == "Egna fall"
    assert "Kolumnerna är valda som du angav dem" in str(upload(data_page(), NEWER, "juli.csv").info[0].value)


def test_all_remembered_columns_that_were_forgotten_come_back():
    app = press(press(accepted(), KEEP), "Glöm dem")
    assert not upload(data_page(), NEWER, "juli.csv").info
    press(app, TAKE_BACK)
    assert upload(data_page(), NEWER, "juli.csv").info


def test_saved_additions_that_were_removed_come_back_here_and_the_next_time():
    app = press(press(with_addition(), KEEP_ADDED), FORGET_ADDED)
    press(app, TAKE_BACK)
    assert ADDED in texts_of_cards(app)
    assert ADDED in texts_of_cards(catalogue())


def test_when_everything_is_forgotten_nothing_can_be_taken_back(folder):
    app = press(press(data_page(own_data()), KEEP), "Stäng mina data")
    assert TAKE_BACK in labels(app)
    app.checkbox(key="stored_sure").check().run()
    press(app, "Ta bort allt som är sparat")
    assert TAKE_BACK not in labels(app)
    assert list(folder.iterdir()) == []
