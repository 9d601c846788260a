"""Quotes within a quote: marks inside a quotation always hold one, of its own speaker or of nobody."""

from collections.abc import Iterator

from api.extraction.evidence import Evidence, Frame, before
from api.extraction.judging import confidence, points, reasons_of
from api.extraction.lexicon import grammar
from api.extraction.marks import Mark
from api.extraction.predicates import predicates
from api.extraction.pronouns import Memory, named
from api.extraction.proposals import Attribution, Proposal, Span
from api.extraction.refusing import is_sentence
from api.extraction.sentences import sentences, tokenise

_SPEAKER_OF_THE_WHOLE = ("je", "j'")


def nested_in(text: str, mark: Mark, parent: Proposal, memory: Memory) -> Iterator[tuple[Mark, Proposal]]:
    """Propose what stands between marks within a quotation, one level deep; the caller knows the parent's place."""
    tokens = tokenise(text, mark.start, mark.end, mark.children)
    for sentence in sentences(text, tokens):
        frame = Frame(text, sentence, predicates(sentence))
        for place, token in enumerate(sentence):
            inner = token.mark
            if inner is None or inner.end <= inner.start:
                continue
            if not any(part.start <= inner.start and inner.end <= part.end for part in parent.parts):
                continue  # in the journalist's words that cut the quotation
            found = before(frame, place)
            cue = found.cue if found else None
            attributions = _speaker(found, parent, memory) if found else ()
            worth = points("nested", [])
            yield (
                inner,
                Proposal(
                    text=text[inner.start : inner.end], parts=(Span(inner.start, inner.end),),
                    kind="direct" if is_sentence(text, inner) else "partial",
                    attributions=attributions or (Attribution("unknown", None),), cue=cue, rule="nested",
                    points=worth, confidence=confidence(worth),
                    reasons=tuple(reasons_of("nested", cue, attributions)),
                ),
            )  # fmt: skip


def _speaker(found: Evidence, parent: Proposal, memory: Memory) -> tuple[Attribution, ...]:
    pronoun = found.subject.pronoun
    if pronoun is None:
        return named(found.subject.voices, memory)
    if pronoun.low.lstrip("-") in _SPEAKER_OF_THE_WHOLE:
        return parent.attributions
    if pronoun.low in grammar()["subject_pronoun"]:
        return (Attribution("unknown", pronoun.text, surface=pronoun.text, span=Span(pronoun.start, pronoun.end)),)
    return ()
