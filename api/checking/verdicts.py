"""The quote check: is this what was said, word for word, and who said it?

One quote is told of, the likeliest; words under several speakers are held to be the one's who is asked about.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from api.archive.reading.listing import PUBLIC, View, Viewer
from api.archive.reading.quotes import quote_views
from api.checking.asked import Asked, read
from api.checking.candidates import Candidate, candidates, voices_of
from api.checking.comparing import Comparison, Diff, Passage, Verdict, compare
from api.checking.voices import Voice, fits
from api.wording import wording
from search import Index

LONGEST = 20_000
"""Characters of a text to check."""

MOST = 100
"""Texts checked at once."""

CLOSE = 0.8
"""An alteration as like as this ends the search for a likelier quote."""


@dataclass(frozen=True, slots=True)
class Question:
    """A text that is said to be a quote, and whose it is said to be: a name, an id, an office, an organisation."""

    text: str
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a check: the quote as it goes out, who said it, and how the text differs from it."""

    verdict: Verdict
    quote: View | None = None
    said_by: tuple[str, ...] = ()
    diff: Diff | None = None
    left_out: tuple[Passage, ...] = ()


NOT_FOUND = Answer("not_found")


@dataclass(frozen=True, slots=True)
class _Match:
    """A quote that the text is like; ``fits`` is whether it may be the speaker's who was asked about."""

    key: int
    comparison: Comparison
    voices: Sequence[Voice]
    fits: bool

    @property
    def verdict(self) -> Verdict:
        found = self.comparison.verdict
        return found if self.fits or found == "altered" else "other_speaker"

    @property
    def rank(self) -> tuple[int, tuple[int, float, int], bool]:
        """What comes first is the better: what the speaker said, what another said, what nobody said quite so."""
        kind = 2 if self.comparison.verdict == "altered" else 0 if self.fits else 1
        return kind, self.comparison.rank, not self.fits

    @property
    def settles(self) -> bool:
        return self.verdict != "other_speaker" and self.comparison.likeness >= CLOSE


def check_quotes(
    session: Session, index: Index, questions: Sequence[Question], viewer: Viewer = PUBLIC
) -> list[Answer]:
    """Check texts, and answer in their order; raises ``SearchError``. What is withdrawn is never told of."""
    matches = [_best(session, index, question, viewer) for question in questions]
    views = quote_views(session, sorted({match.key for match in matches if match is not None}), viewer)
    # One that went while it was read is found no more.
    return [_answer(match, views[match.key]) if match and match.key in views else NOT_FOUND for match in matches]


def _answer(match: _Match, view: View) -> Answer:
    said_by = dict.fromkeys(voice.shown for voice in match.voices if voice.shown)
    return Answer(match.verdict, view, tuple(said_by), match.comparison.diff, match.comparison.left_out)


def _best(session: Session, index: Index, question: Question, viewer: Viewer) -> _Match | None:
    # Half a character of a surrogate pair can neither be searched nor answered.
    asked = read(question.text.encode("utf-8", "replace").decode())
    best: _Match | None = None
    seen: set[int] = set()
    for found in candidates(session, index, asked, question.speaker, viewer):
        new = [each for each in found if each.key not in seen]
        seen.update(each.key for each in new)
        for match in _matches(session, asked, new, question.speaker):
            best = match if best is None else min(best, match, key=lambda each: each.rank)
        if best is not None and best.settles:
            break
    return best


def _matches(session: Session, asked: Asked, found: Sequence[Candidate], speaker: str | None) -> list[_Match]:
    alike = [(each.key, same) for each in found if (same := compare(asked, wording(each.text))) is not None]
    voices = voices_of(session, [key for key, _ in alike])
    return [
        _Match(key, same, said := voices.get(key, []), speaker is None or _may_be(speaker, said)) for key, same in alike
    ]


def _may_be(speaker: str, voices: Sequence[Voice]) -> bool:
    """Say whether a quote may be the speaker's: it is, or nobody knows whose it is."""
    return fits(speaker, voices) or not any(voice.known for voice in voices)
