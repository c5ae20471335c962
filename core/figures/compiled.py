"""Chart shapes as ``python -m core.figures`` wrote them."""

import json
from functools import cache
from pathlib import Path
from typing import Any

SPECS = Path(__file__).parent / "specs"


def compiled(name: str) -> dict[str, Any]:
    """The compiled spec of a shape, one of its own for each caller.

    Parsed each time: a tenth of what it takes to copy it.
    """
    return json.loads(_text(name))


@cache
def _text(name: str) -> str:
    return (SPECS / f"{name}.json").read_text(encoding="utf-8")
