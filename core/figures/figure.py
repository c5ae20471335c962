"""A figure as a page needs it: the picture and its equal in words and numbers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from core.figures.heading import Heading
from core.figures.scope import Scope


@dataclass(frozen=True)
class Figure:
    """A picture with its title, its reading, its table and its text alternative.

    Attributes:
        spec: Vega-Lite without data; refers to ``datasets`` by name.
        datasets: one DataFrame for each named data source of the spec.
        title: what is shown, with unit and place.
        facts: chart kind, rule set, baseline, source, in one line; drawn inside the picture too.
        sentence: the figure read aloud.
        notes: caveats, a sentence each.
        make_table: makes ``table``, the same numbers with headings in the reader's language.
        alt: text alternative for those who do not see the picture.
        lines: style and meaning of each line besides the values, for the key under the picture.
        states: the states of points that occur, each with what its sign means, for the key.
        heading: what stands above the picture, where it may be handed to a browser apart from the spec.
        name: what a screen reader calls the picture then: the same for every unit.
        scope: what the numbers are of and from when to when, told where the figure is taken along.
    """

    spec: Mapping[str, Any]
    datasets: Mapping[str, pd.DataFrame]
    title: str
    facts: str
    sentence: str
    notes: tuple[str, ...]
    make_table: Callable[[], pd.DataFrame]
    alt: str
    lines: tuple[tuple[str, str], ...] = ()
    states: tuple[tuple[str, str], ...] = ()
    heading: Heading | None = None
    name: str = ""
    scope: Scope | None = None

    @cached_property
    def table(self) -> pd.DataFrame:
        """The figure's numbers as a table, made when someone asks for it."""
        return self.make_table()
