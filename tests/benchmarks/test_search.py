"""The search benchmark, run whole on a small corpus: every engine finds as many."""

from pathlib import Path

from benchmarks import corpus
from benchmarks.peers.registry import PEERS
from benchmarks.picture import picture
from benchmarks.query_classes import CLASSES
from benchmarks.search import measure
from benchmarks.table import markdown

OWN_ANALYSIS = {"highlight"}
RELAXED = {"sentence"}
OWN_SPELLING = {"fuzzy", "suggest"}


def test_every_engine_finds_as_many(tmp_path: Path, kernels: Path) -> None:
    (tmp_path / "kernels").symlink_to(kernels)
    corpus.write(tmp_path / "corpus.jsonl", corpus.documents(600))
    result = measure(tmp_path / "corpus.jsonl", tmp_path, list(PEERS), 4, size=600)
    assert tuple(result["classes"]) == CLASSES
    for kind in set(CLASSES) - OWN_ANALYSIS - RELAXED - OWN_SPELLING:
        told = {name: each["same_totals"] for name, each in result["classes"][kind].items() if name != "bm25s"}
        assert told == dict.fromkeys(("verbatim", "whoosh", "fts5", "tantivy"), 1.0), kind
    assert set(result["classes"]["or"]) == set(PEERS)
    assert set(result["left_out"]["phrase"]) == {"bm25s"}
    assert all(each["documents_per_second"] > 0 for each in result["build"].values())
    assert {"verbatim", "python", "sqlite", "tantivy", "whoosh", "bm25s"} <= result["versions"].keys()
    assert markdown(result).startswith("# Search in 600 documents")
    assert picture(result).startswith("<svg ")
