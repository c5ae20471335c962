"""Visitors without a browser: they speak Streamlit's own websocket protocol with a running server.

A browser costs a hundred times what the server does, so that two cores could not carry two hundred of them
and the server they look at. These send what a browser sends (a first request, then a new choice in a list,
and which large messages they still hold) and read everything that comes back until the run is done.
"""

import asyncio
import time
from dataclasses import dataclass
from random import Random
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Selectbox_pb2 import Selectbox
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

FINISHED = ForwardMsg.ScriptFinishedStatus.Value("FINISHED_SUCCESSFULLY")
FAILED = ForwardMsg.ScriptFinishedStatus.Value("FINISHED_WITH_COMPILE_ERROR")
SPOKEN = [Subprotocol("streamlit")]
LONGEST = 30.0
"""Seconds after which an answer is given up."""


@dataclass(frozen=True, slots=True)
class Run:
    """One answer of the server: when it was asked for (monotonic seconds), how long it took, what it weighed.

    messages : how many it came in.
    failed : an exception was shown, another page answered, or no answer came.
    """

    asked: float
    seconds: float
    bytes: int
    messages: int
    failed: bool


@dataclass(frozen=True, slots=True)
class Habits:
    """What a visitor does: opens ``page`` with ``query`` and chooses at random in the list called ``label``.

    ``think``: mean seconds between an answer and the next choice, uniform between half and one and a half.
    """

    page: str
    query: dict[str, str]
    label: str
    think: float


class Visitor:
    """One session with the server, from ``async with`` to its end."""

    def __init__(self, url: str, habits: Habits, seed: int) -> None:
        self._url, self._habits, self._random = url, habits, Random(seed)
        self._list: Selectbox | None = None
        self._page_hash, self._chosen = "", ""
        self._held: set[str] = set()
        address = url.replace("http", "ws", 1) + "/_stcore/stream"
        self._connection = connect(address, subprotocols=SPOKEN, max_size=None, open_timeout=LONGEST)
        self._socket: ClientConnection | None = None

    async def __aenter__(self) -> Self:
        self._socket = await self._connection.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._connection.__aexit__(kind, error, trace)

    async def open(self) -> Run:
        """Open the page."""
        return await self._ask(BackMsg())

    async def stay(self, until: float, think: float | None = None) -> list[Run]:
        """Think and choose until the monotonic time ``until``; every answer in its order.

        think : mean seconds between, where not as the habits say. The first pause is a part of one, so that
            visitors who begin together do not all choose at the same time.
        """
        mean = think or self._habits.think
        runs: list[Run] = []
        pause = mean * self._random.uniform(0, 1)
        while time.monotonic() + pause < until and not (runs and runs[-1].failed):
            await asyncio.sleep(pause)
            runs.append(await self._ask(self._choice()))
            pause = mean * self._random.uniform(0.5, 1.5)
        return runs

    def _choice(self) -> BackMsg:
        """Another option of the list than the one that is chosen."""
        shown = self._list
        if shown is None:
            raise LookupError(f"the page has no list called {self._habits.label}")
        now = self._chosen or shown.raw_value or shown.options[shown.default]
        others = [option for option in shown.options if option != now]
        message = BackMsg()
        chosen = message.rerun_script.widget_states.widgets.add()
        self._chosen = self._random.choice(others)
        chosen.id, chosen.string_value = shown.id, self._chosen
        return message

    async def _ask(self, message: BackMsg) -> Run:
        if self._socket is None:
            raise RuntimeError("the visitor has not come in")
        asks = message.rerun_script
        asks.query_string = urlencode(self._habits.query)
        asks.page_script_hash, asks.page_name = self._page_hash, "" if self._page_hash else self._habits.page
        asks.context_info.url = f"{self._url}/{self._habits.page}"
        asks.context_info.timezone, asks.context_info.locale = "Europe/Stockholm", "sv-SE"
        asks.cached_message_hashes.extend(sorted(self._held))
        self._held.clear()
        asked = time.monotonic()
        await self._socket.send(message.SerializeToString())
        try:
            weight, messages, failed = await asyncio.wait_for(self._answer(self._socket), LONGEST)
        except TimeoutError:
            weight, messages, failed = 0, 0, True
        return Run(asked, time.monotonic() - asked, weight, messages, failed)

    async def _answer(self, socket: ClientConnection) -> tuple[int, int, bool]:
        """What a run sends, in bytes and messages, and whether it shows an exception or another page."""
        weight, messages, failed, page = 0, 0, False, self._page_hash
        while True:
            told = await socket.recv(decode=False)
            weight, messages = weight + len(told), messages + 1
            message = ForwardMsg.FromString(told)
            if message.HasField("navigation"):  # which page answers; a new session names the app alone
                page = message.navigation.page_script_hash
            if message.HasField("page_not_found"):
                failed = True
            if message.metadata.cacheable:
                self._held.add(message.hash)
            if message.HasField("ref_hash"):
                self._held.add(message.ref_hash)
            if message.HasField("delta"):
                element = message.delta.new_element
                failed = failed or element.HasField("exception")
                if element.HasField("selectbox") and element.selectbox.label == self._habits.label:
                    self._list = element.selectbox
            if message.HasField("script_finished"):
                if message.script_finished == FINISHED:
                    opened, self._page_hash = self._page_hash, page  # a new server guesses first
                    return weight, messages, failed or opened not in ("", page)
                if message.script_finished == FAILED:
                    return weight, messages, True
