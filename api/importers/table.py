"""CSV and TSV: any delimiter, any encoding, the columns known by their names in French and English or by ``--map``.

The line of names is the first that names a title or people, so that what a spreadsheet has above it does no harm.
A table without titles that has people is one of people (pretalx exports both).
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from api.importers.cells import Cells, Fields, commas_part_people
from api.importers.content import Content
from api.importers.lines import BadFile
from api.importers.names import full_name
from api.importers.programme import Flaw, Person, Programme, Session
from api.importers.words import FIELDS, bare, columns_of, without_number

_DELIMITERS = ",;\t|"
_HEADER_WITHIN = 10
_MAX_FIELD = 1024 * 1024
_NAMES = frozenset(("name", "nom"))
_WEB = re.compile(r"(?:https?://|www\.)", re.IGNORECASE)
"""What a column «Site» may hold, which else is a place."""


@dataclass(frozen=True, slots=True)
class _Table:
    header: Sequence[str]
    fields: Fields
    rows: Sequence[tuple[int, Sequence[str]]]
    delimiter: str

    @property
    def is_of_people(self) -> bool:
        return not self.is_of_sessions and ("biography" in self.fields or "titles" in self.fields or _names(self))

    @property
    def is_of_sessions(self) -> bool:
        """A column «name» is a title beside one of speakers, and a person's beside a biography."""
        if "title" not in self.fields:
            return False
        named = {bare(self.header[each]) for each in self.fields["title"]}
        if named <= _NAMES:
            return "biography" not in self.fields and "titles" not in self.fields and "last_name" not in self.fields
        return True


def _names(table: _Table) -> bool:
    return bool({"full_name", "last_name"} & table.fields.keys())


def recognise(content: Content) -> bool:
    """Look for a line of column names, of which one is a title, or a name beside a biography."""
    if content.text.lstrip()[:1] in ("{", "[", "<") or content.text.lstrip()[:15].upper() == "BEGIN:VCALENDAR":
        return False
    table = _table(content.text, {})
    return table is not None and len(table.fields) > 1


def read(content: Content, mapping: Mapping[str, str] | None = None) -> Programme:
    """Read the rows; ``mapping`` says what columns hold that are named otherwise (a column to a field)."""
    mapping = mapping or {}
    for column, field in mapping.items():
        if field not in FIELDS:
            raise BadFile(f"cannot take the column {column!r} for {field!r}: the fields are {', '.join(FIELDS)}")
    table = _table(content.text, {bare(column): field for column, field in mapping.items()})
    if table is None:
        raise BadFile("has no line of column names with a title (titre, title…): say which with --map COLUMN=title")
    unknown = [column for column in mapping if bare(column) not in map(bare, table.header)]
    if unknown:
        raise BadFile(f"has no column {unknown[0]!r}: there are {', '.join(filter(None, table.header))}")
    if table.is_of_people:
        return Programme(people=tuple(_person(table, number, row) for number, row in table.rows))
    many = commas_part_people(table.header, table.fields, [row for _, row in table.rows])
    entries = [_session(table, number, row, many=many) for number, row in table.rows]
    if table.rows and _is_open(content.text, table):
        entries[-1] = Flaw(
            number=table.rows[-1][0], reason="has a quotation mark that nothing closes, to the file's end"
        )
    return Programme(
        sessions=tuple(each for each in entries if isinstance(each, Session)),
        flaws=tuple(each for each in entries if isinstance(each, Flaw)),
    )


def _table(text: str, mapping: Mapping[str, str]) -> _Table | None:
    """Cut a text with the delimiter that gives the most columns we know."""
    found = [each for delimiter in _DELIMITERS if (each := _cut(text, delimiter, mapping)) is not None]
    best = max(found, key=lambda each: (len(each[1]), len(each[0])), default=None)
    if best is None:
        return None
    header, fields, skipped, delimiter = best
    rows = [row for row in _rows(text, delimiter) if any(cell.strip() for cell in row[1])][skipped + 1 :]
    return _Table(header, fields, rows, delimiter)


