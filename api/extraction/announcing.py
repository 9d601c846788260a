"""What attributes words without a verb: «Selon X», «Pour elle,», «Commentaire du président :», a colon alone."""

from collections.abc import Sequence
from itertools import pairwise

from api.extraction.evidence import Evidence, Frame, word_cue
from api.extraction.inversion import NOBODY, Subject, voice_end
from api.extraction.lexicon import grammar, people, terms
from api.extraction.proposals import Attribution
from api.extraction.sentences import Token
from api.extraction.subjects import leading, subject_of
from api.extraction.voices import read_voices

_ACCORDING = frozenset({"selon", "d'après", "pour", "suivant"})
_LOCUTIONS = (
    ("à", "en", "croire"), ("aux", "dires"), ("au", "dire"), ("aux", "yeux"),
    ("à", "l'", "entendre"), ("à", "les", "entendre"), ("à", "l'", "en", "croire"), ("à", "les", "en", "croire"),
    ("de", "l'", "avis"), ("de", "l'", "aveu"),
    ("dans", "l'", "esprit"), ("dans", "la", "bouche"), ("sous", "la", "plume"),
)  # fmt: skip
_BEGINNINGS = frozenset(words[0] for words in _LOCUTIONS)
_OF = frozenset({"de", "d'", "du", "des"})
_SOME = (
    ("les", "uns"),
    ("les", "unes"),
    ("les", "autres"),
    ("d'autres",),
    ("certains",),
    ("certaines",),
    ("beaucoup",),
)
_NEXT = frozenset({"puis", "et", "enfin", "alors", "ensuite", "mais", "plus", "tard", "loin"})
_MANNERS = frozenset({"mots", "propos", "dires", "termes", "expression", "formule", "avis"})

_WORDS = frozenset({"mots", "propos", "termes"})
_ONE_PERSON = frozenset({"person", "function"})
_SOMEBODY = _ONE_PERSON | {"organisation"}
_LOOSE = frozenset({"suivant", "yeux"})  # «suivant l'usage», «aux yeux de la loi»: a rule more often than a voice
_CONTRASTS = frozenset(
    {"mais", "et", ":", *((word, that) for word in ("alors", "tandis", "ce") for that in ("que", "qu'"))}
)


def according(frame: Frame, place: int) -> Evidence | None:
    """Read «Selon X, «…»», «…», selon les mots de X», «Pour elle, «…»».

    The nearest; one that attributes nothing («suivant le plan», «selon ses propres mots») only where none else does.
    """
    tokens = frame.tokens
    skips, last_resort = False, None
    for at in _nearest_first(tokens, place):
        end = _preposition_end(tokens, at)
        if end is None or end == place - 1 or not _is_set_off(tokens, at, place):
            continue
        if tokens[at].low == "pour" and not (_is_of_some(tokens, at) if at else _pour_is_opinion(tokens, place)):
            continue
        between = tokens[min(at, place) : max(at, place)]
        if any(token.text == ";" for token in between) or (skips and _is_contrasted(between)):
            continue  # another one's
        first = end + 1
        if _are_own_words(tokens, first):
            own = _of_its_subject(frame, at, end)
            if own is not None and any(voice.attribution.kind in _ONE_PERSON for voice in own.subject.voices):
                return own
            skips, last_resort = True, last_resort or own
            continue
        manner = first + 2 < len(tokens) and tokens[first + 1].low in _MANNERS
        if manner:
            first += 2
            if tokens[first].low in ("de", "d'"):
                first += 1
        if first >= len(tokens):
            continue
        cue = word_cue(frame.text, tokens[at], tokens[_heard(tokens, at, end)], "preposition")
        if tokens[at + 1].low in ("l'", "les") and tokens[end].low in ("entendre", "croire"):
            # whom, the sentence before says
            return Evidence("according", Subject(understood=True), cue)
        if tokens[first].low in grammar()["subject_pronoun"] | {"lui", "eux", "elle", "elles", "moi"}:
            return Evidence("according", Subject(pronoun=tokens[first]), cue)
        voices = read_voices(frame.text, tokens[first : voice_end(tokens, first)])
        if not voices:
            continue
        direct = manner or at > place or (place > 0 and tokens[place - 1].text in (",", ":"))
        speaks = any(voice.attribution.kind != "unknown" for voice in voices)
        found = Evidence("according", Subject(voices), cue) if speaks or direct else None
        if speaks or not _LOOSE & {token.low for token in tokens[at : at + 2]}:
            return found or last_resort
        skips, last_resort = True, last_resort or found
    return last_resort


