"""Jämför: every way to compare, what is said where it cannot be done, and whose numbers the page's are."""

import contextlib
import io
from dataclasses import replace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core.indicators import Text, Unit
from core.observations.dataset import Dataset
from core.share.code import Source, compare_code
from core.simulate.sample import load_sample
from core.spc.compare import Asked, compare
from core.wording import words_of
from core.wording.compare import finding
from tests.pages.page_visits import failed, query_of, texts, visit
from tests.spc.made_comparisons import COUNT, MEAN, RATE, SHARE, UNITS, dataset, rates, rows

FORMS = ("funnel", "rows", "panels", "selection", "ages")
STABLE = "vardplan"


def own(data: Dataset, **query: str) -> AppTest:
    """The page with a person's own numbers in view."""
    indicator = next(iter(data.indicators())).id
    return visit("jamfor", own=data, **{"data": "own", "indicator": indicator, "unit": UNITS[0].id, **query})


def some(units: int, rate: float = 0.1, seed: int = 1) -> Dataset:
    rng = np.random.default_rng(seed)
    n = rng.integers(100, 900, (units, 1)) * np.ones((units, 14))
    return rates(rng.poisson(rate * n).astype(float), n)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("form", FORMS)
def test_every_way_to_compare_is_shown_in_both_languages(form, language):
    app = visit("jamfor", language, indicator=STABLE, unit="0683", form=form)
    assert failed(app) == []
    assert len(app.header) == 1
    assert app.get("vega_lite_chart") or app.get("arrow_vega_lite_chart")


def test_the_page_says_what_core_says():
    app = visit("jamfor", indicator=STABLE, unit="0683")
    found = compare(load_sample().for_showing(), Asked(STABLE, "municipality"))
    assert app.header[0].value == finding(words_of("sv"), found)


@pytest.mark.parametrize(
    "indicator", ["akutbesok_hsh", "avvikelser_samverkan", "ledtid_hembesok", "betalningsdagar"]
)
@pytest.mark.parametrize("form", ["", *FORMS])
def test_no_indicator_leaves_the_page_without_an_answer(indicator, form):
    app = visit("jamfor", indicator=indicator, unit="0604", **({"form": form} if form else {}))
    assert failed(app) == []
    assert len(app.header) == 1


@pytest.mark.parametrize(
    "query",
    [
        {"unit": "06"},
        {"unit": "omr-hoglandet"},
        {"among": "area"},
        {"among": "health_centre", "indicator": "akutbesok_hsh"},
        {"among": "nation"},
        {"among": "nonsense", "form": "nonsense", "spread": "nonsense"},
        {"per": "inhabitants", "indicator": "akutbesok_hsh"},
        {"per": "inhabitants"},
        {"spread": "chance"},
        {"spread": "calibrated", "order": "value", "form": "rows"},
        {"order": "area", "form": "rows"},
        {"group": "age:80-"},
        {"group": "age:80-", "form": "ages"},
        {"first": "2024-01", "last": "2024-12"},
        {"first": "1999-01"},
        {"first": "2025-01", "last": "2024-01"},
        {"these": "0680|0683|finns-inte", "form": "selection"},
        {"unit": "06", "form": "selection"},
        {"form": "region"},
    ],
)
def test_odd_and_other_addresses_open_something(query):
    app = visit("jamfor", **{"indicator": STABLE, "unit": "0683", **query})
    assert failed(app) == []
    assert len(app.header) == 1


def test_the_form_stands_in_the_address_so_that_a_link_opens_it():
    assert query_of(visit("jamfor", indicator=STABLE, unit="0683"))["form"] == "funnel"
    assert query_of(visit("jamfor", indicator=STABLE, unit="0683", form="rows"))["form"] == "rows"


def test_no_unit_has_a_rank_and_all_stand_by_name_when_none_is_outside():
    app = visit("jamfor", indicator=STABLE, unit="0683", form="rows")
    assert "En rangordning" in texts(app) or "En ordning" in texts(app)


def test_hidden_units_are_told_and_never_zero():
    text = texts(visit("jamfor", indicator="akutbesok_hsh", unit="0617"))
    assert "Gnosjö har dolda värden i perioden" in text
    assert "Det betyder inte noll" in text


