"""The columns of the model beside the county index: intercept, slope, step, season's waves."""

from dataclasses import dataclass

import numpy as np

from core.change.panel import Panel
from core.spc.block import Floats

SLOPE_SD, WAVE_SD, STEP_SD = 0.10, 0.15, 10.0
"""Prior sds in the working fit: slope a year, waves, step (a free one could run away)."""

STEP_COLUMN = 1
"""Where ``and_step`` puts the step."""


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """A column for each effect, the same order in all rows: design (R, P, T), prior_sd (P,) in the fit.

    The first is the intercept, with an infinite prior sd.
    """

    design: Floats
    prior_sd: Floats

    def and_step(self, panel: Panel) -> "Columns":
        """With a step at each starter's start, as second column; a row a starter."""
        after = np.arange(self.design.shape[2]) >= panel.start[panel.starters, None]
        return Columns(
            np.insert(self.design, STEP_COLUMN, after.astype(float), axis=1),
            np.insert(self.prior_sd, STEP_COLUMN, STEP_SD),
        )

    def and_waves(self, months: np.ndarray) -> "Columns":
        """With cos and sin of a 12-month and of a 6-month wave, as last columns."""
        turn = 2 * np.pi * (months.astype("datetime64[M]").astype(np.int64) % 12) / 12
        waves = np.array([np.cos(turn), np.sin(turn), np.cos(2 * turn), np.sin(2 * turn)])
        rows = np.broadcast_to(waves, (len(self.design), *waves.shape))
        return Columns(
            np.concatenate([self.design, rows], axis=1), np.append(self.prior_sd, np.full(4, WAVE_SD))
        )


def line(rows: int, months: int) -> Columns:
    """Intercept, and slope in years around the middle of the calendar."""
    design = np.ones((rows, 2, months))
    design[:, 1] = (np.arange(months) - (months - 1) / 2) / 12
    return Columns(design, np.array([np.inf, SLOPE_SD]))
