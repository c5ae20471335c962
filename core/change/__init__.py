"""Did a change move the numbers? Arrays in, frozen results out."""

from core.change.signal_after import SignalAfter
from core.change.signal_after import signal_after as signal_after

__all__ = ["SignalAfter", "signal_after"]
