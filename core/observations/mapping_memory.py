"""What a person said of a file's columns, remembered by the shape of the file and offered for the next one.

The shape is a digest of the headings, the sheet's name and nothing else: digits count as one sign, so that
"Antal 2025-03" and "Antal 2025-04" are alike. What is remembered holds places of columns and choices, never a
value. It is offered only to a file whose columns in those places hold what they held then; a share that was
once said to be in percent is not taken for one when no value is above 1 any longer.
"""

import hashlib
import json
import re
from dataclasses import asdict, replace
from typing import Any, get_args

import numpy as np

from core.indicators.indicator import DIRECTIONS, FREQUENCIES, KINDS
from core.observations.columns import Column, columns_of
from core.observations.dataset import Dataset
from core.observations.mapping import COLUMN_FIELDS, Mapping, NewIndicator, ShareScale, UnknownUnits
from core.observations.parsing.numbers import Decimal, parse_numbers
from core.observations.readers.table import RawTable
from core.observations.small_numbers import choosing, hidden_cells, hides

_DIGITS = re.compile(r"\d+")
_TIMES = ("period", "month")
_NUMBERS = ("numerator", "denominator", "value")


def shape_of(table: RawTable) -> str:
    """32 hexadecimal digits, the same for tables with the same headings in the same order on such a sheet."""
    parts = [_alike(table.sheet or ""), *(_alike(heading) for heading in table.header)]
    return hashlib.blake2b(json.dumps(parts).encode(), digest_size=16).hexdigest()


def remembered(mapping: Mapping, guess: Mapping, table: RawTable) -> str:
    """What to remember of a mapping that a person has corrected, as text."""
    columns = {column.heading: column for column in columns_of(table)}
    own = mapping.indicator
    told: dict[str, Any] = {
        "columns": {
            field: [table.header.index(heading), _kind(columns[heading], field, table)]
            for field, heading in mapping.columns.items()
        },
        "indicator": asdict(own) if isinstance(own, NewIndicator) else own,
        "share_scale": mapping.share_scale,
        "unknown_units": mapping.unknown_units,
        # What the file itself shows is found anew; only what a person had to say is kept.
        "decimal": mapping.decimal if mapping.decimal != guess.decimal else None,
        "small": {"hide": hides(mapping), "seen_hidden": hidden_cells(table, mapping).n > 0},
    }
    return json.dumps(told, ensure_ascii=False)


def recalled(body: str, guess: Mapping, table: RawTable, dataset: Dataset) -> Mapping | None:
    """The mapping that was remembered, for this table; None when its columns are not what they were.

    guess : what the columns seem to mean; the decimal sign it is certain of stands
    dataset : whose catalogue has to know the indicator still
    """
    try:
        told = json.loads(body)
        places = {str(field): (int(at), str(kind)) for field, (at, kind) in told["columns"].items()}
        own = _indicator(told["indicator"])
        scale, unknown, decimal = told["share_scale"], told["unknown_units"], told["decimal"]
        small = told.get("small", {})
        hide, seen_hidden = bool(small.get("hide")), bool(small.get("seen_hidden"))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    if not _fits(places, table) or (isinstance(own, str) and own not in dataset.catalogue):
        return None
    if scale not in (None, *get_args(ShareScale)) or unknown not in get_args(UnknownUnits):
        return None
    columns = {field: table.header[at] for field, (at, _) in places.items()}
    said = replace(
        guess,
        **{field: columns.get(field) for field in COLUMN_FIELDS},
        indicator=own,
        share_scale=scale,
        unknown_units=unknown,
        decimal=guess.decimal or (decimal if decimal in get_args(Decimal) else None),
    )
    # That small counts are shown was said of a file that hid none: of one that does it is asked again.
    hide = hide or (not seen_hidden and hidden_cells(table, said).n > 0)
    return choosing(table, said, hide)


def _alike(text: str) -> str:
    return _DIGITS.sub("0", " ".join(text.casefold().split()))


def _fits(places: dict[str, tuple[int, str]], table: RawTable) -> bool:
    if not set(places) <= set(COLUMN_FIELDS) or any(
        not 0 <= at < len(table.header) for at, _ in places.values()
    ):
        return False
    columns = columns_of(table)
    return all(_kind(columns[at], field, table) == kind for field, (at, kind) in places.items())


def _kind(column: Column, field: str, table: RawTable) -> str:
    """What the cells of a column are, as far as it matters to what the column is used for."""
    if field in _TIMES:
        return "time" if max(column.period_share, column.part_of_year_share) >= 0.5 else "other"
    if field not in _NUMBERS:
        return "text"
    if column.percent_share >= 0.5:
        return "percent"
    if not column.holds_numbers:
        return "other"
    numbers = parse_numbers(table.coded(column.heading), native=table.native_in(column.heading)).values
    return "within_one" if field == "value" and np.nanmax(numbers) <= 1 else "number"


def _indicator(told: Any) -> str | NewIndicator | None:
    if told is None or isinstance(told, str):
        return told
    own = NewIndicator(**{**told, "codes": tuple(told.get("codes", ()))})
    if own.kind not in KINDS or own.direction not in DIRECTIONS or own.frequency not in FREQUENCIES:
        raise ValueError("a strange indicator")
    return own
