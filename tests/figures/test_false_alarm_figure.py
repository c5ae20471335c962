"""The figure and table of false alarms agree with the file they are made of."""

import altair as alt
import pytest

from core.figures.false_alarm_figure import false_alarm_figure, false_alarm_frame
from core.spc import RULE_SETS
from core.spc.false_alarms import CHARTS, LENGTHS, PHIS, false_alarm_table
from core.wording import LANGUAGES, words_of
from core.wording.method import kind_heading
from core.wording.words import capitalised


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("phi", PHIS)
def test_the_table_holds_every_rule_set_chart_and_length_of_the_file(language: str, phi: float):
    words = words_of(language)
    frame = false_alarm_frame(words, phi)
    rows = {
        (row.chart, row.rules, row.n): row
        for row in false_alarm_table()
        if (row.rule, row.phi) == ("any", phi)
    }
    assert len(frame) * len(LENGTHS) == len(rows)
    for (chart, rules, n), row in rows.items():
        kind, name, months = frame.columns[0], frame.columns[1], words("page.method.chance_months", n=n)
        of = (frame[kind] == kind_heading(words, chart)) & (
            frame[name] == capitalised(words(f"rule_set.{rules}.name"))
        )
        assert frame.loc[of, months].tolist() == [words.number(100 * row.signals / row.replicates, 1)]


def test_the_figure_draws_the_numbers_of_an_i_chart():
    figure = false_alarm_figure(words_of("sv"))
    drawn = figure.datasets["rates"].set_index(["rules", "n"])["percent"]
    assert len(drawn) == len(RULE_SETS) * len(LENGTHS)
    for row in false_alarm_table():
        if (row.rule, row.phi, row.chart) == ("any", 0.0, "i"):
            assert drawn[row.rules, row.n] == pytest.approx(100 * row.rate)
    assert set(figure.datasets["labels"]["n"]) == {LENGTHS[-1]}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figure_is_valid_and_told_in_words(language: str, theme):
    figure = false_alarm_figure(words_of(language), theme=theme)
    alt.Chart.from_dict({**figure.spec, "datasets": {}})
    assert "{" not in figure.alt
    assert figure.alt.startswith(figure.title)
    assert len(figure.table) == len(CHARTS) * len(RULE_SETS)


def test_every_rule_set_has_a_dash_of_its_own():
    from core.figures.shapes.false_alarms import DASHES

    assert set(DASHES) == set(RULE_SETS)
    assert len(set(DASHES.values())) == len(DASHES)
