"""Commits that outlast whatever stops the machine.

The order is what makes it so: a segment's file is on the disk before a table of contents names it; the table is
written beside and on the disk before it is renamed; the folder, which holds the names, is on the disk before anything
is deleted. (A new file's own ``fsync`` puts its name there too, on every file system that keeps a journal.) Whenever
a process or the power goes, the newest table of contents there is names whole files only.

A process that is killed leaves files that no table names: the next writer, who holds the lock and so is alone,
deletes them.
"""

from collections.abc import Iterable
from os import O_RDONLY, close, fsync
from os import open as open_descriptor
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from search.whoosh.schema import NAME, schema

LOCK = f"{NAME}_WRITELOCK"


class DurableStorage(FileStorage):
    """A folder in which a rename is on the disk when it returns, and what is renamed before it."""

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        """Rename a file over another."""
        folder = Path(self.folder)
        on_disk(folder / oldname)
        (folder / oldname).replace(folder / newname)
        on_disk(folder)


def on_disk(path: Path) -> None:
    """Wait until the disk has a file, or the names in a folder."""
    descriptor = open_descriptor(path, O_RDONLY)
    try:
        fsync(descriptor)
    finally:
        close(descriptor)


def write_toc(folder: Path, segments: Iterable[Any], generation: int) -> None:
    """Write a table of contents: when it returns, that is the index."""
    TOC(schema(), list(segments), generation).write(DurableStorage(str(folder)), NAME)


def remove_leftovers(folder: Path, segments: Iterable[Any], generation: int) -> None:
    """Delete all files of ours that are neither this generation's nor the lock."""
    kept = {LOCK, f"_{NAME}_{generation}.toc", *(each.file_name for each in segments)}
    for path in folder.iterdir():
        if path.name.startswith((NAME, f"_{NAME}")) and path.name not in kept:
            path.unlink(missing_ok=True)
