"""What was found in the numbers in view: computed once for each content, told on Data and beside charts."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import date

from core.figures.figure import Figure
from core.observations.dataset import Dataset
from core.observations.progress import Progress, untold, within
from core.observations.quality import Report, quality_caveats, quality_report
from core.observations.series import Series
from core.observations.suppression import Shown
from core.remarks import Caveat
from core.spc.for_series import Charted
from core.wording import Words
from core.wording.quality import doubt_sentences, doubts_of_many
from pages.parts.choices import Chosen
from pages.parts.shared import shared

Telling = Callable[[], AbstractContextManager[Progress]]
"""Opened when there is work to do; gives what the work tells its progress to."""
SHOWN = 0.5
"""About the share of the work on all indicators that is to find what may be shown."""


def report_of(
    dataset: Dataset, indicator: str = "", telling: Telling = lambda: nullcontext(untold)
) -> Report:
    """Everything found in a dataset, or in one of its indicators; ``telling`` is for whoever waits for it."""
    name = f"quality_{indicator}" if indicator else "quality"
    return shared(name, dataset, _today(dataset), lambda: _report(dataset, indicator, telling))


def with_doubts(dataset: Dataset, charted: Charted) -> Charted:
    """The chart, with what was found in its numbers among its caveats."""
    doubts = _doubts(dataset, charted.series)
    return replace(charted, caveats=(*charted.caveats, *doubts)) if doubts else charted


def number_doubts(words: Words, chosen: Chosen) -> list[str]:
    """What was found in the numbers that an answer rests on, a sentence each."""
    return doubt_sentences(words, _doubts(chosen.dataset, chosen.series), chosen.series.period_type)


def with_number_doubts(
    words: Words, dataset: Dataset, figure: Figure, drawn: Sequence[tuple[str, Series]]
) -> Figure:
    """The figure of several series, with what was found in their numbers among its notes, a line a sort.

    drawn : the series, and what each is called beside the others.
    """
    found = [(name, _doubts(dataset, series), series.period_type) for name, series in drawn]
    return replace(figure, notes=(*figure.notes, *doubts_of_many(words, found)))


def with_doubts_of_units(words: Words, chosen: Chosen, figure: Figure, units: Iterable[str]) -> Figure:
    """The figure of what is in view in several units, with what was found in their numbers."""
    dataset = chosen.dataset
    drawn = [
        (dataset.units[unit].name.in_(words.language), series)
        for unit in units
        if (series := dataset.series(chosen.indicator.id, unit, chosen.series.subgroup)) is not None
    ]
    return with_number_doubts(words, dataset, figure, drawn)


def _doubts(dataset: Dataset, series: Series) -> tuple[Caveat, ...]:
    """What was found in one series; the report of its indicator is made once."""
    return quality_caveats(report_of(dataset, series.indicator).findings, series)


def _report(dataset: Dataset, indicator: str, telling: Telling) -> Report:
    with telling() as progress:
        before = 0.0 if indicator else SHOWN
        if not indicator and isinstance(dataset, Shown):
            dataset.work_out(within(progress, 0.0, before))
        return quality_report(
            dataset.observations,
            dataset.catalogue,
            dataset.units,
            _today(dataset),
            indicator=indicator or None,
            progress=within(progress, before, 1.0),
        )


def _today(dataset: Dataset) -> date | None:
    """Made-up numbers are of no day: nothing is said of their age."""
    return None if dataset.made_up else date.today()
