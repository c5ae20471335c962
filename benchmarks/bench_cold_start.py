"""From `streamlit run` to the first answer on the screen: python benchmarks/bench_cold_start.py [-n 5]

The overview, which is the first page, or with ``--path folj`` the first chart of another page.
"""

import argparse
import time

from harness import HEAD, browser, open_page, row, server, wait_until_painted
from playwright.sync_api import Page


def wait_for_answer(page: Page, path: str) -> float:
    """Milliseconds from the start of loading until the answer is there: cards and table, or a chart."""
    if path:
        return wait_until_painted(page)
    page.wait_for_function(
        "() => document.querySelector('.sk-cards img')?.complete && document.querySelector('.sk-m td a')"
    )
    return page.evaluate("() => new Promise((done) => requestAnimationFrame(() => done(performance.now())))")


def main(n: int, path: str) -> None:
    times: dict[str, list[float]] = {
        "process started to server answering": [],
        "server answering to first answer painted, first visitor": [],
        "warm server, new visitor": [],
        "reload": [],
    }
    up, first, warm, reload = times.values()
    with browser() as started:
        # Once before counting: bytecode written, files in the system's memory, as after an installation.
        for _ in range(n + 1):
            begun = time.perf_counter()
            with server() as running:
                up.append((time.perf_counter() - begun) * 1000)
                for list_of_times in (first, warm):
                    page = open_page(started)
                    page.goto(f"{running.url}/{path}")
                    list_of_times.append(wait_for_answer(page, path))
                    if list_of_times is warm:
                        page.reload()
                        reload.append(wait_for_answer(page, path))
                    page.context.close()
    print(HEAD)
    for what, milliseconds in times.items():
        print(row(what, milliseconds[1:]))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=5, help="server starts")
    parser.add_argument("--path", default="", help="another page, e.g. folj")
    arguments = parser.parse_args()
    main(arguments.n, arguments.path)
