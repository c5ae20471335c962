"""How often chance alone gives a signal: a figure by rule set and number of months, and its tables."""

from typing import Any

import pandas as pd

from core.figures import palette
from core.figures.compiled import compiled
from core.figures.control_shape import Theme, fill_title
from core.figures.figure import Figure
from core.figures.scope import Scope
from core.figures.vega_locale import vega_locale
from core.spc import RULE_SETS
from core.spc.false_alarms import CHARTS, LENGTHS
from core.wording import Words
from core.wording.method import chance_of, kind_heading
from core.wording.words import capitalised

SHOWN = "i"
"""The kind of chart the figure is about; the table has the others too."""


def false_alarm_frame(words: Words, phi: float = 0.0) -> pd.DataFrame:
    """A row for each kind of chart and rule set, a column for each number of months; per cent, as text."""
    rows = [
        (
            kind_heading(words, chart),
            _rules(words, rules),
            *(_percent(words, rules, chart, n, phi) for n in LENGTHS),
        )
        for chart in CHARTS
        for rules in RULE_SETS
    ]
    months = [words("page.method.chance_months", n=n) for n in LENGTHS]
    return pd.DataFrame(
        rows, columns=[words("page.method.chance_chart"), words("page.method.chance_rules"), *months]
    )


def false_alarm_figure(words: Words, *, theme: Theme = "light") -> Figure:
    """Per cent of series with a signal although nothing has happened, on an I chart, a line a rule set."""
    title, facts = words("page.method.chance_figure"), words("page.method.chance_facts")
    rates = _rates(words)
    return Figure(
        spec=_spec(words, title, facts, theme),
        datasets={"rates": rates, "labels": _labels(words, rates)},
        title=title,
        facts=facts,
        sentence="",
        notes=(),
        make_table=lambda: false_alarm_frame(words),
        alt=_alt(words, title, facts),
        scope=Scope(title),
    )


def _rates(words: Words) -> pd.DataFrame:
    rows = [
        (
            rules,
            n,
            100 * chance_of(rules, SHOWN, n).rate,
            words(
                "page.method.chance_tip",
                rules=_rules(words, rules),
                n=n,
                percent=_percent(words, rules, SHOWN, n, 0.0),
            ),
        )
        for rules in RULE_SETS
        for n in LENGTHS
    ]
    return pd.DataFrame(rows, columns=["rules", "n", "percent", "tip"])


def _labels(words: Words, rates: pd.DataFrame) -> pd.DataFrame:
    """The name of each rule set at the end of its line."""
    ends = rates[rates["n"] == LENGTHS[-1]]
    return ends.assign(text=[words(f"rule_set.{rules}.short") for rules in ends["rules"]])[
        ["n", "percent", "text"]
    ]


def _spec(words: Words, title: str, facts: str, theme: Theme) -> dict[str, Any]:
    spec = compiled("false_alarms")
    fill_title(spec, (title,), (facts,))
    spec["title"] |= {"color": palette.TEXT[theme], "subtitleColor": palette.QUIET_TEXT[theme]}
    measures = {"x": words("page.method.chance_axis_x"), "y": words("page.method.chance_axis_y")}
    for layer in spec["layer"]:
        for channel, measured in measures.items():
            encoded = layer["encoding"][channel]
            encoded["title"] = measured
            if encoded.get("axis") is not None:
                encoded["axis"]["description"] = measured
        if layer.get("name") == "labels":
            layer["mark"]["color"] = palette.TEXT[theme]
    spec["config"]["locale"] = vega_locale(words)
    return spec


def _alt(words: Words, title: str, facts: str) -> str:
    last = LENGTHS[-1]
    by_rate = sorted(RULE_SETS, key=lambda rules: chance_of(rules, SHOWN, last).rate)
    return words(
        "page.method.chance_alt",
        title=title,
        facts=facts,
        n=last,
        low=_percent(words, by_rate[0], SHOWN, last, 0.0),
        lowest=words(f"rule_set.{by_rate[0]}.name"),
        high=_percent(words, by_rate[-1], SHOWN, last, 0.0),
        highest=words(f"rule_set.{by_rate[-1]}.name"),
    )


def _rules(words: Words, rules: str) -> str:
    return capitalised(words(f"rule_set.{rules}.name"))


def _percent(words: Words, rules: str, chart: str, n: int, phi: float) -> str:
    return words.number(100 * chance_of(rules, chart, n, phi).rate, 1)
