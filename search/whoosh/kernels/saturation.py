"""The saturation of BM25 depends on a frequency, a length and the average length alone.

For the frequencies and lengths that nearly all postings have, it stands in a table, made once a commit: one load in the
place of two divisions. Beyond the table, the formula itself is used; it gives the same number, since it made the table.
"""

import numpy as np

from search.ranking import K1, B
from search.whoosh.kernels.compiling import kernel
from search.whoosh.shelf import Floats

FREQUENCIES, LENGTHS_KNOWN = 8, 512
"""The table's size a view: 32 kB, what the first cache of a core holds."""


@kernel
def saturated(frequency: float, length: float, average: float) -> float:
    """Do the sum of ``search.ranking.saturation`` of ``norm``."""
    return frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * length / average))


@kernel
def saturation_table(averages: Floats) -> Floats:
    """Make the table: views × frequencies × lengths."""
    table = np.zeros((len(averages), FREQUENCIES, LENGTHS_KNOWN))
    for view in range(len(averages)):
        for frequency in range(1, FREQUENCIES):
            for length in range(LENGTHS_KNOWN):
                table[view, frequency, length] = saturated(float(frequency), float(length), averages[view])
    return table
