"""Where the store lies, and when there may be one: never where several people share a server."""

import os
from collections.abc import Mapping
from pathlib import Path

from platformdirs import user_data_path

FOLDER, SHARED = "SKIFTE_DATA", "SKIFTE_SHARED"
FILE = "skifte.duckdb"
_LOCAL = frozenset(("127.0.0.1", "localhost", "::1"))
_NO = frozenset(("", "0", "no", "false", "nej"))


def store_path(environment: Mapping[str, str] = os.environ) -> Path:
    """The file: in the user's data folder, or in the folder that SKIFTE_DATA names."""
    named = environment.get(FOLDER, "").strip()
    folder = Path(named) if named else user_data_path("skifte", appauthor=False)
    return folder / FILE


def may_keep(
    address: str | None,
    host: str | None = None,
    *,
    forwarded: bool = False,
    environment: Mapping[str, str] = os.environ,
) -> bool:
    """Whether the server is one person's own, so that data may be kept for the next time.

    address : what the server listens to, None for every address
    host : the name the browser asked for ("skifte.example.se:443"), None when nobody asked
    forwarded : whether another server handed the request on

    All have to agree: a server behind a proxy also listens to its own machine only.
    """
    if environment.get(SHARED, "").strip().casefold() not in _NO:
        return False
    return not forwarded and _is_local(address or "") and (host is None or _is_local(_without_port(host)))


def _without_port(host: str) -> str:
    return host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]


def _is_local(name: str) -> bool:
    return name.strip().casefold() in _LOCAL
