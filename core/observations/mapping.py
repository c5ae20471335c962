"""What each column of a file means: guessed first, then shown to a person who corrects it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from core.indicators.indicator import CHARTS, ChartName, Direction, Frequency, Indicator, Kind
from core.indicators.text import Text
from core.observations.parsing.numbers import Decimal

ShareScale = Literal["as_shown", "fraction"]
UnknownUnits = Literal["keep", "drop"]

COLUMN_FIELDS = (
    "period",
    "month",
    "unit",
    "indicator_column",
    "numerator",
    "denominator",
    "value",
    "target_group",
    "age",
    "sex",
    "other",
    "status",
    "source",
)
"""The fields of a Mapping that name a column."""

_CHART_OF_KIND: dict[Kind, ChartName] = {
    "proportion": "pprime",
    "rate": "uprime",
    "count": "c",
    "mean": "i",
    "score": "run",
}
assert set(_CHART_OF_KIND.values()) <= set(CHARTS)


@dataclass(frozen=True, slots=True)
class NewIndicator:
    """An indicator the catalogue does not have, as the person who brings the file describes it.

    multiply : 100 for percent, 1 000 for "per 1 000"; unit is the words for that scale.
    codes : what a column of indicators calls it, e.g. "N20403"; the catalogue is looked up by these
    suppress_below, suppress_denominator_below : as in Indicator. 0 unless a person says otherwise: the owner
        of a file has decided what it shows
    """

    name: str
    kind: Kind
    multiply: float = 1.0
    direction: Direction = "neutral"
    unit: str = ""
    frequency: Frequency = "month"
    decimals: int = 1
    codes: tuple[str, ...] = ()
    definition: str = ""
    source: str = ""
    suppress_below: int = 0
    suppress_denominator_below: int | None = None

    def indicator(self, taken: Iterable[str] = ()) -> Indicator:
        """The catalogue's form of it, under an id that is not among ``taken``."""
        return Indicator(
            id=_free_id(self.name, set(taken)),
            name=Text.of(self.name.strip()),
            kind=self.kind,
            multiply=self.multiply,
            unit=Text.of(
                self.unit.strip() or ("%" if self.kind == "proportion" and self.multiply == 100 else "")
            ),
            decimals=self.decimals,
            frequency=self.frequency,
            direction=self.direction,
            chart=_CHART_OF_KIND[self.kind],
            usual_chart=True,
            definition=Text.of(self.definition.strip()),
            source=Text.of(self.source.strip()),
            suppress_below=self.suppress_below,
            suppress_denominator_below=self.suppress_denominator_below,
            aliases=self.codes,
        )


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which column is what (by heading), and how its cells are read. None where there is no such column.

    month : the month (quarter, half-year) within the year, where ``period`` holds only years
    whole_unit : the unit of the whole file, where no column names one: an id of the register, a name, or a
        name of its own that the register does not know
    indicator : id in the catalogue or a new indicator, for the whole file; or else
    indicator_column : the column that names one on every row
    proposals : indicators that the column may name and the catalogue may lack, as the file describes them
    decimal : the decimal sign of numbers written as text; None finds it column by column
    share_scale : whether ``value`` is as shown (4,8 for 4.8 %) or a fraction (0,048); None when the file
        may be either and a person has to say
    unknown_units : "keep" makes units of names the register does not know, "drop" leaves their rows out
    missing_tokens, suppressed_tokens : further words for a missing or hidden number, in lower case
    called : the source of rows that name none, as it asks to be named; "" for the file's own name
    unit_names : (cell, name) of units, where the file holds codes and says elsewhere what they stand for
    """

    period: str | None = None
    month: str | None = None
    unit: str | None = None
    indicator_column: str | None = None
    indicator: str | NewIndicator | None = None
    numerator: str | None = None
    denominator: str | None = None
    value: str | None = None
    target_group: str | None = None
    age: str | None = None
    sex: str | None = None
    other: str | None = None
    status: str | None = None
    source: str | None = None
    decimal: Decimal | None = None
    share_scale: ShareScale | None = None
    unknown_units: UnknownUnits = "drop"
    missing_tokens: frozenset[str] = frozenset()
    suppressed_tokens: frozenset[str] = frozenset()
    proposals: tuple[NewIndicator, ...] = ()
    called: str = ""
    unit_names: tuple[tuple[str, str], ...] = ()
    whole_unit: str | None = None

    @property
    def columns(self) -> dict[str, str]:
        """Field -> heading, for every field that names a column."""
        named = {field: getattr(self, field) for field in COLUMN_FIELDS}
        return {field: heading for field, heading in named.items() if heading is not None}


def _free_id(name: str, taken: set[str]) -> str:
    letters = "".join(
        c if c.isalnum() else "_" for c in name.casefold().translate(str.maketrans("åäöéü", "aaoeu"))
    )
    base = "own_" + "_".join(part for part in letters.split("_") if part)[:40]
    candidate, again = base, 2
    while candidate in taken:
        candidate, again = f"{base}_{again}", again + 1
    return candidate
