"""What is like a text: the documents that share its most telling words. Pure; every engine answers it the same way.

The words are those that the text has often and others seldom (frequency · idf); documents are found and ranked as for a
query of these words of which most must be there (``search.ranking``), and those that score too little are left out.

Decision: a floor, because an empty list is better than noise. The idf of the words that two texts share is the log of
how unlikely it is that they share them by chance; among N documents, chance alone brings one to log N. So a document
must score ``FLOOR`` times that, whatever the text's length. Lists of parliament's answers on one subject are above it,
and what polite phrases have in common below.
"""

from collections import Counter
from collections.abc import Callable
from math import log

from search.clauses import Word
from search.french import cut_words
from search.parsed import Parsed
from search.ranking import idf
from search.spelling import Vocabulary
from search.types import Interpretation, Query, Results, Similar

TELLING = 16
"""Words of a text that are looked for."""

FEWEST = 3
"""Words that a text must have to be like another: two words alone are a matter of course."""

FLOOR = 1.75
"""Times log N that a document must score to be similar."""

MOST_SIMILAR = 100
"""Documents that are given at most, whatever the page."""

Answered = Callable[[Query, Parsed], Results]


def similar(query: Query, ask: Similar, known: Vocabulary, documents: int, answered: Answered) -> Results:
    """Answer what is like a text, for an index with these words and so many documents; ``answered`` is its search.

    The best come first, whatever ``Query.sort``; facets are not counted.
    """
    weighed = telling_words(ask, known, documents)
    if len(weighed) < FEWEST:
        return Results((), 0, {}, Interpretation())
    words = tuple(weighed)
    asked = query._replace(facets=(), sort="relevance", offset=0, limit=MOST_SIMILAR + 1)
    enough = FLOOR * log(1 + documents)
    found = answered(asked, Parsed(words, (), Interpretation(), most_do=True)).hits
    hits = tuple([hit for hit in found if hit.score >= enough and hit.id != ask.besides][:MOST_SIMILAR])
    terms = Interpretation(terms=tuple(word.exact for word in words))
    return Results(hits[query.offset : query.offset + query.limit], len(hits), {}, terms)


def telling_words(ask: Similar, known: Vocabulary, documents: int) -> dict[Word, float]:
    """Give the words that tell a text from others, the most telling first, with their idf; ties in the text's order.

    Those that no other document has are left out: nothing is found by them.
    """
    fewest = 1 if ask.besides is None else 2
    words: dict[str, Word] = {}
    times: Counter[str] = Counter()
    for exact, stem, _, _ in cut_words(ask.text):
        if stem:
            words.setdefault(stem, Word(stem, exact))
            times[stem] += 1
    counted = [(word, known.having(*word.term)) for word in words.values()]
    weighed = [(word, idf(documents, having)) for word, having in counted if having >= fewest]
    return dict(sorted(weighed, key=lambda each: -each[1] * times[each[0].stem])[:TELLING])
