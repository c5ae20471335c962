"""Chart kinds: one file each, entered here."""

from core.spc.limits import c, i, p, pprime, run, u, uprime
from core.spc.limits.types import Kind, Limits

KINDS: dict[str, Kind] = {k.KIND.name: k.KIND for k in (run, i, p, pprime, u, uprime, c)}

__all__ = ["KINDS", "Kind", "Limits"]
