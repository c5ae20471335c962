"""The picture before the rest: a moment in which the browser draws what a page was opened for.

Streamlit's browser part gathers what comes within 10 ms and draws it together. What follows a chart comes
sooner than that, so that the chart waited for forty elements of which hardly any had changed. A pause after
it lets the chart go first: painted 105-115 ms after a click instead of 131-133 (p95 124-142, 157-159 before).
Nothing is computed in the pause: the answers of other visitors are made in it.
"""

from time import sleep

PAUSE = 0.03
"""Seconds; 0.02 is enough mostly and 0.04 gains nothing more (benchmarks/README.md)."""


def let_it_be_drawn() -> None:
    """What has been sent is drawn before what comes after."""
    sleep(PAUSE)
