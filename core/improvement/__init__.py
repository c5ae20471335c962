"""What a team tries in order to do better: its register of changes.

from core import improvement

changes = improvement.read_changes(content, catalogue, units)
improvement.matching(changes, "0683", "akutbesok_hsh")
"""

from core.improvement.change_register import (
    Change,
    ChangeRegister,
    InMemoryRegister,
    fresh_id,
    matching,
    read_changes,
    write_changes,
)

__all__ = [
    "Change",
    "ChangeRegister",
    "InMemoryRegister",
    "fresh_id",
    "matching",
    "read_changes",
    "write_changes",
]
