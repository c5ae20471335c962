"""Data: where do the numbers come from, and are they sound?"""

from core.wording import Words
from pages.parts.frame import page


def render() -> None:
    """The page."""
    page("data", _answer)


def _answer(words: Words) -> None:
    pass


if __name__ == "__main__":
    from app import main

    main()
