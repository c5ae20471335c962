"""Sizes that the shapes of the exercises and what fills them share."""

ROW = 26
"""Height in pixels of a row of a league table."""
LEFT, RIGHT = 0.36, 0.64
"""Where the lines between two tables begin and end, as shares of the width; names stand outside."""
