"""The chart shapes that the app reads are the ones Altair builds."""

import altair as alt
import pytest

from core.figures.__main__ import SHAPES
from core.figures.compiled import compiled


@pytest.mark.parametrize("name", SHAPES)
def test_the_stored_spec_is_what_altair_builds_today(name):
    assert compiled(name) == SHAPES[name](), "run python -m core.figures and commit what it writes"


@pytest.mark.parametrize("name", SHAPES)
def test_the_stored_spec_is_valid_vega_lite(name):
    alt.Chart.from_dict(compiled(name))


def test_the_running_app_does_not_import_altair():
    import subprocess
    import sys

    code = "import sys, app; print('altair' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"
