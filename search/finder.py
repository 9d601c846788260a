"""Where in a text words stand that have one of some stems or forms: what highlighting asks of text after text.

Decision: remembered is not what each chunk of text holds but, the other way round, in which chunks a stem or form
has been seen. A text's distinct chunks are then held against those of the query by set arithmetic, in C: one
intersection instead of a look at each word. Only a chunk never seen is cut and analysed, and only one that is hit is
looked for in the text.
"""

from collections.abc import Iterator

from search.french import CACHED_CHUNKS, cut_at_blanks, cut_chunk, has_spaced_number, pieces
from search.typography import TracedText, traced


class _Seen:
    """The chunks seen so far, and by stem and by form those that hold it."""

    def __init__(self) -> None:
        self.chunks: set[str] = set()
        self.by_stem: dict[str, set[str]] = {}
        self.by_form: dict[str, set[str]] = {}

    def learn(self, chunk: str) -> None:
        """Take in a chunk. Another thread may do so at the same time; a chunk counts as seen once all is in."""
        for form, stem, *_ in cut_chunk(chunk):
            if stem:
                self.by_stem.setdefault(stem, set()).add(chunk)
            self.by_form.setdefault(form, set()).add(chunk)
        self.chunks.add(chunk)


class _Memory:
    """What this process has seen; it is forgotten whole when there are more than ``CACHED_CHUNKS`` chunks."""

    def __init__(self) -> None:
        self._seen = _Seen()

    def with_all(self, chunks: set[str]) -> _Seen:
        """Return what has been seen, these chunks included."""
        if len(self._seen.chunks) > CACHED_CHUNKS:
            self._seen = _Seen()
        seen = self._seen
        for chunk in chunks - seen.chunks:
            seen.learn(chunk)
        return seen


_MEMORY = _Memory()


def learn(text: str) -> None:
    """See the chunks of a text beforehand."""
    _MEMORY.with_all(set(cut_at_blanks(traced(text).text)))


class Finder:
    """Finds the words with one of these stems, exact forms or beginnings."""

    def __init__(self, stems: frozenset[str], forms: frozenset[str], starts: tuple[str, ...]) -> None:
        self._stems = stems
        self._forms = forms
        self._starts = starts

    def occurrences(self, text: str) -> Iterator[tuple[int, int]]:
        """Give the places of the words in a text, in no particular order: what ``analyse`` would find, but sooner."""
        source = traced(text)
        spaced = has_spaced_number(source.text)
        chunks = set(cut_at_blanks(source.text) if spaced else source.text.split())
        seen = _MEMORY.with_all(chunks)
        hits: set[str] = set()
        for wanted, where in ((self._stems, seen.by_stem), (self._forms, seen.by_form)):
            for each in wanted:
                if each in where:
                    hits |= chunks & where[each]
        if self._starts:
            hits.update(
                chunk for chunk in chunks if any(form.startswith(self._starts) for form, *_ in cut_chunk(chunk))
            )
        for chunk in hits:
            places = [*self._places(chunk)]
            for at in _places_between_numbers(source, chunk) if spaced else _places_of(source, chunk):
                for start, end in places:
                    yield source.span(at + start, at + end)

    def _places(self, chunk: str) -> Iterator[tuple[int, int]]:
        for form, stem, start, end in cut_chunk(chunk):
            if stem in self._stems or form in self._forms or (self._starts and form.startswith(self._starts)):
                yield start, end


def _places_of(source: TracedText, chunk: str) -> Iterator[int]:
    """Give where a chunk stands in a text: between blanks, or at an end."""
    text = source.text
    at = text.find(chunk)
    while at >= 0:
        end = at + len(chunk)
        if (at == 0 or text[at - 1].isspace()) and (end == len(text) or text[end].isspace()):
            yield at
        at = text.find(chunk, at + 1)


def _places_between_numbers(source: TracedText, chunk: str) -> Iterator[int]:
    """Do so in a text with numbers that hold blanks (`2 000`): only cutting tells where its chunks end."""
    return (match.start() for match in pieces(source.text) if match.group() == chunk)
