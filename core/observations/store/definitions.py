"""Indicators and units as text that a later version of the program can read.

They are kept beside the numbers: those of a person's own exist nowhere else, and the scale of a catalogue's
own may have changed when the numbers are opened again.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

import numpy as np

from core.indicators.indicator import CHARTS, DIRECTIONS, FREQUENCIES, KINDS, ROLES, Break, Indicator, Target
from core.indicators.text import Text
from core.indicators.units import LEVELS, Unit

_TEXTS = ("name", "definition", "numerator", "denominator", "unit", "source")
_LISTS = ("levels", "kolada", "aliases")
_WORDS = {"kind": KINDS, "direction": DIRECTIONS, "frequency": FREQUENCIES, "role": ROLES, "chart": CHARTS}
_NUMBERS = ("multiply", "decimals", "suppress_below", "provisional_months")


def written(one: Indicator | Unit) -> str:
    """The definition as JSON."""
    return json.dumps(asdict(one), ensure_ascii=False, default=str, sort_keys=True)


def indicator_of(body: str) -> Indicator:
    """The indicator that ``written`` wrote; fields that this version does not know are passed over.

    Raises ValueError for anything else.
    """
    told = _fields(body, Indicator)
    try:
        for name in _TEXTS:
            if told.get(name) is not None:
                told[name] = _text(told[name])
        told |= {name: tuple(str(one) for one in told[name]) for name in _LISTS if name in told}
        told["targets"] = tuple(_target(one) for one in told.get("targets", ()))
        told["breaks"] = tuple(
            Break(np.datetime64(one["month"], "M"), _text(one["text"])) for one in told.get("breaks", ())
        )
        made = Indicator(**told)
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError("not an indicator") from error
    strange = [name for name, words in _WORDS.items() if getattr(made, name) not in words]
    strange += [name for name in _NUMBERS if not isinstance(getattr(made, name), int | float)]
    if strange or not isinstance(made.id, str) or not made.multiply > 0:
        raise ValueError(f"strange {strange}")
    return made


def unit_of(body: str) -> Unit:
    """The unit that ``written`` wrote. Raises ValueError for anything else."""
    told = _fields(body, Unit)
    try:
        told["name"] = _text(told["name"])
        told["aliases"] = tuple(str(one) for one in told.get("aliases", ()))
        told["codes"] = {str(key): str(value) for key, value in dict(told.get("codes", {})).items()}
        made = Unit(**told)
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError("not a unit") from error
    if not isinstance(made.id, str) or made.level not in LEVELS:
        raise ValueError("strange unit")
    return made


def _fields(body: str, of: type) -> dict[str, Any]:
    told = json.loads(body)
    if not isinstance(told, dict):
        raise ValueError("not a definition")
    known = {field.name for field in fields(of)}
    return {name: value for name, value in told.items() if name in known}


def _text(told: Mapping[str, Any]) -> Text:
    return Text(str(told["sv"]), str(told["en"]))


def _target(told: Mapping[str, Any]) -> Target:
    return Target(float(told["value"]), told["from_year"], told["to_year"], _text(told["source"]))