def _is_contrasted(between: Sequence[Token]) -> bool:
    """Whether another clause begins: «mais», «et», «alors que», «ce que», a colon."""
    words = [token.low for token in between]
    return bool(_CONTRASTS & {*words, *pairwise(words)})


def _are_own_words(tokens: Sequence[Token], first: int) -> bool:
    """Read «ses propres mots», «leurs termes»: whose, the subject or another «selon» says."""
    words = [token.low for token in tokens[first : first + 3] if token.low != "propres"]
    return len(words) > 1 and words[0] in ("ses", "leurs") and words[1] in _WORDS


def _of_its_subject(frame: Frame, at: int, end: int) -> Evidence | None:
    """Read «La maire est «perdue», selon ses propres mots»: those of whom the sentence speaks of."""
    first = next((which for which, verb in enumerate(frame.verbs) if verb.mood == "finite"), None)
    subject = NOBODY if first is None else subject_of(frame.text, frame.tokens, frame.verbs, first)
    if subject.pronoun is None and not any(voice.attribution.kind in _SOMEBODY for voice in subject.voices):
        return None
    return Evidence("according", subject, word_cue(frame.text, frame.tokens[at], frame.tokens[end], "preposition"))


def _nearest_first(tokens: Sequence[Token], place: int) -> list[int]:
    """Put in order where a preposition may stand: just after the words, before them from the nearest on, further on."""
    after = next((at for at in range(place + 1, min(place + 3, len(tokens))) if tokens[at].text != ","), place)
    return [*range(after, after + 1), *range(place - 1, -1, -1), *range(place + 1, len(tokens))]


def _preposition_end(tokens: Sequence[Token], at: int) -> int | None:
    """The last token of «selon», «d'après», «aux dires de», «à en croire», «aux yeux de»."""
    if tokens[at].low in _ACCORDING:
        return at
    if tokens[at].low not in _BEGINNINGS:
        return None
    for words in _LOCUTIONS:
        if tuple(token.low for token in tokens[at : at + len(words)]) == words:
            end = at + len(words) - 1
            if words[-1] in ("croire", "entendre"):
                return end
            # «de l'avis unanime de X», «de l'aveu même de X»
            for of in range(end + 1, min(end + 3, len(tokens))):
                if tokens[of].low in _OF:
                    return of if tokens[of].low in ("de", "d'") else of - 1
    return None


def _heard(tokens: Sequence[Token], at: int, end: int) -> int:
    """The last word of the preposition that is no «de»."""
    return end - 1 if end > at and tokens[end].low in ("de", "d'") else end


def _is_set_off(tokens: Sequence[Token], at: int, place: int) -> bool:
    before = tokens[at - 1] if at else None
    if before is None:
        return True
    if at > place:
        return before.text == "," or before.kind == "quote"
    return before.text in (",", ":", "(", "–", "—", "-") or before.low in ("et", "que")


def _is_of_some(tokens: Sequence[Token], at: int) -> bool:
    """Read «…», pour les uns» after the words, too: what they find, not what it is for («pour les autres villes»)."""
    for some in _SOME:
        end = at + 1 + len(some)
        if tuple(token.low for token in tokens[at + 1 : end]) == some:
            return tokens[0].kind == "quote" and (end >= len(tokens) or tokens[end].text in ",.;")
    return False


def _pour_is_opinion(tokens: Sequence[Token], place: int) -> bool:
    if place == 2 and tokens[1].low in ("lui", "elle", "eux", "elles", "moi"):
        return True
    comma = next((i for i, token in enumerate(tokens) if token.text == ","), None)
    return (
        comma is not None
        and comma < place
        and (place - comma <= 2 or comma <= 6)
        and not (tokens[1].verb is not None and "infinitive" in tokens[1].verb.moods)
    )


def noun(frame: Frame, place: int) -> Evidence | None:
    """Read a noun that gives somebody's words: «Commentaire du président : …», «publie un message lapidaire : …»."""
    return _of_somebody(frame, place) or _of_the_subject(frame, place)


def _of_the_subject(frame: Frame, place: int) -> Evidence | None:
    """Read «X s'est fendu d'un message lapidaire : …»: the noun just before the colon, or with an adjective."""
    tokens = frame.tokens
    if place < 2 or tokens[place - 1].text != ":":
        return None
    for at in range(place - 2, max(0, place - 4), -1):
        token = tokens[at]
        if token.low in terms()["noun_cue"] and tokens[at - 1].low in grammar()["determiner"]:
            which = max(
                (i for i, verb in enumerate(frame.verbs) if verb.last < at and verb.mood == "finite"), default=-1
            )
            if which < 0:  # «Son mantra : …»
                return Evidence("noun", NOBODY, word_cue(frame.text, token, token, "noun")) if at == 1 else None
            subject = subject_of(frame.text, tokens, frame.verbs, which)
            speaks = subject.pronoun is not None or any(each.attribution.kind != "unknown" for each in subject.voices)
            return Evidence("noun", subject, word_cue(frame.text, token, token, "noun")) if speaks else None
        if token.kind != "word" or token.verb is not None or token.low in grammar()["preposition"]:
            return None
    return None


