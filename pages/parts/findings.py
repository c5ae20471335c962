"""What was found in the numbers in view: computed once for each content, told on Data and beside charts."""

from dataclasses import replace
from datetime import date

from core.observations.dataset import Dataset
from core.observations.quality import Report, quality_caveats, quality_report
from core.observations.series import Series
from core.remarks import Caveat
from core.spc.for_series import Charted
from core.wording import Words
from core.wording.quality import doubt_sentences
from pages.parts.choices import Chosen
from pages.parts.kept import kept


def report_of(dataset: Dataset) -> Report:
    """Everything found in a dataset."""
    question = f"{dataset.observations.digest} {_today(dataset)}"
    return kept("quality", question, lambda: _report(dataset, None))


def with_doubts(dataset: Dataset, charted: Charted) -> Charted:
    """The chart, with what was found in its numbers among its caveats."""
    doubts = _doubts(dataset, charted.series)
    return replace(charted, caveats=(*charted.caveats, *doubts)) if doubts else charted


def number_doubts(words: Words, chosen: Chosen) -> list[str]:
    """What was found in the numbers that an answer rests on, a sentence each."""
    return doubt_sentences(words, _doubts(chosen.dataset, chosen.series), chosen.series.period_type)


def _doubts(dataset: Dataset, series: Series) -> tuple[Caveat, ...]:
    """What was found in one series; the report of its indicator is made once."""
    question = f"{dataset.observations.digest} {_today(dataset)}"
    report = kept(f"quality_{series.indicator}", question, lambda: _report(dataset, series.indicator))
    return quality_caveats(report.findings, series)


def _report(dataset: Dataset, indicator: str | None) -> Report:
    return quality_report(
        dataset.observations, dataset.catalogue, dataset.units, _today(dataset), indicator=indicator
    )


def _today(dataset: Dataset) -> date | None:
    """Made-up numbers are of no day: nothing is said of their age."""
    return None if dataset.made_up else date.today()
