"""The engine on disk: what outlives a process, what other processes do to it, and what breaks it."""

import subprocess
import sys
from array import array
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from os import utime
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from whoosh.index import open_dir

from search import Document, Query, SearchError, Words, open_index
from search.whoosh import WhooshIndex
from search.whoosh.schema import NAME
from tests.search.founding import DOCUMENTS

ROOT = Path(__file__).parents[2]


def found(index: WhooshIndex, typed: str) -> list[str]:
    return [hit.id for hit in index.search(Query(Words(typed))).hits]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "index"
    WhooshIndex(path).replace(DOCUMENTS)
    return path


def the_file(folder: Path, ending: str) -> Path:
    (path,) = folder.glob(f"*{ending}")
    return path


def test_what_was_written_is_there_for_the_next(folder: Path) -> None:
    index = open_index(f"whoosh://{folder}")
    assert [hit.id for hit in index.search(Query(Words("fausse rumeur"))).hits] == ["rumeurs"]
    assert index.status().documents == len(DOCUMENTS)


def test_a_relative_folder_is_below_the_current_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    open_index("whoosh:var/index").update([Document("a", {"text": "mot"})])
    assert (tmp_path / "var" / "index").is_dir()


def test_a_missing_folder_is_empty_and_reading_does_not_make_it(tmp_path: Path) -> None:
    index = WhooshIndex(tmp_path / "none")
    assert found(index, "") == []
    assert (index.status().documents, index.status().generation) == (0, 0)
    assert not (tmp_path / "none").exists()


def test_a_reader_sees_the_commits_of_others(folder: Path) -> None:
    reader, writer = WhooshIndex(folder), WhooshIndex(folder)
    assert found(reader, "nouveau") == []
    writer.update([Document("new", {"text": "nouveau"})], deleted=["rumeurs"])
    assert found(reader, "nouveau") == ["new"]
    assert found(reader, "rectifier") == ["talk"]
    assert reader.status() == writer.status()


def test_a_reader_that_told_of_a_commit_finds_what_it_wrote(folder: Path) -> None:
    reader, writer = WhooshIndex(folder), WhooshIndex(folder)
    assert found(reader, "nouveau") == []
    writer.update([Document("new", {"text": "nouveau"})])
    utime(folder, (0, 0))  # so long ago that no later commit has the same time
    assert reader.status() == writer.status()
    assert found(reader, "nouveau") == ["new"]


def test_nobody_waits_for_a_commit_that_another_thread_opens(folder: Path) -> None:
    reader = WhooshIndex(folder)
    assert found(reader, "nouveau") == []
    WhooshIndex(folder).update([Document("new", {"text": "nouveau"})])
    with reader._opening:  # noqa: SLF001 as another thread would that has just found the commit
        assert found(reader, "nouveau") == []
    assert found(reader, "nouveau") == ["new"]


def test_a_writer_finds_what_it_wrote_whoever_opens_commits(folder: Path) -> None:
    index = WhooshIndex(folder)
    assert found(index, "nouveau") == []
    for at in range(20):
        index.update([Document("new", {"text": f"nouveau mot{at}"})])
        assert found(index, f"mot{at}") == ["new"]


def test_it_stays_an_index_that_whoosh_reads(folder: Path) -> None:
    WhooshIndex(folder).update([Document("new", {"text": "une rumeur"})])
    index: Any = open_dir(str(folder), NAME)
    with index.reader() as reader:
        assert reader.doc_count() == len(DOCUMENTS) + 1
        assert b"rumeur" in set(reader.lexicon("text_lem"))
        found = sorted(reader.stored_fields(number)["id"] for number in reader.postings("text_lem", "rumeur").all_ids())
        assert found == ["new", "rumeurs", "talk"]
        matcher = reader.postings("text_exact", "les")
        matcher.skip_to([document.id for document in DOCUMENTS].index("rumeurs"))
        assert array("I", matcher.value()).tolist() == [12, 14]


def test_segments_stay_few(tmp_path: Path) -> None:
    index = WhooshIndex(tmp_path)
    for at in range(40):
        index.update([Document(f"{at:02}", {"text": f"mot{at} commun"})], deleted=[f"{at - 20:02}"])
    assert found(index, "commun") == [f"{at:02}" for at in range(20, 40)]
    assert len(list(tmp_path.glob("*.seg"))) < 8
    index.update(deleted=[f"{at:02}" for at in range(40)])
    assert found(index, "") == []
    assert list(tmp_path.glob("*.seg")) == []


@pytest.mark.parametrize("ending", [".toc", ".seg"])
@pytest.mark.parametrize("harm", [b"", b"\x00garbage" * 50])
def test_a_damaged_file_is_an_error_that_names_the_repair(folder: Path, ending: str, harm: bytes) -> None:
    path = the_file(folder, ending)
    path.write_bytes(harm)
    with pytest.raises(SearchError, match=rf"{path}.*verbatim index rebuild"):
        found(WhooshIndex(folder), 'rumeur OR "notre message" OR orateur:c*')
    WhooshIndex(folder).replace(DOCUMENTS)
    assert found(WhooshIndex(folder), "fausse rumeur") == ["rumeurs"]


def test_a_lost_file_is_an_error_that_names_the_repair(folder: Path) -> None:
    the_file(folder, ".seg").unlink()
    index = WhooshIndex(folder)
    with pytest.raises(SearchError, match="verbatim index rebuild"):
        found(index, "rumeur")
    index.replace(DOCUMENTS)
    assert found(index, "fausse rumeur") == ["rumeurs"]


