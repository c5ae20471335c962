"""Made-up data with known truth, to try the app on and to teach with.

    from core import simulate

    dataset = simulate.load_sample()          # the stored sample county, fast
    changes = simulate.load_changes()         # what its people wrote down
    county = simulate.sample_county(seed=7)   # another one: .observations, .truth, .changes

How the numbers come about, module by module: ``recipes`` (levels and patterns of each indicator),
``patterns`` (season, pandemic, noise), ``cohort`` (persons, enrolments, visits), ``bases`` (denominators),
``draws`` (numerators), ``subgroups`` (cells and sums), ``suppression``, ``truth`` (changes and effects),
``publish`` and ``write``. In short: a level for the county, log-normal levels of the municipalities, a winter
peak, dips in July and December for planned work, the tail of the pandemic in 2021–2022 and the wave of winter
2022/23, a county-wide disturbance each month, AR(1) noise and gamma overdispersion of each series, and
Poisson or binomial counts on top.
"""

from typing import TYPE_CHECKING

from core.simulate.register import load_changes
from core.simulate.sample import load_sample

if TYPE_CHECKING:
    from core.simulate.write import SampleCounty

__all__ = ["load_changes", "load_sample", "sample_county"]


def sample_county(seed: int | None = None) -> "SampleCounty":
    """Make a sample county; without a seed, the one that is stored in ``data/sample/``."""
    from core.simulate import write  # noqa: PLC0415 - the generator is not needed to open the app

    return write.sample_county(write.SEED if seed is None else seed)
