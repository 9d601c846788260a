"""What a journalist types → a tree of clauses, and what was understood of it. Pure.

Words must all be found; ``"…"``, ``«…»``, ``“…”`` is a phrase; ``-`` excludes what follows; ``rum*`` is a beginning;
``rumer~`` is a word of doubtful spelling; ``orateur:carroll`` looks in one field; ``apres:2016-11`` and ``avant:2017``
bound the day (the first day of the period counts for both: included by the one, excluded by the other); ``OR`` (or
``OU``) joins its two neighbours and binds tighter than standing side by side, which ``AND`` (or ``ET``) may stand for;
``NOT`` (or ``SAUF``) is ``-``; parentheses group. Operators are in capitals.

Nothing a person types is an error: what cannot be understood is read as words, and ``misread`` says so.
"""

from dataclasses import dataclass, field, replace
from functools import lru_cache

from search.begun import begun
from search.clauses import (
    Clause,
    Days,
    Either,
    Fuzzy,
    Not,
    Phrase,
    Prefix,
    Word,
    flat,
    together,
    wanted,
    without_common,
)
from search.days import dated, days_meant
from search.french import SHORTEST_BEGINNING
from search.lexing import Piece, folded_in, is_punctuation, pieces, words_begun, words_of
from search.parsed import MAX_CLAUSES, MAX_LETTERS, Parsed
from search.reading import read_short
from search.synonyms import applied
from search.types import Interpretation, Mode, Suggest, Words

WEIGHTS = {"phrase": 4, "prefix": 8, "fuzzy": 8}  # as how many of them what takes longer to look for counts
MAX_DEPTH = 8


@lru_cache(256)
def parse(asked: Words | Suggest) -> Parsed:
    """Read what was typed. Never raises; bounded in time and size."""
    if isinstance(asked, Suggest):
        return Parsed((), *begun(asked.text))
    if not asked.text.strip():
        return Parsed((), (), Interpretation(mode=asked.mode))
    return (asked.mode == "words" and read_short(asked)) or read_any(asked)


def read_any(asked: Words) -> Parsed:
    """Read a text that has some letter in it, with all that the language has."""
    parser = _Parser(asked.text[:MAX_LETTERS], asked.mode)
    if len(asked.text) > MAX_LETTERS:
        parser.misread.append(f"{asked.text[MAX_LETTERS : MAX_LETTERS + 20]}…")
    clauses = parser.read()
    if not clauses:  # something was typed, and there was no word in it
        parser.misread = parser.misread or [asked.text.strip()[:MAX_LETTERS]]
        return Parsed((), (Either(()),), parser.interpretation())
    clauses = parser.without_common_words(parser.with_synonyms(parser.with_days(clauses, asked), asked))
    words = tuple(dict.fromkeys(each for each in clauses if isinstance(each, Word)))
    required = tuple(each for each in clauses if not isinstance(each, Word))
    return Parsed(words, required, parser.interpretation(), tuple(parser.said))


