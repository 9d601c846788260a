"""The verbs of a sentence with their auxiliaries and clitics: «a-t-il ajouté», «n'a cessé de répéter»."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from api.extraction.lexicon import Verb, grammar, phrases
from api.extraction.sentences import Token

_CAUSATIVE = frozenset({"fait", "fit", "font", "faisait", "faisant", "fera", "laisse", "laissait", "laissent"})
_CAUSED = frozenset({"valoir", "savoir", "tomber", "échapper"})  # «fait valoir», «laisse tomber»
_SEEMS = frozenset(
    {"veut", "voulait", "montre", "montrait", "dit", "disait", "très", "plus", "plutôt", "reste", "restait", "semble"}
)
_ADVERBS_WITHIN = 4
_ASIDES = tuple(
    tuple(words.split())
    for words in (
        "pour sa part", "pour leur part", "de son côté", "de leur côté", "à son tour", "à leur tour", "en outre",
        "en revanche", "dans la foulée", "par ailleurs", "un jour", "au passage", "lui", "elle", "eux", "elles",
    )
)  # fmt: skip
_MADE_KNOWN = Verb("faire savoir", frozenset({"say"}), frozenset({"infinitive"}))


@dataclass(frozen=True, slots=True)
class Predicate:
    """A verb with what goes with it: tokens ``first`` to ``last``, the last being the verb that has the meaning.

    ``mood`` is finite, gerund, infinitive or, without its auxiliary, participle; ``subject`` the place of a clitic
    subject; ``verb`` None for one that gives nobody's words; ``head`` is the verb of one that has words of its own
    after it («a mis en garde»).
    """

    first: int
    last: int
    verb: Verb | None
    mood: str
    subject: int | None = None
    passive: bool = False
    reflexive: bool = False
    head: int | None = None

    @property
    def classes(self) -> frozenset[str]:
        """In which classes the verb is, used so."""
        if self.verb is None:
            return frozenset()
        return (self.verb.reflexive | self.verb.classes & {"name"}) if self.reflexive else self.verb.classes


def predicates(tokens: Sequence[Token]) -> list[Predicate]:
    """Find the verbs of a sentence, from left to right."""
    found: list[Predicate] = []
    place = 0
    while place < len(tokens):
        one = predicate_at(tokens, place)
        if one is None:
            place += 1
        else:
            found.append(one)
            place = max(one.last, one.subject or 0) + 1
    return found


def predicate_at(tokens: Sequence[Token], first: int) -> Predicate | None:
    """Read the verb that begins here, its clitics before it."""
    place, reflexive = first, False
    while place < len(tokens) and tokens[place].low in grammar()["object_clitic"] and place - first < _ADVERBS_WITHIN:
        reflexive = reflexive or tokens[place].low in ("se", "s'")
        place += 1
    if place >= len(tokens) or tokens[place].kind not in ("word", "elided"):
        return None
    phrase = _phrase(tokens, first, place)
    if phrase is not None and phrase.mood != "participle":
        return phrase
    token = tokens[place]
    before = tokens[place - 1] if place else None
    if token.low in grammar()["auxiliary"] and not (
        before and before.low in grammar()["determiner"] and place == first
    ):
        return _compound(tokens, first, place, reflexive=reflexive)
    if token.low in grammar()["modal"] or token.low in _CAUSATIVE:
        modal = _with_infinitive(tokens, first, place, reflexive=reflexive)
        if modal is not None:
            return modal
    return _simple(tokens, first, place, reflexive=reflexive)


def _simple(tokens: Sequence[Token], first: int, place: int, *, reflexive: bool) -> Predicate | None:
    token = tokens[place]
    verb = token.verb
    if verb is None:
        return None
    subject = _clitic_after(tokens, place)
    before = tokens[first - 1].low if first else ""
    if "gerund" in verb.moods and (
        before == "en"
        or tokens[max(first, place - 1)].low == "en"
        or (verb.moods == {"gerund"} and before not in _SEEMS)
    ):
        return Predicate(first, place, verb, "gerund", None, reflexive=reflexive)
    if "infinitive" in verb.moods:
        return Predicate(first, place, verb, "infinitive", None, reflexive=reflexive)
    if subject is None and _is_reduced_passive(tokens, place):
        return Predicate(first, place, verb, "participle", None, passive=True)
    if "finite" not in verb.moods or (subject is None and _is_noun(tokens, first, place)):
        return None
    if subject is None and place == first and token.low in grammar()["preposition"]:
        return None  # «contre»
    return Predicate(first, place, verb, "finite", subject, reflexive=reflexive)


def _phrase(tokens: Sequence[Token], first: int, place: int) -> Predicate | None:
    """Read a verb with words of its own: «met en garde», «fait-il état», «a fait part»."""
    subject = _clitic_after(tokens, place)
    begins = (subject or place) + 1
    for own, verb in phrases().get(tokens[place].low, ()):
        if tuple(token.low for token in tokens[begins : begins + len(own)]) == own:
            return Predicate(first, begins + len(own) - 1, verb, next(iter(verb.moods)), subject, head=place)
    return None


def _is_reduced_passive(tokens: Sequence[Token], place: int) -> bool:
    """Read «qualifiée de «girouette» par ses adversaires», «un accord jugé «historique» par Paris»."""
    verb = tokens[place].verb
    if verb is None or "participle" not in verb.moods or not verb.classes & {"say", "label"}:
        return False
    rest = tokens[place + 1 : place + 4]
    quote = next((at for at, token in enumerate(rest) if token.kind == "quote"), None)
    if quote is None or any(token.low not in ("de", "d'", "comme", "être", "un", "une") for token in rest[:quote]):
        return False
    after = place + 2 + quote
    return after < len(tokens) and tokens[after].low == "par"


def _is_noun(tokens: Sequence[Token], first: int, place: int) -> bool:
    """Tell «la note», «un juge» and «une demande» from verbs."""
    low = tokens[place].low
    near = tokens[place - 1].low if place else ""
    if place > first and near in ("le", "la", "l'", "les"):
        before = tokens[first - 1].low if first else ""
        return low in grammar()["noun_or_verb"] and before not in grammar()["subject_pronoun"] | {
            "qui",
            "comme",
            "que",
            "qu'",
        }
    if near in grammar()["determiner"] - {"tous", "tout", "toutes", "certains", "certaines", "plusieurs"}:
        return True
    if near in grammar()["preposition"] or (near in grammar()["adjective"] and not tokens[place - 1].capital):
        return True
    participle = tokens[place].verb is not None and "participle" in tokens[place].verb.moods  # type: ignore[union-attr]
    return (
        participle
        and place == 0
        and tokens[place].kind == "word"
        and not _clitic_after(tokens, place)
        and low in grammar()["noun_or_verb"]
    )


def _clitic_after(tokens: Sequence[Token], place: int) -> int | None:
    following = place + 1
    if following < len(tokens) and tokens[following].kind == "clitic" and tokens[following].low != "-ce":
        return following
    return None


def _compound(tokens: Sequence[Token], first: int, auxiliary: int, *, reflexive: bool) -> Predicate:
    """Read «a-t-il ensuite ajouté», «n'a cessé de répéter», «s'est exclamé», «est invitée à»."""
    subject = _clitic_after(tokens, auxiliary)
    place = (subject or auxiliary) + 1
    while place < len(tokens) and place - auxiliary <= _ADVERBS_WITHIN and _is_adverb(tokens[place]):
        place += 1
    near = tuple(token.low for token in tokens[place : place + 3])
    place += next((len(words) for words in _ASIDES if near[: len(words)] == words), 0)
    place += 3 if near[:2] == ("quant", "à") else 0
    being = tokens[auxiliary].low in grammar()["be"]
    mood = "gerund" if tokens[auxiliary].low in ("ayant", "étant") else "finite"
    if tokens[auxiliary].low in ("avoir", "être"):
        mood = "infinitive"
    if place < len(tokens) and tokens[place].low == "été" and not being:
        place, being = place + 1, True
        while place < len(tokens) and _is_adverb(tokens[place]):
            place += 1
    if place < len(tokens):
        token = tokens[place]
        phrase = _phrase(tokens, first, place)
        if phrase is not None and not being:
            return replace(phrase, mood=mood, subject=subject)
        if token.low in grammar()["modal"] or token.low in ("fait", "laissé"):
            modal = _with_infinitive(tokens, first, place, reflexive=reflexive)
            if modal is not None:
                return replace(modal, first=first, mood=mood, subject=subject)
        if token.verb is not None and "participle" in token.verb.moods:
            passive = being and not reflexive
            return Predicate(first, place, token.verb, mood, subject, passive=passive, reflexive=reflexive)
    return Predicate(first, auxiliary, None, mood, subject, reflexive=reflexive)


def _is_adverb(token: Token) -> bool:
    return token.kind == "word" and (token.low in grammar()["adverb"] or token.low.endswith("ment"))


def _with_infinitive(tokens: Sequence[Token], first: int, modal: int, *, reflexive: bool) -> Predicate | None:
    """Read «devait conclure», «tient à préciser», «vient d'annoncer», «fait valoir»."""
    subject = _clitic_after(tokens, modal)
    place = (subject or modal) + 1
    while place < len(tokens) and place - modal <= _ADVERBS_WITHIN:
        token = tokens[place]
        verb = _MADE_KNOWN if token.low in _CAUSED else token.verb
        if verb is not None and "infinitive" in verb.moods:
            own = tokens[place - 1].low in ("se", "s'") or (reflexive and tokens[modal].low in _CAUSATIVE)
            return Predicate(first, place, verb, "finite", subject, reflexive=own)
        if token.low not in ("de", "d'", "à", "par", "se", "s'") and not _is_adverb(token):
            return None
        place += 1
    return None


def begins_clause(tokens: Sequence[Token], place: int) -> bool:
    """Whether a verb with its subject understood begins here: «mais a refusé», «et ne suffit»."""
    while place < len(tokens) and (tokens[place].low in grammar()["object_clitic"] or _is_adverb(tokens[place])):
        if tokens[place].low in ("ne", "n'"):
            return True
        place += 1
    if place >= len(tokens):
        return False
    token = tokens[place]
    return token.low in grammar()["auxiliary"] or (
        token.verb is not None and "finite" in token.verb.moods and not _is_noun(tokens, place, place)
    )
