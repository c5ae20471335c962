"""Exercises for a room: made-up numbers with a known truth, each made again by its number.

``league``: municipalities that are all alike, ranked. ``charts``: charts of chance and of changes, mixed;
``judged`` what rule sets say of them, ``score`` how many were right, ``long_run`` how often rules err.
"""

LARGEST_NUMBER = 999_999
"""An exercise has a number from 1 to this, short enough to be read out in a room."""
