"""A query understood. Pure."""

from typing import NamedTuple

from search.clauses import Clause, Fuzzy, Word, leaves
from search.types import Interpretation

MAX_LETTERS = 2_000
MAX_CLAUSES = 64
"""What is read of a query."""


class Parsed(NamedTuple):
    """A query understood: ``words`` may be let off one by one when no document has all; ``required`` never.

    ``said`` is every plain word as it was typed, in order, the common ones and repetitions too: what was half
    remembered. It ranks; nothing is looked for by it. With ``most_do``, documents with most of the words are asked for
    from the start, however many have all.
    """

    words: tuple[Word, ...]
    required: tuple[Clause, ...]
    interpretation: Interpretation
    said: tuple[Word, ...] = ()
    most_do: bool = False

    @property
    def doubtful(self) -> bool:
        """Whether a word's spelling was called doubtful."""
        return bool(self.required) and any(isinstance(each, Fuzzy) for each in leaves(*self.required))

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The whole query; all of them must hold, but for words that are let off."""
        return self.words + self.required
