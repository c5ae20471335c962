"""Unit names and codes as people write them; a county is never taken for a municipality."""

import gc
import unicodedata

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.indicators import Text, Unit, UnitRegister, load_units

UNITS = load_units()
MUNICIPALITIES = [unit for unit in UNITS if unit.level == "municipality"]


@pytest.mark.parametrize(
    ("written", "unit_id"),
    [
        ("Jönköpings kommun", "0680"),
        ("JÖNKÖPING", "0680"),
        ("0680 Jönköping", "0680"),
        ("0680-Jönköping", "0680"),
        ("0680", "0680"),
        (680, "0680"),
        (680.0, "0680"),
        (np.int64(680), "0680"),
        ("680.0", "0680"),
        ("680,0", "0680"),
        ("Jonkoping", "0680"),
        ("Jonkopings kommun", "0680"),
        (unicodedata.normalize("NFD", "Jönköping"), "0680"),
        ("Kommun: Jönköping", "0680"),
        ("Municipality of Jönköping", "0680"),
        ("Region Jönköpings län", "06"),
        ("Region\u00a0Jönköpings\u202flän", "06"),
        ("Region Jönköping", "06"),
        ("Jönköpings län", "06"),
        ("Jönköping County", "06"),
        ("06 Jönköpings län", "06"),
        ("Länet", "06"),
        ("Hela länet", "06"),
        ("06", "06"),
        ("0006", "06"),
        ("6", "06"),
        (6, "06"),
        ("SE", "00"),
        ("Riket", "00"),
        ("0000", "00"),
        ("00 Riket", "00"),
        ("Sweden", "00"),
        ("Tranås kommun", "0687"),
        ("Gnosjö kommun", "0617"),
        ("Habo kommun", "0643"),
        ("Aneby (0604)", "0604"),
        ("  aneby   kommun ", "0604"),
        (604, "0604"),
        ("Höglandet", "omr-hoglandet"),
        ("Höglandets länsdel", "omr-hoglandet"),
        ("omr-hoglandet", "omr-hoglandet"),
        ("Länsdel Jönköping", "omr-jonkoping"),
        ("Jönköpings länsdel", "omr-jonkoping"),
        ("GGVV", "omr-varnamo"),
        ("Värnamo/GGVV", "omr-varnamo"),
        ("Värnamo", "0683"),
    ],
)
def test_what_people_write_is_understood(written, unit_id):
    match = UNITS.match(written)
    assert match is not None
    assert match.id == unit_id


@pytest.mark.parametrize(
    "written",
    [
        *("", "  ", None, float("nan"), pd.NA, True, False, "-", "..", "Totalt", "kommun", "län"),
        *("Håbo", "Jönköpings", "Jönköpings läns kommuner", "Kalmar", "680.5", 680.5, "99999", "9" * 5000),
        *("06 Jönköping", "0680 Nässjö", "0604 okänt", "Jönköpings län, Aneby kommun", "Tranå", "²"),
    ],
    ids=repr,
)
def test_what_is_unknown_or_ambiguous_matches_nothing(written):
    assert UNITS.match(written) is None


def test_an_ambiguous_name_has_candidates():
    assert {unit.id for unit in UNITS.candidates("Jönköpings")} == {"06", "0680", "omr-jonkoping"}
    assert {unit.id for unit in UNITS.candidates("0680 Nässjö")} == {"0680", "0682"}
    assert UNITS.candidates("Kalmar") == ()


def test_misspelled_names_get_suggestions():
    assert UNITS.suggest("Jönkopping")[0].id == "0680"
    assert UNITS.suggest("Vetlannda kommun")[0].id == "0685"
    assert UNITS.suggest("xxxxxxxx") == ()


SPACES = st.sampled_from([" ", "  ", "\u00a0", " \t"])
CASES = st.sampled_from([str.upper, str.lower, str.title, str.swapcase])


@given(st.sampled_from(MUNICIPALITIES), SPACES, CASES, st.data())
def test_a_municipality_is_known_however_it_is_decorated(unit, space, case, data):
    name = unit.name.sv
    genitive = name if name.endswith(("s", "o", "ö", "y")) else name + "s"
    short = unit.id.lstrip("0")
    shapes = [
        name,
        f"{genitive}{space}kommun",
        f"{name} kommun",
        f"{unit.id}{space}{name}",
        f"{name} ({unit.id})",
    ]
    shapes += [f"{short} {name}", f"{name}, {unit.id}", f"{unit.id} - {genitive} kommun"]
    written = data.draw(SPACES) + case(data.draw(st.sampled_from(shapes))) + data.draw(SPACES)
    assert UNITS.match(written) is unit


