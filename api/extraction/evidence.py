"""The verbs of the journalist's own sentence that make marked words a quotation; each pattern is a rule.

After the words an incise: «, illustre-t-elle», «, a indiqué Saqib». Before them a verb, with a colon, with «que», or
with the words as its complement.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from api.extraction.inversion import NOBODY, Subject, subject_after
from api.extraction.lexicon import grammar
from api.extraction.predicates import Predicate, begins_clause, predicate_at
from api.extraction.proposals import Cue, Span
from api.extraction.sentences import Token
from api.extraction.subjects import subject_of

_SAYING = frozenset({"say", "label", "manner"})
_REPORTED_REACH = 60
_COMPLEMENT_REACH = 16
_NAMING = frozenset({"name"})
_TELLING = frozenset({"évoquer", "raconter", "décrire", "relater", "rapporter", "dénoncer", "dépeindre", "narrer"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """A rule that holds: its subject, its cue, and the place of the token after an incise."""

    rule: str
    subject: Subject
    cue: Cue | None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence with its verbs."""

    text: str
    tokens: Sequence[Token]
    verbs: Sequence[Predicate]


def cue_of(text: str, tokens: Sequence[Token], verb: Predicate, kind: str = "verb") -> Cue:
    """Make the cue of a verb: its auxiliary and itself, its clitics left out but for «se»."""
    first = verb.first
    while first < verb.last and tokens[first].low in grammar()["object_clitic"] - {"se", "s'"}:
        first += 1
    start, end = tokens[first].start, tokens[verb.last].end
    return Cue(text[start:end], tokens[verb.last].text, Span(start, end), kind)


def word_cue(text: str, first: Token, last: Token, kind: str) -> Cue:
    """Make the cue of a preposition or a noun."""
    return Cue(text[first.start : last.end], text[first.start : last.end], Span(first.start, last.end), kind)


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
    verb = predicate_at(tokens, first)
    if verb is None or verb.passive or verb.mood != "finite":
        return _unknown_incise(frame, place, first)
    end = max(verb.last, verb.subject or 0) + 1
    if not verb.classes & (_SAYING | _NAMING) and verb.subject is None:
        return None
    following = tokens[end].low if end < len(tokens) else ""
    if following in ("que", "qu'"):
        return None
    cue = cue_of(frame.text, tokens, verb, "verb")
    if verb.subject is not None:
        if verb.verb is None and tokens[first - 1].text != ",":
            return None
        return Evidence("incise_pronoun", Subject(pronoun=tokens[verb.subject]), cue, end)
    if not verb.classes & _SAYING:
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


def before(frame: Frame, place: int) -> Evidence | None:
    """Find the verb before the words that governs them, the nearest first."""
    tokens = frame.tokens
    for which in range(len(frame.verbs) - 1, -1, -1):
        verb = frame.verbs[which]
        if verb.last >= place:
            continue
        if verb.mood == "infinitive" and _is_impersonal(tokens, verb.first):
            return None
        between = tokens[max(verb.last, verb.subject or 0) + 1 : place]
        if _is_cut_off(between):
            return None
        rule = _rule(tokens, verb, between, place)
        if rule is None:
            continue
        subject = subject_of(frame.text, tokens, frame.verbs, which)
        if rule == "naming" and (
            subject == NOBODY or verb.passive or (subject.pronoun is not None and subject.pronoun.low == "on")
        ):
            return None
        return Evidence(rule, subject, cue_of(frame.text, tokens, verb))
    return None


def _is_impersonal(tokens: Sequence[Token], first: int) -> bool:
    """«il est à noter», «il faut rappeler»: the journalist speaks."""
    near = [token.low for token in tokens[max(0, first - 3) : first]]
    return near[-2:] in (["est", "à"], ["reste", "à"]) or near[-1:] in (["faut"], ["convient"])


def _rule(tokens: Sequence[Token], verb: Predicate, between: Sequence[Token], place: int) -> str | None:
    classes = verb.classes
    colon = tokens[place - 1].text == ":" or (
        place > 1 and tokens[place - 1].text in "-–—" and tokens[place - 2].text == ":"
    )
    if colon:
        # a colon at the words themselves: any verb of saying, in an incise's manner too
        return "colon" if classes & _SAYING and not any(token.text == ":" for token in between[:-1]) else None
    if (
        verb.reflexive
        and not verb.classes & _NAMING
        and between
        and between[0].low not in ("que", "qu'", ":", "de", "d'", "à")
    ):
        return None
    lemma = verb.verb.lemma if verb.verb is not None else ""
    if lemma == "appeler" and not any(token.low in ("à", "au") for token in between):
        return _named(classes) if len(between) <= 6 and not verb.reflexive else None
    if lemma == "répondre" and between and between[0].low in ("de", "d'", "des", "du"):
        return None  # answer for
    if lemma == "traiter" and any(token.low.endswith("ant") for token in between):
        return None
    if not between or all(token.kind == "mark" and token.text == "," for token in between):
        if verb.passive or classes & {"label"}:
            return "complement" if classes & (_SAYING - {"manner"}) else _named(classes)
        return "adjacent" if classes & {"say", "manner"} else _named(classes)
    if classes & _NAMING and not classes & {"say", "label"}:
        return _named(classes) if len(between) <= 6 and not verb.reflexive else None
    if not classes & {"say", "label"}:
        return None
    that = next(
        (i for i, token in enumerate(between[:8]) if token.low in ("que", "qu'", "si", "combien", "comment", ":")), None
    )
    if that is not None and "say" in classes:
        tail = between[that + 1 :]
        if not [token for token in tail if token.kind == "word"]:
            return "that"
        return "reported" if len(between) <= _REPORTED_REACH else None
    if _has_infinitive(between) and "say" in classes and len(between) <= _REPORTED_REACH:
        return "reported"
    if verb.passive and "label" not in classes:
        return None
    reach = _REPORTED_REACH if lemma in _TELLING else _COMPLEMENT_REACH
    return "complement" if len(between) <= reach else None


def _named(classes: frozenset[str]) -> str | None:
    return "naming" if classes & _NAMING else None


def _has_infinitive(between: Sequence[Token]) -> bool:
    return any(token.low in ("avoir", "être", "n'avoir", "ne") for token in between[:6])


def _is_cut_off(between: Sequence[Token]) -> bool:
    """Whether something stands between a verb and the words that ends its reach."""
    depth = 0
    for at, token in enumerate(between):
        if token.kind == "mark":
            if token.text == ";":
                return True
            depth += (token.text == "(") - (token.text == ")")
        joins = token.low in ("mais", "et", "puis") or (token.text == "," and token.kind == "mark")
        if joins and at + 1 < len(between) and token.text != "," and begins_clause(between, at + 1):
            return True
    return depth > 0