def test_another_version_is_never_misread(folder: Path) -> None:
    for path in list(folder.iterdir()):
        path.rename(path.with_name(path.name.replace(NAME, "verbatim_00000000")))
    index = WhooshIndex(folder)
    for ask in (lambda: found(index, "rumeur"), index.status, lambda: index.update(DOCUMENTS)):
        with pytest.raises(SearchError, match=r"another version.*verbatim index rebuild"):
            ask()
    index.replace(DOCUMENTS)
    assert found(index, "fausse rumeur") == ["rumeurs"]
    assert list(folder.glob("*00000000*")) == []


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("precious", "utf-8")
    index = WhooshIndex(tmp_path)
    with pytest.raises(SearchError, match=r"something else \(thesis.txt\)"):
        found(index, "rumeur")
    index.replace(DOCUMENTS)
    assert found(index, "fausse rumeur") == ["rumeurs"]
    assert (tmp_path / "thesis.txt").read_text("utf-8") == "precious"


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("", "utf-8")
    index = WhooshIndex(path)
    with pytest.raises(SearchError, match="cannot be read"):
        index.status()
    with pytest.raises(SearchError, match="cannot be written"):
        index.replace([])


def test_a_writer_waits_for_another_but_not_for_ever(folder: Path) -> None:
    held, go_on = Event(), Event()

    def slow() -> Iterator[Document]:
        yield Document("slow", {"text": "lent"})
        held.set()
        assert go_on.wait(30)

    writer = Thread(target=lambda: WhooshIndex(folder).update(slow()))
    writer.start()
    assert held.wait(30)
    with pytest.raises(SearchError, match="Another process has been writing"):
        WhooshIndex(folder, lock_seconds=0.1).update([Document("quick", {"text": "rapide"})])
    second = Thread(target=lambda: WhooshIndex(folder).update([Document("third", {"text": "patient"})]))
    second.start()
    go_on.set()
    writer.join()
    second.join()
    index = WhooshIndex(folder)
    assert (found(index, "lent"), found(index, "patient"), found(index, "rapide")) == (["slow"], ["third"], [])


def test_documents_are_drawn_once_the_lock_is_held(folder: Path) -> None:
    drawn: list[str] = []

    def drawing() -> Iterator[Document]:
        drawn.append("drawn")
        yield from DOCUMENTS

    held, go_on = Event(), Event()

    def slow() -> Iterator[Document]:
        held.set()
        assert go_on.wait(30)
        yield Document("slow", {"text": "lent"})

    writer = Thread(target=lambda: WhooshIndex(folder).update(slow()))
    writer.start()
    assert held.wait(30)
    with pytest.raises(SearchError):
        WhooshIndex(folder, lock_seconds=0).replace(drawing())
    assert drawn == []
    go_on.set()
    writer.join()


def test_threads_share_an_index_that_changes(tmp_path: Path) -> None:
    index = WhooshIndex(tmp_path, cache_bytes=2_000)
    index.replace(
        Document(f"{at:03}", {"text": f"commun mot{at % 7} l'été"}, {"n": (str(at % 7),)}) for at in range(70)
    )

    def ask(at: int) -> bool:
        typed = [f"mot{at % 7}", '"commun l\'ete"', f"mot{at % 7}*", "commun -mot3"][at % 4]
        results = index.search(Query(Words(typed), facets=("n",), limit=100))
        return (
            results.total == [10, 0, 10, 60][at % 4]
            and sum(each.count for each in results.facets["n"]) == results.total
        )

    with ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(ask, at) for at in range(400)]
        for at in range(15):
            index.update([Document(f"{at:03}", {"text": f"commun mot{at % 7} l'été"}, {"n": (str(at % 7),)})])
        assert [each.result() for each in answers] == [True] * 400


READER = """
import sys
from pathlib import Path
from search import Query, Words
from search.whoosh import WhooshIndex
index, totals, go = WhooshIndex(Path(sys.argv[1])), set(), Path(sys.argv[2])
def ask():
    results = index.search(Query(Words("commun"), limit=100))
    totals.add((results.total, len({hit.id[0] for hit in results.hits})))
ask()
print("ready", flush=True)
while go.exists():
    ask()
ask()
print(sorted(totals))
"""


def test_processes_read_whole_commits_while_another_writes(tmp_path: Path) -> None:
    folder, go = tmp_path / "index", tmp_path / "go"
    go.touch()
    index = WhooshIndex(folder)
    index.replace(Document(f"a{at}", {"text": "commun"}) for at in range(20))
    readers = [
        subprocess.Popen([sys.executable, "-c", READER, folder, go], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert [reader.stdout.readline() if reader.stdout else "" for reader in readers] == ["ready\n"] * 2
    for at in range(30):
        index.replace(Document(f"{'ab'[at % 2]}{n}", {"text": "commun"}) for n in range(20 + at % 2))
    go.unlink()
    outputs = [reader.communicate(timeout=60)[0] for reader in readers]
    assert [reader.returncode for reader in readers] == [0, 0]
    assert outputs == ["[(20, 1), (21, 1)]\n"] * 2


KILLED = """
import os, signal, sys
from pathlib import Path
from search import Document
from search.whoosh import WhooshIndex
def documents():
    yield Document("half", {"text": "moitie"})
    os.kill(os.getpid(), signal.SIGKILL)
WhooshIndex(Path(sys.argv[1])).update(documents())
"""


def test_a_killed_writer_leaves_the_last_commit_and_no_lock(folder: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, folder], cwd=ROOT, check=False)
    assert killed.returncode == -9
    index = WhooshIndex(folder, lock_seconds=0)
    assert (found(index, "moitie"), found(index, "fausse rumeur")) == ([], ["rumeurs"])
    index.update([Document("new", {"text": "nouveau"})])
    assert found(index, "nouveau") == ["new"]
    assert len(list(folder.glob("*.seg"))) == 1
