"""Did a change move the numbers? Arrays in, frozen results out."""

from core.change.evaluate import evaluate
from core.change.signal_after import SignalAfter
from core.change.signal_after import signal_after as signal_after
from core.change.verdict import Verdict

__all__ = ["SignalAfter", "Verdict", "evaluate", "signal_after"]
