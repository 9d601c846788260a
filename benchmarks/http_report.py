"""The result of ``benchmarks.http`` for people: its headline and its table."""

from collections.abc import Mapping
from typing import Any

_COLUMNS = "| | p50 ms | p95 ms | requests/s | at 4 connections | CPU ms | bytes |"
Result = Mapping[str, Any]


def headline(result: Result) -> str:
    """Say in a sentence how the list and the search stand beside Datasette."""
    names = {"list": "list", "filtered": "filtered list", "search": "search"}
    said = (
        f"{name} {both['ratio_rps']} ({both['ratio_rps_4_connections']} at 4 connections, {both['ratio_cpu']} by CPU)"
        for name, both in ((name, result[key]) for key, name in names.items())
    )
    return f"Requests a second, Verbatim over Datasette, process for process: {', '.join(said)}."


def markdown(result: Result) -> str:
    """Write the result as a page of Markdown."""
    set_up, machine, versions = result["set_up"], result["machine"], result["versions"]
    rows = [
        *_pair("list", result["list"]),
        *_pair("filtered list", result["filtered"]),
        *_pair("search", result["search"]),
        *(_row(f"{what}: {name}", one) for what, both in result["besides"].items() for name, one in both.items()),
        *_pair("repeated addresses", result["repeated"]),
        *_pair("304, copy still good", result["not_modified"]),
    ]
    imported = result["import"]
    return "\n".join(
        [
            "# Verbatim over HTTP, beside Datasette",
            "",
            (
                f"Measured {result['date'][:10]} with `python -m benchmarks.http`, on {machine['cores']} cores of "
                f"{machine['cpu']}, shared with others: read the ratios, not the times."
            ),
            "",
            headline(result),
            "",
            _COLUMNS,
            "|---|---:|---:|---:|---:|---:|---:|",
            *rows,
            "",
            f"Import of {imported['lines']:,} lines, index included: {imported['first']['seconds']} s, "
            f"{imported['first']['lines_per_second']:,} lines a second; again: {imported['second']['seconds']} s, "
            + ("changing nothing." if imported["second_changes_nothing"] else "CHANGING SOMETHING."),
            "",
            *(f"- {note}" for note in _notes(result, set_up["requests"])),
            "",
            "Versions: " + ", ".join(f"{name} {number}" for name, number in versions.items()) + ".",
            "",
        ]
    )


def _pair(what: str, both: Result) -> list[str]:
    ratio = f" (ratio {both['ratio_rps']})" if "ratio_rps" in both else ""
    return [_row(f"{what}{ratio}: {name}", both[name]) for name in ("verbatim", "datasette")]


def _row(name: str, figures: Result | None) -> str:
    if figures is None:
        return f"| {name} | sends no tag | | | | | |"
    several = figures.get("rps_4_connections", "")
    return (
        f"| {name} | {figures['p50_ms']:.2f} | {figures['p95_ms']:.2f} | {figures['rps']:.0f} | "
        f"{several and f'{several:.0f}'} | {figures['cpu_ms']:.2f} | {figures['bytes']:,} |"
    )


def _notes(result: Result, requests: int) -> list[str]:
    listed, found, set_up = result["list"], result["search"], result["set_up"]
    return [
        (
            f"{set_up['quotes']:,} quotes. {requests} requests a server and row, 20 items each, turn about in blocks "
            "of ten, over one connection that stays open; beside it as many over four connections at once. Every "
            "address is new to its server, except in the rows of repeated addresses and of 304s. CPU is that of all "
            "of a server's processes, in steps of 10 ms over a row."
        ),
        (
            f"Verbatim: one worker with {set_up['verbatim_threads']} threads, no rate limit, its indexer off while "
            "measured. Datasette: one process, an immutable file with its rows counted beforehand, 64 MB of SQLite "
            "cache, indexed in the order of every list asked, nothing suggested."
        ),
        (
            "The list: both give the total and the same rows, attributions, speakers, event, topics and mentions as "
            "JSON within; newest first or last; filtered: of one organisation, event or year, newest first. "
            f"{listed['same_items']:.0%} of the answers, {result['filtered']['same_items']:.0%} of the filtered ones, "
            "hold the same quotes. Datasette turns pages by the last row's key, Verbatim by number."
        ),
        (
            "The search: both answer their default. Verbatim ranks quotes and talks by relevance, in French, marks "
            "the words and counts six facets; Datasette gives the quotes that hold the words, by number, and the "
            f"total. On average Verbatim finds {found['verbatim_mean_total']:g}, Datasette "
            f"{found['datasette_mean_total']:g}."
        ),
    ]
