"""Search: documents in, hits out. A library that knows neither the archive, nor a database, nor the web."""

from search.dictionaries import check_dictionary
from search.errors import SearchError
from search.excerpt import Excerpt, excerpt, highlights, highlights_of, warm_up
from search.index import Index, open_index, speed_up
from search.suggesting import Name, Names, Suggested
from search.synonyms import read_synonyms
from search.types import (
    MAX_WINDOW,
    NO_SYNONYMS,
    Document,
    Explanation,
    FacetCount,
    Filter,
    Hit,
    Interpretation,
    Mark,
    Query,
    Results,
    Share,
    Similar,
    Sort,
    Status,
    Suggest,
    Synonyms,
    Words,
)

__all__ = [
    "MAX_WINDOW",
    "NO_SYNONYMS",
    "Document",
    "Excerpt",
    "Explanation",
    "FacetCount",
    "Filter",
    "Hit",
    "Index",
    "Interpretation",
    "Mark",
    "Name",
    "Names",
    "Query",
    "Results",
    "SearchError",
    "Share",
    "Similar",
    "Sort",
    "Status",
    "Suggest",
    "Suggested",
    "Synonyms",
    "Words",
    "check_dictionary",
    "excerpt",
    "highlights",
    "highlights_of",
    "open_index",
    "read_synonyms",
    "speed_up",
    "warm_up",
]
