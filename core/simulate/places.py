"""Where the sample takes place: 13 real municipalities, and health centres that do not exist.

Stock in home health care: about 7 % of everyone aged 65 or more and some younger, near 6 260 in the
county (an assumption of the sample, not a statistic). Population 31 December 2024: SCB. Share aged 65
or more: SCB for Eksjö, Jönköping and Värnamo, otherwise estimated from earlier years.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.indicators import load_units

COUNTY = "06"
N_PROFILES = 12  # target group × age × sex, see subgroups.py


@dataclass(frozen=True, slots=True)
class Town:
    """A municipality of the sample: code, sizes, letter and number of its invented health centres."""

    code: str
    enrolled: int
    population: int
    share_65: float
    letter: str = ""
    n_centres: int = 0

    @property
    def centres(self) -> tuple[tuple[str, str], ...]:
        """Id and name of each invented health centre."""
        numbers = range(1, self.n_centres + 1)
        return tuple((f"vc-{self.letter}{k}".lower(), f"Vårdcentral {self.letter}{k}") for k in numbers)

    @property
    def n_leaves(self) -> int:
        """Smallest cells of the municipality: health centres (or one place) × profiles."""
        return max(self.n_centres, 1) * N_PROFILES

    def centre_shares(self) -> NDArray[np.float64]:
        """How the municipality's people are divided between its health centres; [1] without any."""
        weights = np.arange(self.n_centres, 0, -1, dtype=np.float64) + 3.0 if self.n_centres else np.ones(1)
        return weights / weights.sum()


TOWNS: tuple[Town, ...] = (
    Town("0604", 125, 6_797, 0.23),
    Town("0686", 370, 17_792, 0.263, "E", 2),
    Town("0682", 560, 31_587, 0.22, "C", 3),
    Town("0684", 215, 11_563, 0.23),
    Town("0687", 380, 18_604, 0.255, "G", 2),
    Town("0685", 530, 27_528, 0.24, "D", 3),
    Town("0680", 2_260, 147_654, 0.191, "A", 6),
    Town("0643", 180, 13_456, 0.17),
    Town("0642", 130, 7_594, 0.215),
    Town("0662", 510, 28_936, 0.22, "F", 3),
    Town("0617", 160, 9_131, 0.22),
    Town("0665", 230, 14_825, 0.195),
    Town("0683", 610, 34_542, 0.221, "B", 3),
)


@dataclass(frozen=True, slots=True)
class Places:
    """County, areas, municipalities and health centres with their parents, and the places of the leaves.

    ``ids``, ``levels`` and ``parents`` run in parallel (parent −1 for the county); ``leaves`` holds the
    unit index of each place where people are: a health centre, or a municipality without any.
    """

    ids: tuple[str, ...]
    levels: tuple[str, ...]
    parents: tuple[int, ...]
    leaves: tuple[int, ...]

    def inside(self, unit: int) -> NDArray[np.bool_]:
        """Which leaf places lie within ``unit``."""
        return np.array([self.lies_in(leaf, unit) for leaf in self.leaves])

    def lies_in(self, unit: int, above: int) -> bool:
        """Whether ``unit`` is ``above`` or lies below it."""
        return above in self._upwards(unit)

    def _upwards(self, unit: int) -> tuple[int, ...]:
        parent = self.parents[unit]
        return (unit,) if parent < 0 else (unit, *self._upwards(parent))


def sample_places() -> Places:
    """The hierarchy of the sample; which area a municipality belongs to comes from the unit register."""
    register = load_units()
    area_of = {town.code: register[town.code].parent or COUNTY for town in TOWNS}
    areas = tuple(dict.fromkeys(area_of.values()))
    centres = [(centre, town.code) for town in TOWNS for centre, _ in town.centres]
    ids = (COUNTY, *areas, *area_of, *(centre for centre, _ in centres))
    levels = (
        "county",
        *("area" for _ in areas),
        *("municipality" for _ in TOWNS),
        *("health_centre" for _ in centres),
    )
    above = dict.fromkeys(areas, COUNTY) | area_of | dict(centres)
    parents = tuple(-1 if unit == COUNTY else ids.index(above[unit]) for unit in ids)
    at = [centre for town in TOWNS for centre in ([c for c, _ in town.centres] or [town.code])]
    return Places(ids, levels, parents, tuple(ids.index(unit) for unit in at))


UNIT_HEADINGS = (
    *("id", "name_sv", "name_en", "level", "parent", "population"),
    *("scb", "kolada", "socialstyrelsen", "vardenisiffror", "aliases"),
)


def unit_rows() -> list[tuple[str, ...]]:
    """The invented health centres, in the columns of the unit register's files."""
    empty = ("",) * (len(UNIT_HEADINGS) - 5)
    return [
        (centre, name, name.replace("Vårdcentral", "Health centre"), "health_centre", town.code, *empty)
        for town in TOWNS
        for centre, name in town.centres
    ]
