"""The visitor's own numbers as a step changes them: what is kept on this computer may have gone on since."""

from typing import Any

from core.observations.dataset import Dataset
from pages.parts import session, store_here
from pages.parts.held import Part


def _put(values: tuple[Any, ...]) -> None:
    """Make them what they were. A collection that another window has changed, or removed, since then is let
    go: the view names it, and it is opened as it is now, or told to be gone."""
    outdated = _outdated(values[0])
    session.NUMBERS.put(values)
    if outdated:
        session.hold_own(None)


def _outdated(mine: Dataset | None) -> bool:
    """Whether numbers of a collection are not what is kept now. Raises Refused."""
    number = store_here.number_of(mine)
    if number is None:
        return False
    there = store_here.store()
    return there is None or not store_here.is_current(mine, there, number)


NUMBERS = Part(session.NUMBERS.held, _put, whole_view=True)
