"""What all tests share: where the project stands, and property tests that give the same answer everywhere."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# The same examples on every machine and no time limits: a red test is red again when it is run again.
settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
# New examples every time, and many: HYPOTHESIS_PROFILE=search python run.py test tests/spc
settings.register_profile("search", parent=settings.get_profile("ci"), derandomize=False, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

ROOT = Path(__file__).resolve().parent.parent
# What whoever runs the tests has kept is neither read nor touched: nothing is there until a test keeps it.
os.environ["SKIFTE_DATA"] = str(ROOT / "test-results" / "nothing-kept")


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT
