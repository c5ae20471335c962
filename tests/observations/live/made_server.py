"""A server on this machine that behaves as a test says: well, slowly, rudely or halfway."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    at: float


@dataclass(frozen=True)
class Reply:
    """What to answer. ``sent``: only so many bytes of the promised body; ``drip``: seconds a byte."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    wait: float = 0.0
    sent: int | None = None
    drip: float = 0.0


def as_json(content: object, status: int = 200, **headers: str) -> Reply:
    kind = {"Content-Type": "application/json; charset=utf-8"}
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(json.dumps(content).encode(), status, {**kind, **more})


Answers = Callable[[Asked], Reply]


class Made(ThreadingHTTPServer):
    """The server, with what it has been asked."""

    daemon_threads = True

    def __init__(self, answers: Answers) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers = answers
        self.asked: list[Asked] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def paths(self) -> list[str]:
        return [one.path for one in self.asked]

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    server: Made

    def _reply(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        asked = Asked(self.command, self.path, dict(self.headers), body, time.monotonic())
        self.server.asked.append(asked)
        reply = self.server.answers(asked)
        time.sleep(reply.wait)
        self.send_response(reply.status)
        for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        for piece in [reply.body[: reply.sent]] if not reply.drip else [bytes([b]) for b in reply.body]:
            self.wfile.write(piece)
            time.sleep(reply.drip)
        if reply.sent is not None:
            self.close_connection = True

    do_GET = do_POST = _reply  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Nothing on the screen of the tests."""


@contextmanager
def serving(answers: Answers) -> Iterator[Made]:
    """The server, answering for as long as the block lasts."""
    server = Made(answers)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def in_turn(*replies: Reply) -> Answers:
    """One reply after another; the last one again and again."""
    left = list(replies)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]