@given(
    st.sampled_from(MUNICIPALITIES),
    st.sampled_from(["{}s län", "Region {}s län", "{} län", "Region {}"]),
    CASES,
)
def test_words_for_a_county_never_give_a_municipality(unit, shape, case):
    match = UNITS.match(case(shape.format(unit.name.sv)))
    assert match is (UNITS["06"] if unit.name.sv == "Jönköping" else None)


@given(st.sampled_from(MUNICIPALITIES), SPACES, CASES)
def test_a_bare_name_never_gives_the_county_or_an_area(unit, space, case):
    assert UNITS.match(space + case(unit.name.sv)) is unit


@given(st.one_of(st.text(max_size=30), st.integers(), st.floats(), st.none()))
def test_anything_at_all_gives_a_unit_or_none(cell):
    match = UNITS.match(cell)
    assert match is None or match.id in UNITS
    assert isinstance(UNITS.candidates(cell), tuple)


def test_habo_and_habo_with_a_ring_are_different_places():
    both = UNITS.with_units(Unit("0305", Text.of("Håbo"), "municipality", "00"))
    assert both.match("Håbo kommun") is both["0305"]
    assert both.match("Habo") is both["0643"]
    assert both.match("HABO KOMMUN") is both["0643"]


def test_the_county_is_ambiguous_once_there_are_two():
    two = UNITS.with_units(Unit("08", Text.of("Region Kalmar län"), "county", "00"))
    assert two.match("Länet") is None
    assert {unit.id for unit in two.candidates("Länet")} == {"06", "08"}
    assert two.match("Kalmar län") is two["08"]
    assert two.match("Kalmar") is None


def test_a_municipality_wins_over_an_area_of_the_same_name():
    units = [Unit("a", Text.of("Kalmar"), "area"), Unit("0880", Text.of("Kalmar"), "municipality")]
    assert UnitRegister(units).match("Kalmar") == units[1]


def test_two_units_of_one_level_with_one_name_are_ambiguous():
    units = [
        Unit("a", Text.of("VC Björken"), "health_centre"),
        Unit("b", Text.of("VC Björken"), "health_centre"),
    ]
    register = UnitRegister(units)
    assert register.match("VC Björken") is None
    assert register.candidates("vc björken") == tuple(units)
    assert register.match("b") is units[1]


def test_a_health_centre_is_known_by_its_kind_and_not_taken_for_its_municipality():
    centre = Unit("vc-aneby", Text.of("Aneby vårdcentral", "Aneby health centre"), "health_centre", "0604")
    register = UNITS.with_units(centre)
    assert register.match("Vårdcentralen Aneby") is centre
    assert register.match("VC Aneby") is centre
    assert register.match("Aneby health centre") is centre
    assert register.match("Aneby") is register["0604"]


def test_an_organisation_of_another_kind_is_known_by_code_or_name():
    trust = Unit("RF4", Text.of("Barking, Havering and Redbridge"), "other")
    register = UNITS.with_units(trust)
    assert register.match("rf4") is trust
    assert register.match("Barking Havering  and Redbridge") is trust


def test_a_quarter_of_a_million_cells_are_matched_from_memory():
    names = pd.Series(["Jönköpings kommun", "Aneby (0604)", "okänd", 680]).sample(
        250_000, replace=True, random_state=1
    )
    matched = {name: UNITS.match(name) for name in names.unique()}
    assert names.map(matched).notna().sum() == (names != "okänd").sum()


def test_a_register_remembers_nothing_it_was_asked():
    """It is shared by all visitors, and a text may come from a file that was refused."""
    asked = "Anna " + "Påhittad-Svensson"
    register = load_units()
    assert register.match(asked) is None
    assert not any(asked in str(thing) for thing in _reachable(register))


def _reachable(root):
    """Everything that an object refers to, module and type objects aside."""
    seen, left = {}, [root]
    while left:
        one = left.pop()
        if id(one) in seen or isinstance(one, type) or type(one).__name__ in ("module", "function"):
            continue
        seen[id(one)] = one
        left.extend(gc.get_referents(one))
    return [one for one in seen.values() if isinstance(one, str | tuple)]
