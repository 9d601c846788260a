"""Who is the subject of a verb, by the words before it: «Roland Dumas, ministre…, avait affirmé», «X, qui ajoute»."""

from collections.abc import Sequence

from api.extraction.inversion import NOBODY, Subject, subject_after
from api.extraction.lexicon import given_names, grammar, people
from api.extraction.predicates import Predicate
from api.extraction.sentences import Token
from api.extraction.voices import read_voices

_CLAUSE = frozenset(
    {"que", "qu'", "dont", "où", "quand", "lorsque", "lorsqu'", "si", "car", "mais", "puisque", "puisqu'", "tandis"}
)
_ANTECEDENT_BORDER = frozenset({"par", "avec", "à", "aux", "au", "pour", "selon", "chez", "ainsi", "que"})
_OF = frozenset({"de", "du", "des", "d'"})


def subject_of(text: str, tokens: Sequence[Token], verbs: Sequence[Predicate], which: int) -> Subject:
    """Find the subject of one of a sentence's verbs."""
    verb = verbs[which]
    if verb.subject is not None:
        return Subject(pronoun=tokens[verb.subject])
    if verb.passive:
        return _agent(text, tokens, verb)
    if verb.mood != "finite":
        return _of_main_clause(text, tokens, verbs, which)
    place = _back_over_adverbs(tokens, verb.first - 1)
    if place < 0:
        return NOBODY
    token = tokens[place]
    if token.low == "qui":
        return _antecedent(text, tokens, verbs, place)
    if token.low in grammar()["subject_pronoun"] or token.low in ("je", "j'", "nous"):
        return Subject(pronoun=token)
    if token.low in ("que", "qu'", "comme", "où", "ainsi", "c'", "ce"):
        return subject_after(text, tokens, verb.last + 1)
    if token.low in ("et", "mais", "puis", "ou", ",") or (place == verb.first - 1 and token.low == "donc"):
        shared = _shared(text, tokens, verbs, which)
        if token.low != "," and shared != NOBODY:
            return shared
    if token.low == "," and verb.classes & {"say"}:
        inverted = _set_in(text, tokens, verb)
        if inverted != NOBODY:
            return inverted
    found = _in_clause(text, tokens, verbs, which, place)
    return found if found != NOBODY else _shared(text, tokens, verbs, which)


def _set_in(text: str, tokens: Sequence[Token], verb: Predicate) -> Subject:
    """Read the subject of an incise in the journalist's own words: «Le parc, note X, est «…»», «Non, dit X : «…»»."""
    found = subject_after(text, tokens, verb.last + 1)
    spans = [voice.attribution.span for voice in found.voices if voice.attribution.kind in ("person", "function")]
    if not spans or spans[-1] is None:
        return NOBODY
    end = spans[-1].end
    following = next((token for token in tokens if token.start >= end), None)
    return found if following is not None and (following.text in (",", ":") or following.low == "à") else NOBODY


def _back_over_adverbs(tokens: Sequence[Token], place: int) -> int:
    """Step back over «lui-même», «, lui,», «d'ailleurs»."""
    if place >= 0 and tokens[place].text == ",":
        inner = place - 1
        if (
            inner > 0
            and tokens[inner - 1].text == ","
            and tokens[inner].low in ("lui", "elle", "eux", "elles", "aussi")
        ):
            return inner - 2
    while place >= 0 and tokens[place].low in grammar()["adverb"] and tokens[place].low not in ("tous", "toutes"):
        place -= 1
    return place


def _agent(text: str, tokens: Sequence[Token], verb: Predicate) -> Subject:
    for place in range(verb.last + 1, min(len(tokens), verb.last + 8)):
        if tokens[place].low == "par":
            return subject_after(text, tokens, place + 1)
    return NOBODY


def _of_main_clause(text: str, tokens: Sequence[Token], verbs: Sequence[Predicate], which: int) -> Subject:
    """Give a gerund or an infinitive the subject of the verb before it, else of the one after."""
    for other in range(which - 1, -1, -1):
        if verbs[other].mood == "finite" and not verbs[other].passive:
            found = subject_of(text, tokens, verbs, other)
            if found == NOBODY or verbs[other].subject is not None:
                following = subject_after(text, tokens, verbs[other].last + 1)
                found = following if found == NOBODY else found
            return found
    for other in range(which + 1, len(verbs)):
        if verbs[other].mood == "finite":
            return subject_of(text, tokens, verbs, other)
    return leading(text, tokens, verbs[which].first)


