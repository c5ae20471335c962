"""What a file to take along costs when someone asks for it: python benchmarks/bench_take_along.py [-n 10]

One chart and thirteen panels, each as PNG, SVG, PDF, Excel and CSV. The first picture of a server also starts
the process that makes them.
"""

import argparse
import datetime as dt
import time
from collections.abc import Callable

from harness import HEAD, row

from core.figures.control_figure import control_figure
from core.figures.figure import Figure
from core.figures.panels_figure import panels_figure
from core.share.numbers import csv_numbers
from core.share.numbers_excel import excel_numbers
from core.share.picture import pdf_picture, png_picture, svg_picture
from core.share.taken import take
from core.simulate import load_sample
from core.spc.for_series import chart_for
from core.wording import words_of

WORDS = words_of("sv")
MAKERS = {
    "SVG": svg_picture,
    "PNG": png_picture,
    "PDF": pdf_picture,
    "Excel": excel_numbers,
    "CSV": csv_numbers,
}


def figures() -> dict[str, Figure]:
    dataset = load_sample()
    indicator = dataset.catalogue["akutbesok_hsh"]
    units = [unit for unit in dataset.units_of(indicator.id) if unit.level == "municipality"]
    found = [(unit, dataset.series(indicator.id, unit.id)) for unit in units]
    chartings = [chart_for(indicator, unit, series) for unit, series in found if series is not None]
    return {
        "one chart": control_figure(WORDS, chartings[0], made_up=True),
        f"{len(chartings)} panels": panels_figure(WORDS, chartings, made_up=True),
    }


def milliseconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def main(n: int) -> None:
    print(HEAD)
    drawn = {name: take(WORDS, figure, dt.date.today()) for name, figure in figures().items()}
    first = next(iter(drawn.values()))
    print(row("the first picture of a server", [milliseconds(lambda: svg_picture(first))]))
    for name, along in drawn.items():
        for kind, make in MAKERS.items():
            times = [milliseconds(lambda m=make, a=along: m(a)) for _ in range(n)]
            print(row(f"{name} as {kind}", times))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=10, help="times each")
    main(parser.parse_args().n)
