"""Garbage is collected between answers, the youngest often, what is older now and then; and seldom in an import."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from api.commands.collecting import (
    EVERY,
    OBJECTS_BETWEEN_COLLECTIONS,
    THRESHOLDS,
    collect_between_answers,
    few_collections,
)


class _Circle:
    """What nobody but the collector lets go of."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    gc.set_threshold(*thresholds)


def test_what_an_answer_left_goes_after_a_few_more() -> None:
    answered = collect_between_answers()
    assert gc.get_threshold() == THRESHOLDS
    gc.collect()  # else what earlier tests left may bring about a collection between
    left = weakref.ref(_Circle())
    for _ in range(EVERY - 1):
        answered()
    assert left() is not None
    answered()
    assert left() is None


def test_what_was_remembered_long_goes_at_last() -> None:
    answered = collect_between_answers()
    gc.collect()
    remembered = _Circle()
    gc.collect(0)
    gc.collect(1)
    left = weakref.ref(remembered)
    del remembered
    for _ in range(EVERY**3 - 1):
        answered()
    assert left() is not None
    answered()
    assert left() is None


def test_an_import_collects_seldom_and_leaves_the_collector_as_it_was() -> None:
    before = gc.get_threshold()
    with few_collections():
        assert (gc.get_threshold()[0], gc.get_freeze_count() > 0) == (OBJECTS_BETWEEN_COLLECTIONS, True)
    assert (gc.get_threshold(), gc.get_freeze_count()) == (before, 0)
