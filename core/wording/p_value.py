"""How a p value is written: "p = 0,012", and "p < 0,001" where more digits would say nothing."""

from core.wording.words import Words

SMALLEST = 0.001
"""Below it a p value rests on assumptions more than on data, and is not written out."""


def p_text(words: Words, p: float) -> str:
    """A p value with the digits that mean something: two significant ones, at most three decimals.

    Never rounded down to 0 or up to 1.
    """
    if p < SMALLEST:
        return words("p_value.below", limit=words.number(SMALLEST, 3))
    decimals = 3 if p < 0.1 else 2
    if round(p, decimals) >= 1:
        return words("p_value.above", limit=words.number(0.99, 2))
    return words("p_value.is", p=words.number(p, decimals))
