"""A picture in which every value is the same has a readable scale."""

import pytest

from core.figures.control_figure import control_figure
from core.wording import words_of
from tests.figures.made_charts import STEADY, made_chart


def domains(numbers) -> list[list[float] | None]:
    spec = control_figure(words_of("sv"), made_chart(numbers=numbers)).spec
    scales = [layer["encoding"].get("y", {}).get("scale") for layer in spec["layer"]]
    return [scale.get("domain") for scale in scales if scale is not None]


@pytest.mark.parametrize(("numbers", "domain"), [([0] * 24, [0.0, 1.0]), ([8] * 24, [0.0, 2.0])])
def test_a_single_value_stands_on_a_scale_that_starts_at_0(numbers, domain):
    assert domains(numbers)
    assert all(found == domain for found in domains(numbers))


def test_values_that_vary_keep_the_scale_that_suits_them():
    assert all(found is None for found in domains(STEADY))
