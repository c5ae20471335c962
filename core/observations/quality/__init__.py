"""What is worth knowing about a set of numbers before a chart or a test of it is trusted.

One small function a finding, each over all series at once (``grid.py``). ``report.py`` asks them all and puts
the worst first; ``caveats.py`` says which of them limit what may be claimed of one series.
"""

from core.observations.quality.caveats import quality_caveats
from core.observations.quality.finding import CODES, EFFECTS, SEVERITIES, Finding
from core.observations.quality.report import Group, Report, quality_report

__all__ = [
    "CODES",
    "EFFECTS",
    "SEVERITIES",
    "Finding",
    "Group",
    "Report",
    "quality_caveats",
    "quality_report",
]
