"""Engines and sessions: how SQLite and PostgreSQL are opened, and the column types that both share."""

import sqlite3
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import ARRAY, DateTime, Dialect, Engine, Integer, String, TypeDecorator, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType, TypeEngine

Text = String().with_variant(String(collation="C"), "postgresql")
"""Text that sorts by code point on every database, whatever locale the server was made with."""


class Moment(TypeDecorator[datetime]):
    """An instant: aware on the Python side, UTC in the database. A naive value is a bug and refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Bring an aware instant to UTC."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"{value!r} has no time zone"
            raise ValueError(message)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back an aware instant; SQLite forgets the zone, which is always UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class KeySet(TypeDecorator[Collection[Any]]):
    """A set of keys, all of the type ``of``, as one parameter: a JSON array on SQLite, an array on PostgreSQL.

    Decision: `IN (?, ?, …)` is a new text for each number of keys, which SQLAlchemy writes anew for each execution;
    that takes longer than the reading.
    """

    impl = String
    cache_ok = True

    def __init__(self, of: type[TypeEngine[Any]] = Integer) -> None:
        super().__init__()
        self.of = of

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Say what goes over the wire."""
        return dialect.type_descriptor(ARRAY(self.of) if dialect.name == "postgresql" else String())

    def process_bind_param(self, value: Collection[Any] | None, dialect: Dialect) -> Any:
        """Write the keys as the database takes them; one that is None is no key."""
        return _keys(value) if dialect.name == "postgresql" else as_json(value)


def _keys(value: Collection[Any] | None) -> list[Any]:
    return [key for key in value or () if key is not None]


def as_json(keys: Collection[Any] | None) -> str:
    """Write a set of keys as SQLite takes it."""
    return orjson.dumps(_keys(keys)).decode()


class InKeys(FunctionElement[Any]):
    """The condition that a column is among the keys of a ``KeySet``: ``InKeys(column, parameter)``."""

    # Called a truth value, it would be written "… = 1" on SQLite, which then reads the whole table.
    type = NullType()
    inherit_cache = True


@compiles(InKeys, "sqlite")
def _in_json(element: InKeys, compiler: SQLCompiler, **options: Any) -> str:
    column, keys = (compiler.process(each, **options) for each in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({keys}))"  # noqa: S608 - what SQLAlchemy has written already


@compiles(InKeys, "postgresql")
def _in_array(element: InKeys, compiler: SQLCompiler, **options: Any) -> str:
    column, keys = (compiler.process(each, **options) for each in element.clauses)
    return f"{column} = ANY({keys})"


def _prepare_sqlite(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    del entry
    cursor = connection.cursor()
    # WAL: readers go on while one writes. NORMAL is safe with WAL: a crash loses no committed thing,
    # a power cut at most the last commits. A writer waits for another for up to ten seconds.
    # Memory mapping, of as much as SQLite can: what it has read stays at hand for all connections; its own cache is
    # 2 MB for each.
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "busy_timeout=10000",
        "mmap_size=2147418112",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def sqlite_file(url: str) -> Path | None:
    """Return the file of a SQLite database; None for one in memory, and for a server's."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite" or address.database in (None, "", ":memory:"):
        return None
    return Path(str(address.database))


def open_database(url: str) -> Engine:
    """Open the database at a SQLAlchemy URL; a SQLite file is made when absent, its folder is not."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address, pool_pre_ping=True)
    if sqlite_file(url) is None:
        engine = create_engine(address, poolclass=StaticPool, connect_args={"check_same_thread": False})
    else:
        # The connection used last is used next: it has the statements and the pages at hand.
        engine = create_engine(address, pool_use_lifo=True)
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def scrub(engine: Engine) -> None:
    """Write the files of a database again, so that what was erased is in none of them; takes a while, and the disk.

    Decision: a database marks what is deleted as free, and leaves its bytes until something else needs the room.

    Raises:
        OperationalError: others use the database, for longer than is waited for; on SQLite already if they read it as
            it was (a backup may): its log keeps that for them.
    """
    full = "VACUUM" if engine.dialect.name == "sqlite" else "VACUUM FULL"
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(full)
        if engine.dialect.name == "sqlite":
            empty = "PRAGMA wal_checkpoint(TRUNCATE)"
            if connection.exec_driver_sql(empty).scalar():  # it tells that it was kept from it, and raises nothing
                told = sqlite3.OperationalError("others still read what was erased; erase it again when they are done")
                raise OperationalError(empty, None, told)


def session_factory(engine: Engine) -> sessionmaker[Session]:
    """Make the factory of sessions; objects stay readable after the commit that ends a request."""
    return sessionmaker(engine, expire_on_commit=False)
