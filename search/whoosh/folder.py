"""The folder that an index lives in: which generation is there, and whether it is ours at all."""

import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from os import listdir
from pathlib import Path
from pickle import UnpicklingError
from time import monotonic, sleep
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import BufferFile
from whoosh.index import TOC
from whoosh.index import IndexError as WhooshIndexError

from search.errors import SearchError
from search.whoosh.schema import NAME, schema

REBUILD = "`verbatim index rebuild` makes it again"

_TOC = re.compile(rf"_{NAME}_([0-9]+)\.toc")
_ANY_VERSION = re.compile(r"_?verbatim_[0-9a-f]{8}_.+")
_POLL = 0.05


class ReadStorage(FileStorage):
    """Reads a file whole and lets go of it: no file stays open, whatever happens."""

    def open_file(self, name: str, **_kwargs: Any) -> BufferFile:
        """Open a file of the folder, in memory."""
        return BufferFile((Path(self.folder) / name).read_bytes(), name)


class Folder:
    """One folder. Generation 0 is an index that was never written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.storage = FileStorage(str(path))
        self.reading = ReadStorage(str(path))

    def generation(self) -> int:
        """Find the latest commit.

        Raises:
            SearchError: the folder holds something else, or cannot be read.
        """
        names = self._names()
        if found := self._latest(names):
            return found
        strange = [name for name in names if not name.startswith(("_" + NAME, NAME, "."))]
        if strange:
            known = any(map(_ANY_VERSION.fullmatch, strange))
            what = "an index made by another version" if known else f"something else ({min(strange)})"
            raise SearchError(f"{self.path} holds {what}; {REBUILD}")
        return 0

    def toc(self) -> Any:
        """Read the table of contents of the latest commit: ``schema``, ``segments``, ``generation``.

        Raises:
            SearchError: it cannot be read.
            FileNotFoundError: a newer commit took its place meanwhile.
        """
        generation = self.generation()
        if not generation:
            return TOC(schema(), [], 0)
        with damaged(self.path / f"_{NAME}_{generation}.toc", _UNPICKLED):
            return TOC.read(self.reading, NAME, gen=generation)

    def fresh_toc(self) -> Any:
        """Make an empty table of contents that continues the latest commit, readable or not."""
        return TOC(schema(), [], self._latest(self._names()))

    def remove_other_versions(self) -> None:
        """Delete the files that another version of this engine left here; nothing that is not ours."""
        for name in self._names():
            if _ANY_VERSION.fullmatch(name) and not name.startswith(("_" + NAME, NAME)):
                path = self.path / name
                if path.is_file():
                    path.unlink(missing_ok=True)

    @contextmanager
    def locked(self, seconds: float) -> Iterator[None]:
        """Be the only writer, of all processes.

        Raises:
            SearchError: another writer did not finish in that time, or the folder cannot be written.
        """
        with writable(self.path):
            self.storage.create()
            lock = self.storage.lock(f"{NAME}_WRITELOCK")
            until = monotonic() + seconds
            while not lock.acquire():
                if monotonic() > until:
                    raise SearchError(
                        f"Another process has been writing to {self.path} for over {seconds:g} s: "
                        "wait until it is done, or stop it (its lock goes with it)"
                    )
                sleep(_POLL)
        try:
            yield
        finally:
            lock.release()

    def _names(self) -> list[str]:
        try:
            return listdir(self.path)  # noqa: PTH208 asked at every search: names are enough
        except FileNotFoundError:
            return []
        except OSError as error:
            raise SearchError(f"{self.path} cannot be read as a folder: {error}") from error

    @staticmethod
    def _latest(names: list[str]) -> int:
        return max((int(match[1]) for name in names if (match := _TOC.fullmatch(name))), default=0)


_BYTES: tuple[type[Exception], ...] = (
    EOFError, IndexError, MemoryError, OSError, OverflowError, UnpicklingError, ValueError, struct.error, zlib.error,
)  # fmt: skip
"""What reading bytes raises that are not those that were written: cut short, overwritten, of other lengths.

Anything else is a fault of this program, and shows as one.
"""

_UNPICKLED = (
    *_BYTES,
    AssertionError,
    AttributeError,
    ImportError,
    KeyError,
    TypeError,
    WhooshIndexError,
)
"""What a damaged pickle raises besides: it names classes and calls them. The table of contents alone is one."""


class damaged:  # noqa: N801 as other context managers are called; a generator would take four times as long
    """Say of what damaged bytes raise in here that ``path`` is damaged, but for files that were replaced."""

    __slots__ = ("_errors", "_path")

    def __init__(self, path: Path, errors: tuple[type[Exception], ...] = _BYTES) -> None:
        self._path, self._errors = path, errors

    def __enter__(self) -> None:
        """Nothing to prepare: every search enters."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, self._errors) and not isinstance(error, SearchError | FileNotFoundError):
            raise SearchError(f"{self._path} is damaged ({error!r}); {REBUILD}") from error


@contextmanager
def writable(path: Path) -> Iterator[None]:
    """Say of what the system refuses in here that the folder cannot be written."""
    try:
        yield
    except OSError as error:
        raise SearchError(f"{path} cannot be written: {error}") from error
