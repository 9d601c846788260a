"""The words that every engine is given: those of our own analysis, ready made, all texts of a document joined."""

from collections.abc import Iterable, Iterator
from time import perf_counter
from typing import NamedTuple

from search import Document
from search.french import analyse


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
    """Analyse all texts of a document, one after the other."""
    views = [analyse(text) for text in document.texts.values()]
    return Streams([token.term for each in views for token in each.lem], [t.term for each in views for t in each.exact])


def stems(text: str) -> list[str]:
    """Give the stems to look for, each once."""
    return list(dict.fromkeys(token.term for token in analyse(text).lem))


def forms(text: str) -> list[str]:
    """Give the exact forms, in order."""
    return [token.term for token in analyse(text).exact]
