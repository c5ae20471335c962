"""From the words of a file to the ids of the catalogue and the register, each distinct word once."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.indicators.indicator import Indicator
from core.indicators.text import Text
from core.indicators.units import Unit
from core.observations.coded import Coded
from core.observations.dataset import Dataset
from core.observations.fate import LONGEST_TEXT, MAX_ROWS_NAMED, Fates, shorten
from core.observations.headings import words
from core.observations.mapping import UnknownUnits
from core.observations.proposed import find_indicator
from core.observations.readers.table import RawTable
from core.observations.schema import ALL
from core.remarks import Place, Problem, Refused, Value

FEWEST_CODES = 5
"""Unknown codes of units beside which a known abbreviation is taken for one of them."""
_CODE = re.compile(r"[A-ZÅÄÖ0-9]{2,6}")
MAX_NAMED = 20
"""Unknown units and indicators named one by one; the rest are counted."""

_TOTAL = words(
    """
    totalt total totala alla samtliga all everyone båda bådakönen bådeochmän tot sum summa samtligaåldrar
    allaåldrar bothsexes allages
    """
)
_TOTAL_OF_UNITS = words(
    """
    allaenheter samtligaenheter totaltallaenheter allakommuner samtligakommuner totaltallakommuner
    kommunerna kommunernatotalt summering totalsumma grandtotal allunits
    """
)
_SUM = "\0"  # no id holds it
_TOTAL_OF_SEXES = _TOTAL | {"t"}  # T as Kolada writes it; in any other column it is a letter of its own
_WOMEN = words("k kvinna kvinnor kv f female females woman women flicka flickor girls w")
_MEN = words("m man män male males men pojke pojkar boys")
_STATUS: Mapping[str, str] = {
    **dict.fromkeys(("", "ok", "klar", "slutlig", "definitiv", "final", "complete"), "ok"),
    **dict.fromkeys(("provisional", "preliminär", "preliminärt", "prel", "preliminary", "p"), "provisional"),
    **dict.fromkeys(("missing", "saknas", "bortfall", "ej rapporterat", "not reported"), "missing"),
    **dict.fromkeys(("suppressed", "sekretess", "prickad", "dold", "hidden", "confidential"), "suppressed"),
}
_YEARS = r"(?: ?(?:år|years|yrs))?"
_OR_OLDER = r"(?:\+|-|–|-?w|(?:och|eller|o\.?) (?:äldre|uppåt)|(?:and|or) (?:over|older))"
_FROM_AGE = re.compile(rf"(\d{{1,3}}){_YEARS} ?{_OR_OLDER}{_YEARS}|(?:≥|>=) ?(\d{{1,3}}){_YEARS}")
# From birth and up is everybody: Socialstyrelsen's 0-85+.
_EVERY_AGE = re.compile(rf"0 ?[-–] ?\d{{2,3}}{_YEARS} ?{_OR_OLDER}{_YEARS}|0{_YEARS} ?\+{_YEARS}")
_AGES = re.compile(r"(\d{1,3})\s*(?:-|–|till|to)\s*(\d{1,3})\s*(?:år|years|yrs)?")


@dataclass(frozen=True, slots=True)
class Resolved:
    """Ids row by row ("" where unknown), what was unknown, and what has to be added."""

    ids: Coded
    problems: tuple[Problem, ...]
    new_units: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class _Words:
    """A column as its distinct words, the id of each ("" where unknown), and which word each row holds."""

    codes: np.ndarray
    words: tuple[str, ...]
    ids: np.ndarray

    @classmethod
    def of(cls, cells: Coded, identify: Callable[[str], Unit | Indicator | None]) -> "_Words":
        named = cells.stripped()
        words = tuple(str(word) for word in named.words)
        found = [identify(word) if word else None for word in words]
        return cls(named.codes, words, np.array([one.id if one else "" for one in found], dtype=object))

    @property
    def by_row(self) -> Coded:
        return Coded.joined(self.ids, self.codes)

    @property
    def blank(self) -> np.ndarray:
        return np.array([not word for word in self.words], bool)[self.codes]

    def rows(self, positions: Sequence[int]) -> np.ndarray:
        """(rows,) bool: rows that hold one of the words at ``positions``."""
        named = np.zeros(len(self.words), bool)
        named[list(positions)] = True
        return named[self.codes]


def resolve_units(
    cells: Coded,
    column: str,
    dataset: Dataset,
    unknown: UnknownUnits,
    fates: Fates,
    *,
    names: Mapping[str, str] | None = None,
) -> Resolved:
    """Unit ids; unknown names are kept as new units, or named with the nearest spellings and left out.

    names : what codes that the register does not know stand for
    """
    found = _Words.of(cells, dataset.units.match)
    by_chance = _matched_by_chance(found) if unknown == "keep" else []
    told = _told_by_chance(found, by_chance, column, dataset, fates)
    found.ids[by_chance] = ""
    # A sum over an unnamed whole is no unit: kept as one it would be counted among the parts it sums.
    sums = np.array([not i and _is_sum(word) for word, i in zip(found.words, found.ids, strict=True)], bool)
    if sums.any():
        fates.drop(sums[found.codes], "unit_total", column)
        found = _Words(found.codes, found.words, np.where(sums, _SUM, found.ids))
    new = _name_new_units(found, dataset, names or {}) if unknown == "keep" else ()
    fates.drop(found.blank, "unit_blank", column)
    problems = _unknown("unknown_unit", found, column, fates, lambda text: _near_units(dataset, text))
    ids = np.where(found.ids == _SUM, "", found.ids)
    return Resolved(Coded.joined(ids, found.codes), (*told, *problems), new)


def _matched_by_chance(found: _Words) -> list[int]:
    """Positions of known words that are letters like a code, where all others are codes that nobody knows.

    Of the 300 three-letter codes of another country's hospitals one may be an abbreviation of ours.
    """
    known = [i for i, one in enumerate(found.ids) if one]
    strange = [word for word, one in zip(found.words, found.ids, strict=True) if word and not one]
    if not known or any(found.words[i].isdecimal() or not _CODE.fullmatch(found.words[i]) for i in known):
        return []
    alike = sum(bool(_CODE.fullmatch(word)) for word in strange)
    return known if len(known) == 1 and alike >= max(FEWEST_CODES, len(strange) / 2) else []


def _told_by_chance(
    found: _Words, at: list[int], column: str, dataset: Dataset, fates: Fates
) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            "unit_by_chance",
            {"text": found.words[i], "unit": dataset.units[found.ids[i]].name.sv},
            fates.place(np.flatnonzero(found.rows([i])), column),
            "note",
        )
        for i in at
    )


def one_unit(text: str, dataset: Dataset, table: RawTable) -> Resolved:
    """The one unit of every row of a table whose file names none: known by id or name, or new.

    Raises Refused for a name that may mean several.
    """
    name = " ".join(text.split())
    known = dataset.units.get(name) or dataset.units.match(name)
    if known is None and dataset.units.candidates(name):
        raise Refused(Problem("unit_for_all_unknown", {"text": shorten([name])[0]}, Place(table.sheet)))
    made = Unit(id=_free_id(name, set(dataset.units.ids)), name=Text.of(name[:LONGEST_TEXT]))
    return Resolved(Coded.one((known or made).id, len(table)), (), () if known else (made,))


def _is_sum(word: str) -> bool:
    return re.sub(r"[\W_]+", "", word.casefold()) in _TOTAL | _TOTAL_OF_UNITS


def _name_new_units(found: _Words, dataset: Dataset, names: Mapping[str, str]) -> tuple[Unit, ...]:
    """A unit for every unknown word; spellings that differ only in case and spaces are one."""
    by_key: dict[str, Unit] = {}
    taken = set(dataset.units.ids)
    for i, word in enumerate(found.words):
        if not word or found.ids[i]:
            continue
        name = " ".join(word.split())
        unit = by_key.get(name.casefold())
        if unit is None:
            shown = " ".join(names.get(name, name).split())[:LONGEST_TEXT]
            unit = Unit(id=_free_id(name, taken), name=Text.of(shown or name[:LONGEST_TEXT]))
            by_key[name.casefold()] = unit
            taken.add(unit.id)
        found.ids[i] = unit.id
    return tuple(by_key.values())


def resolve_indicators(
    cells: Coded,
    column: str,
    dataset: Dataset,
    fates: Fates,
    new: Mapping[str, Indicator] | None = None,
) -> Resolved:
    """Indicator ids; unknown names are told with the nearest spellings and left out.

    new : the indicators that words of the column mean and the catalogue lacks
    """
    own = new or {}
    found = _Words.of(cells, lambda text: own.get(text) or find_indicator(text, dataset.catalogue))
    fates.drop(found.blank, "indicator_blank", column)
    problems = _unknown(
        "unknown_indicator", found, column, fates, lambda text: _near_indicators(dataset, text)
    )
    return Resolved(found.by_row, problems)


def _unknown(
    code: str, found: _Words, column: str, fates: Fates, nearest: Callable[[str], tuple[str, ...]]
) -> tuple[Problem, ...]:
    """One problem for each of ``MAX_NAMED`` unknown words, one for the others; their rows are left out."""
    strange = [i for i, word in enumerate(found.words) if word and not found.ids[i]]
    problems: list[Problem] = []
    if not strange:
        return ()
    lost = found.rows(strange) & fates.kept
    for i in strange[:MAX_NAMED]:
        rows = np.flatnonzero((found.codes == i) & lost)
        if not len(rows):
            continue
        text = shorten([found.words[i]])[0]
        near = nearest(text)
        values: dict[str, Value] = {"n": len(rows), "rows": fates.numbers(rows), "text": text}
        if near:
            values["nearest"] = near
        named = code if near else f"{code}_at_all"
        problems.append(Problem(named, values, fates.place(rows, column), "dropped"))
    rest = np.flatnonzero(found.rows(strange[MAX_NAMED:]) & lost)
    if len(rest):
        more: dict[str, Value] = {
            "n": len(rest),
            "names": len(strange) - MAX_NAMED,
            "rows": fates.numbers(rest),
        }
        problems.append(Problem(f"{code}_more", more, fates.place(rest, column), "dropped"))
    fates.drop(lost, code, column)
    return tuple(problems)


def _near_units(dataset: Dataset, text: str) -> tuple[str, ...]:
    possible = dataset.units.candidates(text) or dataset.units.suggest(text)
    return tuple(unit.name.sv for unit in possible[:MAX_ROWS_NAMED])


def _near_indicators(dataset: Dataset, text: str) -> tuple[str, ...]:
    return tuple(indicator.name.sv for indicator in dataset.catalogue.suggest(text))


def _free_id(name: str, taken: set[str]) -> str:
    """An id that a link can hold and nobody has: letters, digits, "-" and "." stay, the rest is "_"."""
    kept = "".join(c if c.isalnum() or c in "-." else "_" for c in name).strip("_.-")[:LONGEST_TEXT] or "x"
    candidate, again = kept, 2
    while candidate in taken:
        candidate, again = f"{kept}_{again}", again + 1
    return candidate


@dataclass(frozen=True, slots=True)
class Groups:
    """One division row by row: (rows,) each.

    values : "all" for a total; blank : bool, rows that leave it out; total : bool, rows that are the total
    totals : the words that were taken for the total, as they stand in the file
    """

    values: Coded
    blank: np.ndarray
    total: np.ndarray
    totals: tuple[str, ...]


def resolve_group(cells: Coded, field: str) -> Groups:
    """Values of one division of the people counted: ``field`` is one of ``SUBGROUP_COLUMNS``."""
    named = cells.stripped()
    values = [_group_value(word, field) for word in named.words]
    total = [value == ALL for value in values]
    totals = shorten(word for word, is_total in zip(named.words, total, strict=True) if is_total)
    return Groups(
        Coded.joined(values, named.codes),
        named.is_in(("",)),
        named.by_word(total, bool),
        totals[:MAX_ROWS_NAMED],
    )


def _group_value(text: str, field: str) -> str:
    text = " ".join(text.split())
    key = re.sub(r"[\W_]+", "", text.casefold())
    if key in (_TOTAL_OF_SEXES if field == "sex" else _TOTAL):
        return ALL
    if field == "sex" and key in _WOMEN | _MEN:
        return "K" if key in _WOMEN else "M"
    if field == "age":
        return _age(text)
    return text


def _age(text: str) -> str:
    if _EVERY_AGE.fullmatch(text.casefold()):
        return ALL
    if match := _FROM_AGE.fullmatch(text.casefold()):
        return f"{int(match[1] or match[2])}-"
    if match := _AGES.fullmatch(text.casefold()):
        return f"{int(match[1])}-{int(match[2])}"
    return text


def resolve_status(cells: Coded) -> tuple[Coded, np.ndarray]:
    """Status words, and which rows were not understood: those are never more than provisional."""
    named = cells.changed(lambda word: word.strip().lower())
    return named.changed(lambda word: _STATUS.get(word, "provisional")), ~named.is_in(_STATUS)


def missing_column(heading: str, header: tuple[str, ...], sheet: str | None) -> Problem:
    """The refusal of a mapping that names a heading the table does not have."""
    return Problem("column_missing", {"column": heading, "headings": header}, Place(sheet=sheet))
