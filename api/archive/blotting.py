"""Words taken out of what was kept around them: kept texts, the surroundings of other quotes, the review queue.

An article that prints what must be erased is quoted elsewhere, too: its whole text may be kept, the next quote of it
keeps what stands before it, and a proposal under review its paragraph. All of these are the sources' words, and are
found in whatever typography they stand. The words of other quotes are not touched: those are other things.

One or two words («Oui.») stand elsewhere, too, said by somebody else: of these only the places go whose neighbours are
those that the quote's mentions tell; all go where none are told, or none of a whole text has them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.archive.database import InKeys
from api.archive.models import Mention, Quote
from api.archive.reading.statements import KEYS
from api.archive.source_texts import hash_of
from api.archive.upkeep import Review, Revision, SourceText
from api.wording import Wording, words

BLOT = "[…]"
"""What stands in place of erased words."""

SHADE = "█"
"""What stands in place of each character where places in a text must stay what they are."""

SHORTEST_EDGE = 6
"""Letters that a beginning or an end of the words must have to be taken for theirs where a text is cut off."""

FEW_WORDS = 2
NEIGHBOURS = 3
"""Up to how many words are looked for with their neighbours, and how many of these are looked at on each side."""

_AROUND = ("prefix", "suffix", "context")
_OWN = ("text", "exact", "words")
"""Keys of a proposal that hold the words of its own quote."""


@dataclass(frozen=True, slots=True)
class Erased:
    """Words that must go, and what a mention tells to stand before and after them, if anything.

    ``name`` says that they are one of a person: alone and with a capital, «Côté» is not in «à côté».
    """

    words: str
    before: str = ""
    after: str = ""
    name: bool = False

    def neighbours(self) -> tuple[list[str], list[str]]:
        """Give the words next to them, whole ones: the outermost may be cut."""
        before, after = [[word.form for word in words(each)] for each in (self.before, self.after)]
        return before[1:][-NEIGHBOURS:], after[:-1][:NEIGHBOURS]


def blotted(text: str, erased: Iterable[Erased], *, shade: bool = False, whole: bool = False) -> str:
    """Take words out of a text wherever they stand in it, and their end or beginning where it is cut off.

    ``whole`` says that the text is all of what was printed: the words must be somewhere in it.
    """
    read = Wording(text, tuple(words(text)))
    asked: defaultdict[tuple[str, ...], list[Erased]] = defaultdict(list)
    for each in erased:
        asked[tuple(word.form for word in words(each.words))].append(each)
    places: list[tuple[int, int]] = []
    for forms, same in asked.items():
        named = len(forms) == 1 and all(each.name and each.words.strip()[:1].isupper() for each in same)
        found = [read.passage(*place) for place in _told(read, list(_runs(read, forms)), same, whole=whole)]
        places += [place for place in found if not (named and text[place[0]].islower())]
    pieces, done = [], 0
    for start, end in _joined(sorted(places)):
        pieces += [text[done:start], SHADE * (end - start) if shade else BLOT]
        done = end
    return "".join([*pieces, text[done:]])


def _runs(read: Wording, erased: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Give the places of these words as ``[first, last)`` of the text's."""
    at = read.find(erased)
    while at is not None:
        yield at
        at = read.find(erased, at[1])
    for size in range(min(len(erased), len(read.words) + 1) - 1, 0, -1):
        if read.forms[:size] == tuple(erased[-size:]) and sum(map(len, read.forms[:size])) >= SHORTEST_EDGE:
            yield 0, size
            break
    for size in range(min(len(erased), len(read.words) + 1) - 1, 0, -1):
        if read.forms[-size:] == tuple(erased[:size]) and sum(map(len, read.forms[-size:])) >= SHORTEST_EDGE:
            yield len(read.words) - size, len(read.words)
            break


def _told(
    read: Wording, places: list[tuple[int, int]], erased: Sequence[Erased], *, whole: bool
) -> list[tuple[int, int]]:
    """Of the places of few words, give those that the neighbours tell."""
    if not places or len(words(erased[0].words)) > FEW_WORDS:
        return places
    neighbours = [each.neighbours() for each in erased]
    told = [place for place in places if any(_stands_so(read.forms, place, *each, whole=whole) for each in neighbours)]
    return told or (places if whole else [])


def _stands_so(
    forms: Sequence[str], place: tuple[int, int], before: Sequence[str], after: Sequence[str], *, whole: bool
) -> bool:
    """Compare the neighbours; of a text that is not whole as far as it goes, its first and last word may be cut."""
    first, last = place
    if whole:
        return forms[max(0, first - len(before)) : first] == tuple(before) and forms[last : last + len(after)] == tuple(
            after
        )
    return all(
        form == other or (at == 0 and other.endswith(form))
        for at, form, other in zip(range(first - 1, -1, -1), reversed(forms[:first]), reversed(before), strict=False)
    ) and all(
        form == other or (at == len(forms) - 1 and other.startswith(form))
        for at, (form, other) in enumerate(zip(forms[last:], after, strict=False), last)
    )


def _joined(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Make one of those that overlap."""
    joined: list[tuple[int, int]] = []
    for start, end in places:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def blot_sources(session: Session, sources: Collection[int], erased: Collection[Erased]) -> set[str]:
    """Take words out of all that is kept of some sources (keys); returns the quotes that were changed: `quote:ID`."""
    if not sources or not erased:
        return set()
    given = {KEYS.key: sources}
    for kept in session.scalars(select(SourceText).where(InKeys(SourceText.source_id, KEYS)), given):
        kept.text = blotted(kept.text, erased, whole=True)
        kept.sha256 = hash_of(kept.text)
    for review in session.scalars(select(Review).where(InKeys(Review.source_id, KEYS)), given):
        review.passage = blotted(review.passage, erased, shade=True)
        review.proposal = _cleaned(review.proposal, erased)
        review.correction = review.correction and _cleaned(review.correction, erased)
    beside = select(Mention).join(Quote).where(InKeys(Mention.source_id, KEYS))
    changed = {mention.quote.public_id for mention in session.scalars(beside, given) if _blot_around(mention, erased)}
    session.flush()
    quoting = select(Quote.public_id).join(Mention).where(InKeys(Mention.source_id, KEYS)).distinct()
    past = select(Revision).where(
        Revision.kind == "quote", Revision.public_id.in_(quoting), Revision.state.is_not(None)
    )
    for revision in session.scalars(past.execution_options(yield_per=500), given):
        state = revision.state or {}
        mentions = [each | _around(each, erased) for each in state["mentions"]]
        if mentions != state["mentions"]:
            revision.state = {**state, "mentions": mentions}
            changed.add(revision.public_id)
    session.flush()
    return {f"quote:{each}" for each in changed}


def _blot_around(mention: Mention, erased: Collection[Erased]) -> bool:
    before = {name: getattr(mention, name) for name in _AROUND}
    after = _around(before, erased)
    for name, value in after.items():
        setattr(mention, name, value)
    return after != before


def _around(mention: Mapping[str, Any], erased: Collection[Erased]) -> dict[str, str | None]:
    return {name: (text := mention[name]) and blotted(text, erased) for name in _AROUND}


def _cleaned(value: Any, erased: Collection[Erased]) -> Any:
    """Take the words out of every text of a proposal but those that are its own quote."""
    if isinstance(value, str):
        return blotted(value, erased)
    if isinstance(value, Mapping):
        return {key: one if key in _OWN else _cleaned(one, erased) for key, one in value.items()}
    return [_cleaned(one, erased) for one in value] if isinstance(value, list) else value
