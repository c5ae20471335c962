"""The rules of charts with lines frozen before the change: Anhøj on the median, Shewhart's three sigma.

A rule signals or does not; it has no p-value. How often it signals when nothing has happened follows from
the number of months and from how they resemble each other.
"""

import numpy as np

from core.change.peers.answer import Method, PeerAnswer, signalled, unanswered
from core.change.peers.compared import Compared
from core.change.signal_after import SignalAfter, signal_after


def anhoej_frozen(data: Compared) -> PeerAnswer:
    """Too long a run or too few crossings against the median before (Anhøj & Olesen 2014)."""
    return _answer("anhoej_frozen", data, "run", ("anhoej_run", "anhoej_crossings"))


def shewhart_frozen(data: Compared) -> PeerAnswer:
    """A month beyond the 3-sigma limits of the u chart (rates) or p chart (shares) before (Shewhart 1931)."""
    return _answer("shewhart_frozen", data, "u" if data.kind == "rate" else "p", ("beyond_limits",))


def _answer(method: Method, data: Compared, chart: str, rules: tuple[str, ...]) -> PeerAnswer:
    if data.few_months:
        return unanswered(method, "few_months")
    read = _read(data, chart)
    if read.reason == "constant_before":
        return unanswered(method, "no_variation")
    if read.reason is not None and read.reason != "few_after":
        return unanswered(method, "few_months")
    return signalled(method, any(rule in read.rules for rule in rules))


def _read(data: Compared, chart: str) -> SignalAfter:
    start = int(np.searchsorted(data.at, data.start))
    return signal_after(data.y, data.n, kind=chart, x=np.arange(data.at.size), start=start)
