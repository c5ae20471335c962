"""Taking answers apart without trusting their shape, and dividing questions that are too big."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NoReturn

from core.observations.live.fetched import Asks
from core.remarks import Problem, Refused, Value

Codes = Mapping[str, Sequence[str]]
"""Dimension -> the codes asked for, in order."""
MOST_NAMED = 8


def refuse(client: Asks, code: str, **values: Value) -> NoReturn:
    """Raise Refused with a problem that names the source."""
    raise Refused(Problem(code, {"source": client.source.name, **values}))


def an_object(client: Asks, answer: Any) -> dict[str, Any]:
    """``answer`` if it is a JSON object; Refused otherwise."""
    return answer if isinstance(answer, dict) else refuse(client, "live_wrong_shape")


def objects(client: Asks, answer: Any) -> list[dict[str, Any]]:
    """``answer`` if it is a list of JSON objects; Refused otherwise."""
    if isinstance(answer, list) and all(isinstance(one, dict) for one in answer):
        return answer
    refuse(client, "live_wrong_shape")


def code_text(value: Any) -> str:
    """A code as text, however the source writes it; "" for what is no code."""
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def in_groups(items: Sequence[str], most: int) -> list[Sequence[str]]:
    """``items`` in order, at most ``most`` at a time."""
    return [items[i : i + most] for i in range(0, len(items), most)]


def size(codes: Codes) -> int:
    """How many cells a question is about."""
    return math.prod(len(values) for values in codes.values())


def divided(codes: Codes, most: int) -> list[dict[str, Sequence[str]]]:
    """The question as questions of at most ``most`` cells, no cell twice and none forgotten.

    The longest dimension is cut first, into as few pieces as will do.
    """
    if most < 1:
        raise ValueError("no question is smaller than one cell")
    whole = dict(codes)
    if size(whole) <= most:
        return [whole]
    longest = max(whole, key=lambda name: len(whole[name]))
    at_once = max(1, most * len(whole[longest]) // size(whole))
    pieces = ({**whole, longest: some} for some in in_groups(whole[longest], at_once))
    return [part for piece in pieces for part in divided(piece, most)]


def named(items: Iterable[str]) -> tuple[tuple[str, ...], int]:
    """The first few for a sentence, and how many there are in all."""
    every = tuple(items)
    return every[:MOST_NAMED], len(every)