def _cut(text: str, delimiter: str, mapping: Mapping[str, str]) -> tuple[Sequence[str], Fields, int, str] | None:
    filled = (row for _, row in _rows(text, delimiter) if any(cell.strip() for cell in row))
    for skipped, row in enumerate(islice(filled, _HEADER_WITHIN)):
        fields = _fields(row, mapping)
        if {"title", "last_name", "full_name"} & fields.keys() and (len(fields) > 1 or mapping or len(row) == 1):
            return row, fields, skipped, delimiter
    return None


def _fields(header: Sequence[str], mapping: Mapping[str, str]) -> Fields:
    """Tell the places of the columns of each field, the likeliest first; what is mapped comes before all."""
    places: dict[str, list[int]] = {}
    mapped = {place: mapping[bare(name)] for place, name in enumerate(header) if bare(name) in mapping}
    for place, field in mapped.items():
        places.setdefault(field, []).append(place)
    rest = tuple(dict.fromkeys(name for place, name in enumerate(header) if place not in mapped))
    for field, names in columns_of(rest).items():
        if field not in mapped.values():
            places[field] = [header.index(name) for name in names]
    if "first_name" in places and "last_name" not in places and len(places.get("title", ())) > 1:
        # «Nom» beside «Prénom» is a person's, where another column has the titles.
        places["last_name"] = [each for each in places["title"] if without_number(bare(header[each])) in _NAMES]
        places["title"] = [each for each in places["title"] if each not in places["last_name"]]
    return {field: each for field, each in places.items() if each}


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Give the rows with the line on which each begins; raises ``BadFile`` for a cell without end."""
    csv.field_size_limit(_MAX_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    begins = 1
    try:
        for row in reader:
            yield begins, row
            begins = reader.line_num + 1
    except csv.Error as error:
        raise BadFile(f"is no table: {error} (line {reader.line_num})") from error


def _is_open(text: str, table: _Table) -> bool:
    """Whether the last row has a cell without end, which swallows all rows that should follow it."""
    last = "".join(list(io.StringIO(text, newline=""))[table.rows[-1][0] - 1 :])
    try:
        list(csv.reader(io.StringIO(last, newline=""), delimiter=table.delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _session(table: _Table, number: int, row: Sequence[str], *, many: bool) -> Session | Flaw:
    cells = Cells(table.header, table.fields, row)
    if len([each for each in row if each.strip()]) == 1 and cells.first("title") is None:
        return Flaw(number=number, reason="has one cell and no title")
    people = cells.people()
    return Session(
        number=number,
        key=cells.first("id"),
        title=cells.first("title"),
        texts=tuple(cells.all("abstract")),
        kind=cells.first("kind"),
        language=cells.first("language"),
        day=cells.first("day"),
        starts_at=cells.first("starts_at"),
        ends_at=cells.first("ends_at"),
        duration=cells.first("minutes"),
        room=next((each for each in cells.all("room") if not _WEB.match(each)), None),
        speakers="\n".join(each.name for each in people if each.name) or None,
        columns=tuple(people),
        many=many,
        topics=tuple(each for cell in cells.all("topics") for each in _listed(cell)),
        recording=cells.first("recording_url"),
        state=cells.first("state"),
        edition=cells.first("edition"),
        unread=tuple(cells.all("address")),
    )


def _listed(cell: str) -> list[str]:
    """Cut a cell of topics: at ; or |, else at commas."""
    mark = next((each for each in (";", "|", "\n", ",") if each in cell), ",")
    return [each.strip() for each in cell.split(mark) if each.strip()]


def _person(table: _Table, number: int, row: Sequence[str]) -> Person:
    cells = Cells(table.header, table.fields, row)
    name = full_name(cells.first("first_name"), cells.first("last_name"))
    return Person(
        number=number,
        key=cells.first("id"),
        name=name or cells.first("full_name") or cells.first("title") or cells.first("speakers"),
        role=cells.first("role"),
        organisation=cells.first("organisation"),
        biography=cells.first("biography"),
        unread=tuple(cells.all("address")),
    )
