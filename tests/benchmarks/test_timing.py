"""The figures of the search benchmark, its changes, its table and its picture."""

from typing import Any
from xml.etree import ElementTree as ET

import pytest

from benchmarks.peer_process import Asked
from benchmarks.picture import picture
from benchmarks.streams import Analysis, forms, stems, streams
from benchmarks.table import headline, markdown
from benchmarks.timing import figures, geometric_mean, ratios, rotated, same_totals
from benchmarks.writes import NEEDED, changes
from search import Document

OURS = {
    "first": [Asked(0.002, ("1",), 10), Asked(0.004, ("2",), 20)],
    "page": [Asked(0.001, ("1",), 10)],
    "warm": [Asked(0.001, ("1",), 10), Asked(0.003, ("2",), 20)],
}
THEIRS = {
    "first": [Asked(0.008, ("1",), 10), Asked(0.012, ("2",), 21)],
    "page": [Asked(0.003, ("1",), 10)],
    "warm": [Asked(0.002, ("1",), 10)],
}
UNCOUNTED: dict[str, list[Asked]] = {"first": [Asked(0.001, ("1",), None)], "page": [], "warm": []}


def test_figures_are_milliseconds_of_every_pass() -> None:
    assert figures(OURS) == {
        "first_p50_ms": 2.0,
        "first_p95_ms": 4.0,
        "page_p50_ms": 1.0,
        "page_p95_ms": 1.0,
        "warm_p50_ms": 1.0,
        "warm_p95_ms": 3.0,
        "asked": {"first": 2, "page": 1, "warm": 2},
        "mean_total": 15.0,
    }


def test_who_was_never_asked_again_is_as_warm_as_at_first() -> None:
    assert figures(UNCOUNTED)["warm_p50_ms"] == 1.0
    assert figures(UNCOUNTED)["mean_total"] is None


def test_totals_are_compared_where_both_count() -> None:
    assert same_totals(OURS, THEIRS) == 0.5
    assert same_totals(OURS, UNCOUNTED) is None


def test_turns_begin_with_another_one() -> None:
    assert [rotated(["a", "b", "c"], turn) for turn in (0, 1, 5)] == [
        ["a", "b", "c"],
        ["b", "c", "a"],
        ["c", "a", "b"],
    ]
    assert rotated([], 3) == []


def test_ratios_are_theirs_over_ours() -> None:
    compared = ratios({"and": {"verbatim": figures(OURS), "fts5": figures(THEIRS)}, "or": {"verbatim": figures(OURS)}})
    assert compared == {
        "fts5": {
            "first": {"geometric_mean": 4.0, "least": 4.0, "classes": {"and": 4.0}},
            "page": {"geometric_mean": 3.0, "least": 3.0, "classes": {"and": 3.0}},
            "warm": {"geometric_mean": 2.0, "least": 2.0, "classes": {"and": 2.0}},
        }
    }
    assert geometric_mean([4.0, 0.25]) == pytest.approx(1.0)


def test_all_are_given_the_words_of_our_analysis() -> None:
    document = Document("1", {"text": "Les fausses rumeurs", "speaker": "Jean Dupont"})
    assert streams(document) == (["faus", "rumeur", "jean", "dupont"], ["les", "fausses", "rumeurs", "jean", "dupont"])
    assert stems("la rumeur, les rumeurs") == ["rumeur"]
    assert forms('"Les rumeurs"') == ["les", "rumeurs"]
    analysis = Analysis()
    assert [one for one, _ in analysis.each([document])] == [document]
    assert analysis.seconds > 0


def test_changes_write_a_new_word_into_documents_each_once() -> None:
    documents = [Document(str(number), {"text": "mot"}) for number in range(NEEDED)]
    planned = list(changes(documents))
    assert [len(batch) for batch, _ in planned] == [1] * 60 + [1_000] * 3
    assert len({before.id for batch, _ in planned for before, _ in batch}) == NEEDED
    batch, word = planned[0]
    assert batch == [(documents[0], Document("0", {"text": f"mot {word}"}))]


def result() -> dict[str, Any]:
    classes = {
        "and": {"verbatim": figures(OURS), "fts5": figures(THEIRS) | {"same_totals": 0.5}},
        "fuzzy & more": {"verbatim": figures(OURS)},
    }
    writes = {
        f"{many}_{part}_p{percent}_ms": 12.34
        for many in ("one", "thousand")
        for part in ("write", "refresh", "searchable")
        for percent in (50, 95)
    }
    return {
        "date": "2026-11-22T14:00:00+00:00",
        "machine": {"cpu": "Some CPU", "cores": 2, "system": "Linux"},
        "set_up": {"documents": 100_000, "queries": {"and": 2}},
        "versions": {"python": "3.11.7"},
        "ratios": ratios(classes),
        "classes": classes,
        "left_out": {"suggest": {"verbatim": "It cannot", "fts5": "It cannot"}, "or": {"fts5": "Too slow"}},
        "build": {
            "verbatim": {"documents_per_second": 2_000, "seconds": 50.0, "analysis_seconds": None, "peak_mb": 200.0},
            "fts5": {"documents_per_second": 4_000, "seconds": 25.0, "analysis_seconds": 15.0, "peak_mb": 100.0},
        },
        "open_ms": {"verbatim": 200.0, "fts5": 100.0},
        "memory": {"verbatim": 150.0, "fts5": 100.0},
        "index_mb": {"verbatim": 30.0, "fts5": 25.0},
        "writes": {"verbatim": writes},
    }


def test_the_table_says_the_ratios_and_what_was_left_out() -> None:
    page = markdown(result())
    assert page.startswith("# Search in 100,000 documents, beside other engines\n\nMeasured 2026-11-22 with ")
    assert "| and | 2 | 15 | 2.000 (4.000) | 1.000 (1.000) | 1.000 (3.000) | 4 [3, 2] |" in page
    assert "| fuzzy & more | 2 | 15 | 2.000 (4.000) | 1.000 (1.000) | 1.000 (3.000) | – |" in page
    assert "| fts5 | 4,000 | 15.0 of 25.0 | 100 | 25.0 | 100 | 100 |" in page
    assert "| verbatim | 12.3 | 12.3 | 12.3 (12.3) | 12 |" in page
    assert "- Left out, verbatim, fts5: suggest. It cannot.\n- Left out, fts5: or. Too slow." in page
    assert headline(result()) == (
        "Time over Verbatim's, geometric mean over the classes, first pass: "
        "fts5 4 (3 for another page, 2 for the same again)."
    )


def test_the_picture_has_a_mark_for_every_engine_class_and_pass() -> None:
    drawn = ET.fromstring(picture(result()))
    marks = list(drawn.iter("{http://www.w3.org/2000/svg}circle"))
    assert len(marks) == 1 + 2 * 2  # the legend, and both passes of one class and of the mean
    said = [each.text for each in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert {"and", "fuzzy & more", "geometric mean", "×1", "×10", "fts5"} <= set(said)
