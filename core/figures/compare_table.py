"""The table of a comparison: every unit with its number, or the word for why it has none."""

import numpy as np
import pandas as pd

from core.indicators.text import alphabetical
from core.spc.compare import Comparison
from core.wording import Words
from core.wording.compare import near_limits, number, shown_unit

WHERE = ("inside", "edge", "apart")


def compare_table(words: Words, comparison: Comparison) -> pd.DataFrame:
    """One row a unit, by name unless some unit differs more than chance; no ranks. Written as text.

    A unit without a number has the word for it and no counts: its denominator could tell a hidden number.
    """
    members = comparison.members
    if members is None:
        return pd.DataFrame()
    known = members.known
    columns: dict[str, list[str]] = {
        words("compare.column_unit"): [unit.name.in_(words.language) for unit in members.units],
        words("compare.column_value", unit_text=shown_unit(words, comparison)): [
            number(words, comparison, value) if one else words(f"status.{status}")
            for value, one, status in zip(members.value, known, members.status, strict=True)
        ],
    }
    if np.isfinite(comparison.lower).any():
        columns[words("compare.column_interval")] = [
            _range(words, comparison, low, high)
            for low, high in zip(comparison.lower, comparison.upper, strict=True)
        ]
    if np.isfinite(members.numerator).any():
        columns[words("table.numerator")] = [words.number(value) for value in members.numerator]
    if np.isfinite(members.denominator).any():
        heading = (
            "compare.column_person_years" if comparison.asked.per == "inhabitants" else "table.denominator"
        )
        columns[words(heading)] = [words.number(value) for value in members.denominator]
    if comparison.funnel is not None:
        columns |= _limits(words, comparison)
    table = pd.DataFrame(columns)
    return table.iloc[order_of(words, comparison)].reset_index(drop=True)


def order_of(words: Words, comparison: Comparison, by: str = "") -> list[int]:
    """Positions of the units in the order they stand: by name, by ``area``, or by value, highest first.

    By value only where some unit differs more than chance, and then also when nothing is said (``by`` "");
    an order between units that chance alone may have put there says nothing. Those without a number last.
    """
    members = comparison.members
    if members is None:
        return []
    names = [alphabetical(unit.name.in_(words.language)) for unit in members.units]
    if by in ("", "value") and comparison.ordered:
        return sorted(range(len(names)), key=lambda k: (-_sortable(members.value[k]), names[k]))
    if by == "area":
        return sorted(range(len(names)), key=lambda k: (str(members.units[k].parent or ""), names[k]))
    return sorted(range(len(names)), key=lambda k: names[k])


def _sortable(value: float) -> float:
    return value if np.isfinite(value) else -np.inf


def _limits(words: Words, comparison: Comparison) -> dict[str, list[str]]:
    funnel, members = comparison.funnel, comparison.members
    assert funnel is not None
    assert members is not None
    points = funnel.points
    where = np.where(comparison.outside, "apart", np.where(near_limits(comparison), "edge", "inside"))
    found = {
        words(f"compare.column_limits_{name}"): [
            _range(words, comparison, low, high) if one else "–"
            for low, high, one in zip(
                points[f"lower_{name}"], points[f"upper_{name}"], members.known, strict=True
            )
        ]
        for name in ("95", "998")
    }
    found[words("compare.column_where")] = [
        words(f"compare.key_{state}") if one else "–" for state, one in zip(where, members.known, strict=True)
    ]
    return found


def _range(words: Words, comparison: Comparison, low: float, high: float) -> str:
    if not (np.isfinite(low) and np.isfinite(high)):
        return "–"
    low, high = (number(words, comparison, end) for end in (low, high))  # type: ignore[assignment]
    return words("compare.range", low=low, high=high)
