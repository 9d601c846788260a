"""How proposals are held against hand-annotated quotes: overlap, exactness, speaker and cue."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from api.extraction import Attribution, Extraction, Proposal
from search.typography import fold

_SMALL = frozenset(
    ["le", "la", "les", "l", "un", "une", "des", "du", "de", "d", "ce", "cet", "cette", "ces", "au", "aux"]
)
_CIVIL = frozenset(["m", "mme", "mlle", "mm", "dr", "me", "maitre", "maître", "pr", "monsieur", "madame"])


@dataclass(frozen=True, slots=True)
class Gold:
    """A quote as annotated; one cut by an incise is one, with all its parts."""

    parts: tuple[tuple[int, int], ...]
    speaker: str | None
    cue: str | None
    kind: str

    @property
    def characters(self) -> frozenset[int]:
        """The places of its characters."""
        return frozenset(place for start, end in self.parts for place in range(start, end))


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with its quotes."""

    id: str
    text: str
    quotes: tuple[Gold, ...]


def read_passage(line: Mapping[str, Any]) -> Passage:
    """Read a line of the gold, the parts of a group joined."""
    groups: dict[Any, list[Mapping[str, Any]]] = {}
    for place, quote in enumerate(line["quotes"]):
        key = ("group", quote["group"]) if quote.get("group") is not None else ("alone", place)
        groups.setdefault(key, []).append(quote)
    quotes = tuple(
        Gold(
            tuple((each["start"], each["end"]) for each in parts),
            parts[0]["speaker_surface"],
            parts[0]["cue_verb"],
            parts[0]["type"],
        )
        for parts in groups.values()
    )
    return Passage(line["id"], line["text"], quotes)


@dataclass(slots=True)
class Counts:
    """What became of the quotes of some passages; sums of passages are sums of counts."""

    gold: int = 0
    proposed: int = 0
    hits: dict[str, int] = field(default_factory=lambda: dict.fromkeys(MATCHES, 0))
    speaker: int = 0
    speaker_strict: int = 0
    cue: int = 0
    by_kind: dict[str, list[int]] = field(default_factory=dict)
    quoteless: int = 0
    false_on_quoteless: int = 0

    def add(self, other: "Counts") -> None:
        """Take over the counts of other passages."""
        for name in ("gold", "proposed", "speaker", "speaker_strict", "cue", "quoteless", "false_on_quoteless"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name, count in other.hits.items():
            self.hits[name] += count
        for kind, (hit, all_) in other.by_kind.items():
            mine = self.by_kind.setdefault(kind, [0, 0])
            mine[0] += hit
            mine[1] += all_

    def f1(self, match: str) -> float:
        """The harmonic mean of precision and recall; 1 where there was nothing to find and nothing was proposed."""
        total = self.gold + self.proposed
        return 2 * self.hits[match] / total if total else 1.0

    def share(self, name: str) -> float:
        """A share of the quotes found (overlap ≥ .3)."""
        found = self.hits["f1_30"]
        return getattr(self, name) / found if found else 0.0


def _cover(gold: frozenset[int], proposed: frozenset[int]) -> float:
    return len(gold & proposed) / len(gold) if gold else 0.0


def _iou(gold: frozenset[int], proposed: frozenset[int]) -> float:
    return len(gold & proposed) / len(gold | proposed) if gold | proposed else 0.0


def _same(gold: frozenset[int], proposed: frozenset[int]) -> float:
    return float(gold == proposed)


Measure = Callable[[frozenset[int], frozenset[int]], float]
MATCHES: Mapping[str, tuple[Measure, float]] = {
    "f1_30": (_cover, 0.3),
    "f1_80": (_cover, 0.8),
    "iou_80": (_iou, 0.8),
    "exact": (_same, 1.0),
}


def pairs(passage: Passage, proposals: Sequence[Proposal], match: str) -> list[tuple[Gold, Proposal]]:
    """Pair quotes with proposals greedily, the best first, each at most once."""
    measure, least = MATCHES[match]
    scored = sorted(
        (
            (measure(gold.characters, characters(proposal)), g, p)
            for g, gold in enumerate(passage.quotes)
            for p, proposal in enumerate(proposals)
        ),
        key=lambda each: (-each[0], each[1], each[2]),
    )
    used_gold: set[int] = set()
    used: set[int] = set()
    found = []
    for score, g, p in scored:
        if score >= least and g not in used_gold and p not in used:
            used_gold.add(g)
            used.add(p)
            found.append((passage.quotes[g], proposals[p]))
    return found


def characters(proposal: Proposal) -> frozenset[int]:
    """The places of the characters of a proposal."""
    return frozenset(place for part in proposal.parts for place in range(part.start, part.end))


def top_level(extraction: Extraction) -> list[Proposal]:
    """The proposals of the article's own level: the gold annotates no quote within a quote."""
    return [proposal for proposal in extraction.proposals if proposal.parent is None]


def count(passage: Passage, extraction: Extraction) -> Counts:
    """Hold one passage's proposals against its gold."""
    proposals = top_level(extraction)
    counts = Counts(gold=len(passage.quotes), proposed=len(proposals))
    for match in MATCHES:
        counts.hits[match] = len(pairs(passage, proposals, match))
    found = pairs(passage, proposals, "f1_30")
    for gold, proposal in found:
        counts.speaker += same_speaker(gold.speaker, proposal.attributions)
        counts.speaker_strict += same_speaker(gold.speaker, proposal.attributions, strict=True)
        counts.cue += same_cue(gold.cue, proposal)
    hit = [gold for gold, _ in found]
    for gold in passage.quotes:
        mine = counts.by_kind.setdefault(gold.kind, [0, 0])
        mine[0] += gold in hit
        mine[1] += 1
    if not passage.quotes:
        counts.quoteless, counts.false_on_quoteless = 1, len(proposals)
    return counts


def same_speaker(gold: str | None, attributions: Sequence[Attribution], *, strict: bool = False) -> bool:
    """Say whether the speaker is the gold's: the same words, articles and civilities apart.

    Not ``strict``: one has all the words of the other, so that «le directeur d'EFI Michel Balandier» is «Michel
    Balandier». Either the printed form, the name or the pronoun by the verb may be what the gold has.
    """
    if gold is None:
        return all(each.kind == "unknown" and each.printed_as is None for each in attributions)
    wanted = _words(gold)
    for each in attributions:
        for form in (each.surface, each.name, each.printed_as):
            words = _words(form or "")
            if words and (words == wanted or (not strict and (words <= wanted or wanted <= words))):
                return True
    return False


def _words(text: str) -> frozenset[str]:
    folded = "".join(sign if sign.isalnum() else " " for sign in fold(text))
    words = folded.split()
    return frozenset(word for word in words if word not in _SMALL | _CIVIL) or frozenset(words)


def same_cue(gold: str | None, proposal: Proposal) -> bool:
    """Say whether the cue is the gold's: its last word, since the gold has participles without their auxiliary."""
    cue = proposal.cue
    if gold is None:
        return cue is None or cue.kind == "noun"  # the gold notes verbs and prepositions alone
    return cue is not None and fold(cue.head) == fold(gold)