def _of_somebody(frame: Frame, place: int) -> Evidence | None:
    tokens = frame.tokens
    for at, token in enumerate(tokens[:place]):
        singular = token.low.removesuffix("s")
        if token.low not in terms()["noun_cue"] and singular not in terms()["noun_cue"]:
            continue
        if [each.low for each in tokens[at + 1 : at + 3]] == ["d'", "ordre"]:
            continue  # «Mot d'ordre : …»: nobody's
        begins = at <= 2 or tokens[at - 1].low in grammar()["determiner"]
        of = at + 1 < place and tokens[at + 1].low in ("de", "du", "des", "d'")
        colon = any(each.text == ":" for each in tokens[at:place])
        if not (begins and of and colon):
            continue
        first = at + 2
        voices = read_voices(frame.text, tokens[first : min(place, voice_end(tokens, first))])
        if any(voice.attribution.kind != "unknown" for voice in voices):
            return Evidence("noun", Subject(voices), word_cue(frame.text, token, token, "noun"))
    return None


def lent(frame: Frame, place: int) -> Evidence | None:
    """Read «on lui attribue la phrase «…»», «attribue à X le mot «…»», «la phrase «…», attribuée à X»."""
    tokens = frame.tokens
    noun_before = tokens[place - 1].low if place else ""
    if noun_before not in terms()["noun_cue"]:
        return None
    for at, token in enumerate(tokens):
        if token.verb is None or "lend" not in token.verb.classes:
            continue
        cue = word_cue(frame.text, token, token, "verb")
        clitic = next((each for each in tokens[max(0, at - 3) : at] if each.low in ("lui", "leur")), None)
        if clitic is not None and at < place:
            return Evidence("lent", Subject(pronoun=clitic), cue)
        to = next((each for each in range(at + 1, len(tokens)) if tokens[each].low in ("à", "au", "aux")), None)
        if to is None or not (to < place or place < at == to - 1):
            continue
        end = place - 2 if to < place else voice_end(tokens, to + 1)
        voices = read_voices(frame.text, tokens[to + 1 : end])
        return Evidence("lent", Subject(voices), cue) if voices else None
    return None


def _is_a_heading(attribution: Attribution, tokens: Sequence[Token]) -> bool:
    """Whether a single capital word begins a heading («Santé en ligne : «…»») and is no name."""
    name = attribution.name or ""
    return (
        attribution.kind == "person" and " " not in name and tokens[0].text == name and tokens[1].text not in (":", ",")
    )


def colon_alone(frame: Frame, place: int) -> Evidence | None:
    """Take a colon before a whole sentence for a cue, whoever the sentence before it speaks of."""
    tokens = frame.tokens
    if place == 0 or tokens[place - 1].text != ":" or tokens[place].mark is None:
        return None
    if place > 1 and all(token.low in _NEXT for token in tokens[: place - 1]):
        return Evidence("colon_alone", Subject(understood=True), None)
    finite = [i for i, verb in enumerate(frame.verbs) if verb.last < place and verb.mood == "finite"]
    subject = NOBODY
    for which in reversed(finite):
        subject = subject_of(frame.text, tokens, frame.verbs, which)
        if subject.pronoun is not None or any(
            voice.attribution.kind in ("person", "function", "organisation", "group") for voice in subject.voices
        ):
            break
    if subject == NOBODY:  # «Le maire de X : «…»», «Nos sources se montrent prudentes : «…»»
        subject = leading(frame.text, tokens, place - 1)
        if subject.voices and _is_a_heading(subject.voices[0].attribution, tokens):
            subject = NOBODY
    if all(voice.attribution.kind == "unknown" for voice in subject.voices) and subject.pronoun is None:
        subject = NOBODY
        names = [token for token in tokens[:place] if token.low in people()["role"]]
        if names:
            first = tokens.index(names[-1])
            voices = read_voices(frame.text, tokens[max(0, first - 1) : voice_end(tokens, first)])
            subject = Subject(voices)
    return Evidence("colon_alone", subject, None)
