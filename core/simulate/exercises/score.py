"""How many charts a room or a rule set was right about, and which way it was wrong."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """Right and wrong answers over a set.

    right : answered and right. false_alarms : a change where there is none. missed : chance where something
    has happened. open : not answered, or as many for as against. changed, unchanged : how many there are.
    """

    right: int
    false_alarms: int
    missed: int
    open: int
    changed: int
    unchanged: int

    @property
    def n(self) -> int:
        """Charts in the set."""
        return self.changed + self.unchanged


def score(said: Sequence[bool | None], changed: Sequence[bool]) -> Score:
    """Compare answers, a chart each, with the truth. said : True for a change, None for no answer."""
    pairs = list(zip(said, changed, strict=True))
    return Score(
        right=sum(answer is not None and answer == truth for answer, truth in pairs),
        false_alarms=sum(answer is True and not truth for answer, truth in pairs),
        missed=sum(answer is False and truth for answer, truth in pairs),
        open=sum(answer is None for answer, _ in pairs),
        changed=sum(changed),
        unchanged=len(pairs) - sum(changed),
    )


def majority(hands: int | None, people: int) -> bool | None:
    """What a room says when ``hands`` of ``people`` are raised for a change; None where it is divided."""
    if hands is None or people < 1 or 2 * hands == people:
        return None
    return 2 * hands > people
