"""A picture in which every value is the same has a readable scale."""

import numpy as np
import pytest

from core.figures.control_figure import control_figure
from core.figures.span import span_of
from core.wording import words_of
from tests.figures.made_charts import STEADY, made_chart


def domains(numbers, channel: str = "y", **more) -> list[list[float] | None]:
    spec = control_figure(words_of("sv"), made_chart(numbers=numbers, **more)).spec
    scales = [layer["encoding"].get(channel, {}).get("scale") for layer in spec["layer"]]
    return [scale.get("domain") for scale in scales if scale is not None]


@pytest.mark.parametrize(("numbers", "domain"), [([0] * 24, [0.0, 1.0]), ([8] * 24, [0.0, 2.0])])
def test_a_single_value_stands_on_a_scale_that_starts_at_0(numbers, domain):
    assert domains(numbers)
    assert all(found == domain for found in domains(numbers))


def test_values_that_vary_keep_the_scale_that_suits_them():
    assert all(found is None for found in domains(STEADY))


def test_a_picture_of_no_value_has_its_months_and_no_scale_of_values():
    hidden = {"numbers": STEADY, "status": ["suppressed"] * len(STEADY)}
    assert all(found == [] for found in domains(**hidden))
    for found in domains(channel="x", **hidden):  # as dates: of milliseconds Vega makes one moment of all
        first, last = found or (None, None)
        assert first == {"year": 2022, "month": 1, "date": 1, "utc": True}
        assert (last["year"], last["month"]) > (2022, 1)


@pytest.mark.parametrize(
    ("drawn", "span"),
    [
        (([1.0, np.nan], [4.0]), (1.0, 4.0)),
        (([3.0], [3.0, 3.0]), (0.0, 3.0)),
        (([-3.0],), (-3.0, 0.0)),
        (([0.0],), (0.0, 1.0)),
        (([np.nan], []), None),
    ],
)
def test_the_span_of_what_is_drawn_holds_all_of_it_and_is_never_of_no_length(drawn, span):
    assert span_of(*drawn) == span
