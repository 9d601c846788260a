"""How databases are opened, and the types of columns that they share."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

from api.archive.database import open_database
from api.archive.models import Quote, Talk
from api.archive.upkeep import Clock
from tests.factories import make_event, make_quote, make_talk


def test_sqlite_is_made_safe(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'a.sqlite3'}")
    with engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    engine.dispose()
    assert pragmas == {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1, "busy_timeout": 10_000}


def test_a_reference_to_nothing_is_refused_by_the_database(session: Session) -> None:
    make_quote(session).parent_id = 999
    with pytest.raises(IntegrityError):
        session.flush()


def test_instants_come_back_in_utc(session: Session, engine: Engine) -> None:
    montreal = timezone(timedelta(hours=-5))
    talk = make_talk(session, starts_at=datetime(2016, 11, 29, 9, 0, 0, 250_000, tzinfo=montreal))
    session.commit()
    session.expire_all()
    assert talk.starts_at == datetime(2016, 11, 29, 14, 0, 0, 250_000, tzinfo=UTC)
    assert str(talk.starts_at.tzinfo) == "UTC"
    del engine


def test_an_instant_without_a_zone_is_a_bug(session: Session) -> None:
    talk = make_talk(session)
    talk.starts_at = datetime(2016, 11, 29, 9, 0)  # noqa: DTZ001 - that is the point
    with pytest.raises(StatementError, match="has no time zone"):
        session.flush()


def test_texts_sort_by_code_point_on_every_database(session: Session) -> None:
    for name in ("é", "Z", "a", "b", "É", "-"):
        make_event(session, name=name, series=name)
    rows = session.scalars(text("SELECT series FROM events ORDER BY series"))
    assert list(rows) == sorted(["é", "Z", "a", "b", "É", "-"])


def test_texts_come_back_as_they_went_in(session: Session) -> None:
    printed = "l’e\u0301te\u0301 «\u202f👩‍🚒\u202f»\r\n\tœ\u00ad\u200b\ufeff"
    quote = make_quote(session, text=printed)
    session.commit()
    session.expire_all()
    assert session.get_one(Quote, quote.id).text == printed


def test_the_clock_ticks_once_a_commit_of_changes(session: Session) -> None:
    def tick() -> int:
        session.rollback()
        return int(session.scalars(text("SELECT tick FROM clock")).one())

    assert Clock.__tablename__ == "clock"
    before = tick()
    quote = make_quote(session)
    make_event(session)
    session.commit()
    assert tick() == before + 1
    make_quote(session)
    session.rollback()
    assert tick() == before + 1
    session.get_one(Quote, quote.id).text = "autre"
    session.commit()
    assert tick() == before + 2
    session.commit()
    assert tick() == before + 2
    assert session.get(Talk, 1) is None
