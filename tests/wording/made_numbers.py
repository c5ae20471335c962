"""One finding of every sort, and a small dataset that they may be about."""

import numpy as np

from core.observations.dataset import Dataset
from core.observations.quality import Finding
from core.observations.quality.finding import CODES, Code
from core.remarks import Value
from core.simulate.sample import load_sample

MARCH, APRIL = np.datetime64("2025-03", "M"), np.datetime64("2025-04", "M")
VALUES: dict[str, dict[str, Value]] = {
    "scale_jump": {"before": 4.8, "after": 48.0, "factor": 10.0},
    "level_jump": {"before": 4.8, "after": 24.0, "factor": 5.0},
    "level_jump_shared": {"n": 12, "of": 13, "factor": 1.5},
    "typing_error": {"value": 48.0, "lower": 4.0, "upper": 6.0},
    "zero_for_missing": {"lower": 4.0, "upper": 6.0},
    "months_repeated": {"n": 12, "before": MARCH},
    "months_repeated_here": {"n": 4, "before": MARCH},
    "units_identical": {"n": 48, "other": "0680"},
    "value_stuck": {"n": 7, "value": 5.1},
    "rounded": {"to": 10},
    "denominator_jump": {"value": 1200.0, "usual": 400.0},
    "denominator_constant": {"n": 8, "of": 8},
    "denominator_population": {"n": 8},
    "denominator_other_kind": {"value": 20000.0, "expected": 400.0},
    "parts_exceed": {"n": 1, "parts": 13},
    "parts_lack": {"n": 1, "parts": 13},
    "unit_absent": {"n": 12, "of": 13},
    "unit_ended": {"others": APRIL},
    "hidden": {"n": 4, "percent": 3.2},
    "missing": {"n": 4, "percent": 3.2},
    "provisional_unmarked": {"n": 1, "months": 2},
    "old": {"months": 8},
    "break_inside": {"text_sv": "Ny källa", "text_en": "New source"},
    "two_sources": {"n": 2, "sources": ("a.csv", "b.csv")},
    "mixed_periods": {"kinds": ("month", "quarter")},
}
OF_ALL = (
    *("level_jump_shared", "months_repeated", "rounded", "denominator_is_numerator", "denominator_constant"),
    *("denominator_population", "periods_absent", "hidden", "missing", "provisional", "provisional_unmarked"),
    *("old", "future", "break_inside", "two_sources"),
)


def _one(code: Code) -> Finding:
    return Finding(
        code,
        "know" if code == "provisional" else "check",
        "akutbesok_hsh",
        "" if code in OF_ALL else "0643",
        periods=(MARCH, APRIL) if code == "value_stuck" else (MARCH,),
        values=VALUES.get(code, {"n": 1}),
    )


FOUND: dict[str, Finding] = {code: _one(code) for code in CODES}


def made_dataset() -> Dataset:
    """The sample county: real names of units and indicators."""
    return load_sample()
