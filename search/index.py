"""The port of search: what every engine can do, and how one is opened.

``open_index`` works as SQLAlchemy's ``create_engine`` does: scaling out is another URL.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Protocol

from search.dictionaries import CHOSEN, VARIABLE, check_dictionary
from search.errors import SearchError
from search.memory import MemoryIndex
from search.types import Document, Query, Results, Status

__all__ = ["Index", "SearchError", "open_index", "speed_up"]


class Index(Protocol):
    """A set of documents that can be searched. Ids are unique: the last write wins."""

    def update(self, documents: Iterable[Document] = (), deleted: Iterable[str] = ()) -> None:
        """Remove those ids and write these documents, in one commit; an id in both is written.

        The documents are drawn only once no other writer can commit.
        """

    def replace(self, documents: Iterable[Document]) -> None:
        """Swap the whole content; searches see the old content until the end.

        The documents are drawn only once no other writer can commit, so that nothing newer is overwritten.
        """

    def search(self, query: Query) -> Results:
        """Answer a query; raises ``SearchError``, never for what a person typed, and ``ValueError`` for its page."""

    def status(self) -> Status:
        """Say how the index is, without reading it whole."""

    def verify(self) -> None:
        """Read all that was written and hold it against its checksums; raises ``SearchError`` that names what differs.

        A byte that changed on a disk may else answer wrongly for ever. It takes seconds, where a search takes none.
        """

    def close(self) -> None:
        """Let go of files and memory."""


def _memory(_rest: str) -> Index:
    return MemoryIndex()


def _whoosh(rest: str) -> Index:
    # The one import that is not at the top: NumPy and the engine cost a tenth of a second that memory: need not pay.
    from search.whoosh import CACHE_BYTES, WhooshIndex  # noqa: PLC0415

    folder, _, settings = rest.partition("?")
    if not folder:
        raise SearchError("whoosh: needs a folder, as in whoosh:///srv/index or whoosh:var/index")
    name, _, value = settings.partition("=")
    if settings and not (name == "cache_bytes" and value.isdecimal()):
        raise SearchError(f"whoosh: knows no {settings!r}; there is cache_bytes=… (a number), {CACHE_BYTES} by default")
    return WhooshIndex(Path(folder), cache_bytes=int(value) if settings else CACHE_BYTES)


def _compile_kernels(cache: Path) -> None:
    from search.whoosh import compile_kernels  # noqa: PLC0415 as above

    compile_kernels(cache)


_ENGINES: Mapping[str, Callable[[str], Index]] = {"memory": _memory, "whoosh": _whoosh}


_SPEED_UPS: Mapping[str, Callable[[Path], None]] = {"whoosh": _compile_kernels}


def speed_up(url: str, cache: Path) -> None:
    """Bring in, for all indexes of this process, what makes such an engine faster: compiled code, kept in ``cache``.

    It may take half a minute the first time and a second later; searches go on meanwhile, and give the same answers
    before and after. An engine that has nothing of the kind takes no time.
    """
    bring_in = _SPEED_UPS.get(url.partition(":")[0])
    if bring_in:
        bring_in(cache)


def open_index(url: str) -> Index:
    """Open the index that a URL names: ``memory:``, ``whoosh:///absolute/folder`` or ``whoosh:relative/folder``.

    ``whoosh:folder?cache_bytes=67108864`` bounds what the engine remembers of terms and answers.

    A folder that is missing is an empty index; it is made by the first write.

    Raises:
        SearchError: there is no such engine, or setting, or not the dictionary that the environment asks for.
    """
    try:
        check_dictionary()
    except SearchError as error:
        raise SearchError(f"{VARIABLE}={CHOSEN!r}: {error}") from error
    scheme, _, rest = url.partition(":")
    engine = _ENGINES.get(scheme)
    if engine is None:
        raise SearchError(f"No engine for {url!r}; there are: {', '.join(f'{name}:' for name in _ENGINES)}")
    return engine(rest.removeprefix("//"))
