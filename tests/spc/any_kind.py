"""The same series as a chart of any kind, for tests of what holds for all of them."""

import numpy as np

from core import spc

MEMBERS = np.array([0.0, 3.0, -2.0, 1.0])


def data_for(kind, y, n):
    """y and n as the kind wants them: times above 0, subgroups of four, denominators or none."""
    y = np.asarray(y, dtype=float) + spc.KINDS[kind].positive
    if spc.KINDS[kind].subgroups:
        y = y[..., None] + MEMBERS
    return y, n if spc.KINDS[kind].denominator == "needed" else None


def one_chart(kind, y, n, x=None, **choices):
    """A chart of one series (points,); subgroups are given by a label on every row."""
    y, n = data_for(kind, y, n)
    if not spc.KINDS[kind].subgroups:
        return spc.control_chart(y, n, kind=kind, x=x, **choices)
    labels = np.repeat(np.arange(len(y)) if x is None else x, y.shape[1])
    return spc.control_chart(y.ravel(), kind=kind, subgroup=labels, **choices)


def many_charts(kind, y, n, **choices):
    """Charts of many series (series, points)."""
    return spc.control_charts(*data_for(kind, y, n), kind=kind, **choices)
