"""Surveys as their results are handed on: question, unit, period, how many answered, how many positively.

Groups with fewer than ten answers are hidden as the file is read: their numbers are taken out of the table
and a mark stands in their place, so that nothing later can show them. Groups under thirty are named as
uncertain.
Limits: what Swedish patient and user surveys publish (Kolada U23592, N23590 and others).
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from core.indicators.indicator import Kind
from core.observations.headings import plain, without_unit, words
from core.observations.mapping import Mapping, NewIndicator, ShareScale
from core.observations.naming import LONGEST_NAME
from core.observations.parsing.numbers import parse_numbers
from core.observations.readers.long_form import frequency_of
from core.observations.readers.table import RawTable
from core.remarks import Place, Problem

NAME = "survey"
HIDDEN_BELOW, UNCERTAIN_BELOW = 10, 30
HIDDEN_COUNT, HIDDEN = f"<{HIDDEN_BELOW}", "*"
"""What stands in the table where a small group's numbers were."""

_HEADINGS: dict[str, frozenset[str]] = {
    "question": words("fråga frågor frågetext enkätfråga frågeställning påstående question item"),
    "unit": words(
        "enhet enhetsnamn kommun kommunnamn område vårdcentral verksamhet region organisation unit unitname "
        "municipality area site provider"
    ),
    "period": words("period mätperiod tidsperiod månad kvartal halvår år year month quarter omgång"),
    "answers": words(
        "svarande antalsvarande svar antalsvar besvarade antalbesvarade respondenter antalrespondenter "
        "respondents answers responses nresponses numberofrespondents numberofanswers numberofresponses"
    ),
    "positive": words(
        "positiva antalpositiva positivasvar antalpositivasvar instämmer antalinstämmer positive "
        "positiveanswers numberpositive positiveresponses"
    ),
    "share": words(
        "andel andelpositiva andelpositivasvar procent procentpositiva share sharepositive percent"
    ),
    "mean": words("medel medelvärde medelbetyg snitt genomsnitt mean average meanscore"),
    "age": words("ålder åldersgrupp age agegroup"),
    "sex": words("kön sex gender"),
}
_NEEDED = ("question", "unit", "period", "answers")
_PERSONAL_NUMBERS = ("positive", "share", "mean")


def recognise(table: RawTable) -> RawTable | None:
    """The table with what its columns mean and small groups hidden, when it is a survey's; else None."""
    found = _columns(table)
    if not all(name in found for name in _NEEDED) or not any(name in found for name in _PERSONAL_NUMBERS):
        return None
    answers = parse_numbers(
        table.cells[found["answers"]], whole=True, native=table.native_in(found["answers"])
    ).values
    few = answers < HIDDEN_BELOW
    unsure = (answers >= HIDDEN_BELOW) & (answers < UNCERTAIN_BELOW)
    hidden = _without_numbers(table, found, few)
    told = [
        *_note("survey_hidden", table, few, found["answers"], HIDDEN_BELOW),
        *_note("survey_uncertain", table, unsure, found["answers"], UNCERTAIN_BELOW),
    ]
    shown = found.get("share") or found.get("mean")
    if "share" in found and "mean" in found:
        told.append(Problem("survey_mean_unread", {}, Place(table.sheet, None, found["mean"]), "note"))
    known = Mapping(
        indicator_column=found["question"],
        unit=found["unit"],
        period=found["period"],
        numerator=found.get("positive"),
        denominator=found["answers"],
        value=shown,
        age=found.get("age"),
        sex=found.get("sex"),
        share_scale=_share_scale(hidden, found.get("share")),
        unknown_units="keep",
        proposals=tuple(_proposals(table, found)),
    )
    return replace(hidden, known=known, problems=(*table.problems, *told))


def _columns(table: RawTable) -> dict[str, str]:
    """Field -> heading; of two headings that mean the same the first."""
    found: dict[str, str] = {}
    for heading in table.header:
        keys = {plain(heading), plain(without_unit(heading))}
        field = next((name for name, called in _HEADINGS.items() if keys & called), None)
        if field is not None:
            found.setdefault(field, heading)
    return found


def _without_numbers(table: RawTable, found: dict[str, str], few: np.ndarray) -> RawTable:
    """The table with a mark in place of every number of a small group."""
    if not few.any():
        return table
    cells, native = table.cells.copy(), None if table.native is None else table.native.copy()
    for name in ("answers", *_PERSONAL_NUMBERS):
        if name in found:
            mark = HIDDEN_COUNT if name == "answers" else HIDDEN
            column = cells[found[name]]
            cells[found[name]] = column.where(~few, mark).astype("str")
            if native is not None:
                native[few, table.header.index(found[name])] = False
    return replace(table, cells=cells, native=native)


def _note(code: str, table: RawTable, rows: np.ndarray, column: str, limit: int) -> Iterator[Problem]:
    if rows.any():
        named = tuple(int(row) for row in table.rows[rows][:5])
        values = {"n": int(rows.sum()), "rows": named, "limit": limit}
        yield Problem(code, values, Place(table.sheet, named[0], column), "note")


def _share_scale(table: RawTable, share: str | None) -> ShareScale | None:
    """A share above 1 is in percent; else counts beside it, or a person, have to say."""
    if share is None:
        return None
    numbers = parse_numbers(table.cells[share], native=table.native_in(share))
    plain_values = numbers.values[np.isfinite(numbers.values) & ~numbers.percent]
    return "as_shown" if not len(plain_values) or plain_values.max() > 1 else None


def _proposals(table: RawTable, found: dict[str, str]) -> Iterator[NewIndicator]:
    counted = "positive" in found or "share" in found
    kind: Kind = "proportion" if counted else "mean"
    for question in table.cells[found["question"]].str.strip().unique():
        if not question:
            continue
        periods = table.cells[found["period"]][_of(table, found["question"], str(question))]
        yield NewIndicator(
            name=str(question)[:LONGEST_NAME],
            kind=kind,
            multiply=100.0 if counted else 1.0,
            direction="up" if "positive" in found else "neutral",
            unit="%" if counted else "",
            frequency=frequency_of(periods),
            codes=(str(question),),
            suppress_denominator_below=HIDDEN_BELOW,
        )


def _of(table: RawTable, column: str, text: str) -> pd.Series:
    return table.cells[column].str.strip() == text
