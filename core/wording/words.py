"""One language's words: looks up sentences, and writes numbers and months the way the language does.

A sentence is a template with named values, ``"{n} månader saknas"``. Values are written by their type:
whole numbers grouped, decimals with the language's comma, months by name, tuples as a list ("a, b och c").
A number of decimals can be asked for in the template: ``{value:.1}``.
"""

import math
import re
import string
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from babel import Locale
from babel.lists import format_list

from core.remarks import Caveat, Place, Problem

LANGUAGES = ("sv", "en")
_LOCALES = {"sv": "sv_SE", "en": "en_GB"}
_NO_BREAK = "\u00a0"
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_BEFORE_PERCENT = re.compile(rf"(?<=\d)[ {_NO_BREAK}]%")


class Words:
    """The words of one language: ``Words("sv")("page.follow.title")``."""

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"unknown language {language!r}; there is {', '.join(LANGUAGES)}")
        self.language = language
        self.locale = Locale.parse(_LOCALES[language])
        self._table = _table(language)
        symbols = self.locale.number_symbols["latn"]
        group = symbols["group"]
        self._group = _NO_BREAK if group.isspace() else group
        self._point = symbols["decimal"]
        apart = not self.locale.percent_formats[None].pattern.endswith("0%")
        self._percent = f"{_NO_BREAK}%" if apart else "%"
        self._months = {
            short: [
                self.locale.months["format" if short else "stand-alone"]["abbreviated" if short else "wide"][
                    number
                ].rstrip(".")
                for number in range(1, 13)
            ]
            for short in (False, True)
        }

    def __call__(self, key: str, **values: Any) -> str:
        """The sentence of ``key`` with ``values`` filled in; plural forms are chosen by ``n``.

        Raises:
            KeyError: the key is not in the language's file.
        """
        entry = self._entry(key)
        if isinstance(entry, dict):
            entry = entry[self.locale.plural_form(values["n"])] if "n" in values else entry["other"]
        text = "".join(
            literal if field is None else literal + self._written(values[field], spec)
            for literal, field, spec in _pieces(entry)
        )
        return _BEFORE_PERCENT.sub(self._percent, text) if "%" in text and not _typed(key) else text

    def has(self, key: str) -> bool:
        """Whether the key exists: pages ask before showing optional help."""
        return key in self._table

    def _entry(self, key: str) -> Any:
        try:
            return self._table[key]
        except KeyError:
            raise KeyError(f"no words for {key!r} in {self.language}.toml") from None

    def number(self, value: float, decimals: int | None = None) -> str:
        """``4.8`` as "4,8" or "4.8"; grouped thousands; an en dash where there is no number.

        Without ``decimals`` three significant figures are kept, and at most three decimals.
        """
        if value is None or not math.isfinite(value):
            return "–"
        value = float(value)  # numpy's own numbers are rounded four times as slowly
        if decimals is None:
            decimals = 0 if value.is_integer() else significant_decimals(value)
        text = f"{round(value, decimals) + 0.0:,.{decimals}f}"
        text = text.replace(",", "\0").replace(".", self._point).replace("\0", self._group)
        return text.replace("-", "−", 1)

    def month(self, month: np.datetime64 | None, short: bool = False) -> str:
        """``2025-03`` as "mars 2025", short "mar 2025"."""
        if month is None or np.isnat(month):
            return "–"
        year, number = divmod(int(month.astype("datetime64[M]").astype(int)), 12)
        return f"{self._months[short][number]} {year + 1970}"

    def period(self, month: np.datetime64, period_type: str, short: bool = False) -> str:
        """A period of any length by its first month: "mars 2025", "kvartal 1 2025", "2025"."""
        if period_type == "month":
            return self.month(month, short)
        year, number = divmod(int(month.astype("datetime64[M]").astype(int)), 12)
        year += 1970
        if period_type == "year":
            return str(year)
        length = 3 if period_type == "quarter" else 6
        key = f"period.{period_type}_short" if short else f"period.{period_type}"
        return self(key, part=number // length + 1, year=str(year))

    def list(self, items: Iterable[str]) -> str:
        """ "a, b och c"."""
        return format_list(list(items), locale=self.locale)

    def some(self, items: Iterable[str], most: int = 6) -> str:
        """A list that is cut after ``most`` items and says how many more there are."""
        items = list(items)
        if len(items) <= most:
            return self.list(items)
        return self("list.more", items=", ".join(items[:most]), n=len(items) - most)

    def caveat(self, caveat: Caveat) -> str:
        """The sentence of a caveat."""
        return self(f"caveat.{caveat.code}", **self._readable(caveat.values))

    def problem(self, problem: Problem) -> tuple[str, str]:
        """What is wrong (with its place), and what to do about it."""
        values = self._readable(problem.values)
        what = self(f"problem.{problem.code}.what", **values)
        place = self.place(problem.place)
        remedy = self(f"problem.{problem.code}.remedy", **values)
        return (f"{place}: {what}" if place else what), remedy

    def place(self, place: Place) -> str:
        """ "blad Tabell 1, rad 14, kolumn Täljare"; empty when the place is the whole file."""
        parts = []
        if place.sheet:
            parts.append(self("place.sheet", sheet=place.sheet))
        if place.row is not None:
            parts.append(self("place.row", row=str(place.row)))
        if place.column:
            parts.append(self("place.column", column=place.column))
        text = ", ".join(parts)
        return text[:1].upper() + text[1:]

    def _written(self, value: Any, spec: str) -> str:
        """A value as its type is written; ``spec`` is ".1" for decimals, or "short"; "+" before it writes the
        sign of a number above 0 too.

        Short is of a month its short name, of a number no decimal where it has none and else one.
        """
        sign, spec = ("+" if spec.startswith("+") and value > 0 else ""), spec.removeprefix("+")
        if isinstance(value, str):
            return value
        if isinstance(value, np.datetime64):
            return self.month(value, short=spec == "short")
        if isinstance(value, tuple | list):
            return self.some(self._written(item, spec) for item in value)
        if isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool):
            decimals = int(spec.strip(".")) if spec and spec != "short" else None
            if spec == "short":
                decimals = 0 if round(float(value), 1).is_integer() else 1
            return sign + self.number(float(value), decimals)
        return str(value)

    def _readable(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Values of a remark: months written as "2025-03" get their names."""
        return {name: _named_months(value) for name, value in values.items()}


def _named_months(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_named_months(item) for item in value)
    if isinstance(value, str) and _MONTH.fullmatch(value):
        return np.datetime64(value, "M")
    return value


def significant_decimals(value: float, figures: int = 3, most: int = 3) -> int:
    """How many decimals show ``figures`` significant figures of ``value``, at most ``most``."""
    if value == 0 or not math.isfinite(value):
        return 0
    return int(np.clip(figures - 1 - math.floor(math.log10(abs(value))), 0, most))


def _typed(key: str) -> bool:
    """Whether the words name a column, which people write in their own code with an ordinary space."""
    return key.rpartition(".")[2].startswith("column")


@cache
def words_of(language: str) -> Words:
    """The words of a language, read once."""
    return Words(language)


@cache
def _pieces(template: str) -> tuple[tuple[str, str | None, str], ...]:
    """A template taken apart once: literal text, the name of the value after it, how it is written."""
    return tuple((text, field, spec or "") for text, field, spec, _ in string.Formatter().parse(template))


@cache
def _table(language: str) -> Mapping[str, Any]:
    """The language's file with dotted keys; a table of plural forms stays a table."""
    path = Path(__file__).parent / f"{language}.toml"
    return dict(_flat(tomllib.loads(path.read_text(encoding="utf-8"))))


_PLURALS = {"zero", "one", "two", "few", "many", "other"}


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, Any]]:
    for key, value in table.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and not (value and set(value) <= _PLURALS and "other" in value):
            yield from _flat(value, f"{name}.")
        else:
            yield name, value


def capitalised(text: str) -> str:
    """First letter large, the rest as it is."""
    return text[:1].upper() + text[1:]
