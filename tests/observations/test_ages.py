"""Ages as sources write them: Socialstyrelsen's 85+, a county's "85 år och äldre", a register's 85-w."""

import pandas as pd
import pytest

from core.observations.coded import Coded
from core.observations.resolve import resolve_group


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *(
            (text, "85-")
            for text in ("85+", "85+ år", "85 år+", "85 år och äldre", "85 eller äldre", "85-w", "≥85")
        ),
        *((text, "0-4") for text in ("0-4", "0 - 4 år", "0–4 år", "0-4 years")),
        *((text, "all") for text in ("Totalt", "0-85+", "0–85+ år", "0-100+", "0+", "Samtliga åldrar")),
        *((text, text) for text in ("0 år", "under 1 år", "16-84+5", "okänd ålder")),
    ],
)
def test_ages_are_called_alike_however_a_source_writes_them(written, meant):
    found = resolve_group(Coded.of(pd.Series([written], dtype="str")), "age")
    assert list(found.values.texts()) == [meant]
    assert list(found.total) == [meant == "all"]
