"""The sample county's register of changes, read from its readable file."""

from pathlib import Path

from core.improvement.change import Change
from core.improvement.change_file import read_changes
from core.simulate.sample import FOLDER


def load_changes(folder: Path | None = None) -> tuple[Change, ...]:
    """The changes in ``changes.csv``, in file order."""
    return read_changes(((folder or FOLDER) / "changes.csv").read_bytes())
