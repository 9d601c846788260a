"""The phases of ``benchmarks.http``: what is asked of both servers, and what is worked out from their answers."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks import datasette_peer as peer
from benchmarks.addresses import Quote, filtered_pages, list_pages, searches, verbatim_list, verbatim_search
from benchmarks.load import Asked, Request, Taken, one_by_one, together
from benchmarks.servers import Server

WARM_UP = 20
REPEATED = 10


@dataclass(frozen=True, slots=True)
class Bench:
    """What the phases share: both servers, and the addresses that nobody has asked yet."""

    verbatim: Server
    datasette: Server
    stock: Mapping[str, list[Any]]
    requests: int

    def fresh(self, what: str, count: int) -> list[Any]:
        """Take pages of the list, filtered pages or searches that no phase after this one will take."""
        stock = self.stock[what]
        taken, stock[:count] = stock[:count], []
        if len(taken) < count:
            raise ValueError(f"no {what} is left that has not been asked")
        return taken

    def asked(self, ours: Sequence[Request], theirs: Sequence[Request]) -> Asked:
        """Pair each server with what it is asked."""
        return {"verbatim": (self.verbatim, ours), "datasette": (self.datasette, theirs)}


def stock_up(quotes: Sequence[Quote], requests: int, seed: int) -> dict[str, list[Any]]:
    """Draw as many different addresses of each sort as all phases take together."""
    beside = WARM_UP + REPEATED
    return {
        "list": list_pages(quotes, beside + 2 * requests, seed),
        "filtered": filtered_pages(quotes, 3 * requests, seed),
        "search": searches([quote["text"] for quote in quotes], beside + 4 * requests, seed),
    }


def measure_phases(bench: Bench) -> dict[str, Any]:
    """Measure list and search, other ways to ask, addresses asked again, and copies that are still good."""
    warm_pages, warm_queries = bench.fresh("list", WARM_UP), bench.fresh("search", WARM_UP)
    one_by_one(bench.asked(_requests(verbatim_list, warm_pages), _requests(peer.datasette_list, warm_pages)))
    one_by_one(bench.asked(_requests(verbatim_search, warm_queries), _requests(peer.datasette_search, warm_queries)))
    found = {what: _fresh_phase(bench, what) for what in ("list", "filtered", "search")}
    return {**found, "besides": _besides(bench), **_again(bench)}


def _fresh_phase(bench: Bench, what: str) -> dict[str, Any]:
    """Measure new addresses: over one connection, then over four at once."""
    single = one_by_one(_pair(bench, what))
    several = together(_pair(bench, what))
    figures = {
        name: taken.figures() | {"rps_4_connections": several[name].figures()["rps"]} for name, taken in single.items()
    }
    return {
        **figures,
        "ratio_rps": _ratio(figures, "rps"),
        "ratio_rps_4_connections": _ratio(figures, "rps_4_connections"),
        "ratio_cpu": round(figures["datasette"]["cpu_ms"] / figures["verbatim"]["cpu_ms"], 2),
        **_agreement(single),
    }


def _pair(bench: Bench, what: str) -> Asked:
    values = bench.fresh(what, bench.requests)
    ours, theirs = (
        (verbatim_search, peer.datasette_search) if what == "search" else (verbatim_list, peer.datasette_list)
    )
    return bench.asked(_requests(ours, values), _requests(theirs, values))


def _requests(address: Any, values: Sequence[Any]) -> list[Request]:
    return [Request(address(value)) for value in values]


def _ratio(figures: Mapping[str, Mapping[str, float]], name: str) -> float:
    return round(figures["verbatim"][name] / figures["datasette"][name], 2)


def _agreement(taken: Mapping[str, Taken]) -> dict[str, Any]:
    """Hold the answers beside each other: the share with the same quotes, and what they found on average."""
    ours = [json.loads(answer.body) for answer in taken["verbatim"].answers]
    theirs = [json.loads(answer.body) for answer in taken["datasette"].answers]
    same = [
        {item["id"] for item in mine["items"]} == {row["id"] for row in other["rows"]}
        for mine, other in zip(ours, theirs, strict=True)
    ]
    return {
        "same_items": round(sum(same) / len(same), 3),
        "verbatim_mean_total": round(sum(body["page"]["total"] for body in ours) / len(ours), 1),
        "datasette_mean_total": round(sum(body["filtered_table_rows_count"] for body in theirs) / len(theirs), 1),
    }


def _besides(bench: Bench) -> dict[str, Any]:
    """Measure other ways to ask, each with addresses of its own: what the default answers have beside the rows."""
    queries, more = bench.fresh("search", bench.requests), bench.fresh("search", bench.requests)
    pages = bench.fresh("filtered", bench.requests)
    plain = one_by_one(
        bench.asked(
            [Request(verbatim_search(query, facets="")) for query in queries],
            [Request(peer.datasette_search(query, facets=peer.FACETS)) for query in queries],
        )
    )
    listed = one_by_one(
        bench.asked(
            [Request(verbatim_search(query, type="quote")) for query in more],
            [Request(peer.datasette_text_list(page)) for page in pages],
        )
    )
    return {
        "search, no facet counted": {"verbatim": plain["verbatim"].figures()},
        "search, four facets counted": {"datasette": plain["datasette"].figures()},
        "search of quotes alone, six facets counted": {"verbatim": listed["verbatim"].figures()},
        "filtered list, its parts left as JSON text": {"datasette": listed["datasette"].figures()},
    }


def _again(bench: Bench) -> dict[str, Any]:
    """Measure a few addresses asked again and again, and copies that are still good."""
    pages, queries = bench.fresh("list", REPEATED), bench.fresh("search", REPEATED)
    ours = _requests(verbatim_list, pages) + _requests(verbatim_search, queries)
    theirs = _requests(peer.datasette_list, pages) + _requests(peer.datasette_search, queries)
    first = one_by_one(bench.asked(ours, theirs))
    times = max(1, bench.requests // len(ours))
    repeated = {name: taken.figures() for name, taken in one_by_one(bench.asked(ours * times, theirs * times)).items()}
    tags = {name: [answer.tag for answer in taken.answers] for name, taken in first.items()}
    # Who sends no tag cannot be asked whether a copy is still good.
    conditional = {
        name: (server, [Request(each.path, tag) for each, tag in zip(asked, tags[name], strict=True)] * times)
        for name, (server, asked) in bench.asked(ours, theirs).items()
        if all(tags[name])
    }
    unchanged = one_by_one(conditional)
    for name, taken in unchanged.items():
        if any(answer.status != 304 for answer in taken.answers):
            raise RuntimeError(f"{name} does not know its own tags")
    return {
        "repeated": {**repeated, "ratio_rps": _ratio(repeated, "rps")},
        "not_modified": {name: unchanged[name].figures() if name in unchanged else None for name in tags},
    }
