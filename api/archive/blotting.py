"""Words taken out of what was kept around them: kept texts, the surroundings of other quotes, the review queue.

An article that prints what must be erased is quoted elsewhere, too: its whole text may be kept, the next quote of it
keeps what stands before it, and a proposal under review its paragraph. All of these are the sources' words, and are
found in whatever typography they stand. The words of other quotes are not touched: those are other things.

One or two words («Oui.») stand elsewhere, too, said by somebody else: of these only the places go whose neighbours are
those that the quote's mentions tell. All go where none are told; and from all that is kept of a source whose text has
no such place (a prefix was typed otherwise than printed), or whose text is not kept.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from api.archive.database import InKeys
from api.archive.models import Mention, Quote, Source
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
        """Give the words next to them, the nearest first."""
        before, after = [[word.form for word in words(each)] for each in (self.before, self.after)]
        return before[::-1], after


def blotted(text: str, erased: Iterable[Erased], *, shade: bool = False, whole: bool = False) -> str:
    """Take words out of a text wherever they stand in it, and their end or beginning where it is cut off.

    ``whole`` says that the text is all of what was printed: it is not cut off.
    """
    read = Wording(text, tuple(words(text)))
    places: list[tuple[int, int]] = []
    for forms, same in _by_forms(erased).items():
        named = len(forms) == 1 and all(each.name and each.words.strip()[:1].isupper() for each in same)
        found = [read.passage(*place) for place in _told(read, list(_runs(read, forms)), same, whole=whole)]
        places += [place for place in found if not (named and text[place[0]].islower())]
    pieces, done = [], 0
    for start, end in _joined(sorted(places)):
        pieces += [text[done:start], SHADE * (end - start) if shade else BLOT]
        done = end
    return "".join([*pieces, text[done:]])


def placed(erased: Iterable[Erased], text: str | None) -> list[Erased]:
    """Empty the neighbours of few words that tell no place of a source's whole text, or where that is not kept."""
    read = Wording(text or "", tuple(words(text or "")))
    found: list[Erased] = []
    for forms, same in _by_forms(erased).items():
        tell = len(forms) > FEW_WORDS or _told(read, list(_runs(read, forms)), same, whole=True)
        found += same if tell else [replace(each, before="", after="") for each in same]
    return found


def _by_forms(erased: Iterable[Erased]) -> dict[tuple[str, ...], list[Erased]]:
    asked: defaultdict[tuple[str, ...], list[Erased]] = defaultdict(list)
    for each in erased:
        asked[tuple(word.form for word in words(each.words))].append(each)
    return asked


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
    """Of the places of few words, give those that the neighbours tell; all where no mention tells any."""
    neighbours = [each for each in (one.neighbours() for one in erased) if any(each)]
    if not neighbours or not places or len(words(erased[0].words)) > FEW_WORDS:
        return places
    return [place for place in places if any(_stands_so(read.forms, place, *each, whole=whole) for each in neighbours)]


def _stands_so(
    forms: Sequence[str], place: tuple[int, int], before: Sequence[str], after: Sequence[str], *, whole: bool
) -> bool:
    """Compare the neighbours; a text that is not whole is compared as far as it goes."""
    first, last = place
    reach = NEIGHBOURS + 1  # one more, which shows that the text goes on
    return _goes_on_so(forms[max(0, first - reach) : first][::-1], before, str.endswith, whole=whole) and _goes_on_so(
        forms[last : last + reach], after, str.startswith, whole=whole
    )


def _goes_on_so(there: Sequence[str], told: Sequence[str], cut: Callable[[str, str], bool], *, whole: bool) -> bool:
    """Compare words going away from a place; the outermost that a mention tells may be cut, as may a text's."""
    if whole and len(there) < min(len(told), NEIGHBOURS):
        return False
    return all(
        one == other
        or (at == len(told) - 1 and cut(one, other))
        or (at == len(there) - 1 and not whole and cut(other, one))
        for at, (one, other) in enumerate(zip(there, told[:NEIGHBOURS], strict=False))
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
    texts = {
        kept.source_id: kept
        for kept in session.scalars(select(SourceText).where(InKeys(SourceText.source_id, KEYS)), given)
    }
    gone = {key: placed(erased, texts[key].text if key in texts else None) for key in sources}
    for key, kept in texts.items():
        kept.text = blotted(kept.text, gone[key], whole=True)
        kept.sha256 = hash_of(kept.text)
    for review in session.scalars(select(Review).where(InKeys(Review.source_id, KEYS)), given):
        review.passage = blotted(review.passage, gone[review.source_id], shade=True)
        review.proposal = _cleaned(review.proposal, gone[review.source_id])
        review.correction = review.correction and _cleaned(review.correction, gone[review.source_id])
    beside = select(Mention).join(Quote).where(InKeys(Mention.source_id, KEYS))
    changed = {
        mention.quote.public_id
        for mention in session.scalars(beside, given)
        if _blot_around(mention, gone[mention.source_id])
    }
    session.flush()
    named = {
        each.public_id: gone[each.id] for each in session.scalars(select(Source).where(InKeys(Source.id, KEYS)), given)
    }
    for revision in session.scalars(_past(), given):
        state = revision.state or {}
        if not any(each["source"] in named for each in state["mentions"]):
            continue
        mentions = [each | _around(each, named.get(each["source"], erased)) for each in state["mentions"]]
        if mentions != state["mentions"]:
            revision.state = {**state, "mentions": mentions}
            changed.add(revision.public_id)
    session.flush()
    return {f"quote:{each}" for each in changed}


def _past() -> Select[Revision]:
    """Select what quotes were that may have a mention in some sources (keys): those that have one, and old versions.

    Which sources a version had stands in its state alone; most quotes of an archive have no old version.
    """
    quoting = select(Mention.quote_id).where(InKeys(Mention.source_id, KEYS))
    return (
        select(Revision)
        .outerjoin(Quote, Quote.public_id == Revision.public_id)
        .where(Revision.kind == "quote", Revision.state.is_not(None))
        .where(or_(Quote.id.is_(None), Quote.id.in_(quoting), Revision.version < Quote.version))
        .execution_options(yield_per=500)
    )


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
