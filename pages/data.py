"""Data: where do the numbers come from, and are they sound?"""

from core.wording import Words
from pages.parts.bring_file import bring_file
from pages.parts.frame import page
from pages.parts.in_view import show_in_view
from pages.parts.quality import show_quality
from pages.parts.save_own import show_save
from pages.parts.stored_data import show_stored
from pages.parts.updating import offer_undo


def render() -> None:
    """The page."""
    page("data", _answer)


def _answer(words: Words) -> None:
    show_in_view(words)
    offer_undo(words)
    show_stored(words)
    show_save(words)
    bring_file(words)
    show_quality(words)


if __name__ == "__main__":
    from app import main

    main()
