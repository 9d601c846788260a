"""The measures of quality, and the whole benchmark on collections of a few lines."""

import json
from math import log2
from pathlib import Path

import pytest

from benchmarks.relevance import measure
from benchmarks.relevance_engines import ENGINES, Page
from benchmarks.relevance_measures import conflation, interval, judged
from benchmarks.relevance_trials import misremembered, tricky

ANSWERS = [["b", "a", "c"], ["x"], ["a", *"defghijklm", "b"]]
WANTED = [{"a": 1}, {"a": 1}, {"a": 1, "b": 1}]


def test_answers_are_judged_as_the_literature_has_it() -> None:
    found = judged(ANSWERS, WANTED)
    assert found.ndcg10 == [1 / log2(3), 0.0, 1 / (1 + 1 / log2(3))]
    assert found.mrr10 == [0.5, 0.0, 1.0]
    assert found.recall100 == [1.0, 0.0, 1.0]
    assert found.means() == {"ndcg10": 0.4147, "mrr10": 0.5, "recall100": 0.6667}


def test_an_interval_holds_the_difference_and_does_not_change() -> None:
    ours, theirs = [0.5, 0.9, 1.0, 0.7] * 25, [0.4, 0.7, 0.9, 0.7] * 25
    low, high = interval(ours, theirs)
    assert 0 < low < 0.1 < high < 0.2
    assert interval(ours, theirs) == [low, high]
    assert interval(ours, ours) == [0.0, 0.0]


def test_conflation_counts_pairs() -> None:
    forms = [("vote", "voter"), ("votons", "voter"), ("votera", "voter"), ("vote", "vote"), ("votes", "vote")]
    assert conflation(forms, lambda word: word[:3]) == {"precision": 0.6667, "recall": 1.0, "f1": 0.8}
    assert conflation(forms, lambda word: word) == {"precision": 0.0, "recall": 0.0, "f1": 0.0}


@pytest.mark.parametrize("name", ENGINES)
def test_every_engine_answers_anything(name: str, tmp_path: Path) -> None:
    pages = [Page("1", "Le maire parle", "Budget"), Page("2", "Les élus votent le budget")]
    engine = ENGINES[name](tmp_path, pages)
    assert engine.ask("budget", 5) == ["2", "1"]
    assert engine.ask("", 5) in ([], ["1", "2"])
    assert set(engine.ask('Quel "AND (budget: maire NOT', 5)) <= {"1", "2"}
    engine.close()


def test_a_tricky_query_asks_for_an_answer_none_or_an_order() -> None:
    cases = [
        {"query": "élections", "text": "une élection", "should_match": True, "category": "pluriel"},
        {"query": "maire", "text": "le port", "should_match": False, "category": "autre"},
        {"query": "pêche", "text": "le péché originel", "should_match": False, "category": "accent_rank"},
    ]
    assert tricky(cases, ENGINES["verbatim"]) == {
        "all": 1.0,
        "of": 3,
        "accent_rank": {"right": 1, "of": 1},
        "autre": {"right": 1, "of": 1},
        "pluriel": {"right": 1, "of": 1},
    }


def test_sentences_are_misremembered_alike_every_time() -> None:
    sentence = "Nous avons donc voté ce budget sans la moindre hésitation hier soir."
    pages = [Page("1", f"Bonjour. {sentence}"), Page("2", sentence), Page("3", "Monsieur le ministre, merci.")]
    trials = misremembered(pages, 5)
    assert trials == misremembered(pages, 5)
    assert {holding for each in trials.values() for _, holding in each} == {frozenset({"1", "2"})}
    ((shuffled, _),), ((missing, _),) = trials["words_shuffled"], trials["two_words_missing"]
    assert sorted(shuffled.split()) == sorted(sentence.split())
    assert len(missing.split()) == len(sentence.split()) - 2


def test_all_that_a_folder_holds_is_measured(tmp_path: Path) -> None:
    def write(name: str, *rows: dict[str, object]) -> None:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")

    write("few_docs.jsonl", {"id": "a", "text": "La mairesse a parlé"}, {"id": "b", "text": "Le budget est voté"})
    write("few_queries.jsonl", {"id": "q", "query": "budgets votés", "relevant": {"b": 2}})
    write("other/few_docs.jsonl", {"id": "a", "text": "Le budget"})
    unanswered: dict[str, object] = {"id": "r", "query": "budget", "relevant": {}}
    write("other/few_queries.jsonl", {"id": "q", "query": "mairesse", "relevant": ["a"]}, unanswered)
    write("form_lemma.jsonl", {"form": "vote", "lemma": "voter"}, {"form": "votons", "lemma": "voter"})
    write("other/spoken_form_lemma.jsonl", {"form": "port", "lemma": "port"}, {"form": "ports", "lemma": "port"})
    write("tricky_queries.jsonl", {"query": "vote", "text": "voter", "should_match": True, "category": "verbe"})
    write("other/my_tricky_queries.jsonl", {"query": "a", "text": "b", "should_match": True, "category": "verbe"})
    write("parliament.jsonl", {"type": "quote", "external_id": "p", "text": "un deux trois " * 5})
    write("other/parliament.jsonl", {"type": "quote", "external_id": "p", "text": "un deux trois quatre " * 4})
    result = measure(tmp_path, ["verbatim", "fts5"])
    assert result["few"]["verbatim"] == {"ndcg10": 1.0, "mrr10": 1.0, "recall100": 1.0}
    assert result["other/few"]["verbatim"] == {"ndcg10": 0.0, "mrr10": 0.0, "recall100": 0.0}
    assert set(result["few"]) == set(result["sentences"]) - {"trials"} == {"verbatim", "fts5"}
    for name in ("conflation", "conflation other/spoken_form_lemma"):
        assert result[name]["verbatim"]["f1"] == 1.0
    tried = {name: result[name]["verbatim"]["all"] for name in result if name.startswith("tricky")}
    assert tried == {"tricky": 1.0, "tricky other/my_tricky_queries": 0.0}
    assert result["sentences other/parliament"]["trials"] == 1
    assert set(result["differences_ndcg10"]["few"]) == {"fts5"}
