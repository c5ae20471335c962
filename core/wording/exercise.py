"""What both exercises say in the same way."""

from core.wording.words import Words


def in_hundred(words: Words, share: float) -> str:
    """How often of a hundred times: "7 av 100", and never "0" or "100" of what is only rare or usual."""
    percent = round(100 * share)
    if percent < 1:
        return words("exercise.of_hundred_few")
    if percent > 99:
        return words("exercise.of_hundred_most")
    return words("exercise.of_hundred", n=str(percent))
