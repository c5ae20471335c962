"""json-stat 2.0: a table of any number of dimensions as its source writes it, checked and laid out evenly.

The values stand in one long list with the last dimension running fastest, or in an object of positions.
Format: https://json-stat.org/full/ (X. Badosa); version 1 as older databases write it is understood too.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from core.observations.headings import plain
from core.observations.readers.json_text import Json, Number, wrong_shape
from core.observations.readers.long_form import refuse_length

CALLED = "json-stat2"
TOTAL = "totalt"
"""What stands for all in a dimension is shown as, whatever the source calls it."""

_TOTALS = frozenset(("tot", "totalt", "total", "12", "t", "totsa", "samtliga", "totaltålder", "totalage"))


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension: its codes in order, what each is called and measured in, the code for all."""

    code: str
    label: str
    codes: tuple[str, ...]
    labels: tuple[str, ...]
    units: tuple[str, ...]
    total: str | None

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def shown(self) -> tuple[str, ...]:
        """The labels, with one word for what stands for all."""
        return tuple(
            TOTAL if self._stands_for_all(code, label) else label
            for code, label in zip(self.codes, self.labels, strict=True)
        )

    def _stands_for_all(self, code: str, label: str) -> bool:
        return code == self.total or plain(code) in _TOTALS or plain(label) in _TOTALS


@dataclass(frozen=True, slots=True)
class Cube:
    """A dataset: its dimensions, and for every cell its value (None for nothing) and its mark ("" for none).

    roles : time, geo and metric -> the codes of dimensions; table : the source's own number of the table
    """

    label: str
    source: str
    updated: str
    table: str
    dimensions: tuple[Dimension, ...]
    values: list[Any]
    marks: list[str]
    roles: dict[str, tuple[str, ...]]

    def along(self, position: int, words: Sequence[str]) -> pd.Series:
        """For every cell the word of its place in one dimension, as a column of text."""
        sizes = [len(dimension) for dimension in self.dimensions]
        before, after = math.prod(sizes[:position]), math.prod(sizes[position + 1 :])
        at = np.tile(np.repeat(np.arange(sizes[position]), after), before)
        return pd.Series(words, dtype="str").take(at).reset_index(drop=True)


def is_dataset(value: Json) -> bool:
    """Whether a value has the parts of a dataset."""
    found = _dataset(value)
    return found is not None and {"id", "size", "dimension", "value"} <= found.keys()


def read_cube(value: Json) -> Cube:
    """The dataset in a value for which ``is_dataset`` holds. Raises Refused where its parts do not fit."""
    dataset = _dataset(value)
    assert dataset is not None
    dimensions = _dimensions(dataset)
    n = math.prod(len(dimension) for dimension in dimensions)
    refuse_length(n)
    marks = [mark if isinstance(mark, str) else "" for mark in _spread(dataset.get("status"), n, "status")]
    values = _spread(dataset["value"], n, "value")
    if any(isinstance(one, (bool, dict, list)) for one in values):
        raise wrong_shape(CALLED, "value")
    return Cube(
        label=text(dataset.get("label")),
        source=text(dataset.get("source")),
        updated=text(dataset.get("updated"))[:10],
        table=text(_under(dataset, "extension", "px", "tableid")),
        dimensions=dimensions,
        values=values,
        marks=marks,
        roles=_roles(dataset.get("role")),
    )


def text(value: Any) -> str:
    """A text on one line; "" for anything else."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def _dataset(value: Json) -> dict[str, Any] | None:
    """The dataset itself; version 1 keeps it under "dataset", with id and size among its dimensions."""
    if not isinstance(value, dict):
        return None
    inner = value.get("dataset")
    if not isinstance(inner, dict):
        return value
    dimension = inner.get("dimension")
    if not isinstance(dimension, dict):
        return None
    return {**inner, **{name: dimension[name] for name in ("id", "size", "role") if name in dimension}}


def _dimensions(dataset: dict[str, Any]) -> tuple[Dimension, ...]:
    ids, sizes, found = dataset["id"], dataset["size"], dataset["dimension"]
    if not (isinstance(ids, list) and isinstance(sizes, list) and isinstance(found, dict)):
        raise wrong_shape(CALLED, "id, size, dimension")
    if not ids or len(ids) != len(sizes) or not all(isinstance(one, str) for one in ids):
        raise wrong_shape(CALLED, "id, size")
    if len(set(ids)) < len(ids):
        raise wrong_shape(CALLED, "id")
    return tuple(_dimension(code, size, found.get(code)) for code, size in zip(ids, sizes, strict=True))


def _dimension(code: str, size: Any, about: Any) -> Dimension:
    category = about.get("category") if isinstance(about, dict) else None
    if not isinstance(category, dict) or not _is_whole(size):
        raise wrong_shape(CALLED, f"dimension.{code}")
    labels = category.get("label")
    labels = labels if isinstance(labels, dict) else {}
    codes = _in_order(category.get("index", list(labels)), code)
    if len(codes) != int(size) or not codes:
        raise wrong_shape(CALLED, f"dimension.{code}, size")
    units = category.get("unit")
    return Dimension(
        code=code,
        label=text(about.get("label")) or code,
        codes=codes,
        labels=tuple(text(labels.get(one)) or one for one in codes),
        units=tuple(text(_under(units, one, "base")) for one in codes),
        total=text(_under(about, "extension", "eliminationValueCode")) or None,
    )


def _in_order(index: Any, code: str) -> tuple[str, ...]:
    """The codes of a dimension by position: a list, or an object from code to position."""
    if isinstance(index, list) and all(isinstance(one, str) for one in index):
        codes = tuple(str(one) for one in index)
    elif isinstance(index, dict) and all(_is_whole(at) for at in index.values()):
        codes = tuple(sorted(index, key=lambda one: int(index[one])))
        if [int(index[one]) for one in codes] != list(range(len(codes))):
            raise wrong_shape(CALLED, f"dimension.{code}.category.index")
    else:
        raise wrong_shape(CALLED, f"dimension.{code}.category.index")
    if len(set(codes)) < len(codes):
        raise wrong_shape(CALLED, f"dimension.{code}.category.index")
    return codes


def _spread(found: Any, n: int, called: str) -> list[Any]:
    """One entry a cell, from a list, an object of positions, or (status only) one text for all."""
    if isinstance(found, list) and len(found) == n:
        return found
    if isinstance(found, dict):
        if not all(_is_whole(at) and int(at) < n for at in found):
            raise wrong_shape(CALLED, called)
        spread: list[Any] = [None] * n
        for at, one in found.items():
            spread[int(at)] = one
        return spread
    if called == "status" and (found is None or isinstance(found, str)):
        return [found] * n
    raise wrong_shape(CALLED, called)


def _is_whole(value: Any) -> bool:
    """Whether a number or a name is a whole number from 0 up, of no absurd length."""
    return isinstance(value, str) and len(value) <= 9 and value.isascii() and value.isdigit()


def _roles(role: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(role, dict):
        return {}
    return {
        name: tuple(one for one in codes if isinstance(one, str))
        for name, codes in role.items()
        if isinstance(codes, list)
    }


def _under(value: Any, *names: str) -> Any:
    """What stands under names within names; None where one is not there."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


assert issubclass(Number, str), "positions and numbers are both read from text"
