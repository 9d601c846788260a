"""Words of one family: a verb and the noun of what it does, an adjective and its adverb. Pure.

Decision: they are no forms of one word, and a stem that joined them would join «importer» and «important», too. So they
are asked for only where nothing was found (``search.correcting``), by a short list of endings; the dictionary must have
what comes of them, and the index too.
"""

from collections.abc import Iterator
from importlib.resources import files

from search.french import STOP_WORDS
from search.lemmas import is_own_form, is_verb, lemma

_ADVERB = "ment"
_COMMON_VERBS = frozenset({"être", "avoir"})


def _pairs() -> Iterator[tuple[str, str]]:
    for line in files("search").joinpath("french_derived.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            one, _, other = line.partition(" ")
            yield one, other


_PAIRS = tuple(_pairs())


def derived(word: str) -> Iterator[str]:
    """Give the words that may be of its family: adverbs are made up, as the dictionary lists none.

    >>> next(derived("décider")), next(derived("décisions"))
    ('décision', 'décider')
    """
    form = lemma(word)
    a_verb = is_verb(form)
    for one, other in _PAIRS:
        for ending, instead in ((one, other), (other, one)):
            if form.endswith(ending):
                made = form.removesuffix(ending) + instead
                if made.endswith("é") and is_verb(f"{made[:-1]}er"):
                    continue  # a participle: nothing is planted by a plan
                if made != form and ((made.endswith(_ADVERB) and not a_verb) or is_own_form(made)):
                    yield made


def forms_of_common_verb(word: str) -> Iterator[str]:
    """Give the other forms of a verb whose forms are all too common to have a stem: être, avoir.

    >>> "serons" in forms_of_common_verb("etre")
    True
    """
    verb = lemma(word)
    return (each for each in sorted(STOP_WORDS) if verb in _COMMON_VERBS and lemma(each) == verb)
