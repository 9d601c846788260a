"""What is plain BM25F, stock Whoosh's own matchers and collectors find, score and count the same way.

Stock Whoosh gets the words of every view as a field of its own, and a weighting that does the sum of ``search.ranking``
with its statistics; ours must give the same ids, totals and facets, and scores that differ by rounding alone.
"""

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from whoosh import fields, scoring
from whoosh.analysis.tokenizers import RegexTokenizer
from whoosh.index import create_in
from whoosh.query.compound import And, AndMaybe, Or
from whoosh.query.terms import Term
from whoosh.query.wrappers import ConstantScoreQuery

from search import Document, Filter, Query, Words
from search.fields import VIEWS, ZONES, lengths, places
from search.query import parse
from search.ranking import K1, average, idf, norm, ranked, saturation
from search.whoosh import WhooshIndex
from search.whoosh.loading import Provider

WORDS = ["maire", "maires", "rumeur", "rumeurs", "fausse", "message", "police", "réseau", "été", "quai", "verdun"]


def documents(draw: random.Random, numbers: range) -> Iterator[Document]:
    for number in numbers:
        yield Document(
            f"d{number:03}",
            {
                "text": " ".join(draw.choices(WORDS, k=draw.randint(1, 30))),
                "title": " ".join(draw.choices(WORDS, k=draw.choice((0, 2)))),
                "speaker": " ".join(draw.choices(WORDS, k=draw.choice((0, 1)))),
            },
            {"topic": tuple(draw.sample("abcdef", draw.randint(0, 3)))},
        )


_NOTHING = 1e-12
"""A constant score of 0 would be taken for none, which is 1."""


class Stock:
    """A stock index of what ours holds."""

    def __init__(self, folder: Path) -> None:
        words = fields.TEXT(RegexTokenizer(r"\S+"), phrase=False)
        self._index: Any = create_in(
            str(folder),
            fields.Schema(id=fields.ID(unique=True, stored=True), topic=fields.STORED, **dict.fromkeys(VIEWS, words)),
        )
        self.held: dict[str, Document] = {}

    def update(self, some: list[Document], gone: list[str]) -> None:
        writer: Any = self._index.writer()
        for id_ in gone:
            writer.delete_by_term("id", id_)
            self.held.pop(id_, None)
        for one in some:
            found = places(one)
            words = {view: " ".join(word for word, its in found[view].items() for _ in its) for view in VIEWS}
            writer.update_document(id=one.id, topic=one.values["topic"], **words)
            self.held[one.id] = one
        writer.commit(optimize=True)  # its statistics count what is deleted until then

    def answer(self, typed: str) -> tuple[dict[str, float], dict[str, int]]:
        """Give all that it finds: id → score, and how often each topic comes."""
        parsed = parse(Words(typed))
        terms = [[Term(f"{zone}_{each.term[0]}", each.term[1]) for zone in ZONES] for each in parsed.words]
        must = And([ConstantScoreQuery(Or(each), _NOTHING) for each in terms])
        ranks = [Term(f"{z}_{each.view}", each.term) for each in ranked(parsed.clauses) for z in ZONES]
        with self._index.searcher(weighting=self._weighting(typed)) as searcher:
            found = searcher.search(AndMaybe(must, Or(ranks)), limit=None)
            hits = {hit["id"]: float(hit.score) for hit in found}
            return hits, Counter(topic for hit in found for topic in hit["topic"])

    def _weighting(self, typed: str) -> scoring.WeightingModel:
        sizes = {view: [] for view in VIEWS}  # type: dict[str, list[int]]
        for one in self.held.values():
            for view, size in zip(VIEWS, lengths(places(one)), strict=True):
                sizes[view].append(size)
        averages = {view: average(sum(each), sum(size > 0 for size in each)) for view, each in sizes.items()}
        weights = {(each.view, each.term): each.weight for each in ranked(parse(Words(typed)).clauses)}
        by_number = {number: self.held[stored["id"]] for number, stored in self._numbered()}
        exact_lengths = {n: dict(zip(VIEWS, lengths(places(one)), strict=True)) for n, one in by_number.items()}
        held = len(self.held)

        class Definition(scoring.WeightingModel):
            """The sum of ``search.ranking`` as a weighting of Whoosh's."""

            def scorer(self, searcher: Any, fieldname: str, text: Any, qf: float = 1) -> scoring.BaseScorer:  # noqa: ARG002
                zone, form = fieldname.rsplit("_", 1)
                term = text.decode()
                having = max(searcher.doc_frequency(f"{each}_{form}", term) for each in ZONES)
                weight = weights.get((form, term), 0.0) * ZONES[zone] * idf(held, having)

                class Scorer(scoring.BaseScorer):
                    def supports_block_quality(self) -> bool:
                        return False

                    def max_quality(self) -> float:
                        return weight * (K1 + 1)

                    def score(self, matcher: Any) -> float:
                        length = exact_lengths[matcher.id()][fieldname]
                        return weight * saturation(float(matcher.weight()), norm(float(length), averages[fieldname]))

                return Scorer()

        return Definition()

    def _numbered(self) -> list[tuple[int, dict[str, str]]]:
        with self._index.reader() as reader:
            return list(reader.iter_docs())


@pytest.mark.parametrize("seed", range(4))
def test_stock_whoosh_finds_scores_and_counts_the_same(tmp_path: Path, compiled: Provider, seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 nothing secret
    stock, plain = Stock(tmp_path), WhooshIndex(tmp_path / "ours")
    fast = WhooshIndex(tmp_path / "ours", kernels=compiled)
    for commit in (range(60), range(50, 75), range(10, 12)):
        some = list(documents(draw, commit))
        gone = [f"d{draw.randrange(75):03}" for _ in range(4)]
        stock.update(some, gone)
        plain.update(some, gone)
    asked = 0
    while asked < 25:
        typed = " ".join(draw.sample(WORDS, draw.randint(1, 3)))
        hits, topics = stock.answer(typed)
        if len(hits) < 3:  # then words are let off, which is no plain BM25F
            continue
        asked += 1
        for index in (plain, fast):
            found = index.search(Query(Words(typed), facets=("topic",), limit=100, sort="date"))
            assert found.total == len(hits)
            assert {hit.id: pytest.approx(hit.score, abs=1e-4) for hit in found.hits} == hits
            assert {each.value: each.count for each in found.facets["topic"]} == topics
            narrowed = index.search(Query(Words(typed), (Filter("topic", ("a",)),)))
            assert narrowed.total == topics.get("a", 0)
