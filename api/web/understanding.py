"""What a search was taken for, in French, and what to try when it finds nothing. Pure."""

from collections.abc import Iterator
from dataclasses import replace

from api import labels
from api.web.asking import Asked
from search import Interpretation

_FIELDS = {
    "speaker": "intervenant",
    "organisation": "organisation",
    "event": "événement",
    "topic": "thème",
    "title": "titre",
    "source": "source",
}
_FEW = 3
_WITHOUT_MARKS = str.maketrans('"«»“”', "     ")


def understood(read: Interpretation) -> list[tuple[str, str]]:
    """Say what was understood of a query beyond its plain words: what kind of thing, and which words.

    Of plain words alone there is nothing to say.
    """
    more = [*_understood(read)]
    return [("les mots", labels.listed(read.terms)), *more] if more and read.terms else more


def _understood(read: Interpretation) -> Iterator[tuple[str, str]]:
    lists: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("les mots exacts", tuple(f"« {each} »" for each in read.phrases)),
        ("les mots qui commencent par", read.prefixes),
        ("sans", read.excluded),
        ("ce qui en parle, ou a été dit", tuple(map(labels.day, read.said_on))),
    )
    for kind, words in lists:
        if words:
            yield kind, labels.listed(words)
    for name, looked_for in read.fields:
        yield f"dans le champ {_FIELDS.get(name, name)}", looked_for
    if read.after:
        yield "depuis", labels.day(read.after)
    if read.before:
        yield "avant", labels.day(read.before)
    if read.dropped:
        yield "trop courants pour être cherchés", labels.listed(read.dropped)
    if read.folded:
        yield "lus ainsi", labels.listed([f"{typed} → {taken}" for typed, taken in read.folded])
    for typed, others in read.synonyms:
        yield f"{typed}, ou aussi", labels.listed(others)
    if read.misread:
        yield "lus comme de simples mots", labels.listed(read.misread)


def alternatives(asked: Asked, read: Interpretation) -> list[tuple[str, str]]:
    """Return what to try instead of a search that found nothing: what it says, and its address."""
    return [*_alternatives(asked, read)]


def _alternatives(asked: Asked, read: Interpretation) -> Iterator[tuple[str, str]]:
    if asked.filters or asked.after or asked.before:
        yield "la même recherche sans les filtres", Asked(q=asked.q, exact=asked.exact).address()
    if asked.as_typed:
        yield "les mêmes mots, avec leurs synonymes, l’orthographe corrigée", asked.typed(asked.q).address()
    if asked.exact:
        yield "les mêmes mots, dans n’importe quel ordre", replace(asked, exact=False, page=1).address()
    elif read.phrases:
        loose = asked.q.translate(_WITHOUT_MARKS)
        yield "les mêmes mots, dans n’importe quel ordre", replace(asked, q=" ".join(loose.split()), page=1).address()
    if len(read.terms) > 1:
        longest = sorted(dict.fromkeys(read.terms), key=len, reverse=True)[:_FEW]
        for word in longest:
            yield f"seulement « {word} »", Asked(q=word).address()
