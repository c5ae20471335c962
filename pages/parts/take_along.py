"""Ta med: a figure as a picture or its numbers as a file, with all that the page tells around it."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from core.figures.figure import Figure
from core.figures.palette import TEXT
from core.share.file_name import file_name
from core.share.numbers import csv_numbers
from core.share.picture import pdf_picture, png_picture, svg_picture
from core.share.taken import Taken, take
from core.wording import Words
from pages.parts import session
from pages.parts.guard import told
from pages.parts.quiet_popover import opened


def _excel(taken: Taken) -> bytes:
    from core.share.numbers_excel import excel_numbers  # noqa: PLC0415 - not needed before someone asks

    return excel_numbers(taken)


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of file: how its name ends, the words on its button, its media type, its icon, what makes it."""

    ending: str
    label: str
    media: str
    icon: str
    make: Callable[[Taken], str | bytes]


_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = (
    _Kind("png", "take.png", "image/png", "image", png_picture),
    _Kind("svg", "take.svg", "image/svg+xml", "shape_line", svg_picture),
    _Kind("pdf", "take.pdf", "application/pdf", "picture_as_pdf", pdf_picture),
    _Kind("xlsx", "take.excel", _WORKBOOK, "table_view", _excel),
    _Kind("csv", "take.csv", "text/csv", "csv", csv_numbers),
)
"""What can be taken along: pictures first, then numbers."""
NUMBERS = KINDS[3:]
"""What can be taken along of a table that has no picture."""


def offer_downloads(
    words: Words,
    figure: Figure | Callable[[], Figure],
    key: str,
    elsewhere: Sequence[str] = (),
    kinds: Sequence[_Kind] = KINDS,
) -> None:
    """A quiet button that opens on the kinds of files; each is made when it is asked for.

    ``figure``: what is taken along, or what makes it once someone opens the button.
    ``elsewhere``: what limits the figure and is told elsewhere on the page.
    """
    popover = opened(words("take.open"), "download", f"{key}_take")
    if popover is None:
        return
    small = session.sees_all() and not session.dataset().made_up
    every = (words("take.all_shown"),) if small else ()
    along = figure if isinstance(figure, Figure) else figure()
    taken = take(words, along, dt.date.today(), (*every, *elsewhere))
    with popover:
        st.html(_style(words, key))
        for kind in kinds:
            st.download_button(
                words(kind.label),
                data=_quiet(kind.make, taken),
                file_name=file_name(taken, kind.ending),
                mime=kind.media,
                icon=f":material/{kind.icon}:",
                type="tertiary",
                key=f"{key}_take_{kind.ending}",
                on_click="ignore",
            )
        st.caption(words("take.about" if KINDS[0] in kinds else "take.about_numbers"))


def _quiet(make: Callable[[Taken], str | bytes], taken: Taken) -> Callable[[], bytes]:
    """What makes a file, run by Streamlit when the button is pressed, outside the page and its floor.

    Streamlit logs what is raised there, with its message, and tells the visitor that it failed.
    """

    def file() -> bytes:
        try:
            made = make(taken)
        except Exception as error:  # noqa: BLE001 - the floor under every download
            told(error, "take_along")
        else:
            return made.encode() if isinstance(made, str) else made
        raise RuntimeError("no file") from None

    return file


def _style(words: Words, key: str) -> str:
    """Two things Streamlit has no setting for: it says in English that a file failed, and darkens the words
    of an opened button until they have less than 4.5:1 on dark."""
    failed = '[data-testid="stDownloadButtonError"]'
    text = words("take.failed").replace("\\", "").replace('"', "'")
    return (
        f"<style>{failed} {{ font-size: 0 !important; }}"
        f'{failed}::after {{ content: "{text}"; font-size: .875rem; }}'
        f".st-key-{key}_take button p {{ color: light-dark({TEXT['light']}, {TEXT['dark']}); }}</style>"
    )
