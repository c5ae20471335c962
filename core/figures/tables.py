"""Tables of problems, dropped rows and observations, written in the reader's language."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from core.indicators import Catalogue, UnitRegister
from core.observations.dataset import Dataset
from core.observations.reading import Reading
from core.observations.schema import SUBGROUP_COLUMNS, Subgroup
from core.remarks import Problem
from core.wording import Words
from core.wording.titles import group_name
from core.wording.words import significant_decimals

MOST_LISTED = 1000


def problem_table(words: Words, problems: Iterable[Problem]) -> pd.DataFrame:
    """What is wrong and what to do, a row a problem."""
    rows = [words.problem(problem) for problem in problems]
    return pd.DataFrame(rows, columns=[words("page.data.what"), words("page.data.remedy")])


def dropped_table(words: Words, reading: Reading) -> pd.DataFrame:
    """Every row left out, at most ``MOST_LISTED``: row number, column, what stood there, why."""
    listed = reading.dropped.head(MOST_LISTED)
    return pd.DataFrame(
        {
            words("page.data.row"): listed["row"],
            words("page.data.column"): listed["column"],
            words("page.data.text"): listed["text"],
            words("page.data.why"): [words(f"dropped.{code}") for code in listed["code"]],
        }
    )


def observation_table(words: Words, frame: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """Rows of the observation table as a person reads them: names, months, numbers, status.

    The indicator stands on every row only where there are several.
    """
    language = words.language
    groups = [
        group_name(words, Subgroup(*values))
        for values in frame[list(SUBGROUP_COLUMNS)].itertuples(index=False)
    ]
    columns: dict[str, list[str]] = {}
    if frame["indicator"].nunique() > 1:
        names = [name_of(dataset.catalogue, key, language) for key in frame["indicator"]]
        columns[words("choose.indicator")] = names
    columns |= {
        words("choose.unit"): [name_of(dataset.units, key, language) for key in frame["unit"]],
        words("table.period"): [
            words.period(np.datetime64(period, "M"), period_type)
            for period, period_type in zip(frame["period"], frame["period_type"], strict=True)
        ],
    }
    if any(groups):
        columns[words("choose.group")] = [group or words("choose.all_groups") for group in groups]
    for name in ("numerator", "denominator", "value"):
        if frame[name].notna().any():
            columns[words(f"table.{name}")] = numbers_of(words, frame[name])
    columns[words("table.status")] = [words(f"status.{status}") for status in frame["status"]]
    return pd.DataFrame(columns)


def numbers_of(words: Words, numbers: pd.Series) -> list[str]:
    """A column of numbers, with the same decimals on every row: as many as the one that needs most."""
    known = [float(value) for value in numbers if np.isfinite(value) and not float(value).is_integer()]
    decimals = max((significant_decimals(value) for value in known), default=0)
    return [words.number(value, decimals) for value in numbers]


def name_of(known: Catalogue | UnitRegister, key: str, language: str) -> str:
    found = known.get(key)
    return found.name.in_(language) if found else key
