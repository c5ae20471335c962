"""A sustained shift in words: what moved, when, on what evidence, and what accepting it would mean."""

import numpy as np

from core.spc.for_series import Charted
from core.spc.rephase import Proposal
from core.wording.titles import period_count, unit_text
from core.wording.words import Words

_CHANCE = {0.05: "rephase.chance_5", 0.01: "rephase.chance_1", 0.001: "rephase.chance_01"}


def proposal_sentences(words: Words, charted: Charted, proposal: Proposal) -> list[str]:
    """The shift, its evidence, and what the person is asked."""
    period_type = charted.series.period_type
    decimals = charted.indicator.level_decimals

    def when(month: np.datetime64) -> str:
        return words.period(month, period_type)

    exactly = proposal.earliest == proposal.latest
    return [
        words(
            "rephase.what_exact" if exactly else "rephase.what",
            start=when(proposal.start),
            earliest=when(proposal.earliest),
            latest=when(proposal.latest),
            before=words.number(proposal.before, decimals),
            after=words.number(proposal.after, decimals),
            unit_text=unit_text(words, charted.indicator, period_type),
        ),
        words(
            "rephase.evidence",
            before=period_count(words, period_type, proposal.n_before),
            after=period_count(words, period_type, proposal.n_after),
            sigma=words.number(proposal.sigma, 1),
        ),
        words(_CHANCE[proposal.at_most]),
        words("rephase.ask"),
    ]
