"""Who is the subject of a verb, by the words after it: «précise le Dr Lee», «a déclaré hier, à Alger, M. Sayah»."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.extraction.lexicon import grammar, people
from api.extraction.naming import is_acronym, is_age
from api.extraction.persons import Voice
from api.extraction.sentences import Token
from api.extraction.voices import read_voices

_REACH = 26
_LONGEST_MANNER = 5  # words
_ONE = frozenset({"celui", "celle", "ceux", "celles"})


@dataclass(frozen=True, slots=True)
class Subject:
    """A pronoun token, or voices that the words name; neither when the sentence does not say.

    ``understood``: that of the sentence before («Et d'ajouter : «…»»).
    """

    voices: tuple[Voice, ...] = ()
    pronoun: Token | None = None
    understood: bool = False


NOBODY = Subject()


def subject_after(text: str, tokens: Sequence[Token], place: int) -> Subject:
    """Read the subject that follows its verb, over what comes between: «a déclaré hier, à Alger, M. Sayah»."""
    end = min(len(tokens), place + _REACH)
    place = past_manner(tokens, place)
    while place < end:
        token = tokens[place]
        if token.kind in ("quote", "clitic") or (token.kind == "mark" and token.text not in ",("):
            return NOBODY
        if token.text in ",(" and token.kind == "mark":
            place += 1
            continue
        if token.low in ("que", "qu'", "qui"):
            return NOBODY
        if token.low == "on" or (
            token.low in grammar()["subject_pronoun"] and token.low not in grammar()["determiner"]
        ):
            return Subject(pronoun=token)
        skips = token.low in grammar()["preposition"] or token.low in ("aux", "au")
        is_title = token.text in people()["title"]
        if not is_title and skips:
            place = _past_adverbial(tokens, place, end)
            continue
        if not is_title and (token.low in grammar()["weekday"] or _is_adverb(token)):
            place += 1
            continue
        last = voice_end(tokens, place)
        voices = read_voices(text, tokens[place:last])
        return Subject(voices) if voices else NOBODY
    return NOBODY


def past_manner(tokens: Sequence[Token], place: int) -> int:
    """Step over how somebody looks: «témoigne, ému, le musicien», «avouait, les yeux rougis, la championne»."""
    if place >= len(tokens) or tokens[place].text != ",":
        return place
    last = next((at for at in range(place + 1, len(tokens)) if tokens[at].kind != "word"), len(tokens))
    piece, after = tokens[place + 1 : last], tokens[last + 1 : last + 2]
    nouns = people()["role"] | people()["organisation"] | people()["group"]
    named = any(token.capital or token.low in nouns for token in piece)
    if not 0 < len(piece) <= _LONGEST_MANNER or named or not after or tokens[last].text != ",":
        return place
    return last + 1 if after[0].capital or after[0].low in grammar()["determiner"] else place


def _is_adverb(token: Token) -> bool:
    return token.low in grammar()["adverb"] or (token.low.endswith("ment") and not token.capital)


def _past_adverbial(tokens: Sequence[Token], place: int, end: int) -> int:
    """Step over «hier sur les ondes», «à la foule», up to a comma or to where somebody is named."""
    roles = people()["role"] | people()["organisation"]
    place += 1
    while place < end and not (tokens[place].kind == "mark" or tokens[place].kind == "quote"):
        before = tokens[place - 1].low
        free = before not in grammar()["preposition"] | grammar()["determiner"] or before in grammar()["weekday"]
        if free and tokens[place].text in people()["title"]:
            return place
        if free and tokens[place].low in ("le", "la", "l'", "un", "une") and place + 1 < end:
            following = [token.low for token in tokens[place + 1 : place + 3]]
            if any(word in roles for word in following):
                return place
        if (
            free
            and tokens[place].capital
            and place + 1 < end
            and tokens[place + 1].capital
            and not is_acronym(tokens[place].text)
        ):
            return place
        place += 1
    return place


def voice_end(tokens: Sequence[Token], first: int) -> int:
    """Where a noun phrase with its appositions ends, from its beginning."""
    place = first
    commas = 0
    if (
        tokens[first : first + 1]
        and tokens[first].low in _ONE
        and [each.low for each in tokens[first + 1 : first + 2]] == ["qui"]
    ):
        # «celle qui dirige le club»: the clause is all that one is told of her
        return next((at for at in range(first, len(tokens)) if tokens[at].kind in ("quote", "mark")), len(tokens))
    roles = people()["role"]
    while place < len(tokens):
        token = tokens[place]
        if token.kind in ("quote", "clitic"):
            break
        if token.text == "," and not commas and is_age(tokens[place + 1 : place + 3]):
            place += 3  # «Anne Roy, 46 ans, directrice»
            continue
        if token.kind == "mark":
            following = tokens[place + 1] if place + 1 < len(tokens) else None
            role_next = any(
                each.low in roles or each.text in people()["title"] for each in tokens[place + 1 : place + 3]
            )
            named_next = following is not None and following.capital and place - first <= 14
            if token.text not in ",(" or commas or following is None or not (role_next or named_next):
                break
            if following.low in grammar()["preposition"] | {"qui", "dont", "que", "et", "mais"}:
                break
            commas += 1
        elif place > first and _leaves(tokens, first, place):
            break
        place += 1
    return place


def _leaves(tokens: Sequence[Token], first: int, place: int) -> bool:
    """Whether a word no more belongs to the noun phrase."""
    token, before = tokens[place], tokens[place - 1]
    if token.low in ("qui", "que", "qu'", "dont", "où", "mais", "car", "quand", "lorsque", "ne", "n'", "se", "s'"):
        return True
    if token.low in ("de", "du", "des", "d'"):
        return False
    if token.low in ("à", "au", "aux", "chez", "en"):
        nouns = [each.low for each in tokens[place + 1 : place + 3] if each.low not in ("l'", "la", "le")][:1]
        role = any(each.low in people()["role"] for each in tokens[first:place])
        return bool(grammar()["circumstance"] & set(nouns)) or not role or before.capital
    if token.low == "et":
        return False
    if token.low == "par" and tokens[place + 1 : place + 2] and tokens[place + 1].low == "intérim":
        return False
    if token.low in grammar()["preposition"] or token.low in grammar()["weekday"]:
        return True
    if token.low in grammar()["auxiliary"]:
        return True
    if token.low in grammar()["adverb"] and not token.capital:
        return True
    return token.verb is not None and not token.capital and "gerund" in token.verb.moods
