"""``vl_convert`` in a process of its own, one for the server, started when the first picture is asked for.

While it works it lets no other thread of its process run: in the server, everybody's page would stand still
for as long as a picture takes. A failure deep in it ends that process and nothing else; the next picture gets
a new one. The process ends with the one that started it, whose end closes the pipe between them.
"""

import atexit
import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from threading import Lock, Timer
from typing import IO, Any

LONGEST = 60.0
"""Seconds after which a picture is given up."""

_WORKER = Path(__file__).with_name("convert_worker.py")
_WITHOUT_A_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)


class NotDrawn(Exception):  # noqa: N818 - an answer to a person, not a failure of theirs
    """The picture could not be made. Its message holds the kind of failure and no content."""


class Converter:
    """Asks the process, one picture at a time."""

    def __init__(self, worker: Path = _WORKER, longest: float = LONGEST) -> None:
        self._worker, self._longest = worker, longest
        self._process: subprocess.Popen[bytes] | None = None
        self._one_at_a_time = Lock()
        atexit.register(self.close)

    def convert(self, function: str, content: str, **more: Any) -> bytes:
        """What a function of ``vl_convert`` makes of ``content``; text as UTF-8. Raises NotDrawn."""
        with self._one_at_a_time:
            try:
                return self._answer(function, content, more)
            except (OSError, ValueError, EOFError) as error:  # it ended, was stopped, or said something else
                self.close()
                raise NotDrawn(f"{function}: {type(error).__name__}") from None

    def close(self) -> None:
        """End the process; the next picture starts another."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()

    def _answer(self, function: str, content: str, more: dict[str, Any]) -> bytes:
        process = self._running()
        stop = Timer(self._longest, process.kill)
        stop.start()
        try:
            return _asked(process, function, content, more)
        finally:
            stop.cancel()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        # Isolated: beside the worker lie modules with names of Python's own.
        self._process = subprocess.Popen(  # noqa: S603 - our own file, by our own Python
            [sys.executable, "-I", str(self._worker)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=_WITHOUT_A_WINDOW,
        )
        return self._process


@cache
def converter() -> Converter:
    """The server's."""
    return Converter()


def _asked(process: subprocess.Popen[bytes], function: str, content: str, more: dict[str, Any]) -> bytes:
    """One question and its answer: a line that says how long what follows is, and that."""
    assert process.stdin is not None
    assert process.stdout is not None
    body = content.encode()
    head = json.dumps({"function": function, "more": more, "length": len(body)})
    process.stdin.write(head.encode() + b"\n" + body)
    process.stdin.flush()
    answer = json.loads(process.stdout.readline())
    made = _whole(process.stdout, answer["length"])
    if not answer["made"]:
        raise NotDrawn(f"{function}: {made.decode()}")
    return made


def _whole(pipe: IO[bytes], length: int) -> bytes:
    made = pipe.read(length)
    if len(made) < length:
        raise EOFError
    return made
