"""What may have been meant where few documents were found: a word much more frequent, one slip away. Pure.

It is proposed, and never asked for in the place of what was typed, which after all was found.
"""

from dataclasses import replace

from search.correcting import respelt
from search.lemmas import is_french
from search.parsed import Parsed
from search.ranking import FEW
from search.spelling import COMMON, MOST_QUESTIONED, WHOLE, Vocabulary, bound, likeliest
from search.types import Query, Results, Words


def proposed(results: Results, query: Query, parsed: Parsed, known: Vocabulary) -> Results:
    """Add a proposal to an answer to ``query``, where one was asked for and there is reason for one."""
    asked = query.ask
    if not (query.propose and isinstance(asked, Words) and 0 < results.total < FEW) or asked.as_typed:
        return results
    doubted = [
        each for each in dict.fromkeys(word.exact for word in parsed.said) if bound(each) and not is_french(each)
    ]
    better = {each: other for each in doubted[:MOST_QUESTIONED] if (other := _more_frequent(each, known))}
    if not better:
        return results
    return replace(results, interpretation=replace(results.interpretation, proposed=respelt(asked.text, better)))


def _more_frequent(word: str, known: Vocabulary) -> str:
    """Give the likeliest word that is one slip away and ``COMMON`` times as frequent; nothing where there is none."""
    least = COMMON * max(1, known.having("exact", word))
    return next(iter(likeliest([each for each in known.near(word, WHOLE) if each.having >= least], 1)), "")
