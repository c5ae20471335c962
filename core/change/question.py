"""What a person asks about a change."""

from dataclasses import dataclass
from typing import Literal, get_args

from core.change.table import Kind

Shape = Literal["abrupt", "gradual"]
Better = Literal["up", "down", "neutral"]


@dataclass(frozen=True, slots=True)
class Question:
    """The arguments of ``evaluate`` that are not data; checked when made (ValueError)."""

    kind: Kind
    expected: Shape
    started_because_bad: bool
    smallest: float
    better: Better
    picked: bool

    def __post_init__(self) -> None:
        for value, allowed in (
            (self.kind, get_args(Kind)),
            (self.expected, get_args(Shape)),
            (self.better, get_args(Better)),
        ):
            if value not in allowed:
                raise ValueError(f"{value!r} is none of {', '.join(allowed)}")
        if not 0 < self.smallest < 1:
            raise ValueError(f"smallest_change {self.smallest} is not between 0 and 1")

    @property
    def of_means(self) -> bool:
        return self.kind in {"mean", "score"}
