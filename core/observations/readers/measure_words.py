"""What a text beside or above numbers says that they are: Täljare, Antal, Per 100 inskrivna, Totalt."""

from functools import lru_cache

from core.observations.heading_scale import scale_of
from core.observations.headings import Role, plain, role_of, words

_TOTALS = words(
    """
    totalt total totalsumma totaltotal summa summering sum grandtotal ack ackumulerat hittills helaperioden
    samtligaperioder snitt genomsnitt medel medelvärde average mean ytd
    """
)
_MEASURES: tuple[Role, ...] = ("numerator", "denominator", "value")


@lru_cache(maxsize=4096)
def measure_of(text: str) -> Role | None:
    """Numerator, denominator or value; None for a text that says neither, also for a total of all."""
    if not text.strip() or is_total(text):
        return None
    role = role_of(text)
    if role in _MEASURES:
        return role
    scale = scale_of(text) if role is None else None
    if scale is None or scale.kind == "mean":
        return None
    return "numerator" if scale.kind == "count" else "value"


def is_total(text: str) -> bool:
    """Whether a heading names the total or mean of the columns before it."""
    return plain(text) in _TOTALS
