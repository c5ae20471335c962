"""The script that a page shows gives exactly the page's numbers, and nobody's text becomes code."""

import ast
import json
import subprocess
import sys
from dataclasses import astuple, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import simulate
from core.change.for_dataset import Asked, judged
from core.change.plan_for_dataset import Wish, plan_for
from core.change.without_date import without_date
from core.improvement.change import Change
from core.indicators import Text
from core.observations.cut import between
from core.observations.mapping import Mapping, NewIndicator
from core.observations.own_file import OwnFile, read_own_file
from core.observations.readers import ReadAs
from core.observations.schema import Subgroup
from core.share.code import (
    Source,
    Viewed,
    chart_code,
    charts_code,
    plan_code,
    trend_code,
    units_code,
    verdict_code,
)
from core.share.literals import imports, literal
from core.spc.for_series import Choices, chart_for
from core.wording import LANGUAGES, words_of

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = Source()
SV = words_of("sv")


def month(text: str) -> np.datetime64:
    return np.datetime64(text, "M")


@pytest.fixture(scope="module")
def dataset():
    return simulate.load_sample()


def run(script: str) -> dict:
    """What a script leaves behind in a namespace of its own; what it prints is let go."""
    names: dict = {"print": lambda *_: None}
    exec(compile(script, "<script>", "exec"), names)
    return names


CHARTS = {
    "as the app chooses": ("akutbesok_hsh", "0683", Choices()),
    "u": ("akutbesok_hsh", "0683", Choices(kind="u")),
    "i with rules of its own": ("akutbesok_hsh", "0680", Choices(kind="i", rules="nelson")),
    "run": ("vardplan", "0680", Choices(kind="run", rules="ihi")),
    "p": ("vardplan", "0680", Choices(kind="p")),
    "frozen": ("akutbesok_hsh", "0683", Choices(freeze=month("2024-03"))),
    "parts": ("akutbesok_hsh", "0683", Choices(parts=(month("2022-10"), month("2024-04")))),
    "excluded": ("akutbesok_hsh", "0683", Choices(exclude=(month("2022-01"), month("2022-02")))),
    "break": ("telefon_samma_dag", "0680", Choices()),
    "count": ("nyinskrivna", "0680", Choices(kind="c")),
    "mean": ("ssk_belastning", "0680", Choices()),
    "quarters": ("fast_vardkontakt", "0680", Choices()),
    "rolling": ("mangbesokare_akut", "0683", Choices()),
    "hidden": ("gemensamt_hembesok", "0683", Choices()),
    "summed": ("gemensamt_hembesok", "omr-varnamo", Choices()),
}


@pytest.mark.parametrize("name", CHARTS)
def test_a_charts_script_gives_its_points_and_parts(dataset, name):
    indicator, unit, choices = CHARTS[name]
    series = dataset.series(indicator, unit)
    page = chart_for(dataset.catalogue[indicator], dataset.units[unit], series, choices)
    script = run(chart_code(SV, SAMPLE, Viewed(indicator, unit), choices))["charted"]
    pd.testing.assert_frame_equal(script.points, page.points)
    pd.testing.assert_frame_equal(script.chart.summary, page.chart.summary)
    assert (script.chart.kind, script.chart.rules) == (page.chart.kind, page.chart.rules)
    assert script.caveats == page.caveats


def test_a_period_and_a_group_are_those_in_view(dataset):
    group = dataset.subgroups_of("akutbesok_hsh", "0683")[1]
    viewed = Viewed("akutbesok_hsh", "0683", group, month("2022-01"), month("2024-12"))
    series = run(chart_code(SV, SAMPLE, viewed, Choices()))["series"]
    expected = between(dataset.series("akutbesok_hsh", "0683", group), month("2022-01"), month("2024-12"))
    assert series.subgroup == group
    assert (series.months == expected.months).all()
    np.testing.assert_array_equal(series.value, expected.value)


def test_two_charts_are_those_of_the_page(dataset):
    picked = (Choices(), Choices(kind="i", rules="ihi"))
    charts = run(charts_code(SV, SAMPLE, Viewed("akutbesok_hsh", "0683"), picked))["charts"]
    indicator, unit = dataset.catalogue["akutbesok_hsh"], dataset.units["0683"]
    for charted, choices in zip(charts, picked, strict=True):
        page = chart_for(indicator, unit, dataset.series(indicator.id, unit.id), choices)
        pd.testing.assert_frame_equal(charted.points, page.points)


