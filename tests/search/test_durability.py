"""Whatever kills a writer, whenever: what was committed last is there, whole, and the next writer tidies up.

``VERBATIM_TEST_KILLS`` says how many writers are killed; a few in everyday runs.
"""

import os
import random
import subprocess
import sys
from pathlib import Path
from time import sleep

import pytest

from search import Document, Query, SearchError, Words
from search.whoosh import WhooshIndex, writing
from search.whoosh.schema import NAME

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("VERBATIM_TEST_KILLS", "4"))

WRITER = """
import random, sys
from pathlib import Path
from search import Document
from search.whoosh import WhooshIndex, merging, writing
writing.FULL, writing.AT_ONCE, merging.SLICE = 400, 8, 50
index, draw, first = WhooshIndex(Path(sys.argv[1])), random.Random(sys.argv[2]), int(sys.argv[3])
for at in range(first, first + 100_000):
    documents = [Document(f"{n}", {"text": f"commun version{at} mot{n}"}) for n in range(30)]
    if draw.random() < .2:
        index.replace(documents)
    else:
        index.update(documents)
        index.update([Document(str(draw.randrange(30)), {"text": f"commun version{at} encore"})])
    print(at, flush=True)
"""


def test_a_writer_killed_at_any_moment_leaves_the_last_commit(tmp_path: Path) -> None:
    draw, folder, first = random.Random(7), tmp_path / "index", 0  # noqa: S311 - nothing secret
    for kill in range(KILLS):
        command = [sys.executable, "-c", WRITER, str(folder), str(kill), str(first)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout
            committed = int(writer.stdout.readline())
            sleep(draw.random() * 0.3)
            writer.kill()
            said = writer.stdout.read().split()
        committed = int(said[-1]) if said else committed
        index = WhooshIndex(folder, lock_seconds=0)
        found = {at for at in range(committed - 1, committed + 3) if index.search(Query(Words(f"version{at}"))).total}
        assert found <= {committed, committed + 1}
        assert sorted(int(hit.id) for hit in index.search(Query(Words("commun"), limit=100)).hits) == list(range(30))
        first = committed + 2
    index.update([Document("0", {"text": "commun"})])
    toc, *segments = sorted(path.name for path in folder.iterdir() if not path.name.endswith("LOCK"))
    assert toc == f"_{NAME}_{index.status().generation}.toc"
    assert all(name.endswith(".seg") for name in segments)
    assert len(segments) < 5


@pytest.mark.parametrize("kept", [0, 1, 100, -1, -100])
def test_a_file_that_is_cut_short_is_named(tmp_path: Path, kept: int) -> None:
    index = WhooshIndex(tmp_path)
    index.replace(Document(str(at), {"text": f"mot{at} commun"}) for at in range(50))
    for ending in ("seg", "toc"):
        (path,) = tmp_path.glob(f"*.{ending}")
        whole = path.read_bytes()
        path.write_bytes(whole[:kept])
        with pytest.raises(SearchError, match=rf"{path} is damaged.*`verbatim index rebuild`"):
            WhooshIndex(tmp_path).search(Query(Words("commun")))
        path.write_bytes(whole)
    assert WhooshIndex(tmp_path).search(Query(Words("commun"))).total == 50


def test_a_file_of_the_same_length_that_is_something_else_is_named(tmp_path: Path) -> None:
    WhooshIndex(tmp_path).replace([Document("a", {"text": "mot"})])
    (path,) = tmp_path.glob("*.seg")
    path.write_bytes(b"x" * path.stat().st_size)
    with pytest.raises(SearchError, match=rf"{path} is damaged.*`verbatim index rebuild`"):
        WhooshIndex(tmp_path).search(Query(Words("mot")))


def test_a_flipped_byte_anywhere_is_found_and_named(tmp_path: Path) -> None:
    index = WhooshIndex(tmp_path)
    index.replace(Document(str(at), {"text": f"mot{at} commun"}) for at in range(9))
    index.update([Document("10", {"text": "autre"})])
    index.verify()
    for path in tmp_path.glob("*.seg"):
        whole = path.read_bytes()
        for at in range(0, len(whole), 97):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            with pytest.raises(SearchError, match=rf"{path} is damaged.*`verbatim index rebuild`"):
                index.verify()
        path.write_bytes(whole)
    index.verify()


def test_a_commit_that_fails_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = WhooshIndex(tmp_path)
    index.replace([Document("a", {"text": "mot"})])
    before = sorted(tmp_path.iterdir())
    monkeypatch.setattr(writing, "FULL", 1)
    for write in (index.update, index.replace):
        with pytest.raises(ValueError, match="No text field"):
            write([Document("b", {"text": "mot"}), Document("c", {"none": "mot"})])
        assert sorted(tmp_path.iterdir()) == before
    assert index.search(Query(Words("mot"))).total == 1
