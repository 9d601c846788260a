"""What is between marks, weighed: the evidence that it is somebody's words, or what speaks against it."""

from collections.abc import Sequence
from dataclasses import replace

from api.extraction.announcing import according, colon_alone, lent, noun
from api.extraction.closing import closing
from api.extraction.cutting import inner_incise
from api.extraction.evidence import (
    Evidence,
    Frame,
    before,
    cue_of,
    is_own_speech,
    is_remembered,
    verb_of,
    within,
    word_cue,
)
from api.extraction.incises import goes_on_after, incise
from api.extraction.inversion import NOBODY
from api.extraction.lexicon import grammar
from api.extraction.marks import Mark
from api.extraction.predicates import predicates
from api.extraction.refusing import content_words, is_sentence, looks_like_a_title, refusal
from api.extraction.sentences import Token
from api.extraction.showing import shown
from api.extraction.subjects import subject_of

STRONG = frozenset({"incise", "incise_pronoun", "inner_incise", "colon", "that"})
SHORT = 2
_FREE = 6
_SAME_SPEAKER = 400
_SHOWING = frozenset({"présenter"})  # «présenter ses "oeuvres"», as against «présenter comme «…»»
_UTTERING = frozenset(("murmurer", "souffler", "chuchoter", "crier", "hurler", "bredouiller", "balbutier", "lâcher"))
"""By voice alone: «murmure un «pardon»», as against «annonce un «plan»»."""
_THESE_WORDS = frozenset((small, "ces", noun) for small in ("par", "sur", "avec") for noun in ("mots", "paroles"))
_BACK_TO_WHAT_WAS_SAID = ("c'", "voilà", "voici", "tel", "telle", "ainsi")


def weigh(frame: Frame, place: int, following: Sequence[Token], since: int | None) -> Evidence | str:
    """Give the evidence that the words at ``place`` are somebody's, or the code of what speaks against it.

    ``following`` is the sentence after; ``since`` the number of characters since the last quote, None before the first.
    """
    mark = frame.tokens[place].mark
    if mark is None:
        return "empty"
    if frame.tokens[place].kind == "title":
        return "title"
    sentence, title = is_sentence(frame.text, mark), looks_like_a_title(frame.text, mark)
    against = refusal(frame, place)
    after = _incise(frame, place)
    given = lent(frame, place)
    if given is not None and against == "title":
        against = None
    if after is not None and against in ("title", "called") and _is_part_of_a_sentence(frame, mark):
        against = None
    if after is not None and after.after is not None and against is None and goes_on_after(frame, after.after):
        against = None if sentence else "sentence_attributed"
    if against is not None:
        return against
    inner = inner_incise(frame.text, mark) if after is None and mark.end - mark.start > 12 else None
    found = after or inner or given or _stated(frame, place)
    if found is None and sentence and not title:
        found = _by_colon_or_alone(frame, place, following, since)
    if found is None:
        return _why_not(frame, mark, title=title)
    if _is_one_word_of_the_journalist(frame, place, found):
        return "term"
    if _is_weak(found) and len(content_words(frame.text, mark)) <= SHORT:
        return "term"
    if title and found.rule != "shown" and (found.rule not in STRONG or (found.rule == "colon" and not sentence)):
        return "title"
    if not mark.opened and found.rule not in (*STRONG, "free", "continued"):
        return "unbalanced"
    return found


def is_whole(frame: Frame, place: int, rule: str) -> bool:
    """Whether the words are somebody's whole sentence, not a part of the journalist's."""
    mark = frame.tokens[place].mark
    if mark is None:
        return False
    words = content_words(frame.text, mark)
    if place and frame.text[mark.start].islower() and frame.tokens[place - 1].kind == "word":
        said = rule == "that" and len(words) >= _FREE
        own = words[0].lower() in grammar()["pronoun"] | {"ça", "rien", "nul", "nulle"}
        near = frame.tokens[place - 1].low
        return said or (is_sentence(frame.text, mark) and (own or near in ("que", "si")))
    ended = frame.text[mark.end - 1 : mark.end] in "!?…"
    long = rule == "that" and len(words) >= _FREE
    return is_sentence(frame.text, mark) or long or (rule in STRONG and (place == 0 or ended))


def _incise(frame: Frame, place: int) -> Evidence | None:
    """Find the incise after the words, or after those joined to them: «A» et «B», a dit X."""
    after = incise(frame, place)
    joined = frame.tokens[place + 1 : place + 3]
    if after is None and len(joined) > 1 and joined[0].low in ("et", ",", "ou") and joined[1].mark is not None:
        after = incise(frame, place + 2)
        after = replace(after, after=None) if after is not None else None
    return after


