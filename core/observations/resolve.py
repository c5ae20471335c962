"""From the words of a file to the ids of the catalogue and the register, each distinct word once."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.indicators.indicator import Indicator
from core.indicators.text import Text
from core.indicators.units import Unit
from core.observations.dataset import Dataset
from core.observations.fate import LONGEST_TEXT, MAX_ROWS_NAMED, Fates, shorten
from core.observations.mapping import UnknownUnits
from core.observations.schema import ALL
from core.remarks import Place, Problem

MAX_NAMED = 20
"""Unknown units and indicators named one by one; the rest are counted."""

_TOTAL = frozenset(
    ["totalt", "total", "totala", "alla", "samtliga", "all", "everyone", "båda", "bådakönen", "bådeochmän", "t", "tot", "sum", "summa", "samtligaåldrar", "allaåldrar", "bothsexes", "allages"]
)
_WOMEN = frozenset(["k", "kvinna", "kvinnor", "kv", "f", "female", "females", "woman", "women", "flicka", "flickor", "girls", "w"])
_MEN = frozenset(["m", "man", "män", "male", "males", "men", "pojke", "pojkar", "boys"])
_STATUS: Mapping[str, str] = {
    **dict.fromkeys(("", "ok", "klar", "slutlig", "definitiv", "final", "complete"), "ok"),
    **dict.fromkeys(("provisional", "preliminär", "preliminärt", "prel", "preliminary", "p"), "provisional"),
    **dict.fromkeys(("missing", "saknas", "bortfall", "ej rapporterat", "not reported"), "missing"),
    **dict.fromkeys(("suppressed", "sekretess", "prickad", "dold", "hidden", "confidential"), "suppressed"),
}
_FROM_AGE = re.compile(
    r"(\d{1,3})\s*(?:\+|-|–|år\s*(?:och|o\.?)\s*äldre|(?:och|o\.?)\s*äldre|and over|years and over|w)\s*(?:år)?"
)
_AGES = re.compile(r"(\d{1,3})\s*(?:-|–|till|to)\s*(\d{1,3})\s*(?:år|years|yrs)?")


@dataclass(frozen=True, slots=True)
class Resolved:
    """Ids row by row ("" where unknown), what was unknown, and what has to be added."""

    ids: np.ndarray
    problems: tuple[Problem, ...]
    new_units: tuple[Unit, ...] = ()


def resolve_units(
    cells: pd.Series, column: str, dataset: Dataset, unknown: UnknownUnits, fates: Fates
) -> Resolved:
    """Unit ids; unknown names are kept as new units, or named with the nearest spellings and left out."""
    codes, words = pd.factorize(cells.str.strip())
    matched = [dataset.units.match(word) if word else None for word in words]
    ids = np.array([unit.id if unit else "" for unit in matched], dtype=object)
    new: list[Unit] = []
    if unknown == "keep":
        for i, word in enumerate(words):
            if word and not ids[i]:
                unit = Unit(id=_unit_id(word), name=Text.of(" ".join(word.split())[:LONGEST_TEXT]))
                ids[i] = unit.id
                new.append(unit)
        # Two spellings that differ only in spaces or case are one unit; the first names it.
        new = list({unit.id: unit for unit in reversed(new)}.values())[::-1]
        new = [unit for unit in new if unit.id not in dataset.units]
    by_row = ids[codes] if len(words) else np.zeros(0, object)
    blank = (words == "")[codes] if len(words) else np.zeros(0, bool)
    fates.drop(blank, "unit_blank", column)
    problems = _unknown(
        codes, words, ids, column, fates, "unknown_unit", lambda text: _near_units(dataset, text)
    )
    return Resolved(by_row, problems, tuple(new))


def resolve_indicators(cells: pd.Series, column: str, dataset: Dataset, fates: Fates) -> Resolved:
    """Indicator ids; unknown names are told with the nearest spellings and left out."""
    codes, words = pd.factorize(cells.str.strip())
    matched = [dataset.catalogue.find(word) if word else None for word in words]
    ids = np.array([indicator.id if indicator else "" for indicator in matched], dtype=object)
    fates.drop((words == "")[codes], "indicator_blank", column)
    near = _unknown(
        codes,
        words,
        ids,
        column,
        fates,
        "unknown_indicator",
        lambda text: _near_indicators(dataset.catalogue.suggest(text)),
    )
    return Resolved(ids[codes], near)


def _unknown(
    codes: np.ndarray,
    words: np.ndarray | pd.Index,
    ids: np.ndarray,
    column: str,
    fates: Fates,
    code: str,
    nearest: Callable[[str], tuple[str, ...]],
) -> tuple[Problem, ...]:
    """One problem for each unknown word up to ``MAX_NAMED``, one for all the others; their rows are left out."""
    strange = [i for i, word in enumerate(words) if word and not ids[i]]
    problems: list[Problem] = []
    lost = np.isin(codes, strange) & fates.kept
    for i in strange[:MAX_NAMED]:
        rows = np.flatnonzero((codes == i) & lost)
        if not len(rows):
            continue
        text = shorten([words[i]])[0]
        near = nearest(text)
        values = {"n": len(rows), "rows": fates.numbers(rows), "text": text, "nearest": near}
        named = code if near else f"{code}_at_all"
        problems.append(Problem(named, values, fates.place(rows, column), "dropped"))
    rest = np.flatnonzero(np.isin(codes, strange[MAX_NAMED:]) & lost)
    if len(rest):
        values = {"n": len(rest), "names": len(strange) - MAX_NAMED, "rows": fates.numbers(rest)}
        problems.append(Problem(f"{code}_more", values, fates.place(rest, column), "dropped"))
    fates.drop(lost, code, column)
    return tuple(problems)


def _near_units(dataset: Dataset, text: str) -> tuple[str, ...]:
    possible = dataset.units.candidates(text) or dataset.units.suggest(text)
    return tuple(unit.name.sv for unit in possible[:MAX_ROWS_NAMED])


def _near_indicators(found: tuple[Indicator, ...]) -> tuple[str, ...]:
    return tuple(indicator.name.sv for indicator in found)


def _unit_id(text: str) -> str:
    """An id that a link can hold: letters, digits, hyphen and underscore as they stand, other signs "_"."""
    kept = "".join(c if c.isalnum() or c in "-." else "_" for c in " ".join(text.split()))
    return kept.strip("_.-")[:LONGEST_TEXT] or "_".join(f"{ord(c):x}" for c in text[:8])


def resolve_group(cells: pd.Series, field: str) -> tuple[np.ndarray, np.ndarray]:
    """Values of one division ("all" for a total), and which rows leave it blank: arrays of shape (rows,)."""
    codes, words = pd.factorize(cells.str.strip())
    values = np.array([_group_value(str(word), field) for word in words], dtype=object)
    blank = np.array([not word for word in words], bool)
    return values[codes], blank[codes]


def _group_value(text: str, field: str) -> str:
    text = " ".join(text.split())
    key = re.sub(r"[\W_]+", "", text.casefold())
    if key in _TOTAL:
        return ALL
    if field == "sex" and key in _WOMEN | _MEN:
        return "K" if key in _WOMEN else "M"
    if field == "age":
        return _age(text)
    return text


def _age(text: str) -> str:
    if match := _FROM_AGE.fullmatch(text.casefold()):
        return f"{int(match[1])}-"
    if match := _AGES.fullmatch(text.casefold()):
        return f"{int(match[1])}-{int(match[2])}"
    return text


def resolve_status(cells: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Status words ("ok" for those not understood), and which rows were not understood."""
    codes, words = pd.factorize(cells.str.strip().str.lower())
    known = np.array([_STATUS.get(word, "ok") for word in words], dtype=object)
    strange = np.array([word not in _STATUS for word in words], bool)
    return known[codes], strange[codes]


def missing_column(heading: str, header: tuple[str, ...], sheet: str | None) -> Problem:
    """The refusal of a mapping that names a heading the table does not have."""
    return Problem("column_missing", {"column": heading, "headings": header}, Place(sheet=sheet))
