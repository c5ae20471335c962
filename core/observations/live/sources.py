"""Who may be asked, at what address and how often; and the setting that lets nobody be asked."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import urlsplit

from core.remarks import Problem, Refused

SourceId = Literal["kolada", "scb", "socialstyrelsen"]
SOURCE_IDS: tuple[SourceId, ...] = get_args(SourceId)
OFFLINE = "SKIFTE_OFFLINE"
_NO = frozenset(("", "0", "false", "no", "nej", "off"))


@dataclass(frozen=True, slots=True)
class Source:
    """One source of open numbers.

    name : as it names itself, also in the line that tells where numbers come from
    base : address that every request begins with
    calls, seconds : at most so many requests in so long a time
    variable : the environment variable that names another address, for a mirror of one's own
    """

    id: SourceId
    name: str
    base: str
    calls: int
    seconds: float
    variable: str


SOURCES: Mapping[SourceId, Source] = {
    "kolada": Source("kolada", "Kolada", "https://api.kolada.se/v3", 5, 1.0, "SKIFTE_KOLADA"),
    "scb": Source("scb", "SCB", "https://statistikdatabasen.scb.se/api/v2", 30, 10.0, "SKIFTE_SCB"),
    "socialstyrelsen": Source(
        "socialstyrelsen",
        "Socialstyrelsen",
        "https://sdb.socialstyrelsen.se/api/v1/sv",
        5,
        1.0,
        "SKIFTE_SOCIALSTYRELSEN",
    ),
}


def is_offline() -> bool:
    """Whether ``SKIFTE_OFFLINE`` says that nobody may be asked."""
    return os.environ.get(OFFLINE, "").strip().casefold() not in _NO


def address_of(source: Source) -> str:
    """The address to ask at: the known one, or the one that the environment names.

    Raises Refused for a named address that is no plain http or https address.
    """
    named = os.environ.get(source.variable, "").strip()
    if not named:
        return source.base
    if not _is_plain(named):
        raise Refused(Problem("live_bad_address", {"variable": source.variable}))
    return named.rstrip("/")


def _is_plain(address: str) -> bool:
    """Whether an address is a machine and a path on the web, with no name, password or question in it."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    extra = parts.username or parts.password or parts.query or parts.fragment
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not extra and port != 0


def host_of(source: Source) -> str:
    """The machine that is asked, to be told to a person; "" where the named address is none."""
    try:
        return urlsplit(address_of(source)).hostname or ""
    except Refused:
        return ""
