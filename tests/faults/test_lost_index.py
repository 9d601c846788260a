"""The folder of the index removed, cut short, overwritten, of another version: told, and mended by one command."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from search.whoosh import WhooshIndex
from search.whoosh.schema import NAME
from tests.faults.conftest import Archive


def _only(folder: Path, ending: str) -> Path:
    (path,) = folder.glob(f"*.{ending}")
    return path


def _cut(ending: str, share: float) -> Callable[[Path], None]:
    def cut(folder: Path) -> None:
        path = _only(folder, ending)
        path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])

    return cut


def _other_version(folder: Path) -> None:
    for path in folder.iterdir():
        path.rename(folder / path.name.replace(NAME, "verbatim_0123abcd"))


def _overwrite(folder: Path) -> None:
    path = _only(folder, "seg")
    path.write_bytes(b"\xff" * path.stat().st_size)


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()


LOSSES: dict[str, tuple[Callable[[Path], None], str]] = {
    "removed": (shutil.rmtree, "has nothing of what the archive has"),
    "emptied": (_empty, "has nothing of what"),
    "table cut": (_cut("toc", 0.5), "is damaged"),
    "segment cut": (_cut("seg", 0.5), "is damaged"),
    "segment nearly whole": (_cut("seg", 0.99), "is damaged"),
    "overwritten": (_overwrite, "is damaged"),
    "segment missing": (lambda folder: _only(folder, "seg").unlink(), "lacks files that it names"),
    "of another version": (_other_version, "holds an index made by another version"),
}


@pytest.mark.parametrize("loss", LOSSES)
def test_what_needs_no_index_goes_on(
    loss: str, archive: Archive, put: Callable[[int], None], serving: Callable[..., Flask]
) -> None:
    put(20)
    lose, reason = LOSSES[loss]
    lose(archive.folder)
    # As after a restart; a process that has opened the index goes on with what it has.
    client = serving(index=WhooshIndex(archive.folder), cache_bytes=0).test_client()
    found = "/api/v1/search?q=rumeur3&page_size=100"

    assert client.get("/healthz").get_json() == {"status": "alive"}
    assert client.get("/api/v1/quotes").get_json()["page"]["total"] == 20
    refused = client.get(found)
    assert (refused.status_code, refused.get_json()["type"]) == (503, "urn:verbatim:problem:unavailable")
    assert refused.headers["Retry-After"] == "5"
    unready = client.get("/readyz")
    assert (unready.status_code, unready.get_json()["database"]) == (503, "ready")
    assert reason in unready.get_json()["index"]
    assert "`verbatim index rebuild`" in unready.get_json()["index"]
    assert "verbatim_index_ready 0.0" in client.get("/metrics").text

    mended = archive.verbatim("index", "rebuild")
    assert (mended.exit_code, mended.stdout) == (0, "The index has 20 documents.\n")
    assert client.get(found).get_json()["page"]["total"] == 4
    assert client.get("/readyz").get_json() == {"status": "ready", "database": "ready", "index": "ready"}
    archive.require_in_step()


def test_a_folder_that_was_removed_is_made_again_whole_by_the_next_change(
    archive: Archive, put: Callable[[int], None]
) -> None:
    put(20)
    shutil.rmtree(archive.folder)
    put(21)
    assert WhooshIndex(archive.folder).status().documents == 21
    archive.require_in_step()
