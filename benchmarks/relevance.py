"""The quality of search beside other engines: ``python -m benchmarks.relevance --data DIR --json OUT``.

DIR is looked through for collections (`NAME_docs.jsonl` beside `NAME_queries.jsonl`), pairs of forms and lemmas
(`*form_lemma*.jsonl`), tricky queries (`*tricky*.jsonl`) and utterances (`*parliament*.jsonl`). Every figure is the
same from run to run. OUT holds, by collection and engine, nDCG@10, MRR@10 and recall@100; by engine under
`conflation`, `tricky` and `sentences` what the first such file (the least deep) gives, and of any other, as
`conflation FOLDER/FILE`, the same. A collection of a name that another has already is called by its folder, too:
`FOLDER/NAME`. A query that nothing answers is left out.

Where the extra ``lexique`` is installed, conflation is measured with it too, in a process of its own. With
``--conflation`` nothing else is measured, which takes seconds.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tqdm import tqdm

from benchmarks.relevance_engines import ENGINES, VERSIONS, Page, stemmers
from benchmarks.relevance_measures import DEEP, Judged, conflation, interval, judged
from benchmarks.relevance_trials import found_first, misremembered, tricky, utterances
from search.dictionaries import CHOSEN, VARIABLE, lexique
from search.french import STOP_WORDS

OURS = "verbatim"
TOO_SLOW = {"whoosh"}
"""Stock Whoosh takes a tenth of a second for a long sentence: it is not asked the thousands."""

Result = dict[str, Any]


def main() -> None:
    """Measure, and write what was found."""
    parser = argparse.ArgumentParser(prog="benchmarks.relevance", description="Judge answers beside other engines'.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the collections, looked through whole")
    parser.add_argument("--json", type=Path, help="write the result here")
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES), help="ask these alone")
    parser.add_argument("--conflation", action="store_true", help="measure nothing but what words are taken for one")
    options = parser.parse_args()
    if not options.data.is_dir():
        parser.error(f"{options.data} is not a folder")
    result = (
        conflations(options.data, options.engines) if options.conflation else measure(options.data, options.engines)
    )
    if not result:
        parser.error(f"{options.data} holds nothing to measure: no *_docs.jsonl beside *_queries.jsonl, for one")
    text = json.dumps(result | _about(), indent=1, ensure_ascii=False) + "\n"
    print(text)
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(text, encoding="utf-8")


def measure(data: Path, engines: Sequence[str]) -> Result:
    """Measure all that the folder holds."""
    result: Result = {}
    differences: Result = {}
    for path in sorted(data.rglob("*_docs.jsonl")):
        queries = path.with_name(path.name.replace("_docs.", "_queries."))
        if queries.is_file():
            name = path.name.removesuffix("_docs.jsonl")
            if name in result:
                name = path.relative_to(data).as_posix().removesuffix("_docs.jsonl")
            found = _collection(name, _read(path), _read(queries), engines)
            result[name] = {engine: each.means() for engine, each in found.items()}
            differences[name] = _differences(found)
    if differences:
        result["differences_ndcg10"] = differences
    result |= conflations(data, engines)
    for name, path in _called("tricky", data, "*tricky*.jsonl"):
        cases = _read(path)
        result[name] = {engine: tricky(cases, ENGINES[engine]) for engine in _progress(engines, name)}
    for name, path in _called("sentences", data, "*parliament*.jsonl"):
        result[name] = _sentences(utterances(path), engines)
    return result


def _called(kind: str, data: Path, pattern: str) -> Iterator[tuple[str, Path]]:
    """Give the files of a kind, each with what its figures are called: the first, of those least deep, by the kind."""
    for at, path in enumerate(sorted(data.rglob(pattern), key=lambda each: (len(each.parts), each))):
        yield f"{kind} {path.relative_to(data).with_suffix('').as_posix()}" if at else kind, path


def conflations(data: Path, engines: Sequence[str]) -> Result:
    """Measure which words are taken for one; ours by Lexique too, where it is installed."""
    result: Result = {}
    for name, path in _called("conflation", data, "*form_lemma*.jsonl"):
        result[name] = _conflation(_read(path), engines)
    if result and OURS in engines and CHOSEN != "lexique" and lexique() is not None:
        command = [sys.executable, "-m", "benchmarks.relevance", "--data", str(data), "--conflation"]
        told = subprocess.check_output([*command, "--engines", OURS], env=os.environ | {VARIABLE: "lexique"})
        by_lexique = json.loads(told)
        for name, figures in result.items():
            figures[f"{OURS} with lexique"] = by_lexique[name][OURS]
    return result


def _collection(name: str, docs: list[Result], queries: list[Result], engines: Sequence[str]) -> dict[str, Judged]:
    pages = [Page(str(each["id"]), each["text"], each.get("title") or "") for each in docs]
    queries = [each for each in queries if each["relevant"]]
    wanted = [_grades(each["relevant"]) for each in queries]
    found = {}
    for engine in engines:
        with TemporaryDirectory(prefix="verbatim-relevance-") as folder:
            opened = ENGINES[engine](Path(folder), pages)
            asked = tqdm(
                (each["query"] for each in queries), f"{name}: {engine}", len(queries), leave=False, disable=None
            )
            found[engine] = judged([opened.ask(query, DEEP) for query in asked], wanted)
            opened.close()
    return found


def _grades(relevant: Mapping[str, float] | Sequence[str]) -> dict[str, float]:
    """Read what answers a query: ids with grades, or ids that answer it alike."""
    return dict(relevant) if isinstance(relevant, Mapping) else {str(each): 1.0 for each in relevant}


def _differences(found: dict[str, Judged]) -> dict[str, list[float]]:
    """Say between what bounds we are ahead of each peer, 95 times in 100."""
    if OURS not in found:
        return {}
    return {name: interval(found[OURS].ndcg10, each.ndcg10) for name, each in found.items() if name != OURS}


def _conflation(rows: list[Result], engines: Sequence[str]) -> Result:
    """Judge stems; stop words, which have none, count as words of their own, and are then left out."""
    pairs = [(each["form"], each["lemma"]) for each in rows]
    looked_for = [(form, lemma) for form, lemma in pairs if form.lower() not in STOP_WORDS]
    return {
        name: conflation(pairs, stem) | {"without_stop_words": conflation(looked_for, stem)}
        for name, stem in stemmers().items()
        if name in engines
    }


def _sentences(pages: Sequence[Page], engines: Sequence[str]) -> Result:
    trials = misremembered(pages)
    found: Result = {"trials": len(next(iter(trials.values()), []))}
    for name in [each for each in engines if each not in TOO_SLOW]:
        with TemporaryDirectory(prefix="verbatim-relevance-") as folder:
            opened = ENGINES[name](Path(folder), pages)
            found[name] = found_first(opened, trials)
            opened.close()
    return found


def _progress(each: Sequence[str], name: str) -> Iterable[str]:
    """Show how far we are, on a terminal alone."""
    return tqdm(each, name, leave=False, disable=None)


def _about() -> Result:
    return {
        "measured": datetime.now(UTC).date().isoformat(),
        "versions": {"python": platform.python_version(), **VERSIONS},
    }


def _read(path: Path) -> list[Result]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    main()
