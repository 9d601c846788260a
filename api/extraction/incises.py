"""The incise after the words: «, illustre-t-elle», «, a indiqué Saqib», «, comme l'explique un des démissionnaires»."""

from api.extraction.evidence import NAMING, SAYING, Evidence, Frame, cue_of
from api.extraction.inversion import NOBODY, Subject, subject_after
from api.extraction.predicates import begins_clause, predicate_at
from api.extraction.proposals import Cue, Span


def incise(frame: Frame, place: int) -> Evidence | None:
    """Read what follows the words: «, a précisé Roger Thiriot», «dit-il», «comme l'explique…»; ``place`` is theirs."""
    tokens = frame.tokens
    first = place + 1
    if first < len(tokens) and tokens[first].kind == "mark" and tokens[first].text in ",–—-":
        first += 1
    while first < len(tokens) and tokens[first].low in ("comme", "ainsi", "que", "alors", "qu'", "ce"):
        if tokens[first].low == "que" and tokens[first - 1].low != "ainsi":
            return None
        first += 1
    if first < len(tokens) and tokens[first].capital:
        return None  # «la « petite » Coupe du monde»
    verb = predicate_at(tokens, first)
    if verb is None or verb.passive or verb.mood != "finite":
        return _unknown_incise(frame, place, first)
    end = max(verb.last, verb.subject or 0) + 1
    if not verb.classes & (SAYING | NAMING) and verb.subject is None:
        return None
    following = tokens[end].low if end < len(tokens) else ""
    if following in ("que", "qu'"):
        return None
    cue = cue_of(frame.text, tokens, verb, "verb")
    if verb.subject is not None:
        if verb.verb is None and tokens[first - 1].text != ",":
            return None
        return Evidence("incise_pronoun", Subject(pronoun=tokens[verb.subject]), cue, end)
    if not verb.classes & SAYING:
        return None
    subject = subject_after(frame.text, tokens, end)
    if subject == NOBODY or not _speaks(subject):
        return None
    if subject.voices:
        last = max(voice.attribution.span.end for voice in subject.voices if voice.attribution.span)
        end = next((i for i in range(end, len(tokens)) if tokens[i].start >= last), len(tokens))
    return Evidence("incise", subject, cue, end)


def _unknown_incise(frame: Frame, place: int, first: int) -> Evidence | None:
    """Take «, a V Kori Schulman» and «, X dit» whatever the verb, where the words begin the sentence."""
    tokens = frame.tokens
    if place > 0 and not (place == 1 and tokens[0].kind == "mark"):
        return None
    if first >= len(tokens) or tokens[first].low not in ("a", "avait", "ont", "avaient"):
        return None
    participle = next((i for i in range(first + 1, min(first + 4, len(tokens))) if tokens[i].low.endswith("é")), None)
    if participle is None or tokens[participle].low == "été":
        return None
    subject = subject_after(frame.text, tokens, participle + 1)
    if not any(voice.attribution.kind in ("person", "function") for voice in subject.voices):
        return None
    cue = Cue(
        frame.text[tokens[first].start : tokens[participle].end], tokens[participle].text,
        Span(tokens[first].start, tokens[participle].end), "verb",
    )  # fmt: skip
    return Evidence("incise", subject, cue, participle + 1)


def _speaks(subject: Subject) -> bool:
    """Whether a subject after its verb is one that can speak, not the verb's object."""
    if subject.pronoun is not None:
        return True
    return any(
        voice.attribution.kind != "unknown" or (voice.attribution.printed_as or "")[:1].lower() in "lcud"
        for voice in subject.voices
    )


def goes_on_after(frame: Frame, place: int) -> bool:
    """Whether the journalist's sentence goes on after an incise with a verb: then it attributes the sentence."""
    tokens = frame.tokens
    while place < len(tokens) and tokens[place].text != ",":
        if tokens[place].kind == "quote":
            return False
        place += 1
    return place + 1 < len(tokens) and begins_clause(tokens, place + 1)
