"""Quotations that the journalist's own words cut: the incise within the marks, the second half after an incise."""

from collections.abc import Sequence
from dataclasses import replace

from api.extraction.evidence import Evidence, Frame, cue_of
from api.extraction.inversion import Subject, past_manner, subject_after
from api.extraction.lexicon import grammar, people
from api.extraction.marks import Mark
from api.extraction.naming import name_in
from api.extraction.predicates import Predicate, predicate_at
from api.extraction.proposals import Cue, Span
from api.extraction.roles import position_of
from api.extraction.sentences import Token, tokenise

_HEAD = 3


def inner_incise(text: str, mark: Mark) -> Evidence | None:
    """Find «…, explique l'association, …» within the marks."""
    tokens = tokenise(text, mark.start, mark.end, mark.children)
    for place, token in enumerate(tokens[:-1]):
        if token.kind != "mark" or token.text not in ",?!–—" or place < 1:
            continue
        verb = predicate_at(tokens, place + 1)
        if verb is None or verb.mood != "finite" or verb.passive or not verb.classes & {"say", "manner"}:
            continue
        end = max(verb.last, verb.subject or 0) + 1
        if verb.subject is not None:
            pronoun = tokens[verb.subject]
            if pronoun.low.lstrip("-").removeprefix("t-") in ("je", "tu", "vous", "nous"):
                continue
            subject = Subject(pronoun=pronoun)
        else:
            nearby = tokens[end] if end < len(tokens) else None
            if nearby is None or not (
                nearby.capital or nearby.low in grammar()["determiner"] or _is_set_in(verb, nearby)
            ):
                continue
            subject = subject_after(text, tokens, end)
            if not any(v.attribution.kind in ("person", "function", "organisation") for v in subject.voices):
                continue
        rest = _end_of_incise(text, tokens, past_manner(tokens, end), subject)
        if rest < len(tokens) and tokens[rest].text == ":":
            continue
        cue = cue_of(text, tokens, verb)
        stop = tokens[rest].end if rest < len(tokens) else mark.end
        cut = tokens[place].start if token.text in ",–—" else tokens[place].end
        return Evidence("inner_incise", subject, replace(cue, kind=f"{cut}:{stop}"), None)
    return None


def _is_set_in(verb: Predicate, nearby: Token) -> bool:
    """Read «, disait hier X, », «, a plaidé à l'ONU le président, », «, avoue, les yeux rougis, X, »: when and how."""
    ahead = grammar()["preposition"] | grammar()["weekday"] | grammar()["adverb"]
    dated = "say" in verb.classes and nearby.low in grammar()["weekday"] | {"encore"}
    compound = verb.last > verb.first and (nearby.low in ahead or nearby.low.endswith("ment"))
    return dated or compound or nearby.text == ","


def _end_of_incise(text: str, tokens: Sequence[Token], first: int, subject: Subject) -> int:
    """Where the sign stands that ends an incise, after an apposition: «…, prévient Anne Roy, chimiste à Lyon. …».

    A name is one where it is the subject's: whom «dit-elle, Anne Roy, …» names, the speaker speaks to.
    """
    ends, depth = [], 0
    for at in range(first, len(tokens)):
        depth += (tokens[at].text == "(") - (tokens[at].text == ")")
        if not depth and tokens[at].text in (",", ".", "!", "?", ":", "–", "—"):
            ends.append(at)
    if not ends:
        return len(tokens)
    at = ends[0]
    if tokens[at].text == "," and len(ends) > 1:
        piece = tokens[at + 1 : ends[1]]
        position = position_of(text, piece[:_HEAD]) if piece else None
        functional = position is not None and position.kind == "function"
        apposed = functional and bool(subject.voices) and not any(token.verb for token in piece)
        name = name_in(piece) if piece else None
        titled = bool(piece) and piece[0].text in people()["title"]  # «Monsieur Luc Petit»
        if (titled or not functional) and name is not None and name.person and all(token.capital for token in piece):
            apposed = any(voice.attribution.name == name.text for voice in subject.voices)
        if apposed or (piece and piece[0].text.isdigit() and piece[-1].low == "ans"):
            return ends[1]
    return at


def second_half(text: str, frame: Frame, place: int, found: Evidence) -> int | None:
    """Find the words that go on after an incise: «Tout simplement», a précisé X, «parce que…»."""
    if found.rule not in ("incise", "incise_pronoun") or found.after is None:
        return None
    tokens = frame.tokens
    second = next((i for i in range(found.after, len(tokens)) if tokens[i].mark is not None), None)
    first_mark = tokens[place].mark
    if second is None or first_mark is None:
        return None
    between = tokens[found.after : second]
    if any(verb.first >= found.after and verb.last < second for verb in frame.verbs):
        return None
    if any(token.text in (".", ";") or token.low in ("et", "mais", "que", "qu'") for token in between):
        return None
    if between and between[-1].text not in (",", "–", "—", "-", ":"):
        return None
    mark = tokens[second].mark
    ended = text[first_mark.end - 1 : first_mark.end] in ".!?…"
    return None if mark is None or (ended and text[mark.start : mark.start + 1].isupper()) else second


def parts_of(text: str, found: Evidence, marks: Sequence[Mark]) -> tuple[tuple[Span, ...], Cue | None]:
    """Give the stretches of a quotation, the journalist's own words left out, and its cue."""
    cue = found.cue
    if found.rule == "inner_incise" and cue is not None:
        cut, stop = map(int, cue.kind.split(":"))
        mark = marks[0]
        parts = [Span(mark.start, cut), Span(stop, mark.end)]
        parts = [trimmed for part in parts if (trimmed := _trimmed(text, part)) is not None]
        return tuple(parts), replace(cue, kind="verb")
    return tuple(Span(mark.start, mark.end) for mark in marks), cue


def _trimmed(text: str, span: Span) -> Span | None:
    inside = text[span.start : span.end]
    start = span.start + len(inside) - len(inside.lstrip(" \u00a0\u202f,"))
    end = span.start + len(inside.rstrip())
    return Span(start, end) if end > start else None
