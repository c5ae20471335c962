"""Where a team's own catalogue files lie: ``data/local/``, or the folder SKIFTE_CATALOGUE names."""

import os
from pathlib import Path

VARIABLE = "SKIFTE_CATALOGUE"
_USUAL = Path(__file__).parents[2] / "data" / "local"


def local_folders() -> tuple[Path, ...]:
    """The team's folder, if there is one.

    A folder that was named but is not there is returned all the same: loading it then says what is wrong.
    """
    named = os.environ.get(VARIABLE, "").strip()
    if named:
        return (Path(named),)
    return (_USUAL,) if _USUAL.is_dir() else ()
