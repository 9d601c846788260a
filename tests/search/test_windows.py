"""Scores are the same however many documents are scored at once; no test has enough of them for a second window."""

import random
from pathlib import Path

import numpy as np

from search import Document, Words
from search.fields import ZONES
from search.query import parse
from search.whoosh import WhooshIndex
from search.whoosh.kernels.answering import looked_up
from search.whoosh.kernels.lists import HAVING
from search.whoosh.kernels.saturation import saturation_table
from search.whoosh.kernels.spreading import spread
from search.whoosh.loading import Provider
from search.whoosh.plan import plan

SIZE = 300


def test_scores_do_not_depend_on_the_window(tmp_path: Path, compiled: Provider) -> None:
    draw = random.Random(16)  # noqa: S311 nothing secret
    words = ["rumeur", "maire", "Verdun", "rare", "rumba", "rumine"]

    def text(longest: int) -> str:
        return " ".join(draw.choices(words, (9, 5, 3, 0.1, 1, 1), k=draw.randint(0, longest)))

    index = WhooshIndex(tmp_path / "index", kernels=compiled)
    index.update(Document(f"d{at:03}", {"text": text(8 if at % 50 else 600), "title": text(3)}) for at in range(SIZE))
    snapshot = index._latest().snapshot  # noqa: SLF001 what kernels are given
    (reading,) = snapshot.readings
    file, averages = reading.shelf.segment.file, np.array(list(snapshot.averages.values()))
    table, dense = saturation_table(averages), np.zeros(SIZE)
    for typed in ("rumeur", "rare maire", "verdun rumba rare", "rum* maire", "verdun"):
        planned = plan(parse(Words(typed)), None, None, None)
        assert planned
        having = np.zeros((len(planned.weights), len(ZONES) + 1), np.int64)
        lists = looked_up(file, reading.deleted, planned.keys, planned.numbers, dense, having, alone=True)
        weights = np.where(lists.rows[:, HAVING] > 0, 1.5, 0.0)
        for asked in (range(SIZE), sorted(draw.sample(range(SIZE), 40)), [7, 8, 290]):
            rows = np.array(asked, np.uint32)
            scores = []
            for window in (SIZE, 64, 10, 1):
                sums = np.zeros(len(rows))
                spread(file, lists, weights, averages, table, rows, dense, sums, window)
                assert not dense.any()
                scores.append(sums.tolist())
            assert any(scores[0])
            assert scores == [scores[0]] * len(scores)
