"""What an import says of each file: on the terminal, in a sum, and thing by thing in a JSON report."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click
import orjson

from api.importers import JSONL, BadLine, Line, Reading
from api.loader import LoadReport, Remark
from api.records import RECORD_TYPES, SpeakerRecord

MOST_NOTES = 10
"""Notes of one kind that an import prints."""
_SHORT = 60


@dataclass(frozen=True, slots=True)
class Told:
    """A file, its format, what was read of it and what became of that."""

    name: str
    kind: str
    reading: Reading
    report: LoadReport
    seconds: float

    @property
    def names(self) -> set[str]:
        """The names of the people in it, when it is a schedule of which anything is new or changed."""
        if self.kind == JSONL or not self.report.changes:
            return set()
        records = [line.record for line in self.reading.lines if isinstance(line, Line)]
        people = {record.name for record in records if isinstance(record, SpeakerRecord)}
        return people | {entry.name for record in records for entry in getattr(record, "speakers", ())}


def tell(told: Told, *, quiet: bool) -> None:
    """Say on standard error what is to be said of single entries."""
    name, report = told.name, told.report
    if not quiet:
        for note in told.reading.notes:
            click.echo(f"{name}:{note.place}: note: {note.text}", err=True)
        _tell_remarks(name, report.warnings)
        for one in report.conflicts:
            words = f"{one.field} of the {one.type} {one.id} has been changed here and stays"
            click.echo(
                f"{name}:{one.place}: conflict: {words}: {_shown(one.archive)}, not {_shown(one.source)}", err=True
            )
    for line in report.refused:
        click.echo(f"{name}:{line.place}: {line.reason}", err=True)


def _tell_remarks(name: str, remarks: Sequence[Remark]) -> None:
    """Say what is to be said of lines that were taken, of each kind not more than ``MOST_NOTES``."""
    told: Counter[str] = Counter()
    for remark in remarks:
        told[remark.code] += 1
        if told[remark.code] <= MOST_NOTES:
            click.echo(f"{name}:{remark.place}: note: {remark.text}", err=True)
    for code, count in told.items():
        if count > MOST_NOTES:
            more = f"and {count - MOST_NOTES} more of this kind ({code}): run `verbatim lint`."
            click.echo(f"{name}: note: {more}", err=True)


def _notes(told: Told) -> list[tuple[str, str]]:
    """Give what is told of entries that were taken all the same: their places and the words."""
    read = [(note.place, note.text) for note in told.reading.notes]
    return read + [(remark.place, remark.text) for remark in told.report.warnings]


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}…"


def sum_of(told: Told) -> str:
    """Sum up one file, a line for each thing that can become of a line."""
    report, reading = told.report, told.reading
    what = "lines" if told.kind == JSONL else f"records ({told.kind})"
    lines = [
        f"{told.name}: {len(reading.lines):,} {what} in {told.seconds:.1f} s",
        f"  new        {_listed(report.created)}",
        f"  changed    {_listed(report.changed)}",
        f"  unchanged  {_listed(report.unchanged)}",
        *([f"  gone       {_gone(report)}"] if told.kind != JSONL else []),
        f"  refused    {len(report.refused) or 'nothing'}",
    ]
    if report.conflicts:
        lines.append(f"  conflicts  {len(report.conflicts)}: what is here stays")
    if reading.left_out:
        reasons = Counter(one.reason for one in reading.left_out)
        lines.append(f"  left out   {', '.join(f'{count} ({reason})' for reason, count in reasons.items())}")
    if any(reading.dropped.values()):
        dropped = reading.dropped
        lines.append(f"  dropped    {dropped['addresses']} e-mail addresses, {dropped['numbers']} telephone numbers")
    return "\n".join(lines)


def _gone(report: LoadReport) -> str:
    if any(one.thing is None for one in report.refused):
        return "not looked for, because an entry does not say which it is"
    return _listed(report.gone)


def _listed(counts: Mapping[str, int]) -> str:
    order = Counter({name: counts.get(name, 0) for name in (*RECORD_TYPES, "topic")})
    return (
        ", ".join(f"{count:,} {name}{'s' if count > 1 else ''}" for name, count in order.items() if count) or "nothing"
    )


def write_report(path: Path, told: Sequence[Told], alike: Sequence[object]) -> None:
    """Write what became of all files as JSON."""
    report = {"files": [_file(each) for each in told], "proposals": alike}
    path.write_bytes(orjson.dumps(report, default=_plain, option=orjson.OPT_INDENT_2) + b"\n")


def _file(told: Told) -> dict[str, object]:
    report, reading = told.report, told.reading
    return {
        "file": told.name,
        "format": told.kind,
        "event": reading.event,
        "records": sum(isinstance(line, Line) for line in reading.lines),
        "unread": sum(isinstance(line, BadLine) for line in reading.lines),
        "new": dict(report.created),
        "changed": dict(report.changed),
        "unchanged": dict(report.unchanged),
        "gone": dict(report.gone),
        "changes": report.changes,
        "refused": [{"place": one.place, "reason": one.reason, "thing": one.thing} for one in report.refused],
        "conflicts": report.conflicts,
        "notes": [{"place": place, "text": text} for place, text in _notes(told)],
        "left_out": reading.left_out,
        "dropped": {"addresses": reading.dropped["addresses"], "numbers": reading.dropped["numbers"]},
    }


def _plain(value: object) -> object:
    return asdict(value) if hasattr(value, "__dataclass_fields__") else str(value)  # type: ignore[call-overload]
