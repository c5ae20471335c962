"""Values as Python writes them. Only what is listed here can stand in a script: text never becomes code."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any

import numpy as np

WIDEST = 88
"""Characters on a line; a longer call is written with an argument a line."""


def literal(value: Any, indent: int = 0) -> str:
    """An expression that gives the value again. TypeError for what no script may hold."""
    if is_dataclass(value) and not isinstance(value, type):
        return call(type(value).__name__, _said(value), indent)
    if isinstance(value, tuple):
        inside = [literal(one, indent + 4) for one in value]
        return _enclosed("(", inside, ")", indent, lone=len(inside) == 1)
    if isinstance(value, frozenset):
        inside = [literal(one) for one in sorted(value)]
        return _enclosed("frozenset({", inside, "})", indent) if inside else "frozenset()"
    return _simple(value)


def _simple(value: Any) -> str:
    """A value without parts."""
    if isinstance(value, str):
        return _quoted(value)
    if value is None or isinstance(value, bool | int):
        return repr(value)
    if isinstance(value, float) and math.isfinite(value):
        return repr(float(value))
    if isinstance(value, np.datetime64) and not np.isnat(value):
        return f'np.datetime64("{value.astype("datetime64[M]")}")'
    raise TypeError(f"{type(value).__name__} cannot stand in a script")


def call(name: str, arguments: Mapping[str, Any], indent: int = 0) -> str:
    """A call with named arguments."""
    inside = [f"{key}={literal(value, indent + 4)}" for key, value in arguments.items()]
    return _enclosed(f"{name}(", inside, ")", indent)


def imports(value: Any) -> Iterator[tuple[str, str]]:
    """Module and name of every class that the value's expression uses; ("numpy", "") for months."""
    if isinstance(value, np.datetime64):
        yield "numpy", ""
    elif isinstance(value, tuple | frozenset):
        for one in value:
            yield from imports(one)
    elif is_dataclass(value) and not isinstance(value, type):
        yield type(value).__module__, type(value).__name__
        for one in _said(value).values():
            yield from imports(one)


def _said(value: Any) -> dict[str, Any]:
    """The fields that are not at their defaults."""
    there = {field.name: (field, getattr(value, field.name)) for field in fields(value)}
    return {name: one for name, (field, one) in there.items() if not _at_default(field, one)}


def _at_default(field: Field[Any], value: Any) -> bool:
    if field.default_factory is not MISSING:
        return bool(value == field.default_factory())
    return field.default is not MISSING and bool(value == field.default)


def _quoted(text: str) -> str:
    """``repr`` with double quotes where that needs no other escapes."""
    written = repr(str(text))
    plain = written[0] == "'" and '"' not in written and "\\'" not in written
    return f'"{written[1:-1]}"' if plain else written


def _enclosed(before: str, inside: list[str], after: str, indent: int, lone: bool = False) -> str:
    line = f"{before}{', '.join(inside)}{',' if lone else ''}{after}"
    if indent + len(line) <= WIDEST and "\n" not in line:
        return line
    margin = " " * (indent + 4)
    return f"{before}\n" + "".join(f"{margin}{one},\n" for one in inside) + " " * indent + after
