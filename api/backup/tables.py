"""The tables of a backup: all rows as they are at one moment, and back in one transaction."""

import base64
import os
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    DateTime,
    Engine,
    LargeBinary,
    MetaData,
    Table,
    delete,
    func,
    select,
    update,
)

from api import migrations
from api.archive.upkeep import Clock, Rendering
from api.backup.file import Backup, BackupError, Sum, Writer, as_line, read_backup, rows_of
from api.migrations import changing

ROWS_AT_ONCE = 1_000

_LEFT_OUT = ("alembic_version", Rendering.__tablename__)
"""Tables that a backup has no rows of: the revision stands in its head, and what is ready to be read is made again."""

Progress = Callable[[int, int], None]
"""Told how many rows are done, of how many."""


def write_backup(engine: Engine, path: Path, progress: Progress) -> Backup:
    """Write all that is committed at this moment, while others read and write; read it back before it takes its place.

    Raises:
        BackupError: the file does not hold what was written to it.
        OSError: it cannot be written.
    """
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    try:
        part.touch(mode=0o600)  # drafts and the hashes of tokens are in it
        with part.open("wb") as stream:
            with engine.connect() as connection:
                written = _write(_at_one_moment(connection), stream, progress)
            stream.flush()
            os.fsync(stream.fileno())
        if read_backup(part) != written:
            raise BackupError(f"{path} does not read back as it was written: do not trust this disk.")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return written


def is_empty(engine: Engine) -> bool:
    """Say whether a database holds nothing that a restore would overwrite."""
    with engine.connect() as connection:
        tables = [each for each in _tables(connection) if each.name != Clock.__tablename__]
        return not any(connection.execute(select(func.count()).select_from(each)).scalar() for each in tables)


def restore_backup(engine: Engine, path: Path, progress: Progress) -> Backup:
    """Put a backup in the place of all that is there, in one transaction: all of it, checked row by row, or nothing.

    Raises:
        BackupError: the file is no whole backup, or of a newer program.
        OSError: it cannot be read.
    """
    backup = read_backup(path)
    if not migrations.knows(backup.revision):
        raise BackupError(f"{path} is of a newer program: this one does not know its schema {backup.revision!r}.")
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # the driver's own would begin after the schema's changes
        before = _tick(connection)
        changing.downgrade_within(connection, "base")
        changing.upgrade_within(connection, backup.revision)
        _fill(connection, path, backup.rows, progress)
        if {table.name: _sum(connection, table) for table in _tables(connection)} != backup.sums:
            raise BackupError("the database does not give back what it was given; it is left as it was.")
        changing.upgrade_within(connection, "head")
        # Whoever kept an answer must not take what is here now for what was here before.
        connection.execute(update(Clock).values(tick=max(before, _tick(connection)) + 1))
        connection.commit()
    return backup


def _at_one_moment(connection: Connection) -> Connection:
    """Have everything that is read be of one moment."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN")
        return connection
    return connection.execution_options(isolation_level="REPEATABLE READ")


def _tables(connection: Connection) -> list[Table]:
    """Look which tables there are, those referred to before those that refer."""
    found = MetaData()
    found.reflect(connection)
    for column in (column for table in found.tables.values() for column in table.columns):
        if isinstance(column.type, JSON):
            column.type = JSON(none_as_null=True)
    return [each for each in found.sorted_tables if each.name not in _LEFT_OUT]


def _tick(connection: Connection) -> int:
    found = [each for each in _tables(connection) if each.name == Clock.__tablename__]
    return max((connection.execute(select(func.max(each.c.tick))).scalar() or 0 for each in found), default=0)


def _write(connection: Connection, stream: Any, progress: Progress) -> Backup:
    tables = _tables(connection)
    total = sum(connection.execute(select(func.count()).select_from(each)).scalar_one() for each in tables)
    done = 0
    writer = Writer(stream, migrations.current_within(connection) or "base")
    for table in tables:
        writer.table(table.name, [each.name for each in table.columns])
        for line in _lines(connection, table):
            writer.row(line)
            done += 1
            if not done % ROWS_AT_ONCE or done == total:
                progress(done, total)
    return writer.end()


def _lines(connection: Connection, table: Table) -> Iterator[bytes]:
    """Read a table row by row, each as its line in the file."""
    writers = [_writer(column) for column in table.columns]
    rows = connection.execute(select(table), execution_options={"yield_per": ROWS_AT_ONCE})
    for row in rows:
        yield as_line([None if value is None else write(value) for value, write in zip(row, writers, strict=True)])


def _sum(connection: Connection, table: Table) -> Sum:
    found = Sum()
    for line in _lines(connection, table):
        found.add(line)
    return found


def _fill(connection: Connection, path: Path, total: int, progress: Progress) -> None:
    """Insert the rows; what refers within its own table is told once all of them are there."""
    tables = {each.name: each for each in _tables(connection)}
    for table in reversed(tables.values()):
        connection.execute(delete(table))  # what the migrations put in, such as the clock
    done = 0
    for name, rows in groupby(rows_of(path), itemgetter(0)):
        table = tables[name]
        own = [each.parent.name for each in table.foreign_keys if each.column.table is table and each.parent.nullable]
        readers = {each.name: _reader(each, connection.dialect.name) for each in table.columns}
        later: list[dict[str, Any]] = []
        for some in _batches((row for _, row in rows), ROWS_AT_ONCE):
            read = [{key: None if value is None else readers[key](value) for key, value in row.items()} for row in some]
            later += [row for row in read if any(row[each] is not None for each in own)]
            connection.execute(table.insert(), [row | dict.fromkeys(own) for row in read])
            done += len(some)
            progress(done, total)
        for row in later:
            connection.execute(update(table).where(table.c.id == row["id"]).values({each: row[each] for each in own}))
        if connection.dialect.name == "postgresql":
            _move_sequence(connection, table)


def _move_sequence(connection: Connection, table: Table) -> None:
    """Let PostgreSQL go on counting after the last key."""
    for column in table.primary_key.columns:
        sequence = connection.execute(select(func.pg_get_serial_sequence(table.name, column.name))).scalar()
        last = connection.execute(select(func.max(column))).scalar()
        if sequence is not None and last is not None:
            connection.execute(select(func.setval(sequence, last)))


def _batches(rows: Iterable[dict[str, Any]], size: int) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _writer(column: Column[Any]) -> Callable[[Any], Any]:
    """Choose how a value is written in the file."""
    if isinstance(column.type, DateTime):
        return _as_utc
    if isinstance(column.type, LargeBinary):
        return lambda value: base64.b64encode(value).decode()
    return lambda value: value


def _reader(column: Column[Any], dialect: str) -> Callable[[Any], Any]:
    """Choose how a value of the file is given to a database; SQLite's has no time zone, and means UTC."""
    if isinstance(column.type, DateTime):
        naive = dialect == "sqlite"
        return lambda text: datetime.fromisoformat(text).replace(tzinfo=None if naive else UTC)
    if isinstance(column.type, LargeBinary):
        return base64.b64decode
    return lambda value: value


def _as_utc(value: datetime) -> str:
    return (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)).isoformat()
