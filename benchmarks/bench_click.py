"""From a click to the painted chart on a page: python benchmarks/bench_click.py [-n 60] [--path folj ...]

Finds an option in a select box, and measures from the click on it until the chart has last changed on the
screen. The options take turns. Measured inside the page, by its own clock.
"""

import argparse
import os
from pathlib import Path

from harness import HEAD, browser, open_page, row, server, wait_until_painted
from playwright.sync_api import Page


def choose(page: Page, label: str, option: str) -> float:
    """Choose an option; milliseconds from the click on it to the painted chart."""
    page.get_by_role("combobox", name=label).fill(option)
    page.get_by_role("option", name=option, exact=True).click()
    return wait_until_painted(page)


def processor_ms(pid: int) -> float:
    """Processor time a process has used so far, in milliseconds; 0 where it cannot be read (not Linux)."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return 0.0
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") * 1000


def main(n: int, path: str, label: str, options: list[str]) -> None:
    with browser() as started, server() as running:
        page = open_page(started)
        page.goto(f"{running.url}/{path}")
        wait_until_painted(page)
        for option in options * 2:  # each once cold and once warm before counting
            choose(page, label, option)
        before = processor_ms(running.pid)
        times = [choose(page, label, options[i % len(options)]) for i in range(n)]
        used = processor_ms(running.pid) - before
    print(HEAD)
    print(row(f"/{path}: {label}, {len(options)} options in turn", times))
    if used:
        print(f"\nProcessor time in the server: {used / n:.0f} ms a click, all it does in between included.")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=60, help="clicks")
    parser.add_argument("--path", default="folj", help="page, as in the address")
    parser.add_argument("--label", default="Enhet", help="the select box")
    parser.add_argument("--options", nargs="+", default=["Gnosjö", "Värnamo", "Vetlanda"], help="take turns")
    arguments = parser.parse_args()
    main(arguments.n, arguments.path, arguments.label, arguments.options)
