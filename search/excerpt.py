"""What to highlight in a text for a query, as offsets, never HTML. Pure: no index is asked."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from search.clauses import Fuzzy, Phrase, Prefix, Word, wanted
from search.finder import Finder, learn
from search.query import parse
from search.types import Mark, Suggest, Words


def highlights(text: str, words: Words | Suggest, field: str = "text") -> tuple[Mark, ...]:
    """Mark what the query found in a text, the verbatim content of ``field``.

    Words are marked in all their inflections, a phrase as a whole and to the letter, a beginning with its whole
    word; what is excluded or asked of another field is not marked. Marks come in order and never touch.
    """
    return _marker(words, field).marks(text)


def warm_up(texts: Iterable[str]) -> None:
    """Analyse texts beforehand, so that the first to be marked are not the slow ones: their words are then known."""
    for text in texts:
        learn(text)


class _Marker:
    """A query, made ready to mark one text after the other."""

    def __init__(self, words: Words | Suggest, field: str) -> None:
        all_leaves = (each.word if isinstance(each, Fuzzy) else each for each in wanted(parse(words).clause))
        leaves = [each for each in all_leaves if getattr(each, "field", None) in {None, field}]
        stems = frozenset(each.stem for each in leaves if isinstance(each, Word) and each.stem)
        forms = frozenset(each.exact for each in leaves if isinstance(each, Word) and not each.stem)
        starts = tuple(each.start for each in leaves if isinstance(each, Prefix))
        self._finder = Finder(stems, forms, starts) if stems or forms or starts else None
        phrases = {tuple(word.exact for word in each.words) for each in leaves if isinstance(each, Phrase)}
        self._phrases = [(phrase, Finder(frozenset(), frozenset(phrase[:1]), ())) for phrase in phrases]

    def marks(self, text: str) -> tuple[Mark, ...]:
        """Mark a text."""
        found = list(self._finder.occurrences(text)) if self._finder is not None else []
        for phrase, finder in self._phrases:
            found += finder.phrases(text, phrase)
        return tuple(_merged(found))


_marker = lru_cache(256)(_Marker)


def _merged(found: list[tuple[int, int]]) -> Iterator[Mark]:
    """Join what overlaps or touches."""
    start = end = -1
    for first, last in sorted(found):
        if first > end:
            if end > start:
                yield Mark(start, end)
            start, end = first, last
        else:
            end = max(end, last)
    if end > start:
        yield Mark(start, end)
