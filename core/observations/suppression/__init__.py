"""Small counts are hidden when numbers are shown, and nothing that is shown beside them gives them away.

``Dataset.for_showing()`` is the seam: pages, pictures, tables and scripts take their numbers from the dataset
that it returns, so whatever they compute is computed from numbers that may be seen.
"""

from core.observations.suppression.limits import Limits, limits_of
from core.observations.suppression.shown import Shown
from core.observations.suppression.told import HiddenCount, hidden_counts

__all__ = ["HiddenCount", "Limits", "Shown", "hidden_counts", "limits_of"]
