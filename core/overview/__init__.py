"""Where should we look: what has changed since last time, in every indicator and unit at once."""
