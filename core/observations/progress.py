"""How far a long work has come, told to whoever waits for it.

What is told may end the work: an exception raised by it passes through, and nothing half-made is left behind.
"""

from collections.abc import Callable

Progress = Callable[[float], None]
"""Takes the share that is done, from 0 to 1; never less than the last time."""


def untold(share: float) -> None:
    """Nobody is waiting."""


def within(progress: Progress, first: float, last: float) -> Progress:
    """For one part of a work, which goes from ``first`` to ``last`` of the whole."""

    def told(share: float) -> None:
        progress(first + (last - first) * share)

    return told


class Reached:
    """Passes on what is told and remembers it: what is done in another way goes on from there."""

    __slots__ = ("_progress", "share")

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self.share = 0.0

    def __call__(self, share: float) -> None:
        self.share = max(self.share, share)
        self._progress(self.share)
