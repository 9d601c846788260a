"""A query understood. Pure."""

from dataclasses import dataclass

from search.clauses import Clause, Every, Fuzzy, Word, leaves
from search.types import Interpretation

MAX_LETTERS = 2_000
MAX_CLAUSES = 64
"""What is read of a query."""


@dataclass(frozen=True, slots=True)
class Parsed:
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
        return any(isinstance(each, Fuzzy) for clause in self.required for each in leaves(clause))

    @property
    def clause(self) -> Every:
        """The whole query as one clause."""
        return Every((*self.words, *self.required))
