"""The smallest honest engine: every document is asked in turn. It defines what the port means."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import sqrt
from threading import Lock

from search.accents import LOST, Accented, accented, tells
from search.beginnings import frequent_first
from search.clauses import Clause, Days, Either, Every, Fuzzy, Not, Phrase, Prefix, Word, leaves
from search.correcting import corrected, told, without_days
from search.fields import FIELDS, VIEWS, ZONES
from search.held import Held
from search.parsed import Parsed
from search.proposing import proposed
from search.proximity import counted, proximity, remembered, reranked, weight_of_word
from search.query import parse
from search.ranking import (
    MAX_EXPANSIONS,
    MOST,
    RERANKED,
    Ranked,
    average,
    idf,
    lets_off,
    norm,
    ranked,
    saturation,
    summed,
)
from search.similarity import similar
from search.spelling import Near, nearest, resolved
from search.types import Document, Explanation, FacetCount, Hit, Query, Results, Share, Similar, Status, Suggest, Words


class MemoryIndex:
    """An index in this process alone, gone with it. Threads may share it."""

    def __init__(self) -> None:
        self._held: Mapping[str, Held] = {}
        self._generation = 0
        self._writing = Lock()

    def update(self, documents: Iterable[Document] = (), deleted: Iterable[str] = ()) -> None:
        """Remove and write in one step; an id in both is written."""
        with self._writing:
            gone = frozenset(deleted)
            kept = {id_: held for id_, held in self._held.items() if id_ not in gone}
            self._swap(kept | {each.id: Held.of(each) for each in documents})

    def replace(self, documents: Iterable[Document]) -> None:
        """Swap the whole content."""
        with self._writing:
            self._swap({each.id: Held.of(each) for each in documents})

    def _swap(self, held: Mapping[str, Held]) -> None:
        self._held = held
        self._generation += 1

    def search(self, query: Query) -> Results:
        """Ask every document; where nothing is found, ask again for what may have been meant."""
        query.require_window()
        held = list(self._held.values())
        if isinstance(query.ask, Similar):
            known = _Search(held, query, parse(Words("")))
            return similar(query, query.ask, known, len(held), lambda *asked: _Search(held, *asked).results())
        ask: Words | Suggest = query.ask
        asked = _Search(held, query, parse(ask))
        results = asked.results()
        if not results.total and (undated := without_days(ask)):
            ask, asked = undated, _Search(held, query._replace(ask=undated), parse(undated))
            results = asked.results()
        if results.total or (meant := corrected(ask, asked.parsed, asked)) is None:
            return proposed(results, query, asked.parsed, asked)
        again = _Search(held, query._replace(ask=meant), parse(meant)).results()
        return told(again, meant) if again.total else results

    def status(self) -> Status:
        """Count the documents."""
        return Status("memory", len(self._held), self._generation)

    def verify(self) -> None:
        """Nothing was written."""

    def close(self) -> None:
        """Forget everything."""
        self._held = {}


class _Search:
    """One query over the documents as they were when it came."""

    def __init__(self, held: list[Held], query: Query, parsed: Parsed) -> None:
        self.held = held
        self.query = query
        self.parsed = resolved(parsed, self)
        self.averages = {view: average(*self.total(view)) for view in VIEWS}
        self.cut: list[str] = []
        self.beginning_so = {
            each: self.expanded(each) for each in leaves(*self.parsed.clauses) if isinstance(each, Prefix)
        }

    def total(self, view: str) -> tuple[int, int]:
        sizes = [each.lengths[view] for each in self.held if each.lengths[view]]
        return sum(sizes), len(sizes)

    def expanded(self, prefix: Prefix) -> frozenset[str]:
        zones = [FIELDS[prefix.field].zone] if prefix.field else list(ZONES)
        words = self.words(prefix.start, zones)
        if len(words) > MAX_EXPANSIONS:
            self.cut.append(f"{prefix.start}*")
        return frozenset(sorted(words)[:MAX_EXPANSIONS])

    def results(self) -> Results:
        relaxed, found = self.found()
        scored = self.scored(found)
        facets = {name: self.facet(name, [each for each, _ in found]) for name in self.query.facets}
        interpretation = self.parsed.interpretation
        misread = tuple(dict.fromkeys((*interpretation.misread, *self.cut)))
        hits = scored[self.query.offset : self.query.offset + self.query.limit]
        if self.query.explain:
            hits = self.explained(hits, {hit.id for hit in scored[:RERANKED]}, found)
        return Results(
            hits=tuple(hits),
            total=len(found),
            facets=facets,
            interpretation=interpretation._replace(relaxed=relaxed, misread=misread),
        )

    def found(self) -> tuple[bool, list[tuple[Held, float]]]:
        """Give the matching documents with their coverage: all words, or most of those that exist."""
        query, words = self.query, self.parsed.words
        must = Every((*self.parsed.required, Days(query.after, query.before)))
        kept = [each for each in self.held if self.kept(each) and self.holds(must, each)]
        whole = [(each, 1.0) for each in kept if self.holds(Every(words), each)]
        if not (self.parsed.most_do or lets_off(len(words), len(whole))):
            return False, self.as_written(whole)
        known = [(word, idf(len(self.held), having)) for word in words if (having := self.having(*word.term))]
        everything = summed(weight for _, weight in known)
        part = [(each, summed(weight for word, weight in known if self.holds(word, each))) for each in kept]
        most = [(each, share / everything) for each, share in part if share and share >= MOST * everything]
        return len(most) > len(whole), self.as_written(most)

    def as_written(self, found: list[tuple[Held, float]]) -> list[tuple[Held, float]]:
        """Let words count less for coverage where a document has them with other accents alone."""
        known = {word: idf(len(self.held), n) for word in self.parsed.words if (n := self.having(*word.term))}
        doubted = [
            each
            for each in accented(self.parsed)
            if each.word in known
            and tells(self.having("accented", each.written), self.having("exact", each.word.exact))
        ]
        if not doubted:
            return found
        everything = summed(known.values())
        return [
            (
                held,
                share - summed(known[each.word] * LOST for each in doubted if self.otherwise(each, held)) / everything,
            )
            for held, share in found
        ]

    def otherwise(self, doubted: Accented, held: Held) -> bool:
        """Say whether a document has a word with other accents alone."""
        word, written = doubted
        folded = self.holds(word, held) and held.has("exact", word.exact)
        return folded and not held.has("accented", written)

    def kept(self, held: Held) -> bool:
        return all(held.values.get(each.name, frozenset()) & set(each.any_of) for each in self.query.filters)

    def holds(self, clause: Clause, held: Held) -> bool:  # noqa: PLR0911 one answer a kind of clause
        match clause:
            case Every(clauses):
                return all(self.holds(each, held) for each in clauses)
            case Either(clauses):
                return any(self.holds(each, held) for each in clauses)
            case Not(inner):
                return not self.holds(inner, held)
            case Days(after, before):
                if after is None and before is None:
                    return True
                return held.day is not None and (after or 0) <= held.day and (before is None or held.day < before)
            case Word():
                return held.has(*clause.term)
            case Prefix():
                return any(held.has_phrase((word,), clause.field) for word in self.beginning_so[clause])
            case Phrase(words, field):
                return held.has_phrase(tuple(word.exact for word in words), field)
            case Fuzzy(word):  # none is left once the index has said which words there are
                return self.holds(word, held)

    def scored(self, found: list[tuple[Held, float]]) -> list[Hit]:
        telling = self.telling()
        sums = {
            held.id: (summed(each.score for each in self.shares(telling, held)), sqrt(share)) for held, share in found
        }
        scored = sorted(((held, total * root) for held, _ in found for total, root in [sums[held.id]]), key=self.order)
        first = [
            (held, reranked(total, near, root))
            for (held, _), near in zip(scored, self.nearness([held for held, _ in scored[:RERANKED]]), strict=False)
            for total, root in [sums[held.id]]
        ]
        return [Hit(held.id, score) for held, score in [*sorted(first, key=self.order), *scored[len(first) :]]]

    def telling(self) -> list[tuple[Ranked, float]]:
        """Give what ranks, with its idf."""
        return [(form, idf(len(self.held), self.having_form(form))) for form in ranked(self.parsed.clauses)]

    def shares(self, telling: Sequence[tuple[Ranked, float]], held: Held) -> Iterator[Share]:
        """Give what every form adds to a document's score in every zone that has it."""
        for form, its_idf in telling:
            for zone, zone_weight in ZONES.items():
                if times := self.frequency(form, held, zone):
                    view = f"{zone}_{form.view}"
                    filled = saturation(float(times), norm(float(held.lengths[view]), self.averages[view]))
                    yield Share(form.form, zone, form.term, form.weight, zone_weight, its_idf, times, filled)

    def nearness(self, first: Sequence[Held]) -> list[int]:
        """Give the proximity of what was said in the first documents; none where it does not count."""
        said = remembered(self.parsed.said) if self.query.sort == "relevance" else None
        if said is None:
            return []
        weights = [weight_of_word(len(self.held), self.having_form(Ranked("exact", word, 0.0))) for word in said.words]
        places = ([each.words["text_exact"].get(word, ()) for word in said.words] for each in first)
        return [proximity(said, weights, its) for its in places]

    def explained(self, hits: Sequence[Hit], leading: Collection[str], found: list[tuple[Held, float]]) -> list[Hit]:
        """Say why hits score what they do; ``leading`` are those that the second stage put in order."""
        telling = self.telling()
        known = {held.id: (held, share) for held, share in found}
        explained = []
        for hit in hits:
            held, share = known[hit.id]
            near = self.nearness([held] if hit.id in leading else [])
            shares = tuple(self.shares(telling, held))
            explained.append(hit._replace(explanation=Explanation(shares, counted(sum(near)), sqrt(share))))
        return explained

    def order(self, scored: tuple[Held, float]) -> tuple[bool, int, float, str]:
        held, score = scored
        if self.query.sort == "relevance" or held.day is None:
            return self.query.sort != "relevance", 0, -score, held.id
        return False, held.day if self.query.sort == "date" else -held.day, -score, held.id

    def having(self, form: str, term: str) -> int:
        """Count the documents that have a term in one zone."""
        return self.having_form(Ranked(form, term, weight=1.0))

    def near(self, word: str, most: float) -> Iterator[Near]:
        """Give the exact forms that begin as a word does and are at most so far off."""
        near = nearest(word, self.words(word[0]), most)
        return (Near(each, far, self.having("exact", each)) for each, far in near)

    def begun_nearly(self, start: str) -> list[tuple[str, int]]:
        """Give the exact forms that begin so but for a slip, the frequent first, each with its documents."""
        return frequent_first(start, self.words(start[0]), lambda each: self.having("exact", each))

    def words(self, start: str, zones: Iterable[str] = ZONES) -> set[str]:
        """Give the exact forms that begin so."""
        lists = (each.words[f"{zone}_exact"] for each in self.held for zone in zones)
        return {word for words in lists for word in words if word.startswith(start)}

    def having_form(self, form: Ranked) -> int:
        return max(sum(self.frequency(form, each, zone) > 0 for each in self.held) for zone in ZONES)

    def frequency(self, form: Ranked, held: Held, zone: str) -> int:
        if form.form != "prefix":
            return len(held.words[f"{zone}_{form.form}"].get(form.term, ()))
        words = held.words[f"{zone}_exact"]
        return sum(len(words.get(word, ())) for word in self.beginning_so[Prefix(form.term)])

    def facet(self, name: str, found: list[Held]) -> tuple[FacetCount, ...]:
        counts = Counter(value for each in found for value in each.values.get(name, ()))
        best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return tuple(FacetCount(value, count) for value, count in best[: self.query.facet_limit])
