"""Jämför: who really differs?"""

from core.wording import Words
from pages.parts.frame import page


def render() -> None:
    """The page."""
    page("compare", _answer)


def _answer(words: Words) -> None:
    """Filled in by what comes next."""


if __name__ == "__main__":
    from app import main

    main()