def _is_part_of_a_sentence(frame: Frame, mark: Mark) -> bool:
    """Tell «Le groupe « ne commente pas … », a dit X» from «La revue « Ville », a dit X, …»."""
    return frame.text[mark.start].islower() and len(content_words(frame.text, mark)) > SHORT


def _stated(frame: Frame, place: int) -> Evidence | None:
    near = before(frame, place)
    strong = near if near is not None and near.rule in ("colon", "that", "adjacent") else None
    if strong is not None and is_remembered(frame, strong):
        strong = noun(frame, place) or strong
    source = according(frame, place)
    if strong is not None and source is not None and _is_within(strong, source):
        strong = near = None  # «À l'entendre, «…»»
    if near is not None and source is not None and (is_own_speech(frame, near) or _is_of_whom(frame, source, near)):
        source = None
    stated = strong or source or noun(frame, place) or near
    return stated or shown(frame, place) or closing(frame, place) or within(frame, place)


def _is_within(near: Evidence, source: Evidence) -> bool:
    """Whether the verb of some evidence is but a word of the preposition of other evidence."""
    if near.cue is None or source.cue is None:
        return False
    return source.cue.span.start <= near.cue.span.start and near.cue.span.end <= source.cue.span.end


def _is_of_whom(frame: Frame, source: Evidence, near: Evidence) -> bool:
    """Read «selon le syndicat, dont le porte-parole dénonce «…»»: the words are in a clause on whom one relies."""
    if source.cue is None or near.cue is None:
        return False
    between = (source.cue.span.end, near.cue.span.start)
    return any(token.low in ("dont", "qui") and between[0] < token.start < between[1] for token in frame.tokens)


def _why_not(frame: Frame, mark: Mark, *, title: bool) -> str:
    if not (mark.opened and mark.closed):
        return "unbalanced"
    if title:
        return "title"
    return "term" if len(content_words(frame.text, mark)) <= SHORT + 1 else "unattributed"


def _is_weak(found: Evidence) -> bool:
    """Whether a few words in a verb's complement are rather the journalist's: nobody speaks, or a thing does."""
    speaks = found.subject.pronoun is not None or any(
        voice.attribution.kind != "unknown" or voice.attribution.name for voice in found.subject.voices
    )
    return found.rule in ("complement", "reported") and not speaks


def _is_one_word_of_the_journalist(frame: Frame, place: int, found: Evidence) -> bool:
    """Tell «confirme la position "officielle"» from «juge la situation "intenable"» and «était "intenable"»."""
    mark = frame.tokens[place].mark
    if mark is None or len(content_words(frame.text, mark)) > 1 or found.rule not in ("complement", "reported"):
        return False
    verb = verb_of(frame, found)
    if verb is not None and "label" in verb.classes and not (verb.verb and verb.verb.lemma in _SHOWING):
        return False
    if verb is not None and verb.reflexive and frame.tokens[verb.last + 1].low in ("de", "d'", "du", "des"):
        return False  # «s'alarme d'une situation «catastrophique»»: how one feels is what one calls it
    near = frame.tokens[place - 1].low
    if near in ("un", "une") and verb is not None and verb.verb is not None and verb.verb.lemma in _UTTERING:
        return False
    return near not in grammar()["auxiliary"] | grammar()["adverb"] | {"comme"}


def _by_colon_or_alone(frame: Frame, place: int, following: Sequence[Token], since: int | None) -> Evidence | None:
    mark = frame.tokens[place].mark
    words = len(content_words(frame.text, mark)) if mark else 0
    found = colon_alone(frame, place) if words > SHORT - 1 else None
    if found is not None or any(token.kind in ("word", "clitic") for token in frame.tokens):
        return found
    these = tuple(token.low for token in following[:3]) in _THESE_WORDS
    if following and (these or following[0].low in _BACK_TO_WHAT_WAS_SAID):
        next_verbs = predicates(following)
        for which, verb in enumerate(next_verbs):
            if ("say" in verb.classes or these) and verb.mood == "finite":
                subject = subject_of(frame.text, following, next_verbs, which)
                if these and (subject.pronoun or any(voice.attribution.kind != "unknown" for voice in subject.voices)):
                    return Evidence("noun", subject, word_cue(frame.text, following[2], following[2], "noun"))
                if subject != NOBODY and not these:
                    return Evidence("incise", subject, cue_of(frame.text, following, verb))
    if since is not None and since < _SAME_SPEAKER and words > SHORT:
        return Evidence("continued", NOBODY, None)
    return Evidence("free", NOBODY, None) if words >= _FREE else None
