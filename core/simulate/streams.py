"""Random numbers that stay put: one stream for each purpose, indicator and unit.

A stream's seed is the tuple (seed, CRC-32 of each name), mixed by numpy's ``SeedSequence`` and drawn
by ``PCG64``. Both are fixed by numpy's compatibility promise. The distributions built on them
(``poisson``, ``gamma``, ...) are not promised to stay bit for bit between numpy versions; they are
the same in numpy 2.4 and 2.5, and the committed Parquet file is what the app reads.

Because no stream is shared, adding an indicator or a unit leaves all other numbers as they were.
"""

from zlib import crc32

import numpy as np
from numpy.typing import NDArray


def stream(seed: int, *names: str) -> np.random.Generator:
    """The generator for ``names``, e.g. ``stream(7, "antibiotika_hsh", "0604")``."""
    entropy = [seed, *(crc32(name.encode()) for name in names)]
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(entropy)))


def steady(mean: NDArray[np.float64]) -> NDArray[np.float64]:
    """``mean`` rounded to nine decimals before it is drawn from.

    ``exp`` may differ in the last bit between processors; rounding keeps such a bit from ever
    deciding a count.
    """
    return np.round(mean, 9)
