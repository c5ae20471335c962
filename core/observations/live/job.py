"""A question being answered beside the page: how far it has come, stopping it, and what came of it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from core.observations.live.fetched import Stopped, Tells
from core.remarks import Problem, Refused

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class State(Generic[Answer]):
    """How a job stands at one moment.

    done, of : requests made and expected, 0 of 0 before that is known
    answer : what came, when it is done; problems : why nothing came
    error : what nobody had foreseen, for a log of kinds and places
    """

    done: int = 0
    of: int = 0
    finished: bool = False
    stopped: bool = False
    answer: Answer | None = None
    problems: tuple[Problem, ...] = ()
    error: Exception | None = None


class Job(Generic[Answer]):
    """Does ``work`` in a thread of its own from now on, until it is done, fails or is stopped.

    work : is given the event that tells it to stop, and whom to tell how far it has come
    """

    def __init__(self, work: Callable[[threading.Event, Tells], Answer]) -> None:
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._state: State[Answer] = State()
        self._work = work
        # A daemon: whoever closes the app does not wait for another machine.
        self._thread = threading.Thread(target=self._run, name="fetching", daemon=True)
        self._thread.start()

    @property
    def state(self) -> State[Answer]:
        """How it stands now."""
        return self._state

    def stop(self) -> State[Answer]:
        """Have had enough. It counts as stopped at once, though a piece of an answer may still arrive."""
        self._stop.set()
        with self._lock:
            if not self._state.finished:
                self._state = State(finished=True, stopped=True)
            return self._state

    def wait(self, seconds: float) -> State[Answer]:
        """How it stands when it is done, or after ``seconds``."""
        self._thread.join(seconds)
        return self._state

    def _run(self) -> None:
        try:
            state = State(finished=True, answer=self._work(self._stop, self._tell))
        except Stopped:
            state = State(finished=True, stopped=True)
        except Refused as refused:
            state = State(finished=True, problems=refused.problems)
        except Exception as error:  # noqa: BLE001 - the floor under a thread that nobody else watches
            state = State(finished=True, error=error)
        self._become(state)

    def _tell(self, done: int, of: int) -> None:
        self._become(State(done=done, of=of))

    def _become(self, state: State[Answer]) -> None:
        with self._lock:
            if not self._stop.is_set():
                self._state = state
