"""Data: where do the numbers come from, and are they sound?"""

from core.wording import Words
from pages.parts.bring_file import bring_file
from pages.parts.frame import page
from pages.parts.in_view import show_in_view
from pages.parts.quality import show_quality
from pages.parts.save_own import show_save


def render() -> None:
    """The page."""
    page("data", _answer)


def _answer(words: Words) -> None:
    show_in_view(words)
    show_save(words)
    bring_file(words)
    show_quality(words)


if __name__ == "__main__":
    from app import main

    main()
