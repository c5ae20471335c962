"""Not asking too often: one pace for each source, shared by everybody who asks it from here."""

import threading
import time
from collections import deque
from collections.abc import Callable


class Pace:
    """At most ``calls`` turns in any ``seconds``, in the order they are asked for. Safe between threads."""

    def __init__(self, calls: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        if calls < 1 or seconds <= 0:
            raise ValueError("at least one call in a time above zero")
        self._calls, self._seconds, self._clock = calls, seconds, clock
        self._turns: deque[float] = deque(maxlen=calls)
        self._held_until = float("-inf")
        self._lock = threading.Lock()

    def next_turn(self) -> float:
        """Take the next turn and tell how many seconds to wait for it, 0 or more."""
        with self._lock:
            now = self._clock()
            turn = max(now, self._held_until)
            if len(self._turns) == self._calls:
                turn = max(turn, self._turns[0] + self._seconds)
            if self._turns:  # turns never pass one another, also when the source has asked for a pause
                turn = max(turn, self._turns[-1])
            self._turns.append(turn)
            return turn - now

    def hold(self, seconds: float) -> None:
        """Let nobody have a turn for a while: the source has said that it is asked too often."""
        with self._lock:
            self._held_until = max(self._held_until, self._clock() + seconds)

    def slow_down(self, calls: int, seconds: float) -> None:
        """Keep to the source's own limits where they are stricter."""
        with self._lock:
            if calls >= 1 and seconds > 0 and calls / seconds < self._calls / self._seconds:
                self._calls, self._seconds = calls, seconds
                self._turns = deque(self._turns, maxlen=calls)
