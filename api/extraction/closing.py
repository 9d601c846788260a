"""The incise that ends the journalist's own sentence: «Le parc est « mal parti » pour la ville, dit Anne Roy»."""

from api.extraction.evidence import Evidence, Frame, cue_of
from api.extraction.inversion import Subject, subject_after
from api.extraction.lexicon import grammar
from api.extraction.refusing import content_words

_SPEAKS = frozenset({"person", "function", "organisation", "group"})
_FEW = 3


def closing(frame: Frame, place: int) -> Evidence | None:
    """Read a verb of saying after a comma, its subject after it, that ends the sentence the words are a part of.

    A word or two after an article are a term that the speaker may never have said: «Le « burn-out » recule, dit X».
    """
    tokens, mark = frame.tokens, frame.tokens[place].mark
    near = tokens[place - 1].low if place else ""
    if mark is None or not place:
        return None
    if near == "," and frame.text[mark.start : mark.start + 1].isupper():
        return None  # «Son essai, « Vers la fin du monde », paraît lundi, annonce X»: a title set off
    if len(content_words(frame.text, mark)) < _FEW and near not in grammar()["auxiliary"] | grammar()["adverb"] | {","}:
        return None
    for which, verb in enumerate(frame.verbs):
        ahead = verb.first > place + 1 and tokens[verb.first - 1].text == ","
        if not ahead or verb.mood != "finite" or verb.passive or not verb.classes & {"say", "manner"}:
            continue
        if any(later.mood == "finite" and tokens[later.first - 1].low != "qui" for later in frame.verbs[which + 1 :]):
            return None
        cue = cue_of(frame.text, tokens, verb)
        if verb.subject is not None:
            return Evidence("closing", Subject(pronoun=tokens[verb.subject]), cue)
        subject = subject_after(frame.text, tokens, verb.last + 1)
        if any(voice.attribution.kind in _SPEAKS for voice in subject.voices):
            return Evidence("closing", subject, cue)
    return None
