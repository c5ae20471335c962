"""Made-up files for the tests of reading: no number or organisation in them is real."""

import io
from collections.abc import Sequence
from typing import Any

import numpy as np
import openpyxl

from core.indicators import load_catalogue, load_units
from core.observations.dataset import Dataset
from core.observations.observations import Observations
from core.observations.schema import empty_frame

NOTHING = Dataset(
    Observations(empty_frame(), checked=True), load_catalogue(), load_units(), "empty", made_up=True
)
"""The built-in catalogue and register without a single observation."""


def csv_of(*rows: str, encoding: str = "utf-8", newline: str = "\r\n") -> bytes:
    return newline.join(rows).encode(encoding)


def workbook_of(**sheets: Sequence[Sequence[Any]]) -> bytes:
    """An .xlsx file with these sheets, each a list of rows."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def emergency_departments(organisations: int = 40, months: int = 36) -> bytes:
    """A file in the form NHS England publishes: period, organisation, type 1/2/other, three counts."""
    draw = np.random.default_rng(20261101)
    lines = ["period,org_code,type,attendances,breaches,admissions"]
    for month in range(months):
        period = f"{2016 + (month + 3) // 12}-{(month + 3) % 12 + 1:02d}-01"
        for organisation in range(organisations):
            for kind in ("1", "2", "other")[: 1 + organisation % 3]:
                attendances = int(draw.poisson(9000 if kind == "1" else 700))
                breaches = int(draw.binomial(attendances, 0.14))
                admissions = int(draw.binomial(attendances, 0.25))
                lines.append(
                    f"{period},QX{organisation:02d},{kind},{attendances}.0,{breaches}.0,{admissions}.0"
                )
    return "\n".join(lines).encode()
