"""What in the journalist's own sentence makes marked words a quotation: each pattern is a rule, tried in this order.

After the words: an incise («, illustre-t-elle», «, a indiqué Saqib»), «, selon X». Before them: «Selon X,», a verb with a
colon, with «que», or with the words as its complement; a noun («Commentaire du président :»); a colon alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from api.extraction.lexicon import grammar, people, terms
from api.extraction.predicates import Predicate, begins_clause, predicate_at
from api.extraction.proposals import Cue, Span
from api.extraction.sentences import Token
from api.extraction.subjects import NOBODY, Subject, subject_after, subject_of, voice_end
from api.extraction.voices import read_voices

_SAYING = frozenset({"say", "label", "manner"})
_REPORTED_REACH = 60
_COMPLEMENT_REACH = 16
_ACCORDING = frozenset({"selon", "d'après", "pour", "suivant"})
_NAMING = frozenset({"name"})


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
    """Make the cue of a verb: its auxiliary and itself, its clitics left out."""
    first = verb.first
    while first < verb.last and tokens[first].low in grammar()["object_clitic"]:
        first += 1
    start, end = tokens[first].start, tokens[verb.last].end
    return Cue(text[start:end], tokens[verb.last].text, Span(start, end), kind)


def _word_cue(text: str, first: Token, last: Token, kind: str) -> Cue:
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


def according(frame: Frame, place: int) -> Evidence | None:
    """Read «Selon X, «…»», «…», selon les mots de X», «Pour elle, «…»»."""
    tokens = frame.tokens
    for at, token in enumerate(tokens):
        if token.low not in _ACCORDING or at == place - 1:
            continue
        if token.low == "pour" and (at > 0 or not _pour_is_opinion(tokens, place)):
            continue
        if at > place and (tokens[at - 1].text != "," and tokens[at - 1].kind != "quote"):
            continue
        if 0 < at < place and tokens[at - 1].text not in (",", "(", "–", "—", "-") and tokens[at - 1].low not in ("et", "que"):
            continue
        first = at + 1
        if first + 2 < len(tokens) and tokens[first + 1].low.rstrip("s") in ("mot", "propo", "dire", "terme", "expression", "formule", "avi"):
            first += 2
            if tokens[first].low in ("de", "d'") :
                first += 1
        if first >= len(tokens):
            continue
        cue = _word_cue(frame.text, token, token, "preposition")
        if tokens[first].low in grammar()["subject_pronoun"] | {"lui", "eux", "elle", "elles", "moi"}:
            return Evidence("according", Subject(pronoun=tokens[first]), cue)
        voices = read_voices(frame.text, tokens[first : voice_end(tokens, first)])
        if any(voice.attribution.kind != "unknown" for voice in voices):
            return Evidence("according", Subject(voices), cue)
    return None


def _pour_is_opinion(tokens: Sequence[Token], place: int) -> bool:
    comma = next((i for i, token in enumerate(tokens) if token.text == ","), None)
    return comma is not None and comma < place and (place - comma <= 2 or comma <= 6) and not (  # noqa: PLR2004
        tokens[1].verb is not None and "infinitive" in tokens[1].verb.moods
    )


def before(frame: Frame, place: int) -> Evidence | None:
    """Find the verb before the words that governs them, the nearest first."""
    tokens = frame.tokens
    for which in range(len(frame.verbs) - 1, -1, -1):
        verb = frame.verbs[which]
        if verb.last >= place:
            continue
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


def _rule(tokens: Sequence[Token], verb: Predicate, between: Sequence[Token], place: int) -> str | None:
    classes = verb.classes
    colon = tokens[place - 1].text == ":" or (place > 1 and tokens[place - 1].text in "-–—" and tokens[place - 2].text == ":")
    if colon:
        # a colon at the words themselves: any verb of saying, in an incise's manner too
        return "colon" if classes & _SAYING and not any(token.text == ":" for token in between[:-1]) else None
    if not between or all(token.kind == "mark" and token.text == "," for token in between):
        if verb.passive or classes & {"label"}:
            return "complement" if classes & (_SAYING - {"manner"}) else _named(classes)
        return "adjacent" if classes & {"say", "manner"} else _named(classes)
    if classes & _NAMING and not classes & {"say", "label"}:
        return _named(classes) if len(between) <= 6 and not verb.reflexive else None  # noqa: PLR2004
    if not classes & {"say", "label"}:
        return None
    that = next((i for i, token in enumerate(between[:8]) if token.low in ("que", "qu'", "si", "combien", "comment", ":")), None)
    if that is not None and "say" in classes:
        tail = between[that + 1 :]
        if not [token for token in tail if token.kind == "word"]:
            return "that"
        return "reported" if len(between) <= _REPORTED_REACH else None
    if _has_infinitive(between) and "say" in classes and len(between) <= _REPORTED_REACH:
        return "reported"
    if verb.passive and "label" not in classes:
        return None
    return "complement" if len(between) <= _COMPLEMENT_REACH else None


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


def noun(frame: Frame, place: int) -> Evidence | None:
    """Read a noun that gives somebody's words: «Commentaire du président : …», «de l'avis de X, …»."""
    tokens = frame.tokens
    for at, token in enumerate(tokens[:place]):
        singular = token.low.removesuffix("s")
        if token.low not in terms()["noun_cue"] and singular not in terms()["noun_cue"]:
            continue
        begins = at <= 2 or tokens[at - 1].low in grammar()["determiner"]  # noqa: PLR2004
        of = at + 1 < place and tokens[at + 1].low in ("de", "du", "des", "d'")
        colon = any(each.text == ":" for each in tokens[at:place])
        if not (begins and of and colon):
            continue
        first = at + 2
        voices = read_voices(frame.text, tokens[first : min(place, voice_end(tokens, first))])
        if any(voice.attribution.kind != "unknown" for voice in voices):
            return Evidence("noun", Subject(voices), _word_cue(frame.text, token, token, "noun"))
    return None


def colon_alone(frame: Frame, place: int) -> Evidence | None:
    """Take a colon before a whole sentence for a cue, whoever the sentence before it speaks of."""
    tokens = frame.tokens
    if place == 0 or tokens[place - 1].text != ":" or tokens[place].mark is None:
        return None
    finite = [i for i, verb in enumerate(frame.verbs) if verb.last < place and verb.mood == "finite"]
    subject = NOBODY
    for which in reversed(finite):
        subject = subject_of(frame.text, tokens, frame.verbs, which)
        if subject.pronoun is not None or any(
            voice.attribution.kind in ("person", "function", "organisation", "group") for voice in subject.voices
        ):
            break
    if subject == NOBODY and place <= 8:  # noqa: PLR2004 - «Le maire de X : «…»»
        voices = read_voices(frame.text, tokens[: place - 1])
        subject = Subject(tuple(v for v in voices if v.attribution.kind != "unknown"))
    if all(voice.attribution.kind == "unknown" for voice in subject.voices) and subject.pronoun is None:
        names = [token for token in tokens[:place] if token.low in people()["masculine"] | people()["feminine"]]
        if names:
            first = tokens.index(names[-1])
            voices = read_voices(frame.text, tokens[max(0, first - 1) : voice_end(tokens, first)])
            subject = Subject(voices)
    return Evidence("colon_alone", subject, None)
