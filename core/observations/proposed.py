"""Which indicators of a file the catalogue has, and which it gets from the file's own description.

A file that names its indicators by code (Kolada's N20403) or title hands along a proposal for each. What the
catalogue knows by that code is used as it is; the rest become indicators of their own. Two measures that
only share a name are never made one.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace

from core.indicators.catalogue import Catalogue
from core.indicators.indicator import Indicator
from core.observations.mapping import NewIndicator


def new_among(
    proposals: Iterable[NewIndicator], catalogue: Catalogue, named: Collection[str]
) -> dict[str, Indicator]:
    """The proposals that the file uses and the catalogue lacks, with ids and names that nobody has.

    named : the distinct words of the file's column of indicators
    Returns the indicator of each word that means a new one.
    """
    grown = catalogue
    added: dict[str, Indicator] = {}
    for proposal in proposals:
        codes = tuple(code for code in (proposal.codes or (proposal.name,)) if code in named)
        if not codes or any(_is_known(proposal, code, catalogue) for code in codes):
            continue
        one = replace(proposal, name=_free_name(proposal, codes[0], grown), codes=codes)
        indicator = one.indicator(grown.ids)
        grown = grown.with_indicators(indicator)
        added |= dict.fromkeys(codes, indicator)
    return added


def find_indicator(text: str, catalogue: Catalogue) -> Indicator | None:
    """The indicator of the catalogue that has this Kolada id as its own, or goes by this name."""
    own = (indicator for indicator in catalogue if indicator.kolada[:1] == (text,))
    return next(own, None) or catalogue.find(text)


def _is_known(proposal: NewIndicator, code: str, catalogue: Catalogue) -> bool:
    """Whether what the catalogue has under ``code`` is what the file means by it.

    A code of the measure's own source is certain. A title is so only if the scale agrees as well: 4,8 per 100
    and 48 per 1 000 may go by one name.
    """
    found = find_indicator(code, catalogue)
    if found is None:
        return False
    return code in found.kolada or not proposal.unit or found.multiply == proposal.multiply


def _free_name(proposal: NewIndicator, code: str, taken: Catalogue) -> str:
    name = proposal.name.strip() or code
    candidate, again = name, 2
    while taken.find(candidate) is not None:
        candidate = f"{name} ({code})" if code != name and again == 2 else f"{name} ({again})"
        again += 1
    return candidate
