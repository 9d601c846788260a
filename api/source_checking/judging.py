"""What became of a source, from what was known of it and what is there now. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.archive.anchoring import Selector, anchors
from api.archive.source_texts import hash_of
from api.source_checking.looking import Look
from api.wording import Wording, words


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a source: the SHA-256 of its text, the text if it is kept, the words that quotes have of it."""

    sha256: str | None
    text: str | None
    selectors: Sequence[Selector]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The status that a source has now, None where nothing can be said; ``lost`` are places in the selectors."""

    status: str | None
    lost: tuple[int, ...] = ()


def judge(known: Known, look: Look) -> Judgement:
    """Judge what became of a source.

    It has changed when quoted words are gone from it, or the kept text; without a kept text, when its whole text has
    another SHA-256. A page is more than its article: what stands around the words is no change. It has moved when its
    address leads elsewhere for good, and what is there has not changed.
    """
    if look.outcome != "there":
        return Judgement("gone" if look.outcome == "gone" else None)
    fine = "moved" if look.moved_to else "ok"
    if look.text is None or hash_of(look.text) == known.sha256:
        return Judgement(fine)
    places = anchors(look.text, known.selectors)
    lost = tuple(number for number, place in enumerate(places) if place is None)
    if known.text is not None:
        kept = [word.form for word in words(known.text)]
        differs = bool(kept) and Wording(look.text, tuple(words(look.text))).find(kept) is None
    else:
        differs = look.whole and known.sha256 is not None
    return Judgement("changed" if lost or differs else fine, lost)
