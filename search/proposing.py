"""What may have been meant where few documents were found: a word much more frequent, one slip away. Pure.

Where many were found without a word that no document has, what that word may be is proposed, too.

It is proposed, and never asked for in the place of what was typed, which after all was found.
"""

from search.clauses import Word
from search.correcting import respelt
from search.lemmas import is_french
from search.parsed import Parsed
from search.ranking import FEW
from search.spelling import COMMON, MOST_QUESTIONED, WHOLE, Vocabulary, bound, likeliest
from search.types import Query, Results, Words


def proposed(results: Results, query: Query, parsed: Parsed, known: Vocabulary) -> Results:
    """Add a proposal to an answer to ``query``, where one was asked for and there is reason for one."""
    asked = query.ask
    if not (query.propose and isinstance(asked, Words) and results.total) or asked.as_typed:
        return results
    if results.total >= FEW and not results.interpretation.relaxed:
        return results
    words = [each for each in dict.fromkeys(parsed.said) if bound(each.exact) and not is_french(each.exact)]
    if results.total >= FEW:
        words = [each for each in words if not known.having(*each.term)]
    better = {each.exact: other for each in words[:MOST_QUESTIONED] if (other := _more_frequent(each, known))}
    if not better:
        return results
    return results._replace(interpretation=results.interpretation._replace(proposed=respelt(asked.text, better)))


def _more_frequent(word: Word, known: Vocabulary) -> str:
    """Give the likeliest word that is one slip away and ``COMMON`` times as frequent; nothing where there is none.

    Any will do for a word that no document has in any inflection.
    """
    least = COMMON * max(1, known.having("exact", word.exact)) if known.having(*word.term) else 1
    return next(iter(likeliest([each for each in known.near(word.exact, WHOLE) if each.having >= least], 1)), "")
