"""Did a change move the numbers? Arrays in, frozen results out."""

from core.change.alike import Alike, moved_alike
from core.change.evaluate import evaluate
from core.change.plan import Plan, plan
from core.change.shifts import Shifts, shifts
from core.change.signal_after import SignalAfter
from core.change.signal_after import signal_after as signal_after
from core.change.trend import Trend, trend
from core.change.verdict import Verdict

__all__ = [
    "Alike",
    "Plan",
    "Shifts",
    "SignalAfter",
    "Trend",
    "Verdict",
    "evaluate",
    "moved_alike",
    "plan",
    "shifts",
    "signal_after",
    "trend",
]
