"""The other methods on the same made-up panels: what each calls a change, and what its interval holds."""

import math
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

from core.change.calibration.designs import SEED, Design
from core.change.peers import METHODS, PeerAnswer, all_peers
from core.change.peers.answer import Method
from core.change.peers.measured import MethodMeasured
from core.spc.block import Bools, Floats

if TYPE_CHECKING:
    from core.simulate.families import Family
    from core.simulate.panels import Panel


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """What the methods said of some panels, (panels, methods), in the order of ``METHODS``.

    moved, silent : called it a change, had no answer. held : 1 where its interval holds the true effect, 0
    where not. error : log(1 + estimate) − log(1 + true effect). Both NaN where the method has no such number.
    """

    moved: Bools
    silent: Bools
    held: Floats
    error: Floats

    def of(self, method: int) -> "Heard":
        """One method, (panels,)."""
        return Heard(
            self.moved[:, method], self.silent[:, method], self.held[:, method], self.error[:, method]
        )


def hear_many(family: "Family", design: Design, replicates: range, seed: int = SEED) -> Heard:
    """Ask every method about one panel for each number in ``replicates``."""
    from core.simulate.panels import draw_many  # noqa: PLC0415 - only needed to measure

    said = [_said(panel) for panel in draw_many(family, seed, replicates, **design.asked)]
    moved, silent, held, error = np.moveaxis(np.array(said, dtype=np.float64), -1, 0)
    if design.shape != "step":
        # A step is all that these models know: what they estimate is not the mean effect that is true.
        held, error = np.full_like(held, np.nan), np.full_like(error, np.nan)
    return Heard(moved == 1.0, silent == 1.0, held, error)


def joined(parts: list[Heard]) -> Heard:
    """Panels after panels."""
    return Heard(
        np.concatenate([part.moved for part in parts]),
        np.concatenate([part.silent for part in parts]),
        np.concatenate([part.held for part in parts]),
        np.concatenate([part.error for part in parts]),
    )


def _said(panel: "Panel") -> list[tuple[float, float, float, float]]:
    answers = all_peers(panel.numerator, panel.denominator, panel.start_index, panel.kind, panel.target_row)
    return [_of(answer, panel.true_effect) for answer in answers]


def _of(answer: PeerAnswer, truth: float) -> tuple[float, float, float, float]:
    held = error = math.nan
    if answer.interval is not None:
        low, high = answer.interval
        held = float(low <= truth <= high)
    if answer.effect is not None:
        with np.errstate(divide="ignore"):
            error = float(np.log1p(answer.effect) - np.log1p(truth))
    return float(answer.moved is True), float(answer.moved is None), held, error


def rows_of(family: "Family", design: Design, heard: Heard, seed: int = SEED) -> list[MethodMeasured]:
    """A row of the table for each method that ever answered."""
    return [
        _row(method, heard.of(at), family, design, seed)
        for at, method in enumerate(METHODS)
        if not heard.silent[:, at].all()
    ]


def _row(method: Method, heard: Heard, family: "Family", design: Design, seed: int) -> MethodMeasured:
    replicates, rate = len(heard.moved), float(heard.moved.mean())
    held, error = (column[~np.isnan(column)] for column in (heard.held, heard.error))
    return MethodMeasured(
        family.group,
        *design.key(family),
        replicates,
        method=method,
        rate=round(rate, 5),
        unanswered=round(float(heard.silent.mean()), 5),
        standard_error=round(math.sqrt(rate * (1.0 - rate) / replicates), 5),
        intervals=round(held.size / replicates, 5),
        interval=round(float(held.mean()), 5) if held.size else math.nan,
        bias=round(float(error.mean()), 4) if error.size and np.isfinite(error).all() else math.nan,
        seed=seed,
        measured=datetime.now(tz=UTC).date().isoformat(),
    )
