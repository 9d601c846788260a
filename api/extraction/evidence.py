"""The verbs before marked words that make them a quotation; each pattern is a rule.

A verb with a colon, with «que», or with the words as its complement, in the journalist's own sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from api.extraction.inversion import NOBODY, Subject
from api.extraction.lexicon import grammar, terms
from api.extraction.predicates import Predicate, begins_clause
from api.extraction.proposals import Cue, Span
from api.extraction.roles import position_of
from api.extraction.sentences import Token, tokenise
from api.extraction.subjects import leading, subject_of
from api.extraction.voices import read_voices

SAYING = frozenset({"say", "label", "manner"})
_REPORTED_REACH = 60
_COMPLEMENT_REACH = 16
_ONE = frozenset({"celui", "celle", "ceux", "celles", "l'autre", "d'autres", "certains", "les"})
_OF_WORKS = frozenset(
    {"chanter", "lire", "réciter", "déclamer", "interpréter", "entonner", "fredonner", "publier", "signer"}
)
_TO = frozenset({"à", "au", "aux"})
_LINKS = frozenset({"et", "puis", "mais", "avant", "de", "d'"})
_GIVING = frozenset({"dresser", "livrer"})  # a statement, a verdict: «dresse un bilan «…»»
NAMING = frozenset({"name"})
_REMEMBERING = frozenset({"souvenir", "rappeler", "remémorer", "citer", "répéter", "reprendre", "invoquer", "retenir"})
_CALLING = frozenset({"appeler", "exhorter", "inviter", "sommer", "inciter", "enjoindre", "presser", "encourager"})
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
    head = tokens[verb.last if verb.head is None else verb.head]
    return Cue(text[start:end], head.text, Span(start, end), kind)


def word_cue(text: str, first: Token, last: Token, kind: str) -> Cue:
    """Make the cue of a preposition or a noun."""
    return Cue(text[first.start : last.end], last.text, Span(first.start, last.end), kind)


def within(frame: Frame, place: int) -> Evidence | None:
    """Take the verb from the words themselves: «Le texte « condamne fermement » l'attaque»."""
    tokens, mark = frame.tokens, frame.tokens[place].mark
    if mark is None or place == 0 or not frame.text[mark.start].islower():
        return None
    first = tokenise(frame.text, mark.start, mark.end, mark.children)[:1]
    verb = first[0].verb if first else None
    if verb is None or "finite" not in verb.moods or verb.moods & {"participle"} or not verb.classes & {"say", "label"}:
        return None
    if first[0].low in grammar()["noun_or_verb"]:
        return None
    near = tokens[place - 1]
    if near.low in ("et", "puis", "mais") and place > 1:
        earlier = max((at for at in range(place - 1) if tokens[at].mark is not None), default=None)
        return within(frame, earlier) if earlier is not None else None
    if near.low in grammar()["determiner"] | grammar()["preposition"] or near.kind == "mark":
        return None
    if any(verb.mood == "finite" and verb.last < place for verb in frame.verbs):
        return None
    subject = leading(frame.text, tokens, place)
    head = position_of(frame.text, tokens[:place])
    states = head is not None and head.kind in ("organisation", "unknown")  # a body, a document
    return Evidence("within", subject, None) if subject.voices and states else None


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
        rule = _rule(frame, verb, between, place)
        if rule is None:
            continue
        subject = _without_its_verb(frame, between) or subject_of(frame.text, tokens, frame.verbs, which)
        if rule == "adjacent" and "say" not in verb.classes and _is_a_thing(subject):
            continue  # «L'accord ouvre «une ère»»
        alone = all(token.low in _LINKS for token in tokens[: verb.first])
        if subject == NOBODY and alone and not _is_we_or_you(tokens, verb):
            subject = Subject(understood=True)
        if rule == "naming" and (
            any(token.kind == "quote" for token in between)
            or subject == NOBODY
            or verb.passive
            or (subject.pronoun is not None and subject.pronoun.low == "on")
        ):
            return None
        return Evidence(rule, subject, cue_of(frame.text, tokens, verb))
    return None


def verb_of(frame: Frame, found: Evidence) -> Predicate | None:
    """Give the verb that is the cue of some evidence; None when its cue is another word, or there is none."""
    return next((each for each in frame.verbs if found.cue and frame.tokens[each.last].end == found.cue.span.end), None)


def is_remembered(frame: Frame, found: Evidence) -> bool:
    """Whether a verb only calls back words that a noun may tell whose: «se souvient d'une phrase de sa mère : «…»»."""
    verb = verb_of(frame, found)
    return verb is not None and verb.verb is not None and verb.verb.lemma in _REMEMBERING


def is_own_speech(frame: Frame, found: Evidence) -> bool:
    """Whether a subject speaks by a verb of speech, so that «selon X» beside it only tells who reports that."""
    verb = verb_of(frame, found)
    if verb is None or verb.verb is None or verb.passive:
        return False
    speaks = any(each.attribution.kind in ("person", "function", "organisation") for each in found.subject.voices)
    return speaks and ("say" in verb.classes or verb.verb.lemma in _CALLING)


def _is_a_thing(subject: Subject) -> bool:
    return bool(subject.voices) and all(voice.attribution.kind == "unknown" for voice in subject.voices)


