"""What is written above a picture: its title on a wide and on a narrow screen, and its facts."""

import json
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

NARROW = "containerSize()[0] < 560"
"""On a phone the lines are named in the key below; at the right end stand only their values."""

NARROW_TITLE, NARROW_FACTS = 38, 54
"""Characters that fit on a line of a phone's 360 pixels."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The lines above a picture.

    wide, narrow : the title on a wide screen and on a phone.
    facts : lines short enough for a phone.
    is_narrow : Vega expression that says which: only the browser knows how wide the screen is.
    """

    wide: tuple[str, ...]
    narrow: tuple[str, ...]
    facts: tuple[str, ...]
    is_narrow: str = NARROW


def heading_of(title: Sequence[str], facts: Sequence[str], is_narrow: str = NARROW) -> Heading:
    """Title and facts, a line each, wrapped for a phone."""
    narrow = tuple(part for line in title for part in textwrap.wrap(line, NARROW_TITLE))
    lines = tuple(part for line in facts for part in textwrap.wrap(line, NARROW_FACTS))
    return Heading(tuple(title), narrow, lines, is_narrow)


def write_heading(spec: dict[str, Any], heading: Heading) -> None:
    """Write a heading into ``spec``; the texts as JSON, which Vega reads as literal strings."""
    narrow, wide = (json.dumps(lines, ensure_ascii=False) for lines in (heading.narrow, heading.wide))
    spec["title"]["text"] = {"expr": f"{heading.is_narrow} ? {narrow} : {wide}"}
    spec["title"]["subtitle"] = list(heading.facts)
