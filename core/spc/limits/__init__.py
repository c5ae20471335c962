"""Chart kinds: one file each, entered here."""

from core.spc.limits import c, g, i, iprime, mr, p, pprime, run, s, t, u, uprime, xbar
from core.spc.limits.types import Kind, Limits

KINDS: dict[str, Kind] = {
    k.KIND.name: k.KIND for k in (run, i, iprime, mr, xbar, s, p, pprime, u, uprime, c, g, t)
}

__all__ = ["KINDS", "Kind", "Limits"]
