"""How often the verdict and ten other methods are wrong, and what they see, on the same made-up panels.

    python benchmarks/calibration.py                              # all that is not in the files yet
    python benchmarks/calibration.py --design fewer more --family ar_4 -n 2000 --jobs 2
    python benchmarks/calibration.py --show --design nothing      # print what is in the files

Rows go to ``core/change/data`` as they come; a run that is stopped loses the family it was at. What stands
there with at least as many panels is not measured again, with fewer it is measured anew and replaced.
"""

import argparse
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from time import monotonic

os.environ.setdefault("OMP_NUM_THREADS", "1")  # the arrays are small: threads only stand in each other's way
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parents[1]))

from core.change.calibration import DESIGNS, Design
from core.change.calibration.run import Progress, Tables, run, tasks
from core.change.peers import METHODS
from core.simulate.families import FAMILIES, Family

SHORT = {
    "before_after_rates": "rates",
    "t_test": "t",
    "newey_west": "NW",
    "reml_ar1": "AR1",
    "quasi_likelihood": "quasi",
    "negative_binomial": "NB",
    "difference_in_differences": "DiD",
    "controlled_reml_ar1": "cAR1",
    "anhoej_frozen": "Anhøj",
    "shewhart_frozen": "3σ",
}
OURS = ("clear", "likely", "alone", "covers", "wide", "bias")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "-n", "--replicates", type=int, help="panels a family; default: the design's own number"
    )
    parser.add_argument("--design", nargs="+", choices=DESIGNS, default=list(DESIGNS), metavar="NAME")
    parser.add_argument("--family", nargs="+", choices=FAMILIES, default=list(FAMILIES), metavar="NAME")
    parser.add_argument("--only", choices=("verdict", "methods"), help="measure only these")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--show", action="store_true", help="print the tables without measuring")
    return parser.parse_args()


def main() -> None:
    asked = arguments()
    designs, families = [DESIGNS[d] for d in asked.design], [FAMILIES[f] for f in asked.family]
    tables = Tables.committed()
    if not asked.show:
        todo = tasks(
            tables,
            designs,
            families,
            asked.replicates,
            verdict=asked.only != "methods",
            methods=asked.only != "verdict",
        )
        begin = monotonic()
        for progress in run(todo, tables, asked.jobs):
            tell(progress, monotonic() - begin)
    for name in asked.design:
        print_table(tables, name, families)


def tell(progress: Progress, seconds: float) -> None:
    """How far it has come, and the row that is done; the line is written over only on a screen."""
    left = seconds / progress.done * (progress.total - progress.done)
    line = f"{progress.done}/{progress.total} panels, {left / 60:.0f} min left: {progress.task.family.name}"
    if progress.rows:
        print(f"{line} {named(progress.task.design)} done", flush=True)
    elif sys.stdout.isatty():
        print(line, end="\r", flush=True)


def named(design: Design) -> str:
    return next(name for name, one in DESIGNS.items() if one == design)


def print_table(tables: Tables, name: str, families: Iterable[Family]) -> None:
    """A line a family: how often each answer falls (%), coverage of both intervals (%), bias (log-%)."""
    design = DESIGNS[name]
    print(f"\n{name}: {design.before} + {design.after} months, {design.effect:+.0%} {design.shape}")
    print(line_of("", "panels", *OURS, "panels", *(SHORT[method] for method in METHODS)))
    verdicts = {row.key: row for row in tables.verdict.rows.values()}
    methods = {(row.key, row.method): row for row in tables.methods.rows.values()}
    for family in families:
        key = design.key(family)
        ours = ["–"] * (len(OURS) + 1)
        if key in verdicts:
            row = verdicts[key]
            shares = (row.p_verdict, row.p_ctl, max(row.alone_abrupt, row.alone_gradual))
            covered = (row.interval, row.wide_interval)
            ours = [str(row.replicates), *(percent(s) for s in (*shares, *covered)), f"{100 * row.bias:+.1f}"]
        rows = [methods.get((key, method)) for method in METHODS]
        panels = max((row.replicates for row in rows if row), default=None)
        theirs = (percent(row.rate) if row else "–" for row in rows)
        print(line_of(family.name, *ours, str(panels or "–"), *theirs))


def percent(share: float) -> str:
    return f"{100 * share:.1f}"


def line_of(first: str, *others: str) -> str:
    return first.ljust(22) + "".join(text.rjust(7) for text in others)


if __name__ == "__main__":
    main()
