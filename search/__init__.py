"""Search: documents in, hits out. A library that knows neither the archive, nor a database, nor the web."""

from search.index import Index, SearchError
from search.types import (
    Document,
    FacetCount,
    Filter,
    Hit,
    Interpretation,
    Mark,
    Query,
    Results,
    Status,
    Words,
)

__all__ = [
    "Document",
    "FacetCount",
    "Filter",
    "Hit",
    "Index",
    "Interpretation",
    "Mark",
    "Query",
    "Results",
    "SearchError",
    "Status",
    "Words",
]
