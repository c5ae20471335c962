"""How long saved answers of public sources take to become observations; run it as a script.

150 000 cells is what SCB gives at most in one answer; Kolada gives 5 000 values a page.
"""

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from core.indicators import load_catalogue, load_units
from core.observations.dataset import Dataset
from core.observations.guess import guess_mapping
from core.observations.observations import Observations
from core.observations.readers import open_file
from core.observations.reading import read_observations
from core.observations.schema import empty_frame

NOTHING = Dataset(Observations(empty_frame()), load_catalogue(), load_units(), "", made_up=True)


def cube(regions: int, ages: int, years: int) -> bytes:
    names = {
        "Region": [f"{i:04d}" for i in range(regions)],
        "Alder": [f"{i}-{i + 4} år" for i in range(0, 5 * ages, 5)],
        "Kon": ["män", "kvinnor"],
        "Tid": [str(2000 + i) for i in range(years)],
    }
    size = [len(codes) for codes in names.values()]
    n = regions * ages * 2 * years
    return json.dumps(
        {
            "class": "dataset",
            "label": "Folkmängd",
            "source": "SCB",
            "id": list(names),
            "size": size,
            "role": {"time": ["Tid"], "geo": ["Region"]},
            "dimension": {
                name: {"label": name, "category": {"index": {code: i for i, code in enumerate(codes)}}}
                for name, codes in names.items()
            },
            "value": [i % 9973 for i in range(n)],
        }
    ).encode()


def kolada(areas: int, years: int) -> bytes:
    one = {"count": 1, "status": "", "isdeleted": False}
    items = [
        {
            "kpi": "N20403",
            "municipality": f"{area:04d}",
            "period": 2000 + year,
            "values": [{**one, "gender": sex, "value": area / 7 + year} for sex in "TKM"],
        }
        for area in range(areas)
        for year in range(years)
    ]
    return json.dumps({"values": items, "count": len(items), "next_url": None}).encode()


def measure(called: str, data: bytes) -> None:
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        table = open_file("svar.json", data).tables[0]
        opened = time.perf_counter()
        reading = read_observations(table, guess_mapping(table, NOTHING), NOTHING, "svar.json")
        times.append((opened - begun, time.perf_counter() - opened, reading.n_kept))
    opening, read, n = min(times)
    print(f"{called}: {len(data) / 1e6:.1f} MB, {n} values, opened {opening:.2f} s, read {read:.2f} s")


if __name__ == "__main__":
    measure("json-stat2, 150 000 cells", cube(300, 10, 25))
    measure("Kolada, 90 000 values", kolada(300, 100))
    measure("json-stat2, 1 000 000 cells", cube(1000, 20, 25))
