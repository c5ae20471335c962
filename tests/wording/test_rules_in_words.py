"""What each rule set found, told in words: the rule, how many points, when, which way; as on the chart."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from core.figures.control_figure import control_figure
from core.figures.states import point_states
from core.spc import RULE_SETS
from core.spc.for_series import Choices, chart_for
from core.wording import words_of
from core.wording.reading import features_of, reading_sentences
from tests.figures.made_charts import MEAN, PLACE, made_chart, series_of_any_kind

QUIET = (19, 25, 17, 21, 24, 20, 17, 16, 18, 21, 16, 19, 19, 22, 21, 21, 17, 19, 23, 26)
SV, EN = words_of("sv"), words_of("en")
BASE = np.datetime64("2023-08")


def charted(more, rules, direction="down", kind="i"):
    choices = Choices(kind=kind, rules=rules, freeze=BASE)
    return made_chart(replace(MEAN, direction=direction), [*QUIET, *more], choices=choices)


def said(chart, words=SV):
    return " ".join(reading_sentences(words, chart))


def test_a_quiet_series_is_stable_by_every_rule_set():
    for rules in RULE_SETS:
        assert said(made_chart(MEAN, QUIET, choices=Choices(kind="i", rules=rules))).startswith("Stabilt.")


def test_a_shift_names_its_rule_its_months_and_its_side():
    more = [22, 24, 23, 22, 25, 24, 22]  # with the last two of the baseline nine above the mean
    chart = charted(more, "mdc")
    assert "7 i rad på samma sida: 9 månader över medelvärdet, juli 2023 till mars 2024." in said(chart)
    assert "7 in a row on one side: 9 months above the mean, July 2023 to March 2024." in said(chart, EN)
    assert "De senaste värdena ligger åt fel håll." in said(chart)
    assert "9 i rad på samma sida (Nelson 2): 9 månader" in said(charted(more, "nelson"))
    assert "8 i rad på samma sida (regel 4): 9 månader" in said(charted(more, "western_electric"))


def test_a_trend_that_goes_on_says_which_way_the_values_move():
    chart = charted([14, 16, 18, 20, 22, 24], "ihi", direction="up")
    assert "Trend (IHI): 6 månader uppåt, september 2023 till februari 2024." in said(chart)
    assert "De senaste värdena rör sig åt rätt håll." in said(chart)
    assert "downwards" in said(charted([27, 25, 23, 21, 19, 17], "nelson"), EN)


def test_two_trends_with_a_turn_between_are_two_and_the_latest_is_told():
    up_and_down = [12, 15, 17, 19, 21, 25, 22, 20, 18, 16, 14, 12]
    patterns = features_of(charted(up_and_down, "nelson")).patterns
    trends = [p for p in patterns if p.rule == "nelson_3"]
    assert [(p.first, p.last, p.length, p.heading) for p in trends] == [
        (20, 25, 6, "rising"),
        (25, 31, 7, "falling"),
    ]
    text = said(charted(up_and_down, "nelson"))
    assert "Trend, 6 i rad åt samma håll (Nelson 3), 2 gånger. Senast 7 månader" in text


def test_two_shifts_with_one_point_on_the_other_side_between_are_two():
    high = [22, 24, 23, 22, 25, 24, 22]
    patterns = features_of(charted([19, *high, 19, *high], "mdc")).patterns
    assert [(p.first, p.last, p.length) for p in patterns if p.rule == "mdc_shift"] == [
        (21, 27, 7),
        (29, 35, 7),
    ]


def test_points_near_a_limit_are_one_pattern_past_the_point_between():
    chart = charted([20, 20, 28, 20, 28, 20], "mdc", direction="neutral")
    assert "2 av 3 nära samma styrgräns: 2 månader över medelvärdet, november 2023" in said(chart)
    assert point_states(chart)[22:25].tolist() == ["pattern", "usual", "pattern"]


def test_a_pattern_without_a_side_says_none():
    saw = [24, 16, 23, 17, 24, 16, 23, 18, 24, 17, 23, 16, 22, 17, 24]
    text = said(charted(saw, "nelson"))
    assert "14 i rad som går upp och ner (Nelson 4): " in text
    assert "håll" not in text.split("(Nelson 4)")[1].split(". ")[0]


def test_few_crossings_are_told_by_anhoejs_rules_only():
    wandering = [25, 26, 24, 26, 25, 27, 25, 16, 15, 17, 15, 16, 14, 16] * 3
    assert "korsar" in said(made_chart(MEAN, wandering, choices=Choices(kind="i")))
    assert "korsar" not in said(made_chart(MEAN, wandering, choices=Choices(kind="i", rules="mdc")))


def test_tooltip_and_table_name_the_rules_of_a_point():
    figure = control_figure(SV, charted([22, 24, 23, 22, 25, 24, 40], "mdc"))
    last = figure.datasets["points"].iloc[-1]
    tips = [text for name, text in last.items() if name.startswith("tip_") and isinstance(text, str)]
    assert "Signal: punkt utanför styrgräns och 7 i rad på samma sida" in tips
    table = figure.table
    assert table[SV("table.rules")].iloc[0] == "punkt utanför styrgräns, 7 i rad på samma sida"
    assert table[SV("table.rules")].iloc[-1] == ""
    assert SV("table.rules") not in control_figure(SV, made_chart(MEAN, QUIET)).table


@settings(max_examples=80, deadline=None)
@given(series_of_any_kind(), st.sampled_from(list(RULE_SETS)), st.sampled_from([None, "run", "i"]))
def test_what_is_told_and_what_is_drawn_agree_by_every_rule_set(made, rules, kind):
    indicator, series = made
    chart = chart_for(indicator, PLACE, series, Choices(kind=kind, rules=rules))
    points, states = chart.points, point_states(chart)
    drawn = points["included"] & points["y"].notna()
    assert (states == "pattern").sum() == (points["pattern"] & ~points["beyond_limits"] & drawn).sum()
    features = features_of(chart)
    if features is None:
        return
    latest = drawn & (points["part"] == points.loc[drawn, "part"].iloc[-1])
    assert set(points.index[points["pattern"] & latest]) >= {
        i for p in features.patterns for i in (p.first, p.last)
    }
    for rule in RULE_SETS[rules].rules:
        told = [p for p in features.patterns if p.rule == rule.code]
        if rule.whole_part:
            continue
        # Every marked point is in a pattern that is told; two trends share the point they turn at.
        marked = np.flatnonzero((points[rule.code] & latest).to_numpy())
        assert all(any(p.first <= i <= p.last for p in told) for i in marked)
        turns = sum(a.last == b.first for a, b in pairwise(told))
        assert sum(p.length for p in told) == len(marked) + turns
    sentence = said(chart)
    for pattern in features.patterns:
        name = SV(f"rule.{pattern.rule}.name")
        wanted = name[1:] if pattern.rule != "anhoej_run" else str(pattern.length)
        spoken_of = not chart.hidden.too_many and features.compared and not features.constant
        assert wanted in sentence or not spoken_of or chart.short_baseline
