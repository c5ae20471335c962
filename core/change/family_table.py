"""What was measured of the verdict, kind by kind and design by design, from the committed table."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.change.calibration import DESIGNS, FEWER, MORE, NOTHING, Design, Measured, calibration
from core.change.error_table import COMPARISONS, Seen, Worst, standard
from core.change.power_table import ALLOWED

if TYPE_CHECKING:
    from core.simulate.families import Group

STANDARD = ("nothing", "fewer", "more")


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """One kind of numbers in the usual design.

    clear, likely : shares of wrong answers where nothing happened; fewer, more : shares of "clear" where a
    step is there. interval, wide_interval : the least share of 95 % intervals that hold the truth, and bias :
    the greatest mean error of the estimate (log scale), over no step and both steps. panels : the fewest.
    """

    family: str
    group: "Group"
    clear: float
    likely: float
    fewer: float
    more: float
    interval: float
    wide_interval: float
    bias: float
    panels: int


@dataclass(frozen=True, slots=True)
class DesignLine:
    """One design, all kinds of numbers together.

    clear, likely : the families where an answer is wrong most often; None where something is to be found
    found : least and greatest share of "clear" over the families; None where nothing happened
    wide_interval : least share of the wide 95 % intervals that hold the truth. panels : fewest of a family.
    """

    name: str
    design: Design
    clear: Worst | None
    likely: Worst | None
    found: Seen | None
    wide_interval: float
    panels: int


def family_lines() -> tuple[FamilyLine, ...]:
    """A line a family, in the order of the families."""
    fewer, more = ({row.family: row for row in standard(design)} for design in (FEWER, MORE))
    return tuple(_line(row, fewer[row.family], more[row.family]) for row in standard(NOTHING))


def _line(nothing: Measured, fewer: Measured, more: Measured) -> FamilyLine:
    rows = (nothing, fewer, more)
    return FamilyLine(
        family=nothing.family,
        group=nothing.group,  # pyright: ignore[reportArgumentType] - a test holds the words of the file
        clear=nothing.p_verdict,
        likely=nothing.p_ctl,
        fewer=fewer.clear,
        more=more.clear,
        interval=min(row.interval for row in rows),
        wide_interval=min(row.wide_interval for row in rows),
        bias=max((row.bias for row in rows), key=abs),
        panels=min(row.replicates for row in rows),
    )


def not_held() -> tuple[FamilyLine, ...]:
    """Families where "clear" is wrong more often than 6 % although nothing happened, the worst first."""
    over = [line for line in family_lines() if line.clear > ALLOWED]
    return tuple(sorted(over, key=lambda line: -line.clear))


def design_lines() -> tuple[DesignLine, ...]:
    """A line for each design beside the usual one that was measured, in their order."""
    measured = ((name, DESIGNS[name], rows_of(DESIGNS[name])) for name in DESIGNS if name not in STANDARD)
    return tuple(_of_design(name, design, rows) for name, design, rows in measured if rows)


def _of_design(name: str, design: Design, rows: tuple[Measured, ...]) -> DesignLine:
    found = [row.clear for row in rows]
    worst, likely = (max(rows, key=by) for by in (lambda row: row.p_verdict, lambda row: row.p_ctl))
    return DesignLine(
        name=name,
        design=design,
        clear=None if design.effect else Worst(worst.family, worst.p_verdict),
        likely=None if design.effect else Worst(likely.family, likely.p_ctl),
        found=Seen(min(found), max(found)) if design.effect else None,
        wide_interval=min(row.wide_interval for row in rows),
        panels=min(row.replicates for row in rows),
    )


def rows_of(design: Design) -> tuple[Measured, ...]:
    """The measured rows of a design, a family each; with twelve comparison units unless it says how many."""
    wanted = (design.before, design.after, design.effect, design.shape)
    rows = [row for row in calibration() if (row.before, row.after, row.effect, row.shape) == wanted]
    units = COMPARISONS if design.comparisons is None else design.comparisons
    return tuple(row for row in rows if row.comparisons == units)