def _without_its_verb(frame: Frame, between: Sequence[Token]) -> Subject | None:
    """Read the second subject of a verb that is not said again: «X parle de «…», Y de «…»», «X y voit «…»; Y, «…»»."""
    quoted = next((at for at in range(len(between) - 1, -1, -1) if between[at].kind == "quote"), None)
    if quoted is None or quoted + 2 >= len(between) or between[quoted + 1].text not in (",", ";"):
        return None
    phrase = list(between[quoted + 2 :])
    while phrase and (phrase[-1].low in ("de", "d'", "un", "une", "à") or phrase[-1].text == ","):
        phrase.pop()
    if not phrase or any(token.kind not in ("word", "elided") for token in phrase):
        return None
    begins = phrase[0].low in grammar()["determiner"] or phrase[0].capital or phrase[0].low in _ONE
    if not begins or any(token.verb and "finite" in token.verb.moods for token in phrase[1:]):
        return None
    voices = read_voices(frame.text, phrase)
    speaks = any(voice.attribution.kind != "unknown" for voice in voices) or phrase[0].low in _ONE
    return Subject(voices) if voices and speaks else None


def _is_we_or_you(tokens: Sequence[Token], verb: Predicate) -> bool:
    """Tell «Rappelons que «…»» and «Lisez : «…»», which nobody but the journalist says, from «Et d'ajouter : «…»»."""
    return tokens[verb.last if verb.head is None else verb.head].low.endswith(("ons", "ez"))


def _is_impersonal(tokens: Sequence[Token], first: int) -> bool:
    """«il est à noter», «il faut rappeler»: the journalist speaks."""
    near = [token.low for token in tokens[max(0, first - 3) : first]]
    return near[-2:] in (["est", "à"], ["reste", "à"]) or near[-1:] in (["faut"], ["convient"])


def _rule(frame: Frame, verb: Predicate, between: Sequence[Token], place: int) -> str | None:
    tokens, classes = frame.tokens, verb.classes
    colon = tokens[place - 1].text == ":" or (
        place > 1 and tokens[place - 1].text in "-–—" and tokens[place - 2].text == ":"
    )
    if colon:
        # a colon at the words themselves: any verb of saying, in an incise's manner too
        return "colon" if classes & SAYING and not any(token.text == ":" for token in between[:-1]) else None
    if (
        verb.reflexive
        and not verb.classes & NAMING
        and between
        and between[0].low not in ("que", "qu'", ":", "de", "d'", "à", "comme")
    ):
        return None
    lemma = verb.verb.lemma if verb.verb is not None else ""
    if lemma == "appeler" and not _calls_for(frame, verb, between, place):
        return _named(classes) if len(between) <= 6 and not verb.reflexive else None
    if lemma == "répondre" and between and between[0].low in ("de", "d'", "des", "du"):
        return None  # answer for
    if lemma == "voir" and not _sees_in_it(tokens, verb, between):
        return None
    if lemma in _GIVING and not any(token.low in terms()["noun_cue"] for token in between):
        return None
    if lemma == "traiter" and any(token.low.endswith("ant") for token in between):
        return None
    if lemma == "trouver" and any(token.low in ("rien", "mieux") for token in between):
        return None  # «n'a rien trouvé de mieux que de «…»»
    if not between or all(token.kind == "mark" and token.text == "," for token in between):
        if verb.passive or classes & {"label"}:
            return "complement" if classes & (SAYING - {"manner"}) else _named(classes)
        if verb.reflexive and not classes & SAYING:
            return None  # a name of its own: «s'intitule»
        return "adjacent" if classes & {"say", "manner"} and lemma not in _OF_WORKS else _named(classes)
    if classes & NAMING and not classes & {"say", "label"}:
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


def _calls_for(frame: Frame, verb: Predicate, between: Sequence[Token], place: int) -> bool:
    """Tell «appelle à «…»», «appelle « au calme »» and «appelle « tous à négocier »» from «ce qu'il appelle «…»»."""
    if any(token.low in _TO for token in between):
        return True
    mark = frame.tokens[place].mark
    named = any(token.low in ("l'", "les", "le", "la") for token in frame.tokens[verb.first : verb.last])
    return mark is not None and not (between or named) and bool(_TO & set(frame.text[mark.start : mark.end].split()))


def _sees_in_it(tokens: Sequence[Token], verb: Predicate, between: Sequence[Token]) -> bool:
    """«y voit «…»», «voit dans ce vote «…»», «voit en lui «…»»: what is seen is what one calls it."""
    own = any(token.low == "y" for token in tokens[verb.first : verb.last])
    return own or (bool(between) and between[0].low in ("dans", "en"))


def _named(classes: frozenset[str]) -> str | None:
    return "naming" if classes & NAMING else None


def _has_infinitive(between: Sequence[Token]) -> bool:
    return any(token.low in ("avoir", "être", "n'avoir", "ne") for token in between[:6])


def _is_gap(between: Sequence[Token], at: int) -> bool:
    """Whether a semicolon parts «X y voit «…»; Y, «…»»."""
    return at > 0 and between[at - 1].kind == "quote" and between[-1].text == ","


def _is_cut_off(between: Sequence[Token]) -> bool:
    """Whether something stands between a verb and the words that ends its reach."""
    depth = 0
    for at, token in enumerate(between):
        if token.kind == "mark":
            if token.text == ";" and not _is_gap(between, at):
                return True
            depth += (token.text == "(") - (token.text == ")")
        joins = token.low in ("mais", "et", "puis") or (token.text == "," and token.kind == "mark")
        if joins and at + 1 < len(between) and token.text != "," and begins_clause(between, at + 1):
            return True
    return depth > 0
