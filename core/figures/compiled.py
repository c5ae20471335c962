"""Chart shapes as ``python -m core.figures`` wrote them."""

import json
from functools import cache
from pathlib import Path
from typing import Any

SPECS = Path(__file__).parent / "specs"


@cache
def compiled(name: str) -> dict[str, Any]:
    """The compiled spec of a shape, read once; callers copy before they change anything."""
    return json.loads((SPECS / f"{name}.json").read_text(encoding="utf-8"))
