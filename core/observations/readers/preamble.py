"""What a report prints above its table: what it is about, its selection, and when it was made."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from core.observations.headings import plain, words
from core.observations.naming import LONGEST_NAME

_TITLE = words("rapport rapportnamn titel rubrik indikator indikatornamn mått nyckeltal report title measure")
_SELECTION = words("urval filter selection avgränsning population")
_EXTRACTED = words(
    """
    uttaget uttagen uttagsdatum uttag uttagsdag skapad skapat rapportdatum utskriven utskrivet hämtad hämtat
    uppdaterad uppdaterat senastuppdaterad extracted generated created exported exportdate exporterad
    """
)
_DAY = re.compile(r"((?:19|20)\d\d)-?(\d\d)-?(\d\d)(?!\d)")
_YEAR = re.compile(r"(?:år|year|period)?\s*:?\s*((?:19|20)\d\d)", re.IGNORECASE)


_NO_DAY = np.datetime64("NaT", "D")


@dataclass(frozen=True, slots=True)
class Preamble:
    """What the lines above a table say; "" and NaT where they say nothing.

    title : what the report is about
    selection : what it was limited to
    extracted : datetime64[D], when it was made
    """

    title: str = ""
    selection: str = ""
    extracted: np.datetime64 = _NO_DAY

    @property
    def day(self) -> str:
        """When it was made, as 2025-04-03; "" where that is not said."""
        return "" if np.isnat(self.extracted) else str(self.extracted)


def about(lines: Iterable[Sequence[str]]) -> Preamble:
    """What a table's preamble says. A title may stand alone, or after "Rapport:"."""
    named: dict[str, str] = {}
    alone = ""
    for line in lines:
        key, text = _divided([cell.strip() for cell in line if cell.strip()])
        field = _field(key)
        if field:
            named.setdefault(field, text)
        elif not key and not alone and any(c.isalpha() for c in text):
            alone = text
    return Preamble(
        title=_short(named.get("title") or alone),
        selection=named.get("selection", ""),
        extracted=_day(named.get("extracted", "")),
    )


def year_of(texts: Iterable[str]) -> str:
    """The one year that texts such as a sheet's name or a title name alone; "" for none or several."""
    years = {match[1] for text in texts if (match := _YEAR.fullmatch(text.strip()))}
    return years.pop() if len(years) == 1 else ""


def _divided(cells: list[str]) -> tuple[str, str]:
    """The word before a colon and what follows it, in one cell or in two; "" as word where there is none."""
    if not cells:
        return "", ""
    if len(cells) > 1 and (cells[0].endswith(":") or _field(cells[0])):
        return cells[0].rstrip(": "), "; ".join(cells[1:])
    head, colon, rest = cells[0].partition(":")
    if colon and _field(head) and rest.strip():
        return head, "; ".join([rest.strip(), *cells[1:]])
    return "", "; ".join(cells)


def _field(key: str) -> str:
    word = plain(key)
    known = (("title", _TITLE), ("selection", _SELECTION), ("extracted", _EXTRACTED))
    return next((field for field, meant in known if word in meant), "")


def _day(text: str) -> np.datetime64:
    match = _DAY.match(text.strip())
    try:
        return np.datetime64("-".join(match.groups()), "D") if match else _NO_DAY
    except ValueError:
        return _NO_DAY


def _short(text: str) -> str:
    return " ".join(text.split())[:LONGEST_NAME].strip()