def _shared(text: str, tokens: Sequence[Token], verbs: Sequence[Predicate], which: int) -> Subject:
    """Give the second of two joined verbs the subject of the first: «a assuré que … mais a refusé»."""
    for other in range(which - 1, -1, -1):
        if verbs[other].mood == "finite":
            return subject_of(text, tokens, verbs, other)
    return leading(text, tokens, verbs[which].first)


def leading(text: str, tokens: Sequence[Token], end: int) -> Subject:
    """Take what the sentence begins with."""
    for whole in _pieces(tokens[:end]):
        piece = whole[1:] if whole[0].low in ("et", "mais", "or", "puis", "car") else whole
        if not piece:
            continue
        if piece[0].low in grammar()["subject_pronoun"]:
            return Subject(pronoun=piece[0])
        if not _is_adverbial(piece):
            voices = read_voices(text, _up_to_verb(piece))
            return Subject(voices) if voices else NOBODY
    return NOBODY


def _antecedent(text: str, tokens: Sequence[Token], verbs: Sequence[Predicate], qui: int) -> Subject:
    """Read what «qui» stands for: the noun phrase just before it, with its apposition."""
    last = qui - 1 if tokens[qui - 1].text != "," else qui - 2
    ends = {verb.last for verb in verbs if verb.verb is not None or tokens[verb.first].low in grammar()["auxiliary"]}
    first = last
    while first >= 0:
        token = tokens[first]
        border = token.low in _ANTECEDENT_BORDER and not _is_of_an_apposition(tokens, first)
        if token.kind in ("quote", "clitic") or border or first in ends:
            break
        if token.text in ",;:(" and not _is_apposition(tokens[first + 1 : last + 1]):
            break
        if token.kind == "word" and token.verb is not None and "participle" in token.verb.moods and not token.capital:
            break
        first -= 1
    begin = first + 1
    # «aux réalisateurs du film»: the article hides in the preposition
    voices = read_voices(text, tokens[begin : last + 1])
    return Subject(voices) if voices else NOBODY


def _is_of_an_apposition(tokens: Sequence[Token], place: int) -> bool:
    """Whether a preposition stands in «, maraîchère à Thiès, qui»: after a bare noun for somebody."""
    roles = people()["role"]
    return place > 1 and tokens[place - 1].low in roles and tokens[place - 2].text == ","


def _is_apposition(piece: Sequence[Token]) -> bool:
    roles = people()["role"]
    return (
        bool(piece) and any(token.low in roles for token in piece[:2]) and piece[0].low not in grammar()["determiner"]
    )


def _in_clause(text: str, tokens: Sequence[Token], verbs: Sequence[Predicate], which: int, last: int) -> Subject:
    """Read the noun phrase that begins the verb's clause."""
    first = last
    depth = 0
    while first >= 0:
        token = tokens[first]
        depth += (token.text == ")") - (token.text == "(")
        if token.kind == "quote" or (token.text in ";:" and token.kind == "mark") or token.low in _CLAUSE or depth < 0:
            break
        if token.low == "et" and tokens[first + 1].low in grammar()["subject_pronoun"]:
            break
        first -= 1
    pieces = _pieces(tokens[first + 1 : last + 1])
    if pieces and len(pieces[0]) == 1 and pieces[0][0].low in grammar()["conjunction"]:
        pieces.pop(0)
    opener = tokens[first].low if first > 0 else ""
    if opener in ("dont", "où", "que", "qu'") and tokens[last].text == "," and len(pieces) == 1:
        # a clause in passing: the subject stands before it
        back = first - 1 if tokens[first - 1].text == "," or opener in ("dont", "où") else first - 2
        return _in_clause(text, tokens, verbs, which, back)
    if (
        len(pieces) > 1
        and tokens[first].low in ("si", "quand", "lorsque", "lorsqu'", "puisque", "puisqu'")
        and first >= 0
    ):
        pieces.pop(0)
    while len(pieces) > 1 and (
        _is_adverbial(pieces[0])
        or _is_ahead_of_its_noun(pieces[0], pieces[1])
        or pieces[0][0].low in grammar()["auxiliary"]  # the rest of a clause whose subject stands in marks
    ):
        pieces.pop(0)
    if not pieces or _is_adverbial(pieces[0]):
        return NOBODY
    for piece in pieces:
        if piece[0].low in grammar()["subject_pronoun"] and len(piece) == 1:
            return Subject(pronoun=piece[0])
    head = list(pieces[0])
    relative = next((i for i, token in enumerate(head) if token.low in ("qui", "dont", "où") and i), None)
    appositions = [] if relative is not None else pieces[1:2]
    if appositions and appositions[0][0].low in ("qui", "dont", "que"):
        appositions = []
    if len(pieces) > 2 and not appositions and pieces[1][0].low not in ("qui", "dont", "que"):
        appositions = pieces[1:2]
    used = head[:relative]
    for piece in appositions:
        used = [*used, _COMMA, *piece]
    voices = read_voices(text, used)
    return Subject(voices) if voices else NOBODY


