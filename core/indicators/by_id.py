"""Entries with an id, in the order of their file: what the catalogue and the register of units are."""

from collections.abc import Iterable, Iterator
from typing import Generic, Protocol, TypeVar


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


Entry = TypeVar("Entry", bound=_HasId)


class ById(Generic[Entry]):
    """Look an entry up by its id; go through all of them in file order."""

    __slots__ = ("_by_id",)

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Take entries with unique ids; who calls has checked that they are."""
        self._by_id = {entry.id: entry for entry in entries}

    def __getitem__(self, entry_id: str) -> Entry:
        return self._by_id[entry_id]

    def __contains__(self, entry_id: object) -> bool:
        return entry_id in self._by_id

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    @property
    def ids(self) -> tuple[str, ...]:
        """All ids in file order."""
        return tuple(self._by_id)

    def get(self, entry_id: str) -> Entry | None:
        """Return the entry with this id, or ``None``."""
        return self._by_id.get(entry_id)
