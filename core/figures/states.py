"""The one state of each point on a chart: picture, tooltip and table read it from here, so they agree."""

import numpy as np

from core.spc.for_series import Charted


def point_states(charted: Charted) -> np.ndarray:
    """The state of each point, text of shape (points,).

    ``missing`` and ``suppressed`` are not drawn; ``excluded`` and ``provisional`` are drawn, never counted;
    ``beyond`` (outside a control limit) goes before ``run`` (in a too-long run); the rest are ``usual``.
    """
    points, series = charted.points, charted.series
    run = points["anhoej_run"].to_numpy(bool) if "anhoej_run" in points else np.zeros(len(points), bool)
    missing = points["y"].isna().to_numpy()
    return np.select(
        [
            missing & (series.status == "suppressed"),
            missing,
            series.status == "provisional",
            ~points["included"].to_numpy(bool),
            points["beyond_limits"].to_numpy(bool),
            run,
        ],
        ["suppressed", "missing", "provisional", "excluded", "beyond", "run"],
        default="usual",
    )
