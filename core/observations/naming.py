"""What to call an own indicator: its heading, or the name of sheet or file where that says nothing."""

import re

from core.observations.headings import near_role, plain, role_of, without_unit, words

LONGEST_NAME = 80

# Names that programs give and that say nothing: Blad1, Sheet 2, Tabell 1, export, data.
_SAYS_NOTHING = words(
    "blad sheet tabell table data export exportfil fil file rapport report uttag underlag siffror statistik "
    "namnlös untitled bok book arbetsbok workbook csv kopia copy"
)
_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}$")
_APART = re.compile(r"[_\s]+|(?<=[^\W\d_])-|-(?=[^\W\d_])")
# At either end: dates, years, numbers in brackets, versions, "kopia av", "slutlig".
_AT_THE_END = re.compile(
    r"(?:[\s,.(\-]+(?:v?\d[\d.\-:]*|\(\d+\)|kopia|copy|slutlig|final|ny|new))+[\s)]*$", re.IGNORECASE
)
_AT_THE_START = re.compile(r"^(?:(?:kopia av|copy of)\s+|\d[\d.\-:]*[\s,.\-]+)+", re.IGNORECASE)


def readable_name(name: str) -> str:
    """The name of a file or sheet as a person would say it: "vantetid_2025-03.xlsx" -> "Vantetid".

    "" when nothing is left that says anything.
    """
    text = " ".join(_APART.sub(" ", _ENDING.sub("", name.strip())).split())
    text = _AT_THE_END.sub("", _AT_THE_START.sub("", text)).strip(" -.,()")
    if plain(re.sub(r"\d", "", text)) in _SAYS_NOTHING or not any(c.isalpha() for c in text):
        return ""
    return (text[:1].upper() + text[1:])[:LONGEST_NAME].strip()


def is_generic(heading: str) -> bool:
    """Whether a heading says what a column is for but not what is counted: Täljare, Värde, Andel (%)."""
    bare = without_unit(heading).replace("%", " ")
    return not plain(bare) or heading.startswith("#") or bool(role_of(bare) or near_role(bare))


def indicator_name(heading: str | None, sheet: str | None, called: str) -> str:
    """The name of an own indicator, from the heading of its numbers or else the sheet or file; "" for none.

    heading : of the column of values or numerators; sheet : None for a text file; called : the file's name
    """
    if heading is not None and not is_generic(heading):
        return " ".join(without_unit(heading).split())[:LONGEST_NAME].strip()
    return readable_name(sheet or "") or readable_name(called)
