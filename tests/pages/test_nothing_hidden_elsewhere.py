"""The same attack on other views: areas and a county that nobody reported, ages, two indicators, changes.

An attacker who has two versions of a file, equal in all that may be shown and not in what is hidden, sees no
difference between anything that the pages send or save: so nothing of it rests on a hidden number.
"""

import re
from functools import cache
from itertools import product
from uuid import UUID

import numpy as np
import pandas as pd
import pytest

from core.improvement import Change
from core.indicators import Indicator, Text, load_catalogue, load_units
from core.observations.dataset import Dataset
from core.observations.observations import Observations
from core.observations.schema import COLUMNS, NUMBERS
from tests.pages.page_visits import failed, visit
from tests.pages.test_nothing_hidden_is_sent import PARTS, files_kept, protos, unpacked

MONTHS = pd.date_range("2022-01-01", periods=36, freq="MS", unit="us")
AGES = ("all", "65-79", "80-")
TOWNS = {
    "0604": 5.0,
    "0686": 6.0,
    "0682": 30.0,
    "0684": 11.0,
    "0687": 40.0,
    "0685": 35.0,
    "0680": 90.0,
    "0643": 5.0,
    "0642": 6.0,
    "0662": 5.0,
    "0617": 7.0,
    "0665": 20.0,
    "0683": 40.0,
}
PAIRS = (("0604", "0686"), ("0643", "0642"), ("0662", "0617"))
"""Small towns of one area: persons moved between them leave every sum as it was."""
KEY = ("indicator", "unit", "period", "age")
SHARE = Indicator("egen_andel", Text("plan", "plan"), "proportion", direction="up", multiply=100.0)
RATE = Indicator("egna_besok", Text("besök", "visits"), "rate", direction="down", multiply=1000.0)
CHANGES = (
    Change("egen-a", ("0604", "0686"), "2023-07", Text.of("Hembesök"), outcome=("egna_besok",)),
    Change("egen-b", ("0683",), "2023-03", Text.of("Plan"), outcome=("egen_andel", "egna_besok")),
)


@cache
def rows() -> pd.DataFrame:
    """Every town, month and age of two indicators; no area and no county has a row of its own."""
    draw = np.random.default_rng(77)
    frames = []
    for one in (SHARE, RATE):
        for unit, mean in TOWNS.items():
            parts = {age: draw.poisson(mean / 2, len(MONTHS)).astype(float) for age in AGES[1:]}
            bases = {age: draw.integers(60, 400, len(MONTHS)) + 2.0 * parts[age] for age in AGES[1:]}
            parts["all"], bases["all"] = sum(parts.values()), sum(bases.values())
            for age in AGES:
                frame = pd.DataFrame({"indicator": one.id, "unit": unit, "period": MONTHS, "age": age})
                frames.append(frame.assign(numerator=parts[age], denominator=bases[age]))
    whole = pd.concat(frames, ignore_index=True)
    multiply = whole["indicator"].map({one.id: one.multiply for one in (SHARE, RATE)})
    fixed = dict.fromkeys(("target_group", "sex", "other"), "all")
    return whole.assign(
        value=multiply * whole["numerator"] / whole["denominator"],
        period_type="month",
        status="ok",
        source="min_fil.csv",
        **fixed,
    )[list(COLUMNS)]


def dataset_of(table: pd.DataFrame) -> Dataset:
    text = {name: "str" for name in COLUMNS if name not in ("period", *NUMBERS)}
    return Dataset(
        Observations(table.astype(text)),
        load_catalogue().with_indicators(SHARE, RATE),
        load_units(),
        "min_fil.csv",
        made_up=False,
    )


def moved(table: pd.DataFrame, hidden: set[tuple]) -> pd.DataFrame:
    """Persons moved between two small towns so that every sum stays, where all that is touched is hidden and
    stays as small as it was: one from town to town, or two of different ages past each other."""
    cells = table.set_index(["indicator", "unit", "period", "age"])
    multiply = {one.id: one.multiply for one in (SHARE, RATE)}
    from_town_to_town = [((0, "all"), -1), ((0, "65-79"), -1), ((1, "all"), 1), ((1, "65-79"), 1)]
    past_each_other = [((0, "65-79"), -1), ((0, "80-"), 1), ((1, "65-79"), 1), ((1, "80-"), -1)]
    for month, pair, indicator in product(MONTHS, PAIRS, multiply):
        for moves in (from_town_to_town, past_each_other):
            touched = [((indicator, pair[town], month, age), step) for (town, age), step in moves]
            before = np.array([cells.loc[at, "numerator"] for at, _ in touched])
            after = before + [step for _, step in touched]
            same = ((before > 0) & (before < 5)) == ((after > 0) & (after < 5))
            if not (same.all() and (after >= 0).all() and hidden.issuperset(at for at, _ in touched)):
                continue
            for (at, step), n in zip(touched, after, strict=True):
                base = cells.loc[at, "denominator"] + 10.0 * step
                cells.loc[at, ["numerator", "denominator", "value"]] = n, base, multiply[indicator] * n / base
    return cells.reset_index()[list(COLUMNS)]


