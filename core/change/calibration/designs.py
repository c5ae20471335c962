"""The designs that methods are measured in: how many months and units, and the true change."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.simulate.families import Family
    from core.simulate.panels import Design as Asked
    from core.simulate.panels import Shape

Key = tuple[str, int, int, float, str, int]
"""Family, months before and after, true effect, its shape, comparison units."""

SEED = 20265
"""Of every panel: the verdict and the other methods see the same ones, and a longer run begins with them."""


@dataclass(frozen=True, slots=True)
class Design:
    """Months before and after, the true effect and its shape, how many comparison units (None: all)."""

    before: int = 24
    after: int = 12
    effect: float = 0.0
    shape: "Shape" = "step"
    comparisons: int | None = None

    @property
    def asked(self) -> "Asked":
        """As ``core.simulate.panels.draw`` takes it."""
        return {
            "before": self.before,
            "after": self.after,
            "effect": self.effect,
            "shape": self.shape,
            "comparisons": self.comparisons,
        }

    def compared(self, family: "Family") -> int:
        """How many comparison units there are in a family's panels."""
        return len(family.sizes) - 1 if self.comparisons is None else self.comparisons

    def key(self, family: "Family") -> Key:
        """What a row of the tables is of: a family in this design."""
        return (family.name, self.before, self.after, self.effect, self.shape, self.compared(family))

    @property
    def replicates(self) -> int:
        """Panels measured unless something else is asked for: error rates need them most."""
        if self in (NOTHING, FEWER, MORE):
            return 400 if self.effect else 1000
        return 300


NOTHING, FEWER, MORE = Design(), Design(effect=-0.20), Design(effect=0.25)
DESIGNS: Mapping[str, Design] = MappingProxyType(
    {
        "nothing": NOTHING,
        "fewer": FEWER,
        "more": MORE,
        "12_6": Design(before=12, after=6),
        "36_12": Design(before=36),
        "36_24": Design(before=36, after=24),
        "one_unit": Design(comparisons=1),
        "three_units": Design(comparisons=3),
        "ramp": Design(effect=-0.20, shape="ramp"),
        "slope": Design(effect=-0.20, shape="slope"),
        "delayed": Design(effect=-0.20, shape="delayed"),
        "temporary": Design(effect=-0.20, shape="temporary"),
    }
)
"""By name, in the order they are measured. Without an effect where nothing else is said."""
