"""What things say in print: «Une banderole affiche le message «…»», «une pancarte arborant «…»»."""

from api.extraction.evidence import Evidence, Frame, word_cue
from api.extraction.lexicon import grammar, terms
from api.extraction.refusing import looks_like_a_title
from api.extraction.subjects import subject_of

_REACH = 4


def shown(frame: Frame, place: int) -> Evidence | None:
    """Read a verb of display before the words, alone or with a noun for them; its subject is where they stand.

    Without such a noun, what reads as a title is one, «arbore « Le Figaro »», and what has no capital is not printed:
    «La Bourse affiche « une santé insolente »».
    """
    tokens, mark = frame.tokens, frame.tokens[place].mark
    for which in range(len(frame.verbs) - 1, -1, -1):
        verb = frame.verbs[which]
        if verb.last >= place or verb.verb is None or "show" not in verb.verb.classes:
            continue
        between = [token for token in tokens[verb.last + 1 : place] if token.text != ":"]
        said = [token for token in between if token.low in terms()["noun_cue"] | terms()["written"]]
        if len(between) > _REACH or verb.passive or verb.reflexive or mark is None:
            return None
        if any(
            token not in said and token.low not in grammar()["determiner"] | grammar()["adverb"] for token in between
        ):
            return None
        if not said and (looks_like_a_title(frame.text, mark) or not frame.text[mark.start : mark.start + 1].isupper()):
            return None
        cue = word_cue(frame.text, tokens[verb.last], tokens[verb.last], "verb")
        return Evidence("shown", subject_of(frame.text, tokens, frame.verbs, which), cue)
    return None
