"""Visitors without a browser: they speak Streamlit's own websocket protocol with a running server.

A browser costs a hundred times what the server does, so that two cores could not carry two hundred of them
and the server they look at. These send what a browser sends (a first request, then a new choice in a list)
and read everything that comes back until the server says that the run is done.
"""

import asyncio
import time
from dataclasses import dataclass
from random import Random
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

    ``failed`` : an exception was shown, or no answer came.
    """

    asked: float
    seconds: float
    bytes: int
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
    """One session with the server."""

    def __init__(self, url: str, habits: Habits, seed: int) -> None:
        self._url, self._habits, self._random = url, habits, Random(seed)
        self._list: Selectbox | None = None
        self._page_hash, self._chosen = "", ""

    async def stay(self, until: float) -> list[Run]:
        """Open the page and go on choosing until the monotonic time ``until``; every answer in its order."""
        address = self._url.replace("http", "ws", 1) + "/_stcore/stream"
        async with connect(address, subprotocols=SPOKEN, max_size=None, open_timeout=LONGEST) as socket:
            runs = [await self._ask(socket, BackMsg())]
            while True:
                pause = self._habits.think * self._random.uniform(0.5, 1.5)
                if time.monotonic() + pause > until or runs[-1].failed:
                    return runs
                await asyncio.sleep(pause)
                runs.append(await self._ask(socket, self._choice()))

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

    async def _ask(self, socket: ClientConnection, message: BackMsg) -> Run:
        asks = message.rerun_script
        asks.query_string = urlencode(self._habits.query)
        asks.page_script_hash, asks.page_name = self._page_hash, "" if self._page_hash else self._habits.page
        asks.context_info.url = f"{self._url}/{self._habits.page}"
        asks.context_info.timezone, asks.context_info.locale = "Europe/Stockholm", "sv-SE"
        asked = time.monotonic()
        await socket.send(message.SerializeToString())
        try:
            weight, failed = await asyncio.wait_for(self._answer(socket), LONGEST)
        except TimeoutError:
            weight, failed = 0, True
        return Run(asked, time.monotonic() - asked, weight, failed)

    async def _answer(self, socket: ClientConnection) -> tuple[int, bool]:
        """What a run sends, in bytes, and whether it shows an exception."""
        weight, failed = 0, False
        while True:
            told = await socket.recv(decode=False)
            weight += len(told)
            message = ForwardMsg.FromString(told)
            if message.HasField("new_session"):
                self._page_hash = message.new_session.page_script_hash
            if message.HasField("delta"):
                element = message.delta.new_element
                failed = failed or element.HasField("exception")
                if element.HasField("selectbox") and element.selectbox.label == self._habits.label:
                    self._list = element.selectbox
            if message.HasField("script_finished"):
                if message.script_finished == FINISHED:
                    return weight, failed
                if message.script_finished == FAILED:
                    return weight, True
