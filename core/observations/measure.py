"""From the number columns of a file to numerator, denominator and shown value, each one checked."""

from dataclasses import dataclass, field

import numpy as np

from core.indicators.indicator import Indicator, Kind
from core.observations.coded import Coded
from core.observations.fate import MAX_ROWS_NAMED, Fates, shorten
from core.observations.mapping import Mapping, ShareScale
from core.observations.parsing.numbers import Numbers, parse_numbers
from core.observations.progress import Progress, untold
from core.observations.readers.table import RawTable
from core.remarks import Place, Problem, Refused

# Decimal places a reported value may be rounded to when it is compared with its counts.
_DECIMALS = 6


@dataclass(slots=True)
class Measured:
    """Numbers row by row: arrays of shape (rows,), float64 with NaN, and the status each row has.

    ``kind`` ("" where unknown) and ``multiply`` are the indicator's on each row.
    """

    kind: Coded
    multiply: np.ndarray
    numerator: np.ndarray
    denominator: np.ndarray
    value: np.ndarray
    suppressed: np.ndarray
    problems: list[Problem] = field(default_factory=list)

    def is_kind(self, *kinds: Kind) -> np.ndarray:
        """(rows,) bool: rows whose indicator is of one of ``kinds``."""
        return self.kind.is_in(kinds)

    @property
    def is_ratio(self) -> np.ndarray:
        return ~self.is_kind("count")

    @property
    def counted(self) -> np.ndarray:
        """Rows whose value follows from counts."""
        ratio = np.isfinite(self.numerator) & (self.denominator > 0)
        return np.where(self.is_ratio, ratio, np.isfinite(self.numerator))


def measure(
    table: RawTable,
    mapping: Mapping,
    indicators: dict[str, Indicator],
    ids: Coded,
    fates: Fates,
    *,
    progress: Progress = untold,
) -> Measured:
    """Read and check the number columns; rows that cannot be used are left out in ``fates``.

    ids : (rows,) indicator id of each row, "" where unknown
    progress : told how far it has come
    Raises Refused when a share may be meant as 4,8 or as 0,048 and the mapping does not say which.
    """
    kind = ids.changed(lambda one: indicators[one].kind if one else "")
    multiply = ids.by_word([indicators[one].multiply if one else np.nan for one in ids.words], float)
    nothing = np.full(len(table), np.nan)
    rows = Measured(kind, multiply, nothing, nothing, nothing, np.zeros(len(table), bool))
    percent = np.zeros(len(table), bool)
    for at, name in enumerate(("numerator", "denominator", "value")):
        progress(0.2 * at)
        if name not in mapping.columns:
            continue
        counts = name != "value" or bool(rows.is_kind("count").all())
        numbers, notes = _column(table, mapping, name, fates, counts)
        rows.problems += notes
        setattr(rows, name, numbers.values)
        # A hidden denominator hides the row too: the ratio cannot be known.
        rows.suppressed |= numbers.suppressed
        if name == "value":
            percent = numbers.percent
    fates.drop(percent & rows.is_kind("count") & np.isfinite(rows.value), "count_in_percent", mapping.value)
    if mapping.numerator is None:
        # The value of a count is how many there were.
        rows.numerator = np.where(rows.is_kind("count"), rows.value, rows.numerator)
    _check_counts(rows, mapping, fates)
    progress(0.7)
    _settle_values(rows, mapping, percent, table, fates)
    _hide(rows)
    progress(1.0)
    return rows


def _column(
    table: RawTable, mapping: Mapping, name: str, fates: Fates, counts: bool
) -> tuple[Numbers, list[Problem]]:
    heading = mapping.columns[name]
    numbers = parse_numbers(
        table.coded(heading),
        mapping.decimal,
        whole=counts,
        native=table.native_in(heading),
        missing_tokens=mapping.missing_tokens,
        suppressed_tokens=mapping.suppressed_tokens,
    )
    fates.drop(numbers.unreadable, "unreadable_number", heading)
    if name != "value":
        fates.drop(numbers.percent & np.isfinite(numbers.values), "count_in_percent", heading)
    cells = table.coded(heading)
    texts = shorten(cells.take(numbers.footnoted).used())[:MAX_ROWS_NAMED]
    notes = fates.notes("footnotes", numbers.footnoted & ~numbers.unreadable, heading, texts=texts)
    if not numbers.ambiguous:
        return numbers, list(notes)
    code = "decimal_unsure_comma" if numbers.decimal == "," else "decimal_unsure_point"
    return numbers, [*notes, Problem(code, {}, Place(table.sheet, None, heading), "note")]


