"""Many visitors at once: python benchmarks/bench_load.py [--sessions 200 --seconds 20 --think 5 --page folj].

Every visitor comes in over a websocket of their own and opens the page; that is measured by itself. When all
have their first answer and nothing is waiting, they think, choose another unit, and read what comes back.
Printed: median, 95th and 99th percentile from the choice sent to the end of the run, what an answer costs the
server in processor time, what it weighs, failures, and the server's memory.

With --limits also the shortest thinking that so many visitors may do, and how many may think as given, for a
95th percentile under half a second: in four minutes, rows for README.md. Each way it is tried step by step
until it is good no more, or good again. Visitors who are left out of a count stay in and do nothing.
"""

import argparse
import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from harness import server
from visitors import Habits, Run, Visitor

from core.wording import words_of

ARRIVE = 0.08
"""Seconds between two arrivals."""
GOOD = 500.0
"""Milliseconds that 95 answers of 100 may take."""
LONGER = (1.25, 1.5, 2.0, 3.0)
"""Thinking that is tried where it was too short, times what was asked for."""
SHORTER = (0.8, 0.65, 0.5)
"""Where it was good."""
FEWER = (0.85, 0.7, 0.55, 0.4)
"""Shares of the visitors that are tried where all were too many."""
MORE = (0.25, 0.25, 0.5)
"""Shares of them that come in besides where all were not."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some time with so many visitors who think so long: answers, and the server's processor seconds."""

    visitors: int
    think: float
    runs: Sequence[Run]
    spent: float
    seconds: float

    @property
    def failed(self) -> int:
        return sum(run.failed for run in self.runs)

    @property
    def percentiles(self) -> tuple[float, float, float]:
        """Median, 95th and 99th, milliseconds."""
        if not self.runs:
            sys.exit("nobody chose anything: more --seconds, or less --think")
        median, p95, p99 = np.percentile([1000 * run.seconds for run in self.runs], [50, 95, 99])
        return float(median), float(p95), float(p99)

    @property
    def good(self) -> bool:
        return not self.failed and self.percentiles[1] < GOOD

    def row(self, what: str) -> str:
        median, p95, p99 = self.percentiles
        weight = np.median([run.bytes for run in self.runs]) / 1024
        messages = np.median([run.messages for run in self.runs])
        n = len(self.runs)
        return (
            f"| {what} | {median:.0f} | {p95:.0f} | {p99:.0f} | {n} answers, {self.failed} failed, "
            f"{n / self.seconds:.0f} a second, {1000 * self.spent / n:.1f} ms of processor, "
            f"{weight:.0f} kB in {messages:.0f} messages each |"
        )


class Server:
    """What the running server has used."""

    def __init__(self, pid: int) -> None:
        self._folder = Path(f"/proc/{pid}")

    def spent(self) -> float:
        """Processor seconds, user and system; NaN where the machine does not tell."""
        there = self._folder / "stat"
        if not there.exists():
            return float("nan")
        fields = there.read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """Megabytes held; NaN where the machine does not tell."""
        there = self._folder / "status"
        if not there.exists():
            return float("nan")
        line = next(one for one in there.read_text().splitlines() if one.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


async def _come(
    stack: AsyncExitStack, url: str, habits: Habits, sessions: int
) -> tuple[list[Visitor], list[Run]]:
    """Let visitors come in one after the other and wait until each has the first answer."""

    async def one(number: int) -> tuple[Visitor, Run]:
        await asyncio.sleep(number * ARRIVE)
        visitor = await stack.enter_async_context(Visitor(url, habits, seed=number))
        return visitor, await visitor.open()

    came = await asyncio.gather(*(one(number) for number in range(sessions)))
    return [visitor for visitor, _ in came], [run for _, run in came]


async def _stretch(visitors: Sequence[Visitor], process: Server, think: float, seconds: float) -> Stretch:
    before, until = process.spent(), time.monotonic() + seconds
    stays = await asyncio.gather(*(visitor.stay(until, think) for visitor in visitors))
    runs = [run for stay in stays for run in stay]
    return Stretch(len(visitors), think, runs, process.spent() - before, seconds)


async def measure(url: str, process: Server, asked: argparse.Namespace) -> bool:
    """Print the rows; whether nothing failed."""
    habits = Habits(asked.page, {}, words_of("sv")("choose.unit"), asked.think)
    async with AsyncExitStack() as alone:
        first, _ = await _come(alone, url, habits, 1)
        await _stretch(first, process, 0.2, 3)  # what is made ready once, is
    empty, before, begun = process.memory(), process.spent(), time.monotonic()
    async with AsyncExitStack() as stack:
        visitors, opened = await _come(stack, url, habits, asked.sessions)
        came = Stretch(len(visitors), 0, opened, process.spent() - before, time.monotonic() - begun)
        print(came.row(f"/{asked.page} opened by {asked.sessions}, {1 / ARRIVE:.1f} a second"), flush=True)
        await _stretch(visitors, process, asked.think, asked.think)  # nobody's first choice is counted
        whole = await _stretch(visitors, process, asked.think, asked.seconds)
        print(whole.row(_called(asked.page, whole)), flush=True)
        failed = came.failed + whole.failed
        if asked.limits:
            limits = (
                _room(stack, visitors, url, habits, process, whole)
                if whole.good
                else _too_much(visitors, process, whole)
            )
            async for other in limits:
                print(other.row(_called(asked.page, other)), flush=True)
                failed += other.failed
        print(
            f"| server's memory: with one visitor, with all | {empty:.0f}, {process.memory():.0f} MB | | | |"
        )
    return not failed


async def _too_much(visitors: Sequence[Visitor], process: Server, whole: Stretch) -> AsyncIterator[Stretch]:
    """Longer thinking until it is good, then fewer visitors until that is."""
    for times in LONGER:
        yield (tried := await _stretch(visitors, process, whole.think * times, whole.seconds))
        if tried.good:
            break
    for share in FEWER:
        some = visitors[: round(share * len(visitors))]
        yield (tried := await _stretch(some, process, whole.think, whole.seconds))
        if tried.good:
            break


async def _room(
    stack: AsyncExitStack, visitors: list[Visitor], url: str, habits: Habits, process: Server, whole: Stretch
) -> AsyncIterator[Stretch]:
    """Shorter thinking until it is good no more, then more visitors until that is not."""
    for times in SHORTER:
        yield (tried := await _stretch(visitors, process, whole.think * times, whole.seconds))
        if not tried.good:
            break
    there = list(visitors)
    for share in MORE:
        there += (await _come(stack, url, habits, round(share * len(visitors))))[0]
        yield (tried := await _stretch(there, process, whole.think, whole.seconds))
        if not tried.good:
            break


def _called(page: str, stretch: Stretch) -> str:
    return f"/{page}, {stretch.visitors} sessions, {stretch.think:g} s of thinking"


def main(asked: argparse.Namespace) -> int:
    """1 if any answer failed."""
    with server() as running:
        return 0 if asyncio.run(measure(running.url, Server(running.pid), asked)) else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sessions", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--think", type=float, default=5)
    parser.add_argument("--page", default="folj")
    parser.add_argument("--limits", action="store_true", help="how many, and how fast, in four minutes")
    sys.exit(main(parser.parse_args()))
