"""The sample county's register of changes, read from its readable file."""

import csv
from pathlib import Path

from core.simulate.changes import Change
from core.simulate.sample import FOLDER


def load_changes(folder: Path | None = None) -> tuple[Change, ...]:
    """The changes in ``changes.csv``, in file order."""
    with ((folder or FOLDER) / "changes.csv").open(encoding="utf-8-sig", newline="") as file:
        return tuple(_change(row) for row in csv.DictReader(file, delimiter=";"))


def _change(row: dict[str, str]) -> Change:
    outcome, process, balancing = (_ids(row.pop(name)) for name in ("outcome", "process", "balancing"))
    bad = row.pop("started_because_bad") == "yes"
    expected = "gradual" if row.pop("expected") == "gradual" else "abrupt"
    return Change(
        **row,
        expected=expected,
        outcome=outcome,
        process=process,
        balancing=balancing,
        started_because_bad=bad,
    )


def _ids(text: str) -> tuple[str, ...]:
    return tuple(text.split("|")) if text else ()
