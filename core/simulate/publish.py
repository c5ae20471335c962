"""From drawn counts to rows of the observation table: sums, periods, hidden and missing cells, status."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.indicators import Catalogue, Indicator
from core.observations.schema import COLUMNS
from core.observations.suppression import limits_of
from core.simulate import truth
from core.simulate.county import MONTHS, County, Drawn
from core.simulate.patterns import Floats, Months
from core.simulate.places import Places
from core.simulate.recipes import RECIPES, Recipe
from core.simulate.subgroups import Cell, Table, build_table
from core.simulate.suppression import protected, small

SOURCE = "sample_county"
PROVISIONAL = 2
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rows:
    """One indicator as published: arrays are cells × periods, NaN where there is no number to show."""

    indicator: str
    cells: tuple[Cell, ...]
    periods: Months
    period_type: str
    numerator: Floats
    denominator: Floats
    value: Floats
    hidden: Bools
    provisional: Bools


def publish(county: County, catalogue: Catalogue, places: Places) -> pd.DataFrame:
    """All rows, indicator by indicator in the order of the recipes."""
    rows: dict[str, Rows] = {}
    for recipe in RECIPES:
        indicator = catalogue[recipe.indicator]
        if recipe.draw == "lead":
            rows[recipe.indicator] = _medians(county, rows["gemensamt_hembesok"], indicator, places)
        elif recipe.draw == "index":
            rows[recipe.indicator] = _index(county, recipe, indicator, places)
        else:
            rows[recipe.indicator] = _counts(county.counts[recipe.indicator], recipe, indicator, places)
    return pd.concat([_frame(r, places) for r in rows.values()], ignore_index=True)


def _counts(drawn: Drawn, recipe: Recipe, indicator: Indicator, places: Places) -> Rows:
    table = build_table(places, recipe.margins, centres=recipe.centres, only=recipe.only)
    chosen, periods = _periods(recipe)
    numerator = (table.sums @ drawn.numerator)[:, chosen]
    missing = _missing(recipe.indicator, table, periods, places)
    limits = limits_of(indicator)
    denominator, few = np.full(numerator.shape, np.nan), np.zeros(numerator.shape, bool)
    if drawn.denominator is not None:
        denominator = (table.sums @ drawn.denominator)[:, chosen]
        few = protected(denominator, limits.denominator, missing, table, places)
    hidden = few | protected(numerator, limits.numerator, missing, table, places, gone=few)
    if drawn.denominator is not None:
        hidden |= protected(denominator - numerator, limits.complement, missing, table, places, gone=hidden)
    gone = hidden | missing
    numerator, denominator = np.where(gone, np.nan, numerator), np.where(gone, np.nan, denominator)
    value = indicator.shown(numerator, denominator, np.full(numerator.shape, np.nan))
    # Nobody to count: a share of nothing is missing, not zero.
    numerator = np.where(np.isnan(value), np.nan, numerator)
    return _rows(
        recipe,
        cells=table.cells,
        periods=periods,
        numerator=numerator,
        denominator=denominator,
        value=value,
        hidden=hidden & ~missing,
    )


def _medians(county: County, visited: Rows, indicator: Indicator, places: Places) -> Rows:
    """Median days to the joint visit, from the visits themselves; hidden where their number is."""
    recipe = next(r for r in RECIPES if r.draw == "lead")
    table = build_table(places)
    value = np.full((len(table.cells), MONTHS.size), np.nan)
    hidden = np.zeros(value.shape, bool)
    towns = [u for u, level in enumerate(places.levels) if level == "municipality"]
    for i, cell in enumerate(table.cells):
        members = [k for k, town in enumerate(towns) if places.lies_in(town, cell.unit)]
        hidden[i] = visited.hidden[visited.cells.index(cell)]
        for t in range(MONTHS.size):
            days = np.concatenate([county.lead_days[k][t] for k in members])
            hidden[i, t] |= small(np.array([days.size]), indicator.suppress_below or 5)[0]
            if days.size and not hidden[i, t]:
                value[i, t] = np.median(days)
    nothing = np.full(value.shape, np.nan)
    return _rows(
        recipe,
        cells=table.cells,
        periods=MONTHS,
        numerator=nothing,
        denominator=nothing,
        value=value,
        hidden=hidden,
    )


def _index(county: County, recipe: Recipe, indicator: Indicator, places: Places) -> Rows:
    """The continuity index, above the municipalities weighted by how many are listed."""
    table = build_table(places)
    chosen, periods = _periods(recipe)
    towns = [u for u, level in enumerate(places.levels) if level == "municipality"]
    member = np.array(
        [[places.lies_in(town, cell.unit) for town in towns] for cell in table.cells], dtype=float
    )
    value = (member @ (county.index * county.listed) / (member @ county.listed))[:, chosen]
    nothing = np.full(value.shape, np.nan)
    return _rows(
        recipe,
        cells=table.cells,
        periods=periods,
        numerator=nothing,
        denominator=nothing,
        value=np.round(value, indicator.decimals + 1),
        hidden=np.zeros(value.shape, bool),
    )


def _rows(
    recipe: Recipe,
    *,
    cells: tuple[Cell, ...],
    periods: Months,
    numerator: Floats,
    denominator: Floats,
    value: Floats,
    hidden: Bools,
) -> Rows:
    provisional = np.arange(periods.size) >= periods.size - (1 if recipe.quarterly else PROVISIONAL)
    period_type = "quarter" if recipe.quarterly else "month"
    return Rows(
        recipe.indicator,
        cells,
        periods,
        period_type,
        numerator,
        denominator,
        value,
        hidden,
        np.broadcast_to(provisional, value.shape),
    )


def _periods(recipe: Recipe) -> tuple[NDArray[np.int64], Months]:
    """Which months count, and the first month of their periods. Only whole quarters are published."""
    if not recipe.quarterly:
        return np.arange(MONTHS.size), MONTHS
    ends = np.flatnonzero(MONTHS.astype(np.int64) % 3 == 2)
    return ends, MONTHS[ends] - 2


def _missing(indicator: str, table: Table, periods: Months, places: Places) -> Bools:
    """Cells of units that did not report, of those below them, and of the sums that need them."""
    out = np.zeros((len(table.cells), periods.size), bool)
    for gap in truth.GAPS:
        if gap.indicator == indicator:
            unit = places.ids.index(gap.unit)
            touched = [places.lies_in(unit, c.unit) or places.lies_in(c.unit, unit) for c in table.cells]
            when = (periods >= np.datetime64(gap.first, "M")) & (periods <= np.datetime64(gap.last, "M"))
            out |= np.outer(touched, when)
    return out


def _frame(rows: Rows, places: Places) -> pd.DataFrame:
    n_cells, n_periods = rows.value.shape
    status = np.select(
        [rows.hidden, np.isnan(rows.value), rows.provisional], ["suppressed", "missing", "provisional"], "ok"
    )
    texts: Mapping[str, list[str]] = {
        "unit": [places.ids[c.unit] for c in rows.cells],
        "target_group": [c.target_group for c in rows.cells],
        "age": [c.age for c in rows.cells],
        "sex": [c.sex for c in rows.cells],
    }
    columns = {name: pd.Series(np.repeat(values, n_periods), dtype="str") for name, values in texts.items()}
    n = n_cells * n_periods
    columns |= {
        name: pd.Series([text] * n, dtype="str")
        for name, text in (
            ("indicator", rows.indicator),
            ("period_type", rows.period_type),
            ("other", "all"),
            ("source", SOURCE),
        )
    }
    columns["status"] = pd.Series(status.ravel(), dtype="str")
    columns["period"] = pd.Series(np.tile(rows.periods.astype("datetime64[us]"), n_cells))
    for name in ("numerator", "denominator", "value"):
        columns[name] = pd.Series(getattr(rows, name).ravel())
    return pd.DataFrame({name: columns[name] for name in COLUMNS})