def test_a_stock_is_compared_in_one_month_and_the_page_says_why():
    assert "samma personer" in texts(visit("jamfor", indicator=STABLE, unit="0683"))


def test_per_inhabitants_says_what_it_is():
    text = texts(visit("jamfor", indicator="akutbesok_hsh", unit="0683", per="inhabitants"))
    assert "per 1 000 invånare och år" in text.replace("\u00a0", " ")


def test_where_all_are_hidden_larger_areas_are_offered():
    app = visit("jamfor", indicator="gemensamt_hembesok", unit="0604")
    assert "känt värde" in app.header[0].value
    button = next(one for one in app.button if one.key == "compare_way_0")
    button.click().run()
    assert failed(app) == []
    assert query_of(app)["among"] == "area"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (some(1), "Här finns bara en enhet"),
        (some(2), "För få enheter har ett känt värde"),
        (rates(np.zeros((5, 14)), np.full((5, 14), 90.0)), "Alla enheter har samma värde"),
        (rates(np.full((5, 14), 30.0), np.full((5, 14), 90.0), SHARE), "Ingen av 5"),
    ],
)
def test_few_units_and_units_that_are_alike_have_a_sentence_each(data, said):
    app = own(data, form="funnel")
    assert failed(app) == []
    assert said in texts(app)


def test_own_data_without_hierarchy_are_compared():
    app = own(some(12))
    assert failed(app) == []
    assert "kommuner" in app.header[0].value
    for form in FORMS:
        assert failed(own(some(12), form=form)) == []


def test_units_of_no_known_level_are_compared():
    odd = [Unit(f"x{k}", Text(f"Enhet {k}", f"Unit {k}")) for k in range(4)]
    frames = [rows(RATE, f"x{k}", [9 + k] * 14, [100] * 14) for k in range(4)]
    data = dataset(*frames, indicators=[RATE], units=odd)
    app = visit("jamfor", own=data, data="own", indicator=RATE.id, unit="x0")
    assert failed(app) == []
    assert "enheter" in app.header[0].value


def test_means_and_counts_have_something_instead_of_a_funnel():
    rng = np.random.default_rng(1)
    means = [rows(MEAN, UNITS[k].id, rng.normal(5, 1, 14)) for k in range(5)]
    app = own(dataset(*means, indicators=[MEAN], units=UNITS[:5]), form="funnel")
    assert "medelvärde" in app.header[0].value
    assert app.get("vega_lite_chart") or app.get("arrow_vega_lite_chart")
    counts = [rows(COUNT, UNITS[k].id, [5 + k] * 14) for k in range(5)]
    app = own(dataset(*counts, indicators=[COUNT], units=UNITS[:5]))
    assert failed(app) == []
    assert "Antal i olika stora enheter" in app.header[0].value


def test_two_hundred_and_ninety_units_are_shown():
    data = some(290)
    for form in ("funnel", "rows", "panels"):
        app = own(data, form=form)
        assert failed(app) == []


def test_yearly_values_are_shown_year_by_year_without_limits():
    yearly = replace(RATE, id="arsvis", name=Text("Årsvis", "Yearly"), frequency="year")
    frames = [
        rows(yearly, UNITS[k].id, [50.0 + k] * 8, period_type="year", step=12).assign(
            numerator=np.nan, value=50.0 + k + np.arange(8)
        )
        for k in range(9)
    ]
    data = dataset(*frames, indicators=[yearly], units=UNITS[:9])
    app = own(data)
    assert failed(app) == []
    assert query_of(app)["form"] == "region"
    assert "medianen bland de 8 andra" in app.header[0].value
    assert "Styrgränser kräver minst 12 värden, och här finns 8" in texts(app)
    assert failed(own(data, form="funnel")) == []


def test_the_code_under_the_funnel_gives_the_numbers_of_the_page():
    asked = Asked(STABLE, "municipality", spread="chance")
    script = compare_code(words_of("sv"), Source(), asked)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(script, "script", "exec"), there := {})
    found = compare(load_sample().for_showing(), asked)
    assert found.funnel is not None
    assert there["compared"].funnel.points.equals(found.funnel.points)
    assert str(found.mean) in printed.getvalue()
