"""Units of a dataset beside each other: which periods, numbers and statistics. Pages use only this."""

from core.spc.compare.for_dataset import Asked, Comparison, compare, levels_of, pers_of

__all__ = ["Asked", "Comparison", "compare", "levels_of", "pers_of"]
