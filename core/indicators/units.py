"""Counties, areas, municipalities and health centres: hierarchy, codes and the spellings people use."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from core.indicators.by_id import ById
from core.indicators.matching import Entry, NameIndex, plain, written
from core.indicators.tables import Columns, Row, existing, read_rows, refuse, report_repeated_ids
from core.indicators.text import Text, alphabetical
from core.remarks import Problem, Value

Level = Literal["nation", "county", "area", "municipality", "health_centre", "other"]
LEVELS: tuple[Level, ...] = get_args(Level)
CODE_SYSTEMS = ("scb", "kolada", "socialstyrelsen", "vardenisiffror")

UNIT_COLUMNS = Columns(
    required=("id", "name_sv", "level", "parent"),
    optional=("name_en", "population", *CODE_SYSTEMS, "aliases"),
)
_ID = r"[^\W_](?:[\w.-]*\w)?"
_MOST_PEOPLE = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Unit:
    """A place or organisation that numbers belong to.

    ``codes`` maps system (scb, kolada, socialstyrelsen, vardenisiffror) to code as text. ``population`` of
    the built-in units is on 31 December 2024 (SCB).
    """

    id: str
    name: Text
    level: Level = "other"
    parent: str | None = None
    codes: Mapping[str, str] = field(default_factory=dict, hash=False)
    population: int | None = None
    aliases: tuple[str, ...] = ()


class UnitRegister(ById[Unit]):
    """All units in file order. Look one up by id: ``register["0680"]``.

    A register serves every visitor, so it remembers nothing that it was asked: a text may be from a file
    that nobody else should see, or that was refused. Who asks often looks each distinct text up once.
    """

    __slots__ = ("_children", "_index", "_names")

    def __init__(self, units: Iterable[Unit]) -> None:
        """Take units with unique ids and known parents; raise ``Refused`` otherwise."""
        listed = tuple(units)
        refuse([Problem(flaw.code, flaw.values) for flaw in _flaws(listed)])
        super().__init__(listed)
        self._children: dict[str | None, list[Unit]] = {}
        for unit in listed:
            self._children.setdefault(unit.parent, []).append(unit)
        self._index = NameIndex(_entry(unit) for unit in listed)
        self._names = {plain(name): unit.id for unit in reversed(listed) for name in _entry(unit).names}

    def match(self, text: object) -> Unit | None:
        """Return the unit that a cell (text or number) names, ``None`` when unknown or ambiguous.

        Takes names, genitives with a level word, codes with or without leading zeros, code and name
        together. A county needs its level word or code: "Jönköping" is the municipality.
        """
        ids = self._index.look_up(written(text))
        return self._by_id[next(iter(ids))] if len(ids) == 1 else None

    def candidates(self, text: object) -> tuple[Unit, ...]:
        """Return every unit that ``text`` may mean, of any level, for a person to choose among."""
        ids = self._index.possible(written(text))
        return tuple(unit for unit in self if unit.id in ids)

    def suggest(self, text: object, n: int = 3) -> tuple[Unit, ...]:
        """Return up to ``n`` units whose names are nearest in spelling, nearest first."""
        near = difflib.get_close_matches(plain(written(text)), self._names, n=4 * n, cutoff=0.6)
        ids = dict.fromkeys(self._names[name] for name in near)
        return tuple(self._by_id[unit_id] for unit_id in ids)[:n]

    def of_level(self, level: Level) -> tuple[Unit, ...]:
        """Return all units of a level, in alphabetical order."""
        return self.in_order(unit for unit in self if unit.level == level)

    def children(self, unit_id: str, level: Level | None = None) -> tuple[Unit, ...]:
        """Return the units directly below, or all those of ``level`` anywhere below, alphabetically.

        ``children("06", "municipality")`` gives the county's 13 municipalities, past its areas.
        """
        if level is None:
            return self.in_order(self._children.get(unit_id, ()))
        return self.in_order(unit for unit in self.descendants(unit_id) if unit.level == level)

    def descendants(self, unit_id: str) -> tuple[Unit, ...]:
        """Return all units below, each parent before its children."""
        found = list(self._children.get(unit_id, ()))
        for unit in found:  # grows while it is walked: breadth first
            found.extend(self._children.get(unit.id, ()))
        return tuple(found)

    def ancestors(self, unit_id: str) -> tuple[Unit, ...]:
        """Return the units above, nearest first."""
        found: list[Unit] = []
        parent = self._by_id[unit_id].parent
        while parent is not None:
            found.append(self._by_id[parent])
            parent = found[-1].parent
        return tuple(found)

    def in_order(self, units: Iterable[Unit], language: str = "sv") -> tuple[Unit, ...]:
        """Return units sorted by name, å, ä and ö last."""
        return tuple(sorted(units, key=lambda unit: alphabetical(unit.name.in_(language))))

    def with_units(self, *units: Unit) -> "UnitRegister":
        """Return a new register with these added last; ``Refused`` if an id or code is taken."""
        return UnitRegister((*self, *units))


def load_units(*folders: str | Path) -> UnitRegister:
    """Read and check the built-in units and those that ``units.csv`` in each of ``folders`` adds.

    Parents may stand in another file. Raises ``Refused`` with every problem found.
    """
    problems: list[Problem] = []
    rows = read_rows("units.csv", UNIT_COLUMNS, existing(folders, problems), problems)
    units = [_unit(row) for row in rows]
    report_repeated_ids(rows)
    for flaw in _flaws(units):
        if flaw.code != "catalogue_id_taken":  # reported above, with the place of the first
            rows[flaw.position].report(flaw.code, flaw.column, **flaw.values)
    refuse(problems)
    return UnitRegister(units)


def _unit(row: Row) -> Unit:
    codes = {system: row.text(system) for system in CODE_SYSTEMS if row.text(system)}
    return Unit(
        id=row.identifier(_ID),
        name=row.name(),
        level=row.word("level", LEVELS),
        parent=row.text("parent") or None,
        codes=codes,
        population=row.whole("population", 0, _MOST_PEOPLE),
        aliases=row.parts("aliases"),
    )


def _entry(unit: Unit) -> Entry:
    names = tuple(dict.fromkeys((unit.name.sv, unit.name.en, *unit.aliases)))
    return Entry(unit.id, unit.level, names, tuple(unit.codes.values()))


@dataclass(frozen=True, slots=True)
class _Flaw:
    """Something wrong with the unit at ``position`` of a list, in the terms of a definition file."""

    position: int
    column: str
    code: str
    values: dict[str, Value]


def _flaws(units: Sequence[Unit]) -> list[_Flaw]:
    by_id: dict[str, Unit] = {}
    owners: dict[tuple[str, str], str] = {}
    found: list[_Flaw] = []
    for position, unit in enumerate(units):
        if unit.id and by_id.setdefault(unit.id, unit) is not unit:
            found.append(_Flaw(position, "id", "catalogue_id_taken", {"id": unit.id}))
        for system, code in unit.codes.items():
            owner = owners.setdefault((system, code), unit.id)
            if owner != unit.id:
                values: dict[str, Value] = {"code": code, "system": system, "other": owner}
                found.append(_Flaw(position, system, "catalogue_duplicate_code", values))
    for position, unit in enumerate(units):
        found += _flaws_of_parent(position, unit, by_id)
    return found


def _flaws_of_parent(position: int, unit: Unit, by_id: Mapping[str, Unit]) -> list[_Flaw]:
    if unit.parent is None:
        return []
    parent = by_id.get(unit.parent)
    if parent is None:
        return [_Flaw(position, "parent", "catalogue_unknown_parent", {"parent": unit.parent})]
    if _is_own_ancestor(unit, by_id):
        return [_Flaw(position, "parent", "catalogue_parent_cycle", {"id": unit.id})]
    if "other" not in (unit.level, parent.level) and LEVELS.index(parent.level) >= LEVELS.index(unit.level):
        values: dict[str, Value] = {
            "level": unit.level,
            "parent": parent.id,
            "parent_level": parent.level,
        }
        return [_Flaw(position, "parent", "catalogue_level_order", values)]
    return []


def _is_own_ancestor(unit: Unit, by_id: Mapping[str, Unit]) -> bool:
    seen: set[str] = set()
    above = unit.parent
    while above is not None and above in by_id and above not in seen:
        if above == unit.id:
            return True
        seen.add(above)
        above = by_id[above].parent
    return False
