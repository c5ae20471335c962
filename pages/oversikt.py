"""Översikt: what has changed since last time, and where should we look?"""

from core.wording import Words
from pages.parts import session
from pages.parts.frame import page
from pages.parts.lost import follow_older_links


def render() -> None:
    """The page."""
    follow_older_links(session.place("follow"))
    page("overview", _answer)


def _answer(words: Words) -> None:
    """Filled in by what comes next."""


if __name__ == "__main__":
    from app import main

    main()
