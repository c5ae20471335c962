"""Files of known sources in words: what one was found to hold, and the text beside what was saved."""

import datetime as dt
from collections.abc import Mapping

from core.observations.dataset import Dataset
from core.observations.observations import Observations
from core.wording.titles import dataset_name, source_name, what_it_holds
from core.wording.words import Words

OWN = "own_format"


def file_contents(words: Words, reader: str, facts: Mapping[str, str | int | bool]) -> str:
    """Whose file it is, how much it holds and how old it is; "" for a file of no known source."""
    if "format" in facts:
        return words(f"found.{facts['format']}")
    if "called" not in facts:
        return ""
    known = words("found.own") if reader == OWN else words("found.answer", called=facts["called"])
    counts = {name: words.number(int(facts[name])) for name in ("indicators", "units", "periods")}
    dates = [words(f"found.{name}", date=facts[name]) for name in ("updated", "fetched") if facts.get(name)]
    credit = [] if reader == OWN else [words("found.source", called=facts["called"])]
    return " ".join([known, words("found.holds", **counts), *dates, *credit])


def own_format_readme(words: Words, dataset: Dataset, saved: dt.datetime) -> str:
    """What a saved file is, where its numbers come from, what is not in it, and how it is opened.

    The checksum is that of the numbers in the file: one of hidden numbers too would tell who tries which fit.
    """
    summary = dataset.observations.summary()
    lines = (
        words("save.readme_what", name=dataset_name(words, dataset), saved=saved.isoformat(" ", "minutes")),
        what_it_holds(words, summary),
        words("save.readme_sources", sources=words.list(source_name(words, one) for one in summary.sources)),
        words("save.readme_hidden"),
        words("save.readme_open"),
        words("save.readme_digest", digest=Observations(dataset.observations.frame).digest),
    )
    return "\r\n\r\n".join(lines) + "\r\n"
