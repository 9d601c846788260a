"""Where in a text words stand that have one of some stems or forms: what highlighting asks of text after text.

Decision: remembered is not what each chunk of text holds but, the other way round, in which chunks a stem or form
has been seen. A query then has a handful of chunks to look for, and looking for a string in a text is C's work. Only
a text never seen is cut, and a chunk never seen is but glanced at: its stems, which cost a hundred times as much, are
made when one that begins so is asked for. Of a text, its hash is remembered: that two texts of
one archive share 64 bits of a keyed hash is not to be expected, and would cost a mark.
"""

from collections.abc import Iterable, Iterator

from search.french import CACHED_CHUNKS, HEAD, cut_at_blanks, cut_chunk, glance, has_spaced_number, pieces
from search.typography import TracedText, traced

FEW = 4
"""Up to so many chunks are looked for one by one; beyond, the text is cut, and its chunks are held against them."""


class _Text:
    """A text, levelled; it is cut once, when that is asked for."""

    def __init__(self, text: str) -> None:
        self.source = traced(text)
        self._chunks: set[str] | None = None

    @property
    def chunks(self) -> set[str]:
        """What stands between its blanks."""
        if self._chunks is None:
            self._chunks = set(cut_at_blanks(self.source.text))
        return self._chunks


class _Seen:
    """The chunks seen so far, by stem and by form those that hold it; and the texts, each with how it is cut.

    ``waiting`` are the chunks of which a stem has not been made yet, by how that begins.
    """

    def __init__(self) -> None:
        self.chunks: set[str] = set()
        self.by_stem: dict[str, set[str]] = {}
        self.by_form: dict[str, set[str]] = {}
        self.waiting: dict[str, set[str]] = {}
        self.texts: dict[int, bool] = {}

    def full(self) -> bool:
        """Say whether it is time to forget."""
        return len(self.chunks) > CACHED_CHUNKS or len(self.texts) > CACHED_CHUNKS

    def learn(self, text: _Text) -> bool:
        """Take in a text, and say whether it has a number with blanks in it.

        Another thread may do so at the same time; a chunk, and a text, counts as seen once all of it is in.
        """
        key = hash(text.source.text)
        spaced = self.texts.get(key)
        if spaced is None:
            spaced = has_spaced_number(text.source.text)
            for chunk in text.chunks - self.chunks:
                for form, head, *_ in glance(chunk):
                    if head:
                        self.waiting.setdefault(head, set()).add(chunk)
                    self.by_form.setdefault(form, set()).add(chunk)
                self.chunks.add(chunk)
            self.texts[key] = spaced
        return spaced

    def holding(self, stems: frozenset[str], forms: frozenset[str], text: _Text) -> set[str]:
        """Return the chunks that hold one of these stems or forms: all that a text has, and maybe others."""
        self._make_stems({each[:HEAD] for each in stems}, text)
        found: set[str] = set()
        for each in stems:
            found.update(self.by_stem.get(each, ()))
        for each in forms:
            found.update(self.by_form.get(each, ()))
        return found

    def make_all_stems(self) -> None:
        """Make the stems of all chunks seen so far, so that no query has to."""
        for waiting in tuple(self.waiting.values()):
            self._settle(waiting, waiting)

    def _make_stems(self, heads: set[str], text: _Text) -> None:
        """Make the stems of the chunks of a text that have one which begins so."""
        for head in heads:
            if waiting := self.waiting.get(head):
                self._settle(waiting, waiting & text.chunks)

    def _settle(self, waiting: set[str], chunks: Iterable[str]) -> None:
        """Make the stems of chunks; each goes on waiting until its stems are in."""
        for chunk in tuple(chunks):
            for _, stem, *_ in cut_chunk(chunk):
                self.by_stem.setdefault(stem, set()).add(chunk)
            waiting.discard(chunk)


class _Memory:
    """What this process has seen; forgotten whole when there is too much of it."""

    def __init__(self) -> None:
        self._seen = _Seen()

    def current(self) -> _Seen:
        """Return what has been seen."""
        if self._seen.full():
            self._seen = _Seen()
        return self._seen


_MEMORY = _Memory()


def learn(texts: Iterable[str]) -> None:
    """See texts beforehand, stems and all."""
    for text in texts:
        _MEMORY.current().learn(_Text(text))
    _MEMORY.current().make_all_stems()


class Finder:
    """Finds the words with one of these stems, exact forms or beginnings."""

    def __init__(self, stems: frozenset[str], forms: frozenset[str], starts: tuple[str, ...]) -> None:
        self._stems = stems
        self._forms = forms
        self._starts = starts

    def occurrences(self, text: str) -> Iterator[tuple[int, int]]:
        """Give the places of the words in a text, in no particular order: what ``analyse`` would find, but sooner."""
        cut = _Text(text)
        source, seen = cut.source, _MEMORY.current()
        spaced = seen.learn(cut)
        hits = seen.holding(self._stems, self._forms, cut)
        if spaced or self._starts or len(hits) > FEW:
            hits &= cut.chunks
            if self._starts:
                hits.update(chunk for chunk in cut.chunks if any(self._places(chunk)))
        for chunk in hits:
            at = [*(_places_between_numbers(source, chunk) if spaced else _places_of(source, chunk))]
            for start, end in self._places(chunk) if at else ():
                for each in at:
                    yield source.span(each + start, each + end)

    def phrases(self, text: str, phrase: tuple[str, ...]) -> Iterator[tuple[int, int]]:
        """Give the places of a phrase, exact forms one after the other, of which the first is this finder's form.

        Only what follows an occurrence of the first word is cut, as far as the phrase can reach.
        """
        cut = _Text(text)
        source, seen = cut.source, _MEMORY.current()
        spaced = seen.learn(cut)
        hits = seen.holding(frozenset(), self._forms, cut)
        if len(hits) > FEW:
            hits &= cut.chunks
        for chunk in hits:
            for at in [*(_places_between_numbers(source, chunk) if spaced else _places_of(source, chunk))]:
                yield from _phrase_at(source, at, chunk, phrase, spaced=spaced)

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
    return (match.start() for match in pieces(source.text, spaced=True) if match.group() == chunk)


def _phrase_at(
    source: TracedText, at: int, chunk: str, phrase: tuple[str, ...], *, spaced: bool
) -> Iterator[tuple[int, int]]:
    """Give the places of a phrase that begins in the chunk at ``at``."""
    end = at + len(chunk)
    words = [(form, at + first, at + last) for form, _, first, last in glance(chunk)]
    own = len(words)
    following = pieces(source.text, spaced=spaced, start=end)
    while len(words) < own + len(phrase) - 1 and (match := next(following, None)) is not None:
        words += [(form, match.start() + first, match.start() + last) for form, _, first, last in glance(match[0])]
    for start in range(own):
        if tuple(form for form, _, _ in words[start : start + len(phrase)]) == phrase:
            yield source.span(words[start][1], words[start + len(phrase) - 1][2])
