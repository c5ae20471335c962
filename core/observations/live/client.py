"""A polite and suspicious client: asks one source, at its pace, and believes nothing before it is checked.

Only https to the known host (or to an address that the environment names), no cookies, no redirect to another
machine, limits for time, size and tries. What goes wrong is a ``Refused`` with a sentence for a person.
"""

import json
import logging
import math
import random
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http.cookiejar import DefaultCookiePolicy
from typing import Any, NoReturn, Self
from urllib.parse import urljoin, urlsplit, urlunsplit

import certifi
import httpx

from core.observations.live.fetched import ABSENT, Stopped
from core.observations.live.pace import Pace
from core.observations.live.sources import Source, address_of, is_offline
from core.remarks import Problem, Refused, Value

USER_AGENT = "Skifte (improvement work in health and social care)"
_LOCAL = frozenset(("127.0.0.1", "::1", "localhost"))
_PASSING = frozenset((500, 502, 503, 504))
_MOVED = frozenset((301, 302, 303, 307, 308))
_PACKED = frozenset(("", "identity", "gzip", "deflate"))
_CHANCE = random.SystemRandom()
# httpx writes every address it asks to its log; what a person asks for is nobody else's business.
logging.getLogger("httpx").setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much: seconds, bytes, times.

    connect, read : for making contact and for each piece of an answer; whole : for one whole answer
    size : bytes of an answer when unpacked
    tries : for one request that fails in passing; pauses : waits that the source asks for with 429
    longest_pause : the longest such wait that is kept to
    job : for everything asked by one client
    """

    connect: float = 5.0
    read: float = 20.0
    whole: float = 60.0
    size: int = 64 * 1024 * 1024
    tries: int = 3
    pauses: int = 5
    longest_pause: float = 60.0
    backoff: float = 0.5
    job: float = 600.0


class Client:
    """Asks one source. Use as a context manager, in one thread.

    stop : set by whoever wants it to end; it then raises ``Stopped`` within a piece of an answer
    Raises Refused when the setting says that nobody may be asked.
    """

    def __init__(
        self,
        source: Source,
        pace: Pace | None = None,
        stop: threading.Event | None = None,
        limits: Limits = Limits(),
    ) -> None:
        if is_offline():
            raise Refused(Problem("live_offline", {"source": source.name}))
        self.source = source
        self.pace = pace or Pace(source.calls, source.seconds)
        self.asked: list[str] = []
        self._base = address_of(source)
        self._stop = stop or threading.Event()
        self._limits = limits
        self._ends = time.monotonic() + limits.job
        local = urlsplit(self._base).hostname in _LOCAL
        try:
            self._http = httpx.Client(
                headers={"User-Agent": USER_AGENT, "Accept": "application/json", "Accept-Encoding": "gzip"},
                timeout=httpx.Timeout(limits.read, connect=limits.connect),
                follow_redirects=False,
                # The organisation's own proxy is used where it is named, never for this machine.
                trust_env=not local,
                verify=_certificates() if self._base.startswith("https") else True,
            )
        except (ValueError, ImportError, httpx.InvalidURL):
            raise Refused(Problem("live_bad_address", {"variable": "HTTPS_PROXY"})) from None
        self._http.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def get(self, where: str, absent: bool = False) -> Any:
        """The JSON at a path below the base ("/kpi") or at an address that the source has named.

        absent : ``ABSENT`` for what the source says does not exist, instead of Refused
        Raises Refused, and Stopped.
        """
        return self._ask("GET", self._within(where), None, absent)

    def post(self, path: str, body: Mapping[str, object]) -> Any:
        """The JSON that answers ``body``. Raises Refused, and Stopped."""
        return self._ask("POST", self._within(path), body, absent=False)

    def _within(self, where: str) -> str:
        """The full address, if it is the source's own; its scheme is always that of the base."""
        if where.startswith("/") and not where.startswith("//"):
            return self._base + where
        base = urlsplit(self._base)
        try:
            parts = urlsplit(where)
            same = (parts.hostname, parts.port) in ((base.hostname, base.port), (base.hostname, None))
        except ValueError:
            self._refuse("live_other_host")
        below = parts.path.startswith(f"{base.path}/") and "/.." not in parts.path
        if parts.scheme not in ("http", "https") or not same or not below or parts.username:
            self._refuse("live_other_host")
        return urlunsplit((base.scheme, base.netloc, parts.path, parts.query, ""))

    def _ask(self, method: str, address: str, body: Mapping[str, object] | None, absent: bool) -> Any:
        tries = pauses = moves = 0
        while True:
            self._wait(self.pace.next_turn())
            try:
                status, headers, content = self._once(method, address, body)
            except httpx.InvalidURL:
                self._refuse("live_other_host")
            except httpx.HTTPError as error:
                tries += 1
                most = min(2, self._limits.tries) if _no_contact(error) else self._limits.tries
                if tries >= most:
                    self._refuse(_code_of(error))
                self._back_off(tries)
                continue
            if status == 429 or (status == 503 and "retry-after" in headers):
                pauses += 1
                self._pause(headers, pauses)
            elif status in _PASSING:
                tries += 1
                if tries >= self._limits.tries:
                    self._refuse("live_server_error", status=status)
                self._back_off(tries)
            elif status in _MOVED:
                moves += 1
                if moves > 3:
                    self._refuse("live_loop")
                address = self._within(_joined(address, headers.get("location", "")))
            elif status == 404 and absent:
                return ABSENT
            elif status != 200:
                self._refuse("live_not_found" if status == 404 else "live_said_no", status=status)
            else:
                return self._json(headers, content)

    def _once(
        self, method: str, address: str, body: Mapping[str, object] | None
    ) -> tuple[int, httpx.Headers, bytes]:
        """Status, headers and content of one request; only a good answer is read."""
        self.asked.append(address)
        ends = time.monotonic() + self._limits.whole
        with self._http.stream(method, address, json=body) as answer:
            if answer.status_code != 200:
                return answer.status_code, answer.headers, b""
            # Packed twice, a few kilobytes become gigabytes in one piece, before its size can be seen.
            if answer.headers.get("content-encoding", "identity").strip().casefold() not in _PACKED:
                self._refuse("live_not_json")
            pieces, size = [], 0
            for piece in answer.iter_bytes():
                self._check_time(ends)
                size += len(piece)
                if size > self._limits.size:
                    self._refuse("live_too_big", megabytes=self._limits.size // (1024 * 1024))
                pieces.append(piece)
            return 200, answer.headers, b"".join(pieces)

    def _json(self, headers: httpx.Headers, content: bytes) -> Any:
        kind = headers.get("content-type", "").split(";")[0].strip().casefold()
        if kind and not kind.endswith("json"):
            self._refuse("live_not_json")
        try:
            return json.loads(
                content, parse_constant=_no_constant, parse_float=_finite, object_pairs_hook=_unrepeated
            )
        except (ValueError, RecursionError):
            self._refuse("live_not_json")

    def _pause(self, headers: httpx.Headers, pauses: int) -> None:
        """Wait as long as the source asks, if that is bearable; everybody else here waits too."""
        seconds = _retry_after(headers.get("retry-after", ""), self._limits.backoff * 2**pauses)
        if pauses > self._limits.pauses or seconds > self._limits.longest_pause:
            self._refuse("live_busy", seconds=max(1, round(seconds)))
        self.pace.hold(seconds)
        self._wait(seconds)

    def _back_off(self, tries: int) -> None:
        """Longer after every failure, and by chance: who failed together shall not come back together."""
        self._wait(self._limits.backoff * 2 ** (tries - 1) * _CHANCE.uniform(0.5, 1.0))

    def _wait(self, seconds: float) -> None:
        if self._stop.wait(max(0.0, min(seconds, self._ends - time.monotonic()))):
            raise Stopped
        self._check_time(self._ends)

    def _check_time(self, ends: float) -> None:
        if self._stop.is_set():
            raise Stopped
        if time.monotonic() >= min(ends, self._ends):
            self._refuse("live_timeout")

    def _refuse(self, code: str, **values: Value) -> NoReturn:
        raise Refused(Problem(code, {"source": self.source.name, **values}))


def _certificates() -> ssl.SSLContext:
    """Those the machine trusts, where an organisation's own are, and those that come with Python packages."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _no_contact(error: httpx.HTTPError) -> bool:
    return isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.ProxyError)


def _code_of(error: httpx.HTTPError) -> str:
    """What to tell of a request that failed."""
    if _no_contact(error):
        return "live_no_contact"
    return "live_timeout" if isinstance(error, httpx.TimeoutException) else "live_cut_short"


def _joined(address: str, location: str) -> str:
    try:
        return urljoin(address, location)
    except ValueError:
        return location


def _retry_after(text: str, otherwise: float) -> float:
    """Seconds from a Retry-After header, which holds seconds or a date; ``otherwise`` from anything else."""
    try:
        seconds = float(text)
    except ValueError:
        try:
            until = parsedate_to_datetime(text)
        except ValueError:
            return otherwise
        seconds = until.timestamp() - time.time()
    return max(seconds, 0.0) if seconds < 1e9 else 1e9  # also "nan" and "inf"


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(text)
    return number


def _unrepeated(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names occur once: of two values under one name nobody knows which is meant."""
    named = dict(pairs)
    if len(named) != len(pairs):
        raise ValueError("a name is repeated")
    return named
