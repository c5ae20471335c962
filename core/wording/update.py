"""What a newer file changes, in words: a line for each kind of difference."""

from collections.abc import Iterable

from core.indicators import Catalogue, UnitRegister
from core.observations.dataset import Dataset
from core.observations.store.store import Load
from core.observations.update import WHATS, Difference
from core.wording.words import Words

HOW_LOADED = ("added", "revised", "hidden")


def what_changes(words: Words, told: Difference, before: Dataset, newer: Dataset) -> list[str]:
    """Every kind of difference there is, a line each; the one line that nothing differs if so."""
    if told.is_empty:
        return [words("update.nothing", n=told.n_same)]
    lines = [words(f"update.{what}", n=told.count(what)) for what in WHATS if told.count(what)]
    if told.n_same:
        lines.append(words("update.same", n=told.n_same))
    lines += _new_periods(words, told, newer)
    names = _Names(words, before, newer)
    named = (
        ("new_units", names.units(unit for _, unit in told.new_units)),
        ("gone_units", names.units(unit for _, unit in told.gone_units)),
        ("new_indicators", names.indicators(told.new_indicators)),
        ("gone_indicators", names.indicators(told.gone_indicators)),
        ("other_lengths", names.indicators(told.other_lengths)),
    )
    return lines + [words(f"update.{key}", names=words.some(found)) for key, found in named if found]


def load_told(words: Words, load: Load) -> str:
    """What one load of the history changed: "12 nya, 3 ändrade, 1 dold"."""
    parts = [
        words(f"stored.load_{what}", n=load.counts[what]) for what in HOW_LOADED if load.counts.get(what)
    ]
    return words.list(parts) or words("stored.load_nothing")


def _new_periods(words: Words, told: Difference, newer: Dataset) -> list[str]:
    """The periods that nobody had a row for, by the indicators that share them."""
    by_span: dict[tuple[str, str, int], list[str]] = {}
    for indicator, months in told.new_periods.items():
        if indicator in told.new_indicators:
            continue
        kind = told.cells.loc[told.cells["indicator"] == indicator, "period_type"].iloc[0]
        first, last = (words.period(month, kind) for month in (months[0], months[-1]))
        by_span.setdefault((first, last, len(months)), []).append(indicator)
    lines = []
    for (first, last, n), indicators in by_span.items():
        names = words.some(_Names(words, newer, newer).indicators(indicators))
        key = "update.new_period" if n == 1 else "update.new_periods"
        lines.append(words(key, names=names, first=first, last=last))
    return lines


class _Names:
    """Names of units and indicators, each once, wherever they are known."""

    def __init__(self, words: Words, before: Dataset, newer: Dataset) -> None:
        self._language = words.language
        self._datasets = (before, newer)

    def units(self, ids: Iterable[str]) -> list[str]:
        return [self._name([one.units for one in self._datasets], key) for key in dict.fromkeys(ids)]

    def indicators(self, ids: Iterable[str]) -> list[str]:
        return [self._name([one.catalogue for one in self._datasets], key) for key in dict.fromkeys(ids)]

    def _name(self, known: Iterable[Catalogue | UnitRegister], key: str) -> str:
        found = next((one[key] for one in known if key in one), None)
        return key if found is None else found.name.in_(self._language)
