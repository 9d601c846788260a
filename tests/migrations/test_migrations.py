"""The schema's history: up from nothing, down to nothing, up again, and the models say the same."""

import pytest
from sqlalchemy import Engine, inspect, select
from sqlalchemy.orm import Session, sessionmaker

from api import migrations
from api.archive.database import open_database
from api.archive.models import Quote
from api.archive.upkeep import METADATA, Revision
from api.archive.verbs import QUOTE, change_thing, remove_thing
from api.migrations import changing
from api.wording import words_key
from tests.factories import make_event, make_organisation, make_quote, make_source, make_talk, said_by


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())


def test_up_down_and_up_again(engine: Engine, sessions: sessionmaker[Session]) -> None:
    """On the database of the suite: SQLite or PostgreSQL."""
    with sessions() as session:
        make_quote(session, talk=make_talk(session).public_id, topics=["Vérité"], attributions=[said_by(name="Léa")])
        session.commit()
    assert migrations.current(engine) == migrations.head()
    assert changing.differences(engine) == []
    try:
        changing.downgrade(engine, "base")
        assert (tables(engine), migrations.current(engine)) == ({"alembic_version"}, None)
    finally:
        changing.upgrade(engine)
    assert tables(engine) == {"alembic_version", *METADATA.tables}
    assert changing.differences(engine) == []
    with sessions() as session:
        assert make_quote(session).version == 1


def test_what_is_there_begins_its_history(engine: Engine, sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        quote = make_quote(
            session,
            talk=make_talk(session, starts_at="2016-11-29T10:00:00-05:00", speakers=[{"name": "Zoé"}]).public_id,
            parent=make_quote(session).public_id,
            topics=["Vérité", "Âge"],
            attributions=[said_by(name="Léa", organisation=make_organisation(session).public_id), {"kind": "unknown"}],
            mentions=[{"source": make_source(session).public_id, "exact": "a"}],
        ).public_id
        make_event(session, name="Brouillon", status="draft", topics=["Vérité"])
        change_thing(session, QUOTE, quote, {"text": "autre"})
        gone = make_quote(session)
        remove_thing(session, QUOTE, gone.public_id)
        session.commit()
        newest = {(row.kind, row.public_id): row for row in session.scalars(select(Revision).order_by(Revision.id))}
    changing.downgrade(engine, "0002")
    changing.upgrade(engine)
    with sessions() as session:
        begun = {(row.kind, row.public_id): row for row in session.scalars(select(Revision))}
    assert len(begun) == len(newest) == 12

    def told(row: Revision) -> tuple[object, ...]:
        return row.version, {"gone_since": None} | (row.state or {}), row.public, row.action

    assert {key: told(row) for key, row in begun.items()} == {key: told(row) for key, row in newest.items()}


def test_upgrading_again_changes_nothing(engine: Engine) -> None:
    before = tables(engine)
    changing.upgrade(engine)
    assert (tables(engine), migrations.current(engine)) == (before, migrations.head())


def test_every_model_has_its_migration() -> None:
    assert changing.undescribed() == []


def test_a_difference_is_told(engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("made in a file of SQLite that goes away")
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP INDEX ix_quotes_parent_id")
    (difference,) = changing.differences(engine)
    assert "add_index" in difference
    assert "ix_quotes_parent_id" in difference


def test_an_empty_database_is_at_no_revision() -> None:
    engine = open_database("sqlite://")
    assert migrations.current(engine) is None
    engine.dispose()


def test_every_step_goes_down_too() -> None:
    engine = open_database("sqlite://")
    changing.upgrade(engine)
    steps = []
    while (at := migrations.current(engine)) is not None:
        steps.append(at)
        changing.downgrade(engine, "-1")
    assert len(set(steps)) == len(steps)
    assert steps[0] == migrations.head()
    assert [*filter(migrations.knows, [*steps, "none"])] == steps
    changing.upgrade(engine)
    assert changing.differences(engine) == []
    engine.dispose()


def test_quotes_that_were_there_get_the_key_of_their_words() -> None:
    engine = open_database("sqlite://")
    changing.upgrade(engine, "0001")
    row = "INSERT INTO quotes (public_id, version, created_at, updated_at, text, kind, status, verification) VALUES "
    with engine.begin() as connection:
        connection.exec_driver_sql(
            f"{row} ('a', 1, '2016-01-01', '2016-01-01', 'L’été', 'direct', 'published', 'matched')"
        )
        connection.exec_driver_sql("INSERT INTO attributions (quote_id, position, kind) VALUES (1, 0, 'unknown')")
    changing.upgrade(engine)
    with Session(engine) as session:
        (quote,) = session.scalars(select(Quote))
        assert (quote.words_key, len(quote.attributions)) == (words_key("l'ete"), 1)
    engine.dispose()
