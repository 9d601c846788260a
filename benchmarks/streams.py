"""The words that every engine is given: those of our own analysis, ready made, all texts of a document joined."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from time import perf_counter
from typing import NamedTuple

from search import Document
from search.french import chunks, cut_beginning, cut_chunk

REPEATED = 100
"""Letters of a text that is likely to return: names of people, events, topics."""


class Streams(NamedTuple):
    """The words of all texts of a document: stems, stop words left out; and exact forms, all of them."""

    stems: list[str]
    forms: list[str]


class Analysis:
    """Analyses documents, and keeps count of the seconds that took."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def each(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Streams]]:
        """Give every document with its words."""
        for one in documents:
            began = perf_counter()
            made = streams(one)
            self.seconds += perf_counter() - began
            yield one, made


def streams(document: Document) -> Streams:
    """Analyse all texts of a document, one after the other; names, which return, are remembered."""
    texts = [_cut_again(text) if len(text) <= REPEATED else _cut(text) for text in document.texts.values()]
    words = [word for text in texts for word in text]
    return Streams([stem for _, stem in words if stem], [form for form, _ in words])


def stems(text: str) -> list[str]:
    """Give the stems to look for, each once."""
    return list(dict.fromkeys(stem for _, stem in _cut(text) if stem))


def forms(text: str) -> list[str]:
    """Give the exact forms, in order; no stem of the last word is looked for, as ours is not of what is half typed."""
    return [form for form, *_ in cut_beginning(text)]


def _cut(text: str) -> list[tuple[str, str]]:
    """Cut a text into words, each its exact form and its stem or nothing: chunk by chunk, as our own builder does."""
    return [(form, stem) for chunk in chunks(text) for form, stem, _, _ in cut_chunk(chunk)]


_cut_again = lru_cache(65_536)(_cut)