def shown(own: Dataset) -> pd.DataFrame:
    return own.for_showing().observations.frame.set_index(list(KEY)).sort_index()


@pytest.fixture(scope="module")
def versions() -> tuple[Dataset, Dataset]:
    """Which counts are hidden beside small ones may follow from the small ones: only months in which the same
    are hidden are two versions of one."""
    one = dataset_of(rows())
    seen = shown(one)
    hidden = set(seen.index[seen["status"] == "suppressed"])
    table, other = rows().set_index(list(KEY)).sort_index(), moved(rows(), hidden).set_index(list(KEY))
    for _ in range(5):
        other = other.sort_index()
        two = dataset_of(other.reset_index()[list(COLUMNS)])
        unlike = seen.index[(shown(two)["status"] != seen["status"]).to_numpy()]
        if not len(unlike):
            break
        back = pd.MultiIndex.from_arrays([table.index.get_level_values(n) for n in ("indicator", "period")])
        at = back.isin({(indicator, period) for indicator, _, period, _ in unlike})
        other[at] = table[at]
    assert (table["numerator"] != other["numerator"]).sum() >= 40
    pd.testing.assert_frame_equal(seen, shown(two))
    return one, two


@pytest.fixture
def files(monkeypatch) -> list:
    # A table with coloured cells is sent under a name of chance.
    monkeypatch.setattr("pandas.io.formats.style_render.uuid4", lambda: UUID(int=0))
    return files_kept(monkeypatch)


def sent(where: str, own: Dataset, files: list, query: dict[str, str]) -> list[bytes]:
    """Everything a page sends and would save, with all its parts unfolded; the changes are a person's own."""
    asked = {"data": "own", "indicator": RATE.id, **query}
    app = visit(where, own=own, **asked)
    app.session_state["own_changes"] = CHANGES
    app.run()
    downloads = re.findall(rb"-(\w+_take)\b", b"".join(protos(app)))
    for part in (*PARTS, "register_part", *(key.decode() for key in downloads)):
        app.session_state[part] = True
    files.clear()
    app.run()
    assert failed(app) == []
    saved = [one for data in files for one in unpacked(data() if callable(data) else bytes(data))]
    told = [re.sub(rb"/media/\w+", b"", one) for one in protos(app)]
    return [*told, *saved, repr(app.query_params).encode()]


VIEWS = {
    "cards of a small town": ("oversikt", {"unit": "0604"}),
    "matrix of areas": ("oversikt", {"unit": "06", "level": "area"}),
    "since another month": ("oversikt", {"unit": "06", "since": "2023-06", "group": "age:80-"}),
    "funnel of a month": ("jamfor", {"unit": "0604", "first": "2024-03", "last": "2024-03"}),
    "rows in the order of values": ("jamfor", {"unit": "0604", "form": "rows", "order": "value"}),
    "small charts": ("jamfor", {"unit": "0604", "form": "panels"}),
    "a selection and its sum": ("jamfor", {"unit": "0604", "form": "selection", "these": "0604|0686|0662"}),
    "standardised for age": ("jamfor", {"unit": "0604", "form": "ages"}),
    "year by year": ("jamfor", {"unit": "06", "form": "region"}),
    "areas compared": ("jamfor", {"unit": "06", "among": "area", "indicator": "egen_andel"}),
    "two charts of an area": ("folj", {"unit": "omr-hoglandet", "show": "two", "kind2": "i"}),
    "slow drift": ("folj", {"unit": "0686", "drift": "0.2", "group": "age:65-79"}),
    "a season": ("folj", {"unit": "0683", "kind": "u"}),
    "a county of sums": ("folj", {"unit": "06", "indicator": "egen_andel", "group": "age:80-"}),
    "several who started": ("testa", {"unit": "0604", "start": "2023-07", "where": "0686", "change": "own"}),
    "a change of the register": ("testa", {"change": "egen-b"}),
    "an area that changed": ("testa", {"unit": "omr-hoglandet", "start": "2023-07", "change": "own"}),
    "a plan of several": ("planera", {"unit": "0604", "together": "0686|0662", "wish": "20"}),
    "what is known of the numbers": ("data", {}),
    "the catalogue": ("data", {"part": "catalogue", "indicator": "egen_andel"}),
}


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_the_same_whatever_is_hidden(versions, files, view):
    where, query = VIEWS[view]
    one, two = (sent(where, version, files, query) for version in versions)
    assert len(one) > 20
    differing = [at for at, (a, b) in enumerate(zip(one, two, strict=True)) if a != b]
    assert differing == []


def test_views_differ_where_the_hidden_numbers_are_shown(versions, files, monkeypatch):
    """Or the comparison would prove nothing."""
    monkeypatch.setattr(Dataset, "for_showing", lambda self: self)
    for view in ("a selection and its sum", "standardised for age"):
        where, query = VIEWS[view]
        assert sent(where, versions[0], files, query) != sent(where, versions[1], files, query)
