"""In which order the lines of a file are written: each thing after those that it refers to. Pure."""

from collections.abc import Iterable, Sequence

from api.importers.lines import BadLine, Line
from api.records import RECORD_TYPES, OrganisationRecord, QuoteRecord
from search.typography import fold


def in_order(lines: Iterable[Line]) -> tuple[dict[str, list[Line]], list[BadLine]]:
    """Sort lines by type, quotes and organisations with parents first.

    Returns the lines by type, in the order in which types are written, and those refused because they are
    their own ancestors.
    """
    by_type: dict[str, list[Line]] = {name: [] for name in RECORD_TYPES}
    for line in lines:
        by_type[line.record.type].append(line)
    refused: list[BadLine] = []
    for name, parents in (
        (OrganisationRecord.type, _organisation_parents(by_type[OrganisationRecord.type])),
        (QuoteRecord.type, _quote_parents(by_type[QuoteRecord.type])),
    ):
        by_type[name], circle = _parents_first(by_type[name], parents)
        refused += circle
    return by_type, refused


def _quote_parents(lines: Sequence[Line]) -> list[int | None]:
    places = {line.record.external_id: place for place, line in enumerate(lines)}
    parents = [line.record.parent if isinstance(line.record, QuoteRecord) else None for line in lines]
    return [None if parent is None else places.get(parent) for parent in parents]


def _organisation_parents(lines: Sequence[Line]) -> list[int | None]:
    """Find the line of each parent, by id or else by name or acronym, as the archive does."""
    ids: dict[str, int] = {}
    names: dict[str, int] = {}
    for place, line in enumerate(lines):
        if isinstance(line.record, OrganisationRecord):
            ids[line.record.external_id] = place
            for name in filter(None, (line.record.name, line.record.acronym)):
                names.setdefault(fold(name), place)
    parents = [line.record.parent if isinstance(line.record, OrganisationRecord) else None for line in lines]
    return [None if parent is None else ids.get(parent, names.get(fold(parent))) for parent in parents]


def _parents_first(lines: Sequence[Line], parents: Sequence[int | None]) -> tuple[list[Line], list[BadLine]]:
    """Sort lines so that the parent of each, given by its place, is before it; refuse circles."""
    done: set[int] = set()
    ordered: list[Line] = []
    refused: list[BadLine] = []
    for start in range(len(lines)):
        chain: dict[int, None] = {}
        place: int | None = start
        while place is not None and place not in done and place not in chain:
            chain[place] = None
            place = parents[place]
        climbed = list(chain)
        if place is not None and place in chain:
            first = climbed.index(place)
            numbers = ", ".join(str(lines[each].number) for each in sorted(climbed[first:]))
            refused += [_own_ancestor(lines[each], numbers) for each in climbed[first:]]
            done.update(climbed[first:])
            climbed = climbed[:first]
        ordered += [lines[each] for each in reversed(climbed)]
        done.update(climbed)
    return ordered, refused


def _own_ancestor(line: Line, numbers: str) -> BadLine:
    reason = f"/parent: is its own ancestor (lines of the circle: {numbers})"
    return BadLine(line.number, reason, (line.record.type, line.record.external_id))
