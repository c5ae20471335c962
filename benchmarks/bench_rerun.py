"""What one rerun of a page costs the processor, without a browser: python benchmarks/bench_rerun.py [-n 100]

Runs app.py in Streamlit's own test runner, with another unit in the address each time. Also measured: the
collection of garbage that Streamlit makes after each rerun, before and after the imports are frozen.
With --profile the functions that cost most are listed.
"""

import argparse
import gc
import logging
import pstats
import time
from collections.abc import Callable

from harness import HEAD, PROFILER, ROOT, row
from streamlit.testing.v1 import AppTest


def run_profiled() -> None:
    """The app as a script; Streamlit's test runner runs it in a thread of its own, so it profiles itself."""
    from harness import PROFILER

    from app import main

    PROFILER.runcall(main)


def processor_ms(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


def main(n: int, path: str, units: list[str], profile: bool) -> None:
    logging.disable(logging.WARNING)
    if profile:
        app = AppTest.from_function(run_profiled, default_timeout=60)
    else:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    if path:
        app.switch_page(path)
    first = processor_ms(app.run)

    def look_at(unit: str) -> None:
        app.query_params["unit"] = unit
        app.run()
        if app.exception or app.error:
            raise SystemExit(f"The page failed: {[*app.exception, *app.error]}")

    for unit in units:
        look_at(unit)
    gc.unfreeze()
    unfrozen = [processor_ms(gc.collect) for _ in range(10)]
    gc.freeze()
    frozen = [processor_ms(gc.collect) for _ in range(10)]
    reruns = [processor_ms(lambda i=i: look_at(units[i % len(units)])) for i in range(n)]
    print(HEAD)
    print(row("first run, imports and sample data included", [first]))
    print(row(f"rerun, {len(units)} units in turn", reruns))
    print(row("collection after a rerun, imports not frozen", unfrozen))
    print(row("collection after a rerun, imports frozen", frozen))
    if profile:
        pstats.Stats(PROFILER).sort_stats("cumulative").print_stats(40)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=100, help="reruns")
    parser.add_argument("--path", default="", help="page file, e.g. pages/data.py")
    parser.add_argument("--units", nargs="+", default=["0617", "0683", "0685"], help="take turns")
    parser.add_argument("--profile", action="store_true", help="list what costs most")
    arguments = parser.parse_args()
    main(arguments.n, arguments.path, arguments.units, arguments.profile)
