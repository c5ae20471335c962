"""Findings as a table: every one of them, for a file that a person sends to whoever supplies the numbers."""

import pandas as pd

from core.observations.dataset import Dataset
from core.observations.quality import Report
from core.safe_cells import safe
from core.wording import Words
from core.wording.quality import finding_sentence, periods_text, place_text


def findings_frame(words: Words, report: Report, dataset: Dataset) -> pd.DataFrame:
    """A row a finding: how bad, indicator, where, when, what, what it does, what to do."""
    rows = []
    for one in report.findings:
        known = dataset.catalogue.get(one.indicator)
        rows.append(
            (
                words(f"quality.severity_{one.severity}"),
                known.name.in_(words.language) if known else one.indicator,
                place_text(words, one, dataset) or words("quality.all_units"),
                periods_text(words, one) if one.periods else "",
                finding_sentence(words, one, dataset),
                words(f"quality.effect.{one.effect}"),
                words(f"finding.{one.code}.todo"),
            )
        )
    names = ("severity", "indicator", "unit", "periods", "what", "effect", "todo")
    return pd.DataFrame(rows, columns=[words(f"quality.column_{name}") for name in names])


def findings_csv(words: Words, report: Report, dataset: Dataset) -> bytes:
    """The table as a spreadsheet of the language's country opens it; no cell is taken for a formula."""
    frame = findings_frame(words, report, dataset).map(safe)
    return frame.to_csv(index=False, sep=";" if words.language == "sv" else ",").encode("utf-8-sig")
