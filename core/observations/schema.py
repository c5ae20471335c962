"""The one table of numbers: its columns, its words for status, and what must hold for every row.

One row per indicator, unit, period and subgroup. A number that is missing or suppressed is NaN and
its status says which; it is never zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Literal, get_args
from urllib.parse import quote, unquote

import numpy as np
import pandas as pd

from core.remarks import Problem, Refused

PeriodType = Literal["month", "quarter", "half_year", "year"]
Status = Literal["ok", "provisional", "missing", "suppressed"]

PERIOD_TYPES: tuple[PeriodType, ...] = get_args(PeriodType)
STATUSES: tuple[Status, ...] = get_args(Status)
MONTHS_IN: Mapping[str, int] = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}

ALL = "all"
SUBGROUP_COLUMNS = ("target_group", "age", "sex", "other")
SERIES_KEY = ("indicator", "unit", *SUBGROUP_COLUMNS, "period_type")
KEY = (*SERIES_KEY, "period")
NUMBERS = ("numerator", "denominator", "value")
COLUMNS = (
    "indicator",
    "unit",
    "period",
    "period_type",
    *SUBGROUP_COLUMNS,
    *NUMBERS,
    "status",
    "source",
)
MAX_ROWS_NAMED = 5


@dataclass(frozen=True, slots=True, order=True)
class Subgroup:
    """A part of the people counted; ``"all"`` where they are not divided.

    ``text`` is short and stable, made for addresses: ``"total"``, ``"age:80-"``, ``"group:hsh,sex:K"``.
    """

    target_group: str = ALL
    age: str = ALL
    sex: str = ALL
    other: str = ALL

    @property
    def text(self) -> str:
        parts = [
            f"{_SHORT[name]}:{quote(value, safe='- +')}"
            for name, value in zip(SUBGROUP_COLUMNS, self.values, strict=True)
            if value != ALL
        ]
        return ",".join(parts) or "total"

    @property
    def values(self) -> tuple[str, str, str, str]:
        return (self.target_group, self.age, self.sex, self.other)

    @classmethod
    def parse(cls, text: str) -> "Subgroup":
        """The subgroup that ``text`` names. Raises ValueError for anything ``text`` never makes."""
        if text == "total":
            return TOTAL
        long = {short: name for name, short in _SHORT.items()}
        values: dict[str, str] = {}
        for part in text.split(","):
            short, colon, value = part.partition(":")
            if not colon or not value or short not in long or long[short] in values:
                raise ValueError(text)
            values[long[short]] = unquote(value)
        return cls(**values)


_SHORT = {"target_group": "group", "age": "age", "sex": "sex", "other": "other"}
TOTAL = Subgroup()
assert tuple(f.name for f in fields(Subgroup)) == SUBGROUP_COLUMNS


def empty_frame() -> pd.DataFrame:
    """The observation table with no rows, every column in its type."""
    return pd.DataFrame({name: pd.Series([], dtype=_dtype(name)) for name in COLUMNS})


def _dtype(column: str) -> str:
    if column == "period":
        return "datetime64[us]"
    return "float64" if column in NUMBERS else "str"


def validate(frame: pd.DataFrame, kinds: Mapping[str, str] | None = None) -> None:
    """Check that ``frame`` is an observation table.

    kinds : indicator id -> kind; when given, indicators must be among them and a numerator may not
        exceed its denominator in a proportion.
    Raises Refused with one problem per broken rule and the first rows that break it (counted from 0).
    """
    _check_types(frame)
    problems = [p for p in (_broken(frame, *rule) for rule in _rules(frame, kinds)) if p is not None]
    if problems:
        raise Refused(*problems)


def _check_types(frame: pd.DataFrame) -> None:
    import pandera.pandas as pa  # noqa: PLC0415 - a quarter of a second, and only needed when data arrive
    from pandera.errors import SchemaErrors  # noqa: PLC0415

    one_of = {"status": STATUSES, "period_type": PERIOD_TYPES}
    schema = pa.DataFrameSchema(
        {
            name: pa.Column(
                None if _dtype(name) == "str" else _dtype(name),
                checks=pa.Check.isin(one_of[name]) if name in one_of else None,
                nullable=name in NUMBERS,
            )
            for name in COLUMNS
        },
        strict=True,
        ordered=True,
    )
    try:
        schema.validate(frame, lazy=True)
    except SchemaErrors as error:
        raise Refused(*_schema_problems(error.failure_cases)) from None
    wrong = [name for name in COLUMNS if _dtype(name) == "str" and frame[name].dtype != "str"]
    if wrong:
        raise Refused(*(Problem("table_column", {"column": name}) for name in wrong))


def _schema_problems(cases: pd.DataFrame) -> list[Problem]:
    # A missing column is named in the case, not in the column of the report.
    named = {
        str(c if pd.notna(c) and c in COLUMNS else f)
        for c, f in zip(cases["column"], cases["failure_case"], strict=True)
    }
    return [Problem("table_column", {"column": name}) for name in sorted(named)]


def _broken(frame: pd.DataFrame, code: str, broken: np.ndarray) -> Problem | None:
    rows = np.flatnonzero(broken)
    if not len(rows):
        return None
    return Problem(code, {"n": len(rows), "rows": tuple(int(r) for r in rows[:MAX_ROWS_NAMED])})


def _rules(frame: pd.DataFrame, kinds: Mapping[str, str] | None) -> list[tuple[str, np.ndarray]]:
    numerator, denominator, value = (frame[name].to_numpy() for name in NUMBERS)
    unknown = frame["status"].isin(["missing", "suppressed"]).to_numpy()
    rules = [
        ("table_duplicate", frame.duplicated(list(KEY)).to_numpy()),
        ("table_negative", (numerator < 0) | (denominator < 0)),
        ("table_infinite", np.isinf(numerator) | np.isinf(denominator) | np.isinf(value)),
        ("table_number_hidden", unknown & ~(np.isnan(numerator) & np.isnan(value))),
        ("table_number_absent", ~unknown & np.isnan(value)),
        ("table_period_start", ~first_day_of(frame["period"], frame["period_type"])),
    ]
    if kinds is not None:
        kind = frame["indicator"].map(dict(kinds))
        rules.append(("table_unknown_indicator", kind.isna().to_numpy()))
        rules.append(
            ("table_above_denominator", (kind == "proportion").to_numpy(bool) & (numerator > denominator))
        )
    return rules


def first_day_of(period: pd.Series, period_type: pd.Series) -> np.ndarray:
    """Whether each period is the first day of its month, quarter, half-year or year."""
    days = period.to_numpy().astype("datetime64[us]")
    months = days.astype("datetime64[M]")
    step = period_type.map(dict(MONTHS_IN)).fillna(1).to_numpy(np.int64)
    return (days == months) & (months.astype(np.int64) % step == 0)
