"""Lists of quotes and of talks whose query has words: the search, answered as a list."""

from collections.abc import Callable, Mapping
from typing import Any

from api.archive.errors import Fault, Invalid
from api.archive.reading.listing import Listing, Page, Show
from api.context import services, session
from api.finding import Request, find
from search import Sort, Words

_BESIDES = ("q", "sort", "after", "before")


def find_listing(kind: str, date: str) -> Callable[[Mapping[str, Any], Page, Show], Listing]:
    """Make the search that answers a list of one kind; ``date`` is the sort key that a search has too.

    The best hits come first unless a sort is asked for.
    """
    sorts: Mapping[str | None, Sort] = {None: "relevance", date: "date", f"-{date}": "-date"}

    def listing(query: Mapping[str, Any], page: Page, show: Show) -> Listing:
        sort = query.get("sort")
        if sort not in sorts:
            raise Invalid([Fault("sort", f"With q, a list is sorted by relevance (no sort), {date} or -{date}.")])
        request = Request(
            words=Words(query["q"]),
            filters={name: _several(value) for name, value in query.items() if name not in _BESIDES} | {"type": [kind]},
            after=query.get("after"),
            before=query.get("before"),
            sort=sorts[sort],
        )
        found = find(session(), services().index, request, page, show)
        return Listing([item.view for item in found.items], found.total)

    return listing


def _several(value: Any) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list | tuple) else [str(value)]