@dataclass(slots=True)
class _Parser:
    """Reads pieces from left to right; the lists are what becomes the interpretation."""

    text: str
    mode: Mode
    typed: dict[Word, str] = field(default_factory=dict)
    said: list[Word] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    prefixes: list[str] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)
    fields: list[tuple[str, str]] = field(default_factory=list)
    after: str | None = None
    before: str | None = None
    dropped: list[str] = field(default_factory=list)
    synonyms: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    said_on: list[str] = field(default_factory=list)
    misread: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    at: int = 0
    leaves: int = 0
    full: bool = False

    def interpretation(self) -> Interpretation:
        """Say what was understood so far."""
        dropped = set(self.dropped)
        return Interpretation(
            mode=self.mode,
            terms=tuple(dict.fromkeys(each for each in self.typed.values() if each not in dropped)),
            phrases=tuple(self.phrases),
            prefixes=tuple(self.prefixes),
            excluded=tuple(self.excluded),
            fields=tuple(self.fields),
            after=self.after,
            before=self.before,
            dropped=tuple(dict.fromkeys(self.dropped)),
            misread=tuple(dict.fromkeys(self.misread)),
            folded=tuple(folded_in(self.typed)),
            synonyms=tuple(dict.fromkeys(self.synonyms)),
            said_on=tuple(dict.fromkeys(self.said_on)),
        )

    def read(self) -> list[Clause]:
        if self.mode == "exact":
            self.phrases.append(self.text.strip())
            words = words_of(self.text)
            return [Phrase(tuple(word for word, _ in words))] if words else []
        self.pieces = list(pieces(self.text))
        return [*flat(self.sequence(0))]

    def sequence(self, depth: int) -> list[Clause]:
        """Read up to the end or the closing parenthesis."""
        found: list[Clause] = []
        joining = False
        while self.at < len(self.pieces):
            piece = self.pieces[self.at]
            self.at += 1
            if piece.kind == "close" and depth:
                return found
            if piece.kind in ("close", "lost"):
                self.misread.append(piece.text)
            elif piece.kind == "or":
                joining = bool(found) and self.at < len(self.pieces)
                if not joining:
                    self.misread.append(piece.text)
            elif read := self.operand(piece, depth):
                if joining:
                    before = found.pop()
                    sides = before.clauses if isinstance(before, Either) else (before,)
                    read = [Either((*sides, together(read)))]
                found.extend(read)
                joining = False
        if depth:
            self.misread.append("(")
        return found

    def operand(self, piece: Piece, depth: int) -> list[Clause]:
        """Read one word, phrase, field, date or group."""
        if self.leaves >= MAX_CLAUSES:
            if not self.full:
                self.misread.append(f"{piece.written}…")
            self.full = True
            return []
        if piece.kind == "open":
            if depth >= MAX_DEPTH:
                self.misread.append(piece.text)
                return []
            read = self.group(depth + 1, negated=piece.negated)
        elif piece.kind == "day":
            read = [self.day(piece)]
        else:
            read = self.leaf(piece)
        if not piece.negated or not read:
            return read
        if piece.kind != "open":
            self.excluded.append(piece.text)
        return [Not(together(read))]

    def group(self, depth: int, *, negated: bool) -> list[Clause]:
        """Read what is in parentheses, as one clause."""
        start, said = self.at, replace(self, typed=dict(self.typed), said=[*self.said], phrases=[*self.phrases])
        inner = self.sequence(depth)
        if negated:  # what is in there is excluded, whatever it was understood to be
            self.typed, self.said, self.phrases = said.typed, said.said, said.phrases
            self.excluded.append(" ".join(each.written for each in self.pieces[start : self.at]).removesuffix(" )"))
        return [together(inner)] if inner else []

    def day(self, piece: Piece) -> Days:
        self.leaves += 1
        if piece.field == "after":
            self.after = piece.text
            return Days(after=piece.day)
        self.before = piece.text
        return Days(before=piece.day)

    def leaf(self, piece: Piece) -> list[Clause]:
        """Read a word, a phrase or a beginning, in a field or in all."""
        words = words_begun(piece.text) if piece.kind == "prefix" else words_of(piece.text)
        weight = WEIGHTS.get(piece.kind, WEIGHTS["phrase"] if piece.field else 0)
        if not weight:
            words = words[: MAX_CLAUSES - self.leaves]
        if piece.misread or not (words or is_punctuation(piece.written)):
            self.misread.append(piece.written)
        if not words:
            return []
        self.leaves += weight or len(words)
        if piece.kind == "fuzzy" and len(words) == 1:
            return [Fuzzy(words[0][0])]
        return self.longer(piece, words)

    def longer(self, piece: Piece, words: list[tuple[Word, str]]) -> list[Clause]:
        """Read the words of a piece; with a star, the last one is a beginning."""
        start = words[-1][0].exact
        beginning = piece.kind == "prefix" and len(start) >= SHORTEST_BEGINNING
        if piece.kind == "prefix" and not beginning:
            self.misread.append(piece.written)
        read = self.plain_or_phrase(piece, words[:-1] if beginning else words)
        if beginning:
            read.append(Prefix(start, piece.field))
        if piece.negated:
            return read
        if piece.field:
            self.fields.append((piece.field, piece.text))
        elif piece.kind == "phrase":
            self.phrases.append(piece.text)
        elif beginning:
            self.prefixes.append(words[-1][1])
        return read

    def plain_or_phrase(self, piece: Piece, words: list[tuple[Word, str]]) -> list[Clause]:
        terms = tuple(word for word, _ in words)
        if not terms:
            return []
        if piece.field or piece.kind == "phrase":
            return [Phrase(terms, piece.field)]
        if not piece.negated:
            self.typed.update(words)
            self.said += terms
        return list(terms)

    def with_days(self, clauses: list[Clause], asked: Words) -> list[Clause]:
        """Look for what was said on a day that was typed, too, and take note of it."""
        if not days_meant(asked):
            return clauses
        found, self.said_on = dated(clauses)
        return found

    def with_synonyms(self, clauses: list[Clause], asked: Words) -> list[Clause]:
        """Look for what says the same, too, and take note of it."""
        if asked.as_typed:
            return clauses
        found, self.synonyms = applied(clauses, asked.synonyms, self.typed)
        return found

    def without_common_words(self, clauses: list[Clause]) -> list[Clause]:
        """Leave out the words too common to be looked for, unless nothing else is."""
        asked = list(wanted(*clauses))
        if not any(
            isinstance(each, Phrase | Prefix | Fuzzy) or (isinstance(each, Word) and each.stem) for each in asked
        ):
            return clauses
        self.dropped = [
            self.typed[each] for each in asked if isinstance(each, Word) and not each.stem and each in self.typed
        ]
        return [kept for each in clauses if (kept := without_common(each)) is not None]
