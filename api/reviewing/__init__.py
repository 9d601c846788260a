"""From a press article to published quotes: extraction, drafts in the review queue, decisions, new gold."""

from api.reviewing.deciding import DECISIONS, Decision, decide
from api.reviewing.drafting import Article, extraction_view
from api.reviewing.gold import gold
from api.reviewing.queue import SORTS, STATES, ReviewFilter, get_review, list_reviews, queue_article, review_views

__all__ = [
    "DECISIONS",
    "SORTS",
    "STATES",
    "Article",
    "Decision",
    "ReviewFilter",
    "decide",
    "extraction_view",
    "get_review",
    "gold",
    "list_reviews",
    "queue_article",
    "review_views",
]
