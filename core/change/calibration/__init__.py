"""How often the verdict and the other methods are wrong, and what they see, measured on made-up panels.

    from core.change.calibration import calibration

    for row in calibration():
        print(row.family, row.effect, row.p_verdict, row.interval, row.bias)

``designs`` says in what they are measured, ``judging`` measures the verdict and ``hearing`` the methods of
``core.change.peers``, ``run`` does it for all families and designs, ``table`` keeps the rows. The command is
``benchmarks/calibration.py``. Only what reads the tables is imported here.
"""

from core.change.calibration.designs import DESIGNS, FEWER, MORE, NOTHING, SEED, Design
from core.change.calibration.measured import FILE, Measured, calibration

__all__ = ["DESIGNS", "FEWER", "FILE", "MORE", "NOTHING", "SEED", "Design", "Measured", "calibration"]
