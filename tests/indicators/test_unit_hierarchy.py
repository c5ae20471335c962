"""The built-in units, and walking up and down among them."""

import random

import pytest

from core.indicators import Text, Unit, UnitRegister, alphabetical, load_units
from core.indicators.units import CODE_SYSTEMS
from core.remarks import Refused

UNITS = load_units()


def names(units):
    return [unit.name.sv for unit in units]


def test_the_county_has_three_areas_and_thirteen_municipalities():
    assert names(UNITS.children("06")) == ["Höglandets länsdel", "Jönköpings länsdel", "Värnamo länsdel"]
    assert len(UNITS.children("06", "municipality")) == 13
    assert names(UNITS.children("omr-jonkoping")) == ["Habo", "Jönköping", "Mullsjö"]
    assert len(UNITS) == 18


def test_populations_add_up_at_every_level():
    areas = UNITS.children("06")
    assert sum(area.population for area in areas) == UNITS["06"].population == 370_009
    for area in areas:
        assert sum(unit.population for unit in UNITS.children(area.id)) == area.population


def test_every_code_of_every_system_leads_back_to_its_unit():
    for unit in UNITS:
        for code in (unit.id, *unit.codes.values()):
            assert UNITS.match(code) is unit
    assert UNITS["06"].codes == {
        "scb": "06",
        "kolada": "0006",
        "socialstyrelsen": "6",
        "vardenisiffror": "06",
    }
    assert set(UNITS["0680"].codes) == set(CODE_SYSTEMS)


def test_names_are_translated_where_they_are_not_place_names():
    assert all(unit.name.sv != unit.name.en for unit in UNITS if unit.level != "municipality")


def test_no_invented_health_centre_is_built_in():
    assert not UNITS.of_level("health_centre")


def test_ancestors_come_nearest_first():
    assert [unit.id for unit in UNITS.ancestors("0604")] == ["omr-hoglandet", "06", "00"]
    assert UNITS.ancestors("00") == ()


def test_descendants_come_parents_first():
    order = [unit.id for unit in UNITS.descendants("00")]
    assert len(order) == 17
    for unit in UNITS.descendants("06"):
        assert order.index(unit.parent) < order.index(unit.id)


def test_swedish_letters_sort_last():
    wanted = ["Aneby", "Vaggeryd", "Vetlanda", "Västervik", "Åseda", "Älmhult", "Öland"]
    mixed = random.Random(4).sample(wanted, len(wanted))
    assert sorted(mixed, key=alphabetical) == wanted
    assert names(UNITS.of_level("municipality"))[-3:] == ["Vaggeryd", "Vetlanda", "Värnamo"]


def test_numbered_names_sort_by_number_and_accents_do_not_move_a_name():
    assert sorted(["VC 10", "VC 2"], key=alphabetical) == ["VC 2", "VC 10"]
    assert sorted(["Idf", "Idé", "ide"], key=alphabetical) == ["Idé", "ide", "Idf"]


def test_units_are_added_without_touching_the_first_register():
    more = UNITS.with_units(Unit("vc-a1", Text.of("VC A1"), "health_centre", "0604"))
    assert names(more.children("0604")) == ["VC A1"]
    assert more.children("06", "health_centre") == (more["vc-a1"],)
    assert "vc-a1" not in UNITS


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        (Unit("0680", Text.of("Annan"), "municipality"), "catalogue_id_taken"),
        (Unit("x", Text.of("X"), "municipality", "nowhere"), "catalogue_unknown_parent"),
        (Unit("x", Text.of("X"), "county", "0680"), "catalogue_level_order"),
        (Unit("x", Text.of("X"), "municipality", "0680"), "catalogue_level_order"),
        (Unit("x", Text.of("X"), "other", "x"), "catalogue_parent_cycle"),
        (Unit("x", Text.of("X"), "municipality", codes={"kolada": "0680"}), "catalogue_duplicate_code"),
    ],
)
def test_a_unit_that_does_not_fit_is_refused(unit, code):
    with pytest.raises(Refused) as refused:
        UNITS.with_units(unit)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_other_units_may_stand_anywhere():
    register = UnitRegister([Unit("a", Text.of("A")), Unit("b", Text.of("B"), "health_centre", "a")])
    assert register.ancestors("b") == (register["a"],)
