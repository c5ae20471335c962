"""One line of a file of changes: each accessor says what is wrong with its cell and reads on."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from core.indicators.text import Text
from core.remarks import Place, Problem, Value

Answer = TypeVar("Answer")

_NUMBERS = re.compile(r"(\d{4})-?(0[1-9]|1[0-2])(?:-?(?:0[1-9]|[12]\d|3[01]))?(?:[ T]00:00(?::00)?)?")
_NAMED = re.compile(r"([a-z]{3,9})\.?[ -]?(\d{4}|\d{2})")
_NAMES = (
    "januari january",
    "februari february",
    "mars march mar",
    "april",
    "maj may",
    "juni june",
    "juli july",
    "augusti august",
    "september sept",
    "oktober october",
    "november",
    "december",
)
_MONTHS = {
    name: number
    for number, names in enumerate(_NAMES, start=1)
    for full in names.split()
    for name in (full, full[:3])
}
_SHARE = re.compile(r"(\d+(?:[.,]\d+)?(?:e-\d+)?)[ \u00a0\u202f]?(%?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """line : as the spreadsheet counts, from 1. cells : by heading. problems : of the file, added to."""

    line: int
    cells: Mapping[str, str]
    problems: list[Problem]

    def report(self, code: str, column: str | None = None, /, **values: Value) -> None:
        """Note a problem on this line."""
        self.problems.append(Problem(code, values, Place(row=self.line, column=column)))

    def text(self, column: str) -> str:
        """The cell without blanks around it; "" where the file lacks the column."""
        return self.cells.get(column, "").strip()

    def required(self, column: str) -> str:
        """The cell, which must hold something."""
        if not self.text(column):
            self.report("catalogue_missing_value", column)
        return self.text(column)

    def both(self, stem: str) -> Text:
        """A text in both languages, exactly as written; one of them, or a column without language, may do."""
        plain = self.cells.get(stem, "")
        sv, en = (self.cells.get(f"{stem}_{language}", "") or plain for language in ("sv", "en"))
        return Text.of(sv if sv.strip() else "", en if en.strip() else "")

    def heading_of(self, stem: str) -> str:
        """The first heading of a text that the file has."""
        return next((h for h in (f"{stem}_sv", stem, f"{stem}_en") if h in self.cells), stem)

    def known(self, column: str, code: str, find: Callable[[str], str | None]) -> tuple[str, ...]:
        """Ids joined by ``|``, each as ``find`` knows it; a unit must be there."""
        parts = tuple(part.strip() for part in self.text(column).split("|") if part.strip())
        found = [(part, find(part)) for part in parts]
        for part, known in found:
            if known is None:
                self.report(code, column, text=part)
        if not parts and column in ("unit", "units"):
            self.report("catalogue_missing_value", column)
        return tuple(dict.fromkeys(known for _, known in found if known is not None))

    def word(self, column: str, meaning: Mapping[str, Answer], otherwise: Answer) -> Answer:
        """What the cell's word means, whatever its case; ``otherwise`` where it is blank."""
        written = self.text(column).casefold()
        if not written:
            return otherwise
        if written not in meaning:
            allowed = ", ".join(word for word in meaning if word)
            self.report("catalogue_unknown_word", column, word=self.text(column), allowed=allowed)
        return meaning.get(written, otherwise)

    def share(self, column: str, otherwise: float) -> float:
        """A share between 0 and 1 or a percentage: 0,10 and 0.1 and 10 % are the same."""
        written = self.text(column)
        if not written:
            return otherwise
        read = _SHARE.fullmatch(written)
        share = float(read[1].replace(",", ".")) / (100.0 if read[2] else 1.0) if read else 0.0
        if 0.0 < share < 1.0:
            return share
        self.report("change_bad_share", column, written=written)
        return otherwise


def month_written(text: str) -> str | None:
    """The month as "2024-04", from 2024-04, 2024-04-01, 202404, apr-24 or april 2024; None for all else."""
    plain = text.strip().casefold()
    if (numbers := _NUMBERS.fullmatch(plain)) is not None:
        return f"{numbers[1]}-{numbers[2]}"
    named = _NAMED.fullmatch(plain)
    if named is None or named[1] not in _MONTHS:
        return None
    year = named[2] if len(named[2]) == 4 else f"20{named[2]}"
    return f"{year}-{_MONTHS[named[1]]:02d}"
