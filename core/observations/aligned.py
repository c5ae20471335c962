"""The names of a newer extract under the ids that an earlier one gave them.

What the catalogue or the register lacks is given an id when a file is read. Two files may give one unit two
ids, or one id to two units; laid over each other as they stand, one unit's numbers would become another's.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from core.indicators.by_id import ById
from core.indicators.catalogue import Catalogue
from core.indicators.indicator import Indicator
from core.indicators.units import Unit
from core.observations.dataset import Dataset
from core.observations.observations import Observations
from core.observations.small_numbers import stricter
from core.remarks import Problem, Refused

_Named = TypeVar("_Named", Indicator, Unit)


@dataclass(frozen=True, slots=True)
class _Paired(Generic[_Named]):
    """My id -> the id there; and those that are not there, under ids that nobody has."""

    ids: dict[str, str]
    new: tuple[_Named, ...]


def aligned(newer: Dataset, before: Dataset, base: Dataset) -> Dataset:
    """``newer`` under the ids of ``before``, with everything that ``before`` knows.

    base : the catalogue and register that both were read against; what these hold keeps its id. The rest goes
        by its name. Small counts of these that either of the two hides stay hidden.
    Raises Refused when an indicator is counted or scaled in another way than the one of its name or id: its
    numbers cannot stand in one series.
    """
    indicators = _paired_indicators(newer, before, base)
    units = _paired(_used_units(newer), before.units, base.units)
    return Dataset(
        _renamed(newer, indicators.ids, units.ids),
        _with_limits_of_both(newer, indicators.ids, before, base).with_indicators(*indicators.new),
        before.units.with_units(*(_under_known_parent(unit, before) for unit in units.new)),
        label=newer.label,
        made_up=False,
    )


def hidden_for_both(newer: Dataset, before: Dataset, base: Dataset) -> tuple[Indicator, ...]:
    """The indicators of which one of the two hides more small counts than the other: both do so together.

    Raises Refused as ``aligned`` does.
    """
    pairs = _described_in_both(newer, _paired_indicators(newer, before, base).ids, before, base)
    return tuple(old for old, new in pairs if old.suppress_below != new.suppress_below)


def _paired_indicators(newer: Dataset, before: Dataset, base: Dataset) -> _Paired[Indicator]:
    paired = _paired(_used_indicators(newer), before.catalogue, base.catalogue)
    _refuse_other_scales(newer, paired.ids, before)
    return paired


def _described_in_both(
    newer: Dataset, ids: dict[str, str], before: Dataset, base: Dataset
) -> Iterator[tuple[Indicator, Indicator]]:
    """As ``before`` describes an indicator that no catalogue holds, and as ``newer`` does."""
    for mine, theirs in ids.items():
        if theirs in before.catalogue and theirs not in base.catalogue:
            yield before.catalogue[theirs], newer.catalogue[mine]


def _used_indicators(dataset: Dataset) -> list[Indicator]:
    return [dataset.catalogue[one] for one in sorted(dataset.observations.indicator_ids())]


def _used_units(dataset: Dataset) -> list[Unit]:
    observations = dataset.observations
    used = {unit for one in observations.indicator_ids() for unit in observations.unit_ids(one)}
    return [dataset.units[unit] for unit in sorted(used)]


def _paired(mine: Iterable[_Named], there: ById[_Named], base: ById[_Named]) -> _Paired[_Named]:
    by_name = {_plain(one): one.id for one in there if one.id not in base}
    ids: dict[str, str] = {}
    new: list[_Named] = []
    taken = set(there.ids)
    for one in mine:
        if one.id in base and one.id in there:
            ids[one.id] = one.id
        elif one.id not in base and _plain(one) in by_name:
            ids[one.id] = by_name[_plain(one)]
        else:
            new.append(replace(one, id=_free(one.id, taken)))
            taken.add(new[-1].id)
            ids[one.id] = new[-1].id
    return _Paired(ids, tuple(new))


def _plain(one: Indicator | Unit) -> str:
    return " ".join(one.name.sv.casefold().split())


def _free(wanted: str, taken: set[str]) -> str:
    candidate, again = wanted, 2
    while candidate in taken:
        candidate, again = f"{wanted}_{again}", again + 1
    return candidate


def _refuse_other_scales(newer: Dataset, ids: dict[str, str], before: Dataset) -> None:
    problems: list[Problem] = []
    for mine, theirs in ids.items():
        one, other = newer.catalogue[mine], before.catalogue.get(theirs)
        if other is not None and (one.kind, one.multiply) != (other.kind, other.multiply):
            problems.append(Problem("update_other_scale", {"name": one.name.sv}))
    if problems:
        raise Refused(*problems)


def _with_limits_of_both(newer: Dataset, ids: dict[str, str], before: Dataset, base: Dataset) -> Catalogue:
    """The catalogue of ``before``, where small counts are hidden that either file says are to be hidden."""
    there = {one.id: one for one in before.catalogue}
    for old, new in _described_in_both(newer, ids, before, base):
        there[old.id] = stricter(there[old.id], new)
    return Catalogue(there.values())


def _under_known_parent(unit: Unit, before: Dataset) -> Unit:
    return unit if unit.parent is None or unit.parent in before.units else replace(unit, parent=None)


def _renamed(newer: Dataset, indicators: dict[str, str], units: dict[str, str]) -> Observations:
    frame = newer.observations.frame
    for name, ids in (("indicator", indicators), ("unit", units)):
        if any(mine != theirs for mine, theirs in ids.items()):
            frame[name] = frame[name].map(ids).astype("str")
    return Observations(frame, checked=True)
