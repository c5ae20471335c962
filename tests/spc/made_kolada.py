"""Yearly public data of the county's municipalities, in the form of the saved answers of Kolada."""

import copy
import json
from collections.abc import Mapping
from pathlib import Path

from core.observations.dataset import Dataset
from core.observations.guess import guess_mapping
from core.observations.readers import open_files
from core.observations.reading import read_observations
from tests.observations.made_files import NOTHING

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
NAMES = ("kolada_v3_kpi.json", "kolada_v3_municipality.json")
STAY = "N20403"  # days in hospital when ready for discharge, the measure of the saved answers
CONTINUITY = "U21401"  # a mean whose series ended after 2024, and breaks are documented
MUNICIPALITIES = NOTHING.units.of_level("municipality")


def kolada_answer(values: Mapping[tuple[str, str, int], float | None]) -> bytes:
    """A page with these values by (measure, area, year); every item is a copy of a saved one."""
    page = json.loads((FIXTURES / "kolada_v3_data_page1.json").read_text(encoding="utf-8"))
    sample = page["values"][0]
    items = []
    for (kpi, area, year), value in values.items():
        item = copy.deepcopy(sample) | {"kpi": kpi, "municipality": area, "period": year}
        item["values"][0]["value"] = value
        items.append(item)
    return json.dumps(page | {"values": items, "count": len(items), "next_url": None}).encode()


def yearly_county(
    kpi: str = STAY, first: int = 2015, last: int = 2024, until: Mapping[str, int] | None = None
) -> dict[tuple[str, str, int], float | None]:
    """A value a year and municipality, higher for the later in the alphabet; ``until``: whose series stop."""
    return {
        (kpi, unit.id, year): 2.0 + 0.1 * k + 0.05 * (year - first)
        for k, unit in enumerate(MUNICIPALITIES)
        for year in range(first, (until or {}).get(unit.id, last) + 1)
    }


def kolada_dataset(values: Mapping[tuple[str, str, int], float | None]) -> Dataset:
    """The dataset of the page, read beside the saved names of measures and areas."""
    files = [("svar.json", kolada_answer(values))]
    files += [(name, (FIXTURES / name).read_bytes()) for name in NAMES]
    table = open_files(files).tables[0]
    reading = read_observations(table, guess_mapping(table, NOTHING, files[0][0]), NOTHING, files[0][0])
    return NOTHING.with_reading(reading)