def test_many_units_are_charted_each_with_what_is_chosen_for_it(dataset):
    picked = (("0683", Choices(exclude=(month("2022-05"),))), ("0680", Choices()))
    viewed = Viewed("akutbesok_hsh", "0683", first=month("2022-01"), last=month("2025-06"))
    charts = run(units_code(SV, SAMPLE, viewed, picked))["charts"]
    assert [charted.unit.id for charted in charts] == ["0683", "0680"]
    for charted, (unit, choices) in zip(charts, picked, strict=True):
        series = between(dataset.series("akutbesok_hsh", unit), viewed.first, viewed.last)
        page = chart_for(dataset.catalogue["akutbesok_hsh"], dataset.units[unit], series, choices)
        pd.testing.assert_frame_equal(charted.points, page.points)


@pytest.mark.parametrize("exclude", [(), (month("2022-01"),)])
def test_a_trends_script_gives_its_line_its_shift_and_its_intervals(dataset, exclude):
    indicator, unit = dataset.catalogue["akutbesok_hsh"], dataset.units["0680"]
    page = without_date(indicator, unit, dataset.series(indicator.id, unit.id), exclude)
    script = run(trend_code(SV, SAMPLE, Viewed(indicator.id, unit.id), exclude))["told"]
    assert (script.trend.p, script.trend.a_year, script.trend.interval) == (
        page.trend.p,
        page.trend.a_year,
        page.trend.interval,
    )
    assert astuple(script.shifts.best) == astuple(page.shifts.best)
    pd.testing.assert_frame_equal(script.values, page.values)


WISHES = [
    Wish("akutbesok_hsh", ("0683",)),
    Wish("akutbesok_hsh", ("0683", "0682"), 0.15, "up", history=36, compare=("0680", "0684")),
    Wish("akutbesok_hsh", ("0683",), compare=()),
    Wish("mangbesokare_akut", ("0683",)),
]


@pytest.mark.parametrize("wish", WISHES)
def test_a_plans_script_gives_the_same_plan(dataset, wish):
    register = simulate.load_changes()
    page = plan_for(dataset, wish, register)
    script = run(plan_code(SV, SAMPLE, wish, register))["planned"]
    assert script.reason == page.reason
    assert script.plan.detectable == page.plan.detectable
    assert script.plan.months_needed == page.plan.months_needed
    assert script.helps == page.helps


OWN = Change(
    id="egen",
    units=("0682",),
    start="2024-01",
    name=Text.of('Vår "egna"\n__import__("os")'),
    outcome=("akutbesok_hsh",),
)
QUESTIONS = {
    "one unit": Asked("akutbesok_hsh", (("0683", "2024-04"),)),
    "two units": Asked("akutbesok_hsh", (("0683", "2024-04"), ("0687", "2024-10")), smallest_change=0.15),
    "alone, started since it looked bad": Asked(
        "akutbesok_hsh", (("0685", "2025-02"),), started_because_bad=True, compare=()
    ),
    "a mean, months left out": Asked("ssk_belastning", (("0683", "2024-04"),), exclude=("2022-01",)),
}


@pytest.mark.parametrize("more", [(), (OWN,)], ids=["the register", "and a change of one's own"])
@pytest.mark.parametrize("name", QUESTIONS)
def test_a_verdicts_script_gives_the_same_verdict(dataset, name, more):
    asked, register = QUESTIONS[name], (*simulate.load_changes(), *more)
    page = judged(dataset, asked, register).verdict
    script = run(verdict_code(SV, SAMPLE, asked, register))["verdict"]
    names = ("grade", "p", "observed", "expected", "relative_effect", "interval", "wide_interval", "compared")
    assert {n: getattr(script, n) for n in names} == {n: getattr(page, n) for n in names}
    pd.testing.assert_frame_equal(script.counterfactual, page.counterfactual)


def test_a_script_computes_nothing_where_the_page_says_nothing(dataset):
    asked = Asked("gemensamt_hembesok", (("0683", "2024-04"),))
    answer = run(verdict_code(SV, SAMPLE, asked, simulate.load_changes()))["answer"]
    assert (answer.reason, answer.verdict.p, answer.verdict.interval) == ("hidden", None, None)


def test_a_register_without_some_of_the_sample_countys_changes_is_written_out():
    some = simulate.load_changes()[:2]
    assert run(plan_code(SV, SAMPLE, WISHES[3], some))["register"] == some


def test_a_script_runs_by_itself_and_prints_the_numbers(dataset, tmp_path):
    path = tmp_path / "skript.py"
    path.write_text(plan_code(SV, SAMPLE, WISHES[0]), encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, str(path)], capture_output=True, text=True, check=True, cwd=tmp_path, env=_here()
    )
    page = plan_for(dataset, WISHES[0], ())
    assert str(page.plan.detectable[12]) in ran.stdout