def _is_ahead_of_its_noun(piece: Sequence[Token], following: Sequence[Token]) -> bool:
    """Tell «Vainqueur en deux sets, le Breton…» and «Battue d'un centième, Anne Roy…» from a subject: no article."""
    first, second = piece[0], piece[1] if len(piece) > 1 else None
    begins = following[0].low in grammar()["determiner"] or following[0].capital
    if not begins or first.text in given_names() or (second is not None and second.capital):
        return False
    is_noun = any(first.low in people()[kind] for kind in ("masculine", "feminine"))
    small = second is not None and second.low in grammar()["preposition"] | grammar()["adverb"]
    return is_noun or (small and first.low.endswith(_PARTICIPLES))


_PARTICIPLES = tuple(
    ending + end for ending in ("é", "u", "i", "is", "it", "ert", "eint", "aint") for end in ("", "e", "s", "es")
)
_COMMA = Token(",", ",", 0, 0, "mark")


def _pieces(tokens: Sequence[Token]) -> list[list[Token]]:
    pieces: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind == "mark" and token.text in ",()–—-•":
            pieces.append([])
        elif token.kind != "quote":
            pieces[-1].append(token)
    return [piece for piece in pieces if piece]


def _is_adverbial(piece: Sequence[Token]) -> bool:
    """Tell «Dans une note de 1991», «Interrogé comme témoin», «Hier soir» from a subject."""
    first = piece[0]
    if first.text in people()["title"]:
        return False
    if first.low in _OF and len(piece) > 1:
        return first.low in ("de", "d'")
    if first.low in grammar()["preposition"] or first.low in ("en", "tout", "si", "quand", "comme", "lorsque"):
        return True
    if first.low in grammar()["adverb"] and not (len(piece) > 1 and first.low in ("tous", "toutes")):
        return len(piece) == 1 or not any(token.capital for token in piece[1:])
    if first.text[0].isdigit() or (first.low == "le" and len(piece) > 1 and piece[1].text[:1].isdigit()):
        return True
    if first.verb is not None and not (len(piece) > 1 and piece[1].capital and first.capital):
        moods = first.verb.moods
        return "gerund" in moods or ("participle" in moods and len(piece) > 1)
    return (
        first.low.endswith(("ant", "é", "ée", "és", "ées"))
        and first.capital
        and len(piece) > 1
        and not piece[1].capital
    )


def _up_to_verb(piece: Sequence[Token]) -> Sequence[Token]:
    for place, token in enumerate(piece):
        if place and (token.low in grammar()["auxiliary"] or token.low in ("qui", "ne", "n'", "se", "s'")):
            return piece[:place]
        is_noun = token.low in grammar()["noun_or_verb"] and piece[place - 1].low in grammar()["determiner"]
        moods = token.verb.moods if token.verb is not None and not token.capital and not is_noun else frozenset()
        if place and moods & {"finite", "gerund"}:
            return piece[:place]
    return piece
