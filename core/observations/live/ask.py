"""Questions as work for a ``Job``: who is asked what. Nothing of the network is loaded before one begins."""

import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

from core.observations.live import kolada, pxweb, socialstyrelsen
from core.observations.live.answers import Codes
from core.observations.live.fetched import Fetched, Tells
from core.observations.live.pace import Pace
from core.observations.live.sources import SOURCES, SourceId
from core.observations.live.tables import Found, Table

if TYPE_CHECKING:
    from core.observations.live.client import Client

Answer = TypeVar("Answer")
Work = Callable[[threading.Event, Tells], Answer]
Paces = Mapping[SourceId, Pace]


def paces() -> dict[SourceId, Pace]:
    """A pace for each source: make one set for everybody who asks from here, and keep it."""
    return {source.id: Pace(source.calls, source.seconds) for source in SOURCES.values()}


def kolada_values(question: kolada.Question, pace: Paces) -> Work[Fetched]:
    """The values of key figures."""
    return _asking("kolada", pace, lambda client, tell: kolada.fetch(client, question, tell))


def scb_tables(text: str, pace: Paces) -> Work[tuple[Found, ...]]:
    """Tables that words fit."""
    return _asking("scb", pace, lambda client, _: pxweb.search(client, text))


def scb_table(table_id: str, pace: Paces) -> Work[Table]:
    """What can be asked of a table."""
    return _asking("scb", pace, lambda client, _: pxweb.table(client, table_id))


def scb_values(table_id: str, codes: Codes, pace: Paces) -> Work[Fetched]:
    """The cells of a table."""
    return _asking("scb", pace, lambda client, tell: pxweb.fetch(client, table_id, codes, tell))


def socialstyrelsen_tables(pace: Paces) -> Work[tuple[Found, ...]]:
    """What there are statistics about."""
    return _asking("socialstyrelsen", pace, lambda client, _: socialstyrelsen.subjects(client))


def socialstyrelsen_table(subject: str, pace: Paces) -> Work[Table]:
    """What can be asked about a subject."""
    return _asking("socialstyrelsen", pace, lambda client, tell: socialstyrelsen.table(client, subject, tell))


def socialstyrelsen_values(subject: str, codes: Codes, pace: Paces) -> Work[Fetched]:
    """The rows of a subject, measure by measure."""
    return _asking(
        "socialstyrelsen", pace, lambda client, tell: socialstyrelsen.fetch(client, subject, codes, tell)
    )


def _asking(source: SourceId, pace: Paces, ask: "Callable[[Client, Tells], Answer]") -> Work[Answer]:
    def work(stop: threading.Event, tell: Tells) -> Answer:
        from core.observations.live.client import Client  # noqa: PLC0415 - loads httpx, which few need

        with Client(SOURCES[source], pace[source], stop) as client:
            return ask(client, tell)

    return work