def _check_counts(rows: Measured, mapping: Mapping, fates: Fates) -> None:
    numerator, denominator = rows.numerator, rows.denominator
    signed = rows.is_kind("mean", "score")
    counted_in = mapping.numerator or mapping.value
    fates.drop((numerator < 0) & ~signed, "negative_number", counted_in)
    fates.drop(denominator < 0, "negative_number", mapping.denominator)
    fates.drop((rows.value < 0) & ~signed, "negative_number", mapping.value)
    share = rows.is_kind("proportion")
    fates.drop(share & (numerator > denominator), "numerator_above_denominator", mapping.numerator)
    fates.drop(rows.is_ratio & (denominator == 0) & (numerator > 0), "zero_denominator", mapping.denominator)
    whole = rows.is_kind("proportion", "rate", "count")
    for heading, counts, must in (
        (counted_in, numerator, whole),
        (mapping.denominator, denominator, share),
    ):
        broken = must & fates.kept & np.isfinite(counts) & (counts != np.round(counts))
        rows.problems += fates.notes("fractional_counts", broken, heading)


def _settle_values(
    rows: Measured, mapping: Mapping, percent: np.ndarray, table: RawTable, fates: Fates
) -> None:
    """The shown value: from the counts where they are known, else as reported on the scale that was said."""
    count = ~rows.is_ratio
    rows.numerator = np.where(count & np.isnan(rows.numerator), rows.value, rows.numerator)
    rows.denominator = np.where(count, np.nan, rows.denominator)
    counted = rows.counted
    with np.errstate(divide="ignore", invalid="ignore"):
        computed = np.where(count, rows.numerator, rows.multiply * rows.numerator / rows.denominator)
    shares = percent & rows.is_kind("proportion", "rate")
    reported = np.where(shares, rows.value / 100 * rows.multiply, rows.value)
    if mapping.value is not None and rows.is_ratio.any():
        scale = mapping.share_scale or _scale_by_counts(rows, reported, computed, counted & fates.kept)
        alone = rows.is_ratio & ~counted & ~percent & fates.kept & np.isfinite(reported)
        if scale is None and _may_be_fractions(rows, reported, alone):
            raise Refused(
                Problem(
                    "share_scale_needed", {"column": mapping.value}, Place(table.sheet, None, mapping.value)
                )
            )
        if scale == "fraction":
            scaled = rows.is_ratio & ~percent & rows.is_kind("proportion", "rate")
            reported = np.where(scaled, reported * rows.multiply, reported)
    if mapping.value is not None:
        rows.problems += _compare(reported, computed, counted & fates.kept, mapping.value, fates)
    rows.value = np.where(counted, computed, reported)
    above = rows.is_kind("proportion") & (rows.value > rows.multiply * (1 + 1e-9))
    fates.drop(above, "share_above_whole", mapping.value or mapping.numerator)


def _may_be_fractions(rows: Measured, reported: np.ndarray, alone: np.ndarray) -> bool:
    """Whether values without counts could be 0,048 for 4.8: a ratio times ten or more, and none above 1."""
    some = alone & rows.is_kind("proportion", "rate") & (rows.multiply >= 10)
    return bool(some.any() and reported[some].max() <= 1 and reported[some].max() > 0)


def _scale_by_counts(
    rows: Measured, reported: np.ndarray, computed: np.ndarray, counted: np.ndarray
) -> ShareScale | None:
    """The scale that rows with both value and counts agree on; None when there are none."""
    both = counted & rows.is_ratio & np.isfinite(reported) & (computed > 0) & (rows.multiply >= 10)
    if not both.any():
        return None
    near_shown = np.isclose(reported[both], computed[both], rtol=0.05, atol=0.05)
    near_fraction = np.isclose(reported[both] * rows.multiply[both], computed[both], rtol=0.05, atol=0.05)
    if near_shown.mean() > 0.9:
        return "as_shown"
    return "fraction" if near_fraction.mean() > 0.9 else None


def _compare(
    reported: np.ndarray, computed: np.ndarray, counted: np.ndarray, heading: str, fates: Fates
) -> list[Problem]:
    """Note rows whose reported value is not what their counts give, beyond rounding."""
    both = counted & np.isfinite(reported)
    if not both.any():
        return []
    rounding = 0.501 * 10.0 ** -_decimals(reported[both])
    differs = both & (np.abs(reported - computed) > rounding + 1e-9 * np.abs(computed))
    compared = differs & (computed > 0)
    if compared.any() and differs.sum() > 0.5 * both.sum():
        factor = float(np.median(reported[compared] / computed[compared]))
        for times in (0.001, 0.01, 0.1, 10.0, 100.0, 1000.0):
            if abs(factor / times - 1) < 0.05:
                return fates.notes("value_other_scale", differs, heading, factor=times)
    return fates.notes("value_differs", differs, heading)


def _decimals(values: np.ndarray) -> int:
    """How many decimals the values are written with."""
    for decimals in range(_DECIMALS):
        if np.allclose(values, np.round(values, decimals), rtol=0, atol=1e-9):
            return decimals
    return _DECIMALS


def _hide(rows: Measured) -> None:
    """NaN for what is not known: a hidden value would tell its hidden numerator."""
    rows.value = np.where(rows.suppressed, np.nan, rows.value)
    unknown = rows.suppressed | np.isnan(rows.value)
    rows.numerator = np.where(unknown, np.nan, rows.numerator)
