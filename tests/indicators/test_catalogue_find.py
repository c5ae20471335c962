"""Finding an indicator by what people call it, and adding indicators of one's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.indicators import Catalogue, Indicator, Text, load_catalogue
from core.remarks import Refused

CATALOGUE = load_catalogue()


@pytest.mark.parametrize(
    ("written", "indicator_id"),
    [
        ("akutbesok_hsh", "akutbesok_hsh"),
        ("Akutbesök", "akutbesok_hsh"),
        ("  AKUTBESÖK ", "akutbesok_hsh"),
        ("akutbesok", "akutbesok_hsh"),
        ("Emergency department visits", "akutbesok_hsh"),
        ("Mångbesökare på\u00a0akuten", "mangbesokare_akut"),
        ("mangbesokare", "mangbesokare_akut"),
        ("Antibiotikarecept", "antibiotika_hsh"),
        ("Antibiotikarecept, befolkningen", "antibiotika_bef"),
        ("Telefonsamtal till primärvården som besvarats samma dag", "telefon_samma_dag"),
        ("Läkarmedverkan i KHSV", "lakarmedverkan"),
    ],
)
def test_an_indicator_is_found_by_id_name_and_alias(written, indicator_id):
    assert CATALOGUE.find(written) is CATALOGUE[indicator_id]


@pytest.mark.parametrize("written", ["", "   ", "Inskrivna", "Besök", "Plan", "Akutbesäk", "Åkutbesök", "!"])
def test_a_part_of_a_name_or_another_letter_is_not_enough(written):
    assert CATALOGUE.find(written) is None


@given(st.sampled_from(list(CATALOGUE)), st.sampled_from(["sv", "en"]), st.data())
def test_every_name_is_found_in_any_case_and_spacing(indicator, language, data):
    words = indicator.name.in_(language).split(" ")
    gaps = data.draw(
        st.lists(st.sampled_from([" ", "  ", "\u00a0", "\t"]), min_size=len(words), max_size=len(words))
    )
    change = data.draw(st.sampled_from([str.upper, str.lower, str.title, str.swapcase]))
    written = change("".join(word + gap for word, gap in zip(words, gaps, strict=True)))
    assert CATALOGUE.find(written) is indicator


@given(st.text(max_size=40))
def test_any_text_gives_an_indicator_or_none(text):
    found = CATALOGUE.find(text)
    assert found is None or found in list(CATALOGUE)


def test_nearest_names_are_suggested():
    assert CATALOGUE.suggest("Akutbesökk")[0].id == "akutbesok_hsh"
    assert CATALOGUE.suggest("qqqqqqqq") == ()


def test_a_files_own_indicators_are_added_last_and_the_first_catalogue_is_left_alone():
    own = Indicator("own", Text.of("Väntan över fyra timmar"), "proportion")
    more = CATALOGUE.with_indicators(own)
    assert list(more)[-1] is own
    assert more.find("väntan över fyra timmar") is own
    assert "own" not in CATALOGUE
    assert len(more) == len(CATALOGUE) + 1 == len(more.ids)


def test_an_id_that_is_taken_is_refused():
    with pytest.raises(Refused) as refused:
        CATALOGUE.with_indicators(Indicator("akutbesok_hsh", Text.of("Något annat"), "count"))
    assert [p.code for p in refused.value.problems] == ["catalogue_id_taken"]


def test_a_name_that_is_taken_is_refused():
    with pytest.raises(Refused) as refused:
        CATALOGUE.with_indicators(Indicator("new", Text.of("akutbesök"), "count"))
    (problem,) = refused.value.problems
    assert (problem.code, problem.values["other"]) == ("catalogue_duplicate_name", "akutbesok_hsh")


def test_an_alias_that_means_two_indicators_finds_neither():
    one = Indicator("one", Text.of("Ett"), "count", aliases=("samma",))
    two = Indicator("two", Text.of("Två"), "count", aliases=("Samma",))
    assert Catalogue([one, two]).find("samma") is None


def test_an_unknown_id_is_a_key_error_and_get_gives_none():
    with pytest.raises(KeyError):
        CATALOGUE["nothing"]
    assert CATALOGUE.get("nothing") is None
