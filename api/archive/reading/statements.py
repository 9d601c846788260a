"""Statements made once, and the two ways to run them: SQLAlchemy's, and a shorter one for plain columns."""

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import BindParameter, Dialect, Executable, Select, String, bindparam
from sqlalchemy.orm import Session

from api.archive.database import KeySet, as_json
from api.archive.reading.listing import PUBLIC, Viewer

KEYS: BindParameter[Any] = bindparam("keys", type_=KeySet)
IDS: BindParameter[Any] = bindparam(KEYS.key, type_=KeySet(String))
STATUSES: BindParameter[str] = bindparam("statuses", expanding=True)
"""What the statements below take: made once, at import, because making one costs more than running it."""

_CONNECTION = "connection"
"""Where a session carries the connection of its transaction: asking for that takes as long as finding some rows."""


def rows(session: Session, statement: Executable, keys: Collection[int], viewer: Viewer = PUBLIC) -> Sequence[Any]:
    """Run a statement over ``KEYS``, and ``STATUSES`` if it has them: those that the viewer may see."""
    if not keys:
        return ()
    return session.connection().execute(statement, {"keys": list(keys), "statuses": viewer.statuses}).all()


def plain_rows(
    session: Session, statement: Executable, keys: Collection[Any], viewer: Viewer = PUBLIC
) -> Sequence[Any]:
    """Do the same as ``rows`` for a statement of plain columns; its rows are tuples, of what the database keeps.

    Decision: on SQLite these go past SQLAlchemy's execution, which takes longer than SQLite itself: a list is five of
    them. The statement is SQLAlchemy's all the same, and so are the connection and its transaction.
    """
    if not keys:
        return ()
    connection = session.info.get(_CONNECTION)
    if connection is None or connection.closed:  # a session closes its own with its transaction
        connection = session.info[_CONNECTION] = session.connection()
    if connection.dialect.name != "sqlite":
        return connection.execute(statement, {"keys": list(keys), "statuses": viewer.statuses}).all()
    sql, arguments = _written(statement, viewer, connection.dialect)
    among = as_json(keys)
    cursor = connection.connection.cursor()
    try:
        cursor.execute(sql, [among if each is None else each for each in arguments])
        return cursor.fetchall()
    finally:
        cursor.close()


@lru_cache(maxsize=64)
def _written(statement: Executable, viewer: Viewer, dialect: Dialect) -> tuple[str, tuple[str | None, ...]]:
    """Write a statement out, once: its text and its arguments in order, None where the keys go."""
    compiled = cast("Select[*tuple[Any, ...]]", statement).compile(dialect=dialect)
    written = compiled.construct_expanded_state({"keys": (), "statuses": viewer.statuses})
    names = written.positiontup or ()
    return written.statement, tuple(None if name == KEYS.key else str(written.parameters[name]) for name in names)
