"""The store of this machine, where one person runs the app; none where several share a server."""

from pathlib import Path

import streamlit as st

from core.observations.dataset import Dataset
from core.observations.store.place import may_keep, store_path
from core.observations.store.store import Store
from core.observations.store.stored import StoredObservations

_HANDED_ON = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Forwarded")


def allowed() -> bool:
    """Whether data may be kept here: the server is this person's own."""
    headers = st.context.headers
    forwarded = any(headers.get(name) for name in _HANDED_ON)
    return may_keep(st.get_option("server.address"), headers.get("Host"), forwarded=forwarded)


def store(make: bool = False) -> Store | None:
    """The store; None where there may be none, and until something was kept unless ``make``.

    Raises Refused when the file cannot be opened.
    """
    path = store_path()
    if not allowed() or not (make or path.exists()):
        return None
    return _opened(str(path))


@st.cache_resource(show_spinner=False, validate=lambda store: store.path.exists())
def _opened(path: str) -> Store:
    """One for the whole process: the file lets no other in."""
    return Store(Path(path))


def forget_everything() -> None:
    """Delete all that was ever kept."""
    there = store()
    if there is not None:
        there.forget_everything()
        _opened.clear()


def is_current(dataset: Dataset | None, there: Store, number: int) -> bool:
    """Whether the dataset is a collection as it is now, not as it was before another window changed it."""
    held = None if dataset is None else dataset.observations
    if not isinstance(held, StoredObservations) or held.collection != number:
        return False
    return held.version == there.version(number)


def number_of(dataset: Dataset | None) -> int | None:
    """The number of the collection that a dataset was opened from; None when it is in the session only."""
    held = None if dataset is None else dataset.observations
    return held.collection if isinstance(held, StoredObservations) else None
