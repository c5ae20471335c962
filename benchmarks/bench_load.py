"""Many visitors at once: python benchmarks/bench_load.py [--sessions 200 --seconds 60 --think 5 --page folj].

Every visitor opens the page, thinks, chooses another unit, and reads what comes back, over a websocket of
their own. They arrive one after the other during the first seconds, which are not counted: only answers
asked for when all are there are. Prints median, 95th and 99th percentile from the choice sent to the end of
the run, failures, what an answer weighs and the server's memory.
"""

import argparse
import asyncio
import sys
import time
from pathlib import Path

import numpy as np
from harness import server
from visitors import Habits, Run, Visitor

from core.wording import words_of

ARRIVE = 0.08
"""Seconds between two arrivals."""


async def visit(url: str, habits: Habits, sessions: int, seconds: float) -> tuple[list[Run], float]:
    """Let ``sessions`` visitors come and stay ``seconds`` after the last; all answers, and when it came."""
    everyone = time.monotonic() + sessions * ARRIVE
    until = everyone + seconds

    async def one(number: int) -> list[Run]:
        await asyncio.sleep(number * ARRIVE)
        return await Visitor(url, habits, seed=number).stay(until)

    async with asyncio.TaskGroup() as group:
        stays = [group.create_task(one(number)) for number in range(sessions)]
    return [run for stay in stays for run in stay.result()], everyone


def memory(pid: int) -> float:
    """Megabytes that a process holds; NaN where the machine does not tell."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return float("nan")
    line = next(one for one in status.read_text().splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def main(sessions: int, seconds: float, think: float, page: str) -> int:
    """Print a row of the table; 1 if any answer failed."""
    habits = Habits(page, {}, words_of("sv")("choose.unit"), think)
    with server() as running:
        asyncio.run(visit(running.url, habits, 1, 0))  # what is made ready once, is
        empty = memory(running.pid)
        runs, everyone = asyncio.run(visit(running.url, habits, sessions, seconds))
        full = memory(running.pid)
    counted = [run for run in runs if run.asked >= everyone]
    failed = sum(run.failed for run in runs)
    if not counted:
        sys.exit("nobody chose anything after all had come: more --seconds, or less --think")
    times = [1000 * run.seconds for run in counted]
    median, p95, p99 = np.percentile(times, [50, 95, 99])
    weight = np.median([run.bytes for run in counted]) / 1024
    print(
        f"| /{page}, {sessions} sessions, {think:g} s of thinking | {median:.0f} | {p95:.0f} | {p99:.0f} "
        f"| {len(times)} answers, {failed} failed, {weight:.0f} kB each "
        f"| {empty:.0f} MB, with all {full:.0f} MB |"
    )
    return 1 if failed else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sessions", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--think", type=float, default=5)
    parser.add_argument("--page", default="folj")
    asked = parser.parse_args()
    sys.exit(main(asked.sessions, asked.seconds, asked.think, asked.page))
