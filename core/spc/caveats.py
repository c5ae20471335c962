"""What limits the conclusions a chart allows, as codes with values; ``core.wording`` makes the sentences.

===================  ===============================================================  ================
code                 when                                                             values
===================  ===============================================================  ================
calendar_gap         months that the calendar has and the data lack                   n, at
missing              points without a number                                          n, at
excluded             points left out by choice                                        n, at, reasons
single_measurements  subgroups of one measurement: no spread within them              n, at
provisional          points drawn but in neither limits nor rules                     n, at
no_baseline          no point can set the limits of a part                            part
constant             all points that set the limits are equal: no limits, no signals  part
no_variation         no variation from point to point to estimate limits from         part
few_points           fewer than 12 points set the limits                              n, minimum, part
provisional_limits   12 to 19 points set the limits                                   n, minimum, part
short_baseline       a frozen baseline of fewer than 12 points                        n, minimum
screened_fallback    screening left no moving range, so none was screened             part
median_as_mean       half of the points on the median: the mean is the centre line    part
sigma_z_below_one    Laney's sigma_z below 1: limits narrower than chance would give  sigma_z, part
overdispersed        a p or u chart whose points vary more than chance alone          sigma_z, part
overdispersed_count  the same for a c chart                                           sigma_z, part
autocorrelated       lag-1 autocorrelation of the baseline above its 95 % band        r, limit
===================  ===============================================================  ================

Codes for callers that know more than the numbers do: rolling (values: window, in months),
break_within (month), start_outside (first, last) and unstable_before (rules) of
``core.change.signal_after``, and estimated_run_length (n) of charts for slow drift. A code appears once;
with several parts it speaks of the part where it is worst, numbered from 1.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np

from core.remarks import Caveat
from core.spc.autocorrelation import lag_one
from core.spc.axis import Axis
from core.spc.block import Bools, Floats, Ints
from core.spc.engine import PartNumbers
from core.spc.layout import Layout
from core.spc.limits import Kind

ENOUGH_POINTS = 12  # below: a page draws no control limits
STEADY_POINTS = 20  # below: limits are called provisional

# The relative standard error of a sigma estimated from n moving ranges is about 0.91 / √n
# (Montgomery, ch. 6.4). Overdispersion is mentioned when sigma_z is above 1 by more than 2.33 such errors,
# one chance in a hundred, and by a fifth, below which Laney's limits differ too little to matter.
RELATIVE_ERROR = 0.91
ONE_IN_A_HUNDRED = 2.33
WORTH_MENTIONING = 1.2


@dataclass(frozen=True, slots=True)
class Findings:
    """What is known of one series when its caveats are written. Arrays (points,); ``numbers`` by part."""

    kind: Kind
    axis: Axis
    layout: Layout
    numbers: PartNumbers
    row: int
    value: Floats
    n: Floats | None
    base: Bools
    missing: Bools
    given: bool
    limits: Bools
    provisional: Ints
    excluded: Bools
    reasons: Mapping[int, str]


def caveats_of(found: Findings) -> tuple[Caveat, ...]:
    """All caveats of one chart, the most basic first, each code once."""
    return (*_about_points(found), *_about_limits(found), *_about_spread(found))


def spread_limit(n_baseline: int) -> float:
    """sigma_z above which overdispersion is mentioned, for ``n_baseline`` points."""
    return max(WORTH_MENTIONING, 1 + ONE_IN_A_HUNDRED * RELATIVE_ERROR / sqrt(max(n_baseline, 1)))


def _about_points(found: Findings) -> Iterator[Caveat]:
    inserted = np.zeros(len(found.axis), dtype=bool)
    inserted[found.axis.inserted] = True
    groups = {
        "calendar_gap": inserted,
        "missing": found.missing & ~inserted,
        "excluded": found.excluded,
        "single_measurements": _single(found),
    }
    for code, marked in groups.items():
        if marked.any():
            values = _where(found.axis, np.flatnonzero(marked))
            if code == "excluded" and found.reasons:
                values["reasons"] = tuple(dict.fromkeys(found.reasons.values()))
            yield Caveat(code, values)
    if len(found.provisional):
        yield Caveat("provisional", _where(found.axis, found.provisional))


def _single(found: Findings) -> Bools:
    """Subgroups of one measurement, which say nothing about the variation within them."""
    if not found.kind.subgroups or found.n is None:
        return np.zeros(len(found.axis), dtype=bool)
    return found.n == 1


def _where(axis: Axis, positions: Ints) -> dict[str, Any]:
    """How many, and which: months as datetime64[M], which the wording writes as months; else text."""
    labels = axis.labels[positions]
    at = tuple(labels) if labels.dtype == "datetime64[M]" else tuple(str(label) for label in labels)
    return {"n": len(positions), "at": at}


def _about_limits(found: Findings) -> Iterator[Caveat]:
    numbers, row = found.numbers, found.row
    constant = numbers.constant[row]
    if not (found.given and found.kind.from_centre):
        yield from _about_baseline(found)
    yield from _first_part("constant", constant)
    if found.kind.has_limits:
        limited = np.array([found.limits[at].any() for at in found.layout.spans])
        yield from _first_part("no_variation", ~limited & ~constant & (numbers.n_baseline[row] > 0))
        yield from _first_part("screened_fallback", numbers.fallback[row])
    yield from _first_part("median_as_mean", numbers.mean_for_median[row] & ~constant)


def _about_baseline(found: Findings) -> Iterator[Caveat]:
    """How many points set the limits; a given centre line from which limits follow alone needs none."""
    count = found.numbers.n_baseline[found.row]
    least = int(count.argmin())
    if count[least] == 0:
        yield Caveat("no_baseline", {"part": least + 1})
    size = {"n": int(count[least]), "part": least + 1}
    if 0 < count[least] < ENOUGH_POINTS:
        yield Caveat("few_points", {**size, "minimum": ENOUGH_POINTS})
    elif ENOUGH_POINTS <= count[least] < STEADY_POINTS and found.kind.has_limits:
        yield Caveat("provisional_limits", {**size, "minimum": STEADY_POINTS})
    if found.layout.freeze is not None and 0 < count[0] < ENOUGH_POINTS:
        yield Caveat("short_baseline", {"n": int(count[0]), "minimum": ENOUGH_POINTS})


def _about_spread(found: Findings) -> Iterator[Caveat]:
    spread = np.where(found.numbers.constant[found.row], np.nan, found.numbers.sigma_z[found.row])
    if found.kind.laney:
        below = np.flatnonzero(spread < 1)
        if below.size:
            worst = int(below[spread[below].argmin()])
            yield Caveat("sigma_z_below_one", {"sigma_z": float(spread[worst]), "part": worst + 1})
    elif np.isfinite(spread).any():
        bounds = np.array([spread_limit(int(n)) for n in found.numbers.n_baseline[found.row]])
        above = np.flatnonzero(spread > bounds)
        if above.size:
            worst = int(above[spread[above].argmax()])
            code = "overdispersed" if found.n is not None else "overdispersed_count"
            yield Caveat(code, {"sigma_z": float(spread[worst]), "part": worst + 1})
    yield from _autocorrelation(found)


def _autocorrelation(found: Findings) -> Iterator[Caveat]:
    """Of the baseline residuals of the latest part; standardised by √n where the limits are.

    Neighbouring moving ranges share a value and always resemble each other.
    """
    if found.kind.plots == "range":
        return
    segment = list(found.layout.segments())[-1]
    across = slice(segment.start, segment.stop)
    residual = found.value[across] - found.numbers.centre[found.row, -1]
    if found.n is not None and found.kind.denominator == "needed":
        residual = residual * np.sqrt(found.n[across])
    lag = lag_one(residual, found.base[across])
    if lag is not None and lag.r > lag.limit:
        yield Caveat("autocorrelated", {"r": lag.r, "limit": lag.limit})


def _first_part(code: str, affected: Bools) -> Iterator[Caveat]:
    if affected.any():
        yield Caveat(code, {"part": int(affected.argmax()) + 1})
