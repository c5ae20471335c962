"""Two charts of the same numbers: one scale, every line inside it, names of lines apart."""

from dataclasses import replace

import altair as alt
import numpy as np
import pytest
from hypothesis import given, settings

from core.figures.control_figure import control_figure
from core.figures.labels import LABEL_SPACING
from core.figures.two_figure import DRAWN, same_scale, two_figures
from core.spc.for_series import Choices, chart_for
from core.wording import words_of
from tests.figures.made_charts import PLACE, RATE, STEADY, made_chart, made_series, series_of_any_kind

SV = words_of("sv")


def pair(numbers=STEADY, kinds=("u", "i"), **more):
    return [made_chart(RATE, numbers, Choices(kind=kind), **more) for kind in kinds]


def domains(figure) -> set[tuple[float, float]]:
    scales = [layer["encoding"].get("y", {}).get("scale") for layer in figure.spec["layer"]]
    return {tuple(scale["domain"]) for scale in scales if scale is not None}


@pytest.mark.parametrize(("language", "theme"), [("sv", "light"), ("en", "dark")])
def test_the_pictures_are_valid_vega_lite(language, theme):
    for figure in two_figures(words_of(language), pair(), made_up=True, theme=theme):
        alt.Chart.from_dict(dict(figure.spec))


def test_both_pictures_have_the_same_scale_and_the_same_time_axis():
    first, second = two_figures(SV, pair(kinds=("u", "run")))
    assert domains(first) == domains(second)
    assert len(domains(first)) == 1
    assert first.datasets["points"]["t"].tolist() == second.datasets["points"]["t"].tolist()


@settings(max_examples=15, deadline=None)
@given(series_of_any_kind())
def test_nothing_that_is_drawn_lies_outside_the_common_scale(made):
    indicator, series = made
    charts = [chart_for(indicator, PLACE, series, Choices(kind=kind)) for kind in ("i", "run", None)]
    for figure in two_figures(SV, charts):
        points = figure.datasets["points"]
        drawn = points[[name for name in DRAWN if name in points]].to_numpy(float)
        drawn = drawn[np.isfinite(drawn)]
        if not drawn.size:
            continue
        [(low, high)] = domains(figure)
        assert low <= drawn.min()
        assert drawn.max() <= high
        assert low < high


def test_numbers_and_signs_stay_those_of_each_chart_alone():
    charts = pair()
    for figure, charted in zip(two_figures(SV, charts), charts, strict=True):
        alone = control_figure(SV, charted)
        assert figure.datasets["points"].equals(alone.datasets["points"])
        assert (figure.title, figure.facts, figure.alt) == (alone.title, alone.facts, alone.alt)
        assert figure.table.equals(alone.table)


def test_the_kept_shape_is_not_changed_by_a_view():
    before = dict(control_figure(SV, pair()[0]).spec)
    two_figures(SV, pair())
    assert dict(control_figure(SV, pair()[0]).spec) == before


def test_names_of_lines_do_not_touch_on_a_wider_scale():
    close = made_chart(RATE, [20, 21] * 12, Choices(kind="i"))
    far = made_chart(RATE, [20, 21] * 11 + [400, 400], Choices(kind="i"))
    figure, _ = same_scale([control_figure(SV, close), control_figure(SV, far)])
    [(low, high)] = domains(figure)
    heights = np.sort(figure.datasets["labels"]["y"].to_numpy())
    assert np.diff(heights).min() >= LABEL_SPACING * (high - low) * 0.9


def test_a_series_without_numbers_keeps_its_own_empty_picture():
    empty = [chart_for(RATE, PLACE, made_series(RATE, STEADY, status=["missing"] * len(STEADY)))] * 2
    figures = two_figures(SV, empty)
    assert [figure.alt for figure in figures] == [control_figure(SV, empty[0]).alt] * 2


def test_a_constant_series_still_has_a_scale():
    flat = [replace(chart, caveats=()) for chart in pair([20] * 24, kinds=("run", "i"))]
    [(low, high)] = domains(two_figures(SV, flat)[0])
    assert low < 5 < high
