"""A client of a made source, without waiting."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from core.observations.live.client import Client, Limits
from core.observations.live.pace import Pace
from core.observations.live.sources import SOURCES, SourceId
from tests.observations.live.made_server import Answers, Made, serving

QUICK = Limits(connect=1, read=1, whole=5, backoff=0.001, longest_pause=0.5, job=10)
BELOW: dict[SourceId, str] = {"kolada": "/v3", "scb": "/api/v2", "socialstyrelsen": "/sv"}


@contextmanager
def client_of(
    source: SourceId, make: Callable[[Callable[[], Made]], Answers]
) -> Iterator[tuple[Client, Made]]:
    """``make`` is given a way to the server, whose address its answers may have to name."""
    there: list[Made] = []
    with serving(make(lambda: there[0])) as server, pytest.MonkeyPatch.context() as patch:
        there.append(server)
        patch.setenv(SOURCES[source].variable, server.url + BELOW[source])
        with Client(SOURCES[source], Pace(10_000, 1.0), limits=QUICK) as client:
            yield client, server
