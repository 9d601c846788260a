"""What the quality of search is measured by. Pure, and the same from run to run."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from math import log2
from typing import NamedTuple

import numpy as np

DEPTH = 10
DEEP = 100
RESAMPLED = 2_000
SEED = 20161129

Grades = Mapping[str, float]
"""The documents that answer a query, each with how well."""


class Judged(NamedTuple):
    """How good the answers to each query were, in the order of the queries."""

    ndcg10: list[float]
    mrr10: list[float]
    recall100: list[float]

    def means(self) -> dict[str, float]:
        """Give the mean of each."""
        return {name: round(float(np.mean(values)), 4) for name, values in self._asdict().items()}


def judged(answers: Sequence[Sequence[str]], wanted: Sequence[Grades]) -> Judged:
    """Judge ranked ids against what was wanted, query by query."""
    pairs = list(zip(answers, wanted, strict=True))
    return Judged(
        [ndcg(*each) for each in pairs], [reciprocal(*each) for each in pairs], [recall(*each) for each in pairs]
    )


def ndcg(ranked: Sequence[str], grades: Grades) -> float:
    """Discounted gain of the first ten over that of the best possible ten (Järvelin and Kekäläinen 2002)."""
    best = sorted(grades.values(), reverse=True)[:DEPTH]
    return _gain(grades.get(each, 0.0) for each in ranked[:DEPTH]) / _gain(best)


def _gain(grades: Iterable[float]) -> float:
    return sum(grade / log2(rank + 2) for rank, grade in enumerate(grades))


def reciprocal(ranked: Sequence[str], grades: Grades) -> float:
    """One over the rank of the first that answers, 0 beyond the tenth."""
    return next((1 / rank for rank, each in enumerate(ranked[:DEPTH], 1) if each in grades), 0.0)


def recall(ranked: Sequence[str], grades: Grades) -> float:
    """Share of what answers that is among the first hundred."""
    return len(grades.keys() & set(ranked[:DEEP])) / len(grades)


def interval(ours: Sequence[float], theirs: Sequence[float]) -> list[float]:
    """Where the mean of the differences lies, at 95 in 100: queries drawn again with a fixed seed (Efron 1979)."""
    differences = np.array(ours) - np.array(theirs)
    drawn = np.random.default_rng(SEED).integers(len(differences), size=(RESAMPLED, len(differences)))
    low, high = np.quantile(differences[drawn].mean(axis=1), (0.025, 0.975))
    return [round(float(low), 4), round(float(high), 4)]


def conflation(lemmas: Iterable[tuple[str, str]], stem: Callable[[str], str]) -> dict[str, float]:
    """Hold pairs of forms with one stem against pairs with one lemma: precision, recall and F1 over pairs.

    ``lemmas`` holds forms, each with a lemma, and again with another if it has two.
    """
    by_lemma: defaultdict[str, set[str]] = defaultdict(set)
    by_stem: defaultdict[str, set[str]] = defaultdict(set)
    for form, lemma in lemmas:
        by_lemma[lemma].add(form)
        by_stem[stem(form)].add(form)
    gold, found = _pairs(by_lemma.values()), _pairs(by_stem.values())
    right = len(gold & found)
    precision, recalled = right / max(1, len(found)), right / max(1, len(gold))
    f1 = 2 * precision * recalled / max(precision + recalled, 1e-9)
    return {"precision": round(precision, 4), "recall": round(recalled, 4), "f1": round(f1, 4)}


def _pairs(classes: Iterable[set[str]]) -> set[tuple[str, str]]:
    return {pair for each in classes for pair in combinations(sorted(each), 2)}
