"""Answers about the made-up county: the same for everybody who asks the same, so they are made once.

A class that looks at one county asks the same few hundred things. What is kept is made of numbers that
everybody may see, and of nothing that a visitor has loaded or written: that is kept in their own session.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

import streamlit as st

from core.observations.dataset import Dataset
from pages.parts import session
from pages.parts.kept import kept

Answer = TypeVar("Answer")
MOST = 500
"""Answers that are held at once: about 0.1 MB each. The sample county has 370 series."""


class Recent:
    """The latest answers by question, the one that was asked for longest ago let go first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._held)

    def get(self, question: Hashable, compute: Callable[[], Answer]) -> Answer:
        """What ``compute`` gave for an equal question. Two who ask at once may both compute, none waits."""
        with self._lock:
            if question in self._held:
                self._held.move_to_end(question)
                return self._held[question]
        answer = compute()
        with self._lock:
            self._held[question] = answer
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return answer


def shared(
    name: str, dataset: Dataset, question: Hashable, compute: Callable[[], Answer], *, own: bool = False
) -> Answer:
    """What ``compute`` gives; computed once for all visitors where the data are the sample county's.

    Args:
        name: what is asked, one answer of each name is kept in a session.
        dataset: what it is asked of; answers about a visitor's own data stay in that visitor's session.
        question: all that the answer follows from, besides the dataset's numbers.
        compute: makes the answer. It is never changed afterwards.
        own: whether something that the visitor wrote is part of it: then it stays in the session too.
    """
    question = (name, dataset.observations.digest, question)
    if own or dataset is not session.sample():
        return kept(name, question, compute)
    return _answers().get(question, compute)


@st.cache_resource(show_spinner=False)
def _answers() -> Recent:
    return Recent(MOST)
