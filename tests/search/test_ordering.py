"""The best of what was found, sieved or not, are those that sorting puts first."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.whoosh.kernels.ordering import SIEVED_FROM, best


@given(st.lists(st.integers(0, 12), max_size=200), st.integers(0, 15), st.randoms(use_true_random=False))
@pytest.mark.usefixtures("compiled")
def test_the_best_come_first(found: list[int], wanted: int, draw: Random) -> None:
    scores = np.array(found, np.float64) / 4
    ranks = np.array(draw.sample(range(len(found)), len(found)), np.uint32)
    rows = np.arange(len(found), dtype=np.uint32)
    assert best(scores, rows, ranks, wanted).tolist() == np.lexsort((ranks, -scores))[:wanted].tolist()


def test_equal_scores_are_sieved_and_ordered_by_id() -> None:
    many = SIEVED_FROM * 20
    rows, ranks = np.arange(many, dtype=np.uint32), np.arange(many, dtype=np.uint32)[::-1].copy()
    assert best(np.ones(many), rows, ranks, 10).tolist() == [*range(many - 1, many - 11, -1)]
