"""A visit to a page without a browser: what stands on it, in plain text."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from streamlit.testing.v1 import AppTest

from core.indicators import Text, Unit, load_catalogue, load_units
from core.observations.dataset import Dataset
from core.observations.observations import Observations
from core.observations.schema import COLUMNS
from core.simulate import load_sample
from pages.parts import drawn_first
from tests.figures.made_charts import RATE, STEADY

drawn_first.PAUSE = 0  # nobody draws what is sent on these visits
OWN = replace(RATE, id="egen", name=Text("Min *egen* [indikator]", "My *own* [indicator]"))
OWN_UNIT = Unit("egen_enhet", Text("Enhet <b>A</b>", "Unit <b>A</b>"))


def visit(page: str, language: str = "sv", own: Dataset | None = None, **query: str) -> AppTest:
    """The page as a link with ``query`` opens it."""
    app = AppTest.from_string(f"from pages import {page}; {page}.render()", default_timeout=30)
    if language != "sv":
        app.query_params["lang"] = language
    for name, value in query.items():
        app.query_params[name] = value
    if own is not None:
        app.session_state["own_dataset"] = own
    return app.run()


def plain(text: str) -> str:
    """Markdown as it is read."""
    return re.sub(r"\\(.)", r"\1", text)


def texts(app: AppTest) -> str:
    """Every heading, sentence and note on the page."""
    kinds = (
        app.title,
        app.header,
        app.subheader,
        app.markdown,
        app.caption,
        app.info,
        app.warning,
        app.error,
    )
    return "\n".join(plain(str(element.value)) for kind in kinds for element in kind)


def failed(app: AppTest) -> list[str]:
    return [str(element.value) for element in (*app.exception, *app.error)]


def query_of(app: AppTest) -> dict[str, str]:
    """The address after the visit."""
    return dict(app.session_state["written_query"])


def own_sample(indicators: Sequence[str]) -> Dataset:
    """Some indicators of the sample county, in no groups, as if they were a visitor's own."""
    frame = load_sample().observations.frame
    total = (frame["target_group"] == "all") & (frame["age"] == "all") & (frame["sex"] == "all")
    few = frame[frame["indicator"].isin(indicators) & total].reset_index(drop=True)
    return replace(load_sample(), observations=Observations(few), label="min_fil.csv", made_up=False)


def own_data(numbers=STEADY, label: str = "min_fil.csv") -> Dataset:
    """A visitor's own file, loaded: one indicator in one unit."""
    months = pd.date_range("2022-01-01", periods=len(numbers), freq="MS", unit="us")
    frame = pd.DataFrame(
        {
            "indicator": OWN.id,
            "unit": OWN_UNIT.id,
            "period": months,
            "period_type": "month",
            **dict.fromkeys(("target_group", "age", "sex", "other"), "all"),
            "numerator": np.array(numbers, dtype=float),
            "denominator": 400.0,
            "value": np.array(numbers, dtype=float) / 4,
            "status": "ok",
            "source": label,
        }
    )
    text = {name: "str" for name in COLUMNS if name not in ("period", "numerator", "denominator", "value")}
    return Dataset(
        Observations(frame[list(COLUMNS)].astype(text)),
        load_catalogue().with_indicators(OWN),
        load_units().with_units(OWN_UNIT),
        label=label,
        made_up=False,
    )
