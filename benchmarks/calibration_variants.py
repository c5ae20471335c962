"""How the verdict's power depends on what a family of made-up panels leaves to choose.

    python benchmarks/calibration_variants.py     # the table of docs/decisions/0019, some ten minutes
    python benchmarks/calibration_variants.py -n 100 --only wave

Waves that hit units unequally, before or over the change, and everything at once, milder and harsher than
the committed family. Of each: how often p_verdict, p_ctl and the best of the other methods (segmented
regression with comparison units and AR(1) errors) fall below 5 %, without a change, with a fifth fewer and
with a quarter more. Panels have a seed of their own; nothing is written to the committed tables.
"""

import argparse
import os
import sys
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")  # the arrays are small: threads only stand in each other's way
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np

from core.change.calibration import FEWER, MORE, NOTHING, SEED, Design
from core.change.calibration.judging import judge_one
from core.change.grades import LEVEL
from core.change.peers import METHODS
from core.change.peers.compared import compared
from core.simulate.families import FAMILIES, Family
from core.simulate.panels import Panel, draw_many

OWN_SEED = SEED + 1
EVERYTHING = FAMILIES["everything"]
EVERYTHINGS = {
    "as committed": EVERYTHING,
    "wave before the start": replace(EVERYTHING, wave_from=-6),
    "all react alike": replace(EVERYTHING, unequal=0.0),
    "no gamma factor": replace(EVERYTHING, over=0.0),
    "AR sd .05": replace(EVERYTHING, ar=0.05),
    "AR sd .15": replace(EVERYTHING, ar=0.15),
    "wave 35 %, county noise .12": replace(EVERYTHING, wave=0.35, county_noise=0.12),
    "county −10, own trends 8 % a year": replace(EVERYTHING, county_trend=-0.10, own_trend=0.08),
}


def variants(only: str | None) -> Iterator[tuple[str, Family]]:
    """Name and family; a variant keeps its family's name, so that all of a kind share one noise."""
    if only != "everything":
        for when in ("before", "over"):
            for unequal in (0.0, 0.1, 0.2, 0.3):
                family = replace(FAMILIES[f"shock_{when}_unequal"], unequal=unequal)
                yield f"wave {when}, unequal {unequal:g}", family
    if only != "wave":
        for name, family in EVERYTHINGS.items():
            yield f"everything: {name}", family


def found(family: Family, design: Design, replicates: int) -> tuple[float, float, float]:
    """Shares, in per cent, of p_verdict, p_ctl and the other method below 5 %."""
    drawn = draw_many(family, OWN_SEED, range(replicates), **design.asked)
    return tuple(100 * np.mean([_below(panel) for panel in drawn], axis=0))


def _below(panel: Panel) -> tuple[bool, bool, bool]:
    p_verdict, p_ctl = judge_one(panel, because_bad=False).p[:2]
    data = compared(panel.numerator, panel.denominator, panel.start_index, panel.kind, panel.target_row)
    return p_verdict < LEVEL, p_ctl < LEVEL, METHODS["controlled_reml_ar1"](data).moved is True


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("-n", "--replicates", type=int, default=800, help="panels of each variant and effect")
    parser.add_argument("--only", choices=("wave", "everything"))
    asked = parser.parse_args()
    warnings.simplefilter("error")
    print("| p_verdict, p_ctl, other method: % | nothing | a fifth fewer | a quarter more |")
    print("|---|---|---|---|", flush=True)
    for name, family in variants(asked.only):
        cells = [found(family, design, asked.replicates) for design in (NOTHING, FEWER, MORE)]
        told = (", ".join(f"{share:.1f}" for share in cell) for cell in cells)
        print(f"| {name} | {' | '.join(told)} |", flush=True)


if __name__ == "__main__":
    main()
