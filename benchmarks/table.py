"""The result of ``benchmarks.search`` for people: a page of Markdown."""

from collections.abc import Iterable, Mapping
from typing import Any

Result = Mapping[str, Any]
OURS = "verbatim"
PASSES = ("first", "page", "warm")


def headline(result: Result) -> str:
    """Say in a sentence how many times as long the others take, all classes together."""
    said = [
        f"{name} {each['first']['geometric_mean']:.3g} ({each['page']['geometric_mean']:.3g} for another page, "
        f"{each['warm']['geometric_mean']:.3g} for the same again)"
        for name, each in result["ratios"].items()
    ]
    return f"Time over Verbatim's, geometric mean over the classes, first pass: {', '.join(said)}."


def markdown(result: Result) -> str:
    """Write the result as a page."""
    machine = result["machine"]
    return "\n".join(
        [
            f"# Search in {result['set_up']['documents']:,} documents, beside other engines",
            "",
            (
                f"Measured {result['date'][:10]} with `python -m benchmarks.search`, on {machine['cores']} cores of "
                f"{machine['cpu']}, shared with others: read the ratios, not the times."
            ),
            "",
            headline(result),
            "",
            *_queries(result),
            "",
            *_building(result),
            "",
            *_writing(result),
            "",
            *(f"- {note}" for note in _notes(result)),
            "",
            "Versions: " + ", ".join(f"{name} {number}" for name, number in result["versions"].items()) + ".",
            "",
        ]
    )


def _queries(result: Result) -> list[str]:
    peers = list(result["ratios"])
    lines = [
        f"| class | queries | found | Verbatim p50 (p95) ms | another page | the same again | {' | '.join(peers)} |",
        f"|---|---:|---:|---:|---:|---:|{'---:|' * len(peers)}",
    ]
    for kind, engines in result["classes"].items():
        ours = engines.get(OURS)
        if ours is None:
            continue
        cells = [
            kind,
            str(ours["asked"]["first"]),
            f"{ours['mean_total']:,.0f}",
            *(f"{ours[f'{which}_p50_ms']:.3f} ({ours[f'{which}_p95_ms']:.3f})" for which in PASSES),
            *(_ratio(result, name, kind) for name in peers),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    means = [_three(result["ratios"][name][which]["geometric_mean"] for which in PASSES) for name in peers]
    lines.append(f"| **geometric mean** | | | | | | {' | '.join(means)} |")
    legend = "An engine's column is its p50 over Verbatim's: first pass [another page, the same again]."
    return [*lines, "", f"{legend} Above 1, Verbatim is faster."]


def _ratio(result: Result, name: str, kind: str) -> str:
    ratios = [result["ratios"][name][which]["classes"].get(kind) for which in PASSES]
    return "–" if None in ratios else _three(ratios)


def _three(ratios: Iterable[float]) -> str:
    first, *others = (f"{each:.3g}" for each in ratios)
    return f"{first} [{', '.join(others)}]"


def _building(result: Result) -> list[str]:
    lines = [
        "| | documents/s | of these seconds, analysis | peak MB | index MB | resident MB after all | first answer ms |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for name, built in result["build"].items():
        analysis = built["analysis_seconds"]
        share = f"{analysis:.1f} of {built['seconds']:.1f}" if analysis else f"{built['seconds']:.1f} in all"
        lines.append(
            f"| {name} | {built['documents_per_second']:,} | {share} | {built['peak_mb']:.0f} | "
            f"{result['index_mb'][name]:.1f} | {result['memory'][name]:.0f} | {result['open_ms'][name]:.0f} |"
        )
    return lines


def _writing(result: Result) -> list[str]:
    if not result["writes"]:
        return ["Writes are measured in corpora large enough to change."]
    lines = [
        "| | one: write | refresh | searchable p50 (p95) ms | a thousand: searchable p50 ms |",
        "|---|---:|---:|---:|---:|",
    ]
    for name, each in result["writes"].items():
        many = each.get("thousand_searchable_p50_ms")
        lines.append(
            f"| {name.replace('_', ' ')} | {each['one_write_p50_ms']:.1f} | {each['one_refresh_p50_ms']:.1f} | "
            f"{each['one_searchable_p50_ms']:.1f} ({each['one_searchable_p95_ms']:.1f}) | "
            f"{'' if many is None else f'{many:.0f}'} |"
        )
    return lines


def _notes(result: Result) -> list[str]:
    """Say what was done, and what was not."""
    same = {
        name: [
            f"{kind} {each[name]['same_totals']:.0%}" for kind, each in result["classes"].items() if _counts(each, name)
        ]
        for name in result["ratios"]
    }
    notes = [
        (
            "Every engine has a process of its own and is asked in turns of ten queries; a query is timed from its "
            "text to ids, scores and total in hand: ours by `Index.search`, the others by the same analysis of the "
            "text and their own query. First pass: queries never asked before, after one to warm up. Another page: the "
            "same with eleven hits in the place of ten, which takes more than a memory of whole answers. Then the "
            "first queries again, twice."
        ),
        (
            "All are given the same words, made by `search.french`. Verbatim ranks by stems and exact forms in three "
            "weighted zones; the others by stems in one field, a phrase or a prefix by exact forms (tantivy: a prefix "
            "without scores)."
        ),
        (
            "A fuzzy term has one slip of the pen: Verbatim weighs slips as a French ear would, and asks for the 16 "
            "likeliest words that are there; Whoosh and tantivy ask for all within one edit."
        ),
        (
            "A sentence is one that nobody said. Verbatim looks for documents with all its words, then for those with "
            "most; the others for any of its words at once, so they find more."
        ),
        (
            "Highlights: Verbatim and Whoosh mark the stems in texts read from SQLite, FTS5 and tantivy the words in "
            "texts of their own, by an analysis of their own (FTS5: no inflections). What that takes is not counted "
            "as their index."
        ),
        (
            "A suggestion is a word and the beginning of another: ours by `Suggest`, which finds the word in all its "
            "inflections and corrects it where nothing is found; the others, which know nothing of the kind, by the "
            "exact form and a prefix."
        ),
        (
            "Verbatim has settled as a worker of `verbatim serve` has: its kernels are compiled and it has read the "
            "5,000 newest texts, so that it has met most words of the language, though none of the queries."
        ),
        *(f"{name}: as many found as by Verbatim: {', '.join(shares)}." for name, shares in same.items() if shares),
    ]
    return [*notes, *_left_out(result["left_out"])]


def _left_out(left_out: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Say who was not asked what, and why: one line a reason."""
    reasons: dict[tuple[str, ...], list[str]] = {}
    for kind, engines in left_out.items():
        for why in dict.fromkeys(engines.values()):
            reasons.setdefault((why, *(name for name in engines if engines[name] == why)), []).append(kind)
    return [f"Left out, {', '.join(names)}: {', '.join(kinds)}. {why}." for (why, *names), kinds in reasons.items()]


def _counts(engines: Result, name: str) -> bool:
    return name in engines and engines[name].get("same_totals") is not None
