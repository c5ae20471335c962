"""Somebody who knows every shown number, every sum, and that counts are whole and not negative.

Knows nothing of how the hiding was chosen and shares no code with it: sums are listed from units and labels
themselves, and the smallest and largest possible count of each hidden cell is found by integer programming.
"""

from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp


@dataclass
class Attack:
    """cells : name -> shown count, or None where it is hidden. sums : (whole, parts), names of cells."""

    cells: dict
    sums: list
    above: dict = field(default_factory=dict)

    def ranges(self, wanted, least=0):
        """Smallest and largest count each wanted hidden cell can have, when no hidden one is below ``least``.

        None where nothing is possible at all.
        """
        hidden = [name for name, shown in self.cells.items() if shown is None]
        at = {name: i for i, name in enumerate(hidden)}
        rows, sides = [], []
        for whole, parts in self.sums:
            row, side = np.zeros(len(hidden)), 0.0
            for name, sign in [(whole, 1.0), *((part, -1.0) for part in parts)]:
                if self.cells[name] is None:
                    row[at[name]] += sign
                else:
                    side -= sign * self.cells[name]
            if row.any():
                rows.append(row)
                sides.append(side)
            elif abs(side) > 1e-9:
                raise AssertionError(f"shown numbers do not add up: {whole}")
        limits = LinearConstraint(np.array(rows), sides, sides) if rows else None
        top = np.array([self.above.get(name, np.inf) for name in hidden])
        return {name: self._range(at[name], len(hidden), limits, Bounds(least, top)) for name in wanted}

    @staticmethod
    def _range(at, n, limits, bounds):
        ends = []
        for sign in (1.0, -1.0):
            goal = np.zeros(n)
            goal[at] = sign
            found = milp(goal, constraints=limits, bounds=bounds, integrality=np.ones(n))
            if found.status == 2:
                return None
            # HiGHS says "unbounded or infeasible" (4) where there is no end upwards.
            ends.append(round(sign * found.fun) if found.status == 0 else np.inf)
        return tuple(ends)


def listed_sums(cells, parents, labels):
    """Every sum a reader knows to hold: cells are (unit, *group), group "all" where it is not divided.

    parents : unit -> unit above. labels : for each division, its labels, together everybody.
    """
    there, sums = set(cells), []
    for unit, *group in there:
        below = [child for child, parent in parents.items() if parent == unit]
        parts = [(child, *group) for child in below]
        if parts and all(part in there for part in parts):
            sums.append(((unit, *group), parts))
        for d, division in enumerate(labels):
            if group[d] == "all" and division:
                parts = [(unit, *group[:d], label, *group[d + 1 :]) for label in division]
                if all(part in there for part in parts):
                    sums.append(((unit, *group), parts))
    return sums