def _here() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}


# Own files

SEMICOLONS = "Månad;Enhet;Fall;Personer\n" + "".join(
    f"{year}-{number:02d};Värnamo;{20 + (7 * number + year) % 11};400\n"
    for year in (2022, 2023, 2024)
    for number in range(1, 13)
)
OWN_INDICATOR = NewIndicator('Fall "hos oss"', "rate", 100.0, "down", "per 100")


def own_file(name: str = "våra fall.csv") -> OwnFile:
    mapping = Mapping(
        "Månad", unit="Enhet", indicator=OWN_INDICATOR, numerator="Fall", denominator="Personer"
    )
    return OwnFile(name, mapping, read_as=ReadAs(encoding="utf-8"))


def test_an_own_files_script_reads_it_by_name_and_mapping(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = own_file()
    Path(file.name).write_text(SEMICOLONS, encoding="utf-8")
    mine = read_own_file(file)
    indicator = mine.indicators()[0]
    page = chart_for(indicator, mine.units["0683"], mine.series(indicator.id, "0683"))
    script = run(chart_code(SV, Source(file), Viewed(indicator.id, "0683"), Choices()))
    assert script["indicator"].name.sv == 'Fall "hos oss"'
    pd.testing.assert_frame_equal(script["charted"].points, page.points)
    assert len(page.points) == 36


def test_a_sheet_that_is_not_there_is_told(tmp_path):
    (tmp_path / "våra fall.csv").write_text(SEMICOLONS, encoding="utf-8")
    with pytest.raises(LookupError, match="Blad 2"):
        read_own_file(replace(own_file(), sheet="Blad 2"), tmp_path)


# What stands in a script

names = st.text(min_size=1, max_size=60) | st.sampled_from(
    ['"""', "'\n#", '\\"); import os; (\\"', "\u2028x", "{}", "#", "\x00", "\udcff", "å\rä"]
)


@settings(max_examples=50)
@given(names, names)
def test_no_name_of_a_file_or_a_column_becomes_code(name, heading):
    file = OwnFile(name, Mapping(heading, unit=heading, value=heading, missing_tokens=frozenset({heading})))
    script = chart_code(SV, Source(file), Viewed(heading, name), Choices())
    expected = chart_code(SV, Source(own_file()), Viewed("a", "b"), Choices())
    assert called_in(script) <= called_in(expected) | {"frozenset"}
    found = {node.value for node in ast.walk(ast.parse(script)) if isinstance(node, ast.Constant)}
    assert {name, heading} <= found


def called_in(script: str) -> set[str]:
    calls = (node.func for node in ast.walk(ast.parse(script)) if isinstance(node, ast.Call))
    return {ast.unparse(function) for function in calls}


@given(names)
def test_a_literal_gives_its_text_back(text):
    assert ast.literal_eval(literal(text)) == text
    assert ast.literal_eval(literal((text,))) == (text,)


@settings(max_examples=50)
@given(
    st.builds(
        Wish,
        indicator=names,
        units=st.lists(names, min_size=1, max_size=9).map(tuple),
        change=st.floats(0.01, 0.95),
        way=st.sampled_from(["down", "up"]),
        history=st.none() | st.integers(12, 60),
        compare=st.none() | st.lists(names, max_size=9).map(tuple),
        group=st.builds(Subgroup, age=names, sex=st.sampled_from(["all", "K"])),
    )
)
def test_a_wish_comes_back_from_its_literal(wish):
    assert eval(literal(wish), {"Wish": Wish, "Subgroup": Subgroup}) == wish


def test_months_texts_of_numpy_and_numbers_are_written_as_python_does():
    assert literal((month("2024-03"), None, True)) == '(np.datetime64("2024-03"), None, True)'
    assert literal(np.str_("0683")) == '"0683"'
    assert literal(frozenset()) == "frozenset()"
    assert set(imports(Choices(freeze=month("2024-03")))) == {
        ("core.spc.for_series", "Choices"),
        ("numpy", ""),
    }


@pytest.mark.parametrize("value", [print, float("nan"), np.datetime64("NaT"), {"a": 1}, b"x", Change])
def test_what_no_script_may_hold_is_refused(value):
    with pytest.raises(TypeError, match="cannot stand in a script"):
        literal(value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_comments_are_in_the_readers_language_and_lines_are_short(language):
    words = words_of(language)
    asked = QUESTIONS["two units"]
    script = verdict_code(words, SAMPLE, asked, simulate.load_changes())
    assert f"# {words('code.sample')}" in script
    assert max(len(line) for line in script.splitlines()) <= 88
    assert json.dumps("0683") in script
