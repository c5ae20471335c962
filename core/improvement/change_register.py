"""Where changes are kept: in memory for a session; a store shared by a team has the same three verbs."""

from collections.abc import Iterable
from typing import Protocol

from core.improvement.change import Change, matching
from core.improvement.change_file import read_changes, write_changes

__all__ = [
    "Change",
    "ChangeRegister",
    "InMemoryRegister",
    "fresh_id",
    "matching",
    "read_changes",
    "write_changes",
]


class ChangeRegister(Protocol):
    """A place for changes, whatever it is made of."""

    def all(self) -> tuple[Change, ...]:
        """Every change, in the order they were added."""
        ...

    def add(self, change: Change) -> None:
        """Keep a change. Raises ValueError if its id is taken: nothing is overwritten unasked."""
        ...

    def remove(self, change_id: str) -> None:
        """Let go of a change. Raises KeyError if there is none with this id."""
        ...


class InMemoryRegister:
    """Changes that live as long as the session that holds them."""

    __slots__ = ("_by_id",)

    def __init__(self, changes: Iterable[Change] = ()) -> None:
        """Begin with ``changes``, in their order."""
        self._by_id: dict[str, Change] = {}
        for change in changes:
            self.add(change)

    def all(self) -> tuple[Change, ...]:
        """Every change, in the order they were added."""
        return tuple(self._by_id.values())

    def add(self, change: Change) -> None:
        """Keep a change. Raises ValueError if its id is taken."""
        if change.id in self._by_id:
            raise ValueError(f"there is a change with the id {change.id!r} already")
        self._by_id[change.id] = change

    def remove(self, change_id: str) -> None:
        """Let go of a change. Raises KeyError if there is none with this id."""
        del self._by_id[change_id]


def fresh_id(register: ChangeRegister, unit: str, start: str) -> str:
    """An id that no change in the register has: "0683-2024-04", and "0683-2024-04-2" if that is taken."""
    taken = {change.id for change in register.all()}
    stem = f"{unit}-{start}"
    number = 1
    while (candidate := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return candidate
