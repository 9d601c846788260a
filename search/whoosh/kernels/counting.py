"""How often each value of a facet comes among what was found: a gather and an addition a document and column."""

from typing import Any

from numpy.typing import NDArray

from search.whoosh.arrays import Words
from search.whoosh.kernels.compiling import kernel
from search.whoosh.shelf import Floats


@kernel
def tally(columns: NDArray[Any], rows: Words, counts: Floats) -> None:
    """Add the values of these documents; the last of ``counts`` gathers the places where there is none."""
    for row in rows:
        for nth in range(columns.shape[1]):
            counts[columns[row, nth]] += 1


@kernel
def tally_others(documents: Words, codes: NDArray[Any], rows: Words, counts: Floats) -> None:
    """Add what is left over, pairs of document and code; documents and rows ascend."""
    at = 0
    for each in range(len(documents)):
        while at < len(rows) and rows[at] < documents[each]:
            at += 1
        if at < len(rows) and rows[at] == documents[each]:
            counts[codes[each]] += 1
