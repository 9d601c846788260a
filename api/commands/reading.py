"""The files of ``verbatim import``, read whole and recognised before anything is written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from sqlalchemy.orm import Session

from api.archive.history import Why
from api.commands.opening import Misuse
from api.importers import JSONL, BadFile, Content, Reading, Wanted, assemble, is_jsonl, read_jsonl, read_programme
from api.importers.content import MAX_BYTES
from api.importers.programme import Programme
from api.loader import known_event

_HEAD = 65_536
_LINES = (".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """How files are to be imported: ``planned`` shows a plan before it writes, ``yes`` asks nobody for consent."""

    strict: bool = False
    quiet: bool = False
    dry_run: bool = False
    planned: bool = False
    yes: bool = False
    format: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    event: str | None = None
    series: str | None = None
    timezone: str | None = None
    keep_contacts: bool = False
    report: Path | None = None
    why: Why = field(default_factory=lambda: Why("verbatim import"))


def read_files(session: Session, files: Iterable[BinaryIO], call: Call) -> list[tuple[str, str, Reading]]:
    """Read all files before anything is written; raises ``Misuse`` for one that cannot be read."""
    kinds: dict[str, str] = {}
    readings: dict[str, Reading] = {}
    programmes: dict[str, Programme] = {}
    for stream in files:
        name = str(getattr(stream, "name", "<stdin>"))
        try:
            head = stream.read(_HEAD)
            _check_is_not_empty(name, head)
            if call.format == JSONL or (call.format is None and not call.mapping and _is_lines(name, head)):
                rest = cast("BinaryIO", _Rejoined(head, stream))
                kinds[name], readings[name] = JSONL, Reading(lines=tuple(read_jsonl(rest)))
            else:
                content = Content(name, head + stream.read(MAX_BYTES))
                kinds[name], programmes[name] = read_programme(content, call.format, call.mapping)
        except OSError as error:
            raise Misuse(f"{name}: {error.strerror}") from error
        except BadFile as error:
            raise Misuse(f"{name}: {error}.") from error
    if programmes and all(not (each.sessions or each.people or each.flaws) for each in programmes.values()):
        raise Misuse(f"{next(iter(programmes))}: has times and rooms alone: import it together with its sessions.")
    if programmes:
        known = known_event(session, call.event) if call.event else None
        wanted = Wanted(
            event=known[0] if known else call.event,
            known=known is not None,
            series=call.series,
            timezone=call.timezone or (known[1] if known else None),
            keep_contacts=call.keep_contacts,
        )
        readings |= assemble(programmes, wanted)
    return [(name, kind, readings[name]) for name, kind in kinds.items()]


def _check_is_not_empty(name: str, head: bytes) -> None:
    """Lines may be none, a schedule not; raises ``BadFile``."""
    if not head.strip() and Path(name).suffix not in ("", *_LINES):
        raise BadFile("is empty")


def _is_lines(name: str, head: bytes) -> bool:
    return name.endswith(_LINES) or is_jsonl(head)


class _Rejoined:
    """A stream whose beginning has been read already, for a reader of lines."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readline(self, size: int = -1) -> bytes:
        """Read a line, at most ``size`` bytes of it."""
        if not self._head:
            return self._rest.readline(size)
        end = self._head.find(b"\n") + 1
        line, self._head = (self._head[:end], self._head[end:]) if end else (self._head, b"")
        if not end:
            line += self._rest.readline(size - len(line) if size >= 0 else -1)
        return line
