"""Redaction: erased words are in no table, no file of the database and no file of the index."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from api.archive.database import open_database, scrub
from api.archive.errors import Conflict, Gone, Invalid
from api.archive.history import Why, because
from api.archive.merging import merge_things, undo_merge
from api.archive.models import Talk
from api.archive.reading.changes import list_changes
from api.archive.reading.listing import EDITOR, PUBLIC, Page, Show
from api.archive.reading.revisions import list_corrections, list_revisions
from api.archive.redacting import redact_thing, redact_versions
from api.archive.references import ArchiveReferences
from api.archive.source_texts import keep_text
from api.archive.upkeep import METADATA, SourceText
from api.archive.verbs import EVENT, KINDS, QUOTE, SPEAKER, TALK, Kind, change_thing, get_thing
from api.indexing import drain
from search import open_index
from tests.factories import make_event, make_quote, make_source, make_speaker, make_talk, said_by

SECRET = "zorglub"


def rows_with(session: Session, word: str) -> list[str]:
    """The tables that hold a word in any column."""
    return [
        table.name
        for table in METADATA.sorted_tables
        if any(word in str(row).casefold() for row in session.execute(text(f"SELECT * FROM {table.name}")))  # noqa: S608 - our tables
    ]


def files_with(folder: Path, word: str) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 2
    return [path.name for path in files if word.encode() in path.read_bytes()]


def write_secrets(session: Session) -> dict[str, str]:
    """Things full of the word, with a past, former slugs, reasons and merges."""
    because(session, Why("x", f"à cause de {SECRET}", f"note {SECRET}"))
    event = make_event(session, name="Journée").public_id
    change_thing(session, EVENT, event, {"slug": SECRET})
    change_thing(session, EVENT, event, {"slug": "autre", "description": SECRET})
    speaker = make_speaker(session, name=f"Zoé {SECRET}", other_names=[SECRET], biography=SECRET).public_id
    merge_things(session, "speaker", make_speaker(session, name=f"Z. {SECRET}").public_id, speaker)
    source = make_source(session).public_id
    keep_text(session, source, f"Hier, «{SECRET} parle», puis «{SECRET} se tait».")
    quote = make_quote(
        session,
        text=f"{SECRET} parle",
        attributions=[said_by(speaker=speaker, printed_as=f"Mme {SECRET}"), {"kind": "unknown"}],
        mentions=[{"source": source, "exact": SECRET, "context": SECRET}],
    ).public_id
    change_thing(session, QUOTE, quote, {"text": f"{SECRET} se tait"})
    make_talk(session, event=event, speakers=[{"name": SECRET, "speaker": speaker}])
    session.commit()
    return {"event": event, "speaker": speaker, "quote": quote}


def test_erased_words_are_nowhere(engine: Engine, sessions: sessionmaker[Session], tmp_path: Path) -> None:
    index = open_index(f"whoosh:{tmp_path / 'index'}")
    with sessions() as session:
        ids = write_secrets(session)
        drain(sessions, index)
        because(session, Why("x", "jugement", "Sur décision de justice"))
        redact_thing(session, QUOTE, ids["quote"])
        merged = session.execute(text("SELECT old_id FROM merges")).scalar_one()
        talk = session.scalars(select(Talk.public_id)).one()
        assert redact_thing(session, SPEAKER, ids["speaker"]).others == (f"speaker:{merged}", f"talk:{talk}")
        change_thing(session, EVENT, ids["event"], {"description": None})
        assert redact_versions(session, EVENT, ids["event"], [3, 1, 2]).versions == (1, 2, 3)
        session.commit()
        left = rows_with(session, SECRET)
    # The slug that the event has given up is another thing's, and so are the reasons of what stays.
    assert left == ["former_slugs", "revisions"]
    with sessions() as session:
        session.execute(text("DELETE FROM former_slugs"))
        session.execute(text("UPDATE revisions SET reason = NULL, note = NULL WHERE note LIKE '%zorglub%'"))
        session.commit()
        assert rows_with(session, SECRET) == []
    scrub(engine)
    drain(sessions, index)
    index.close()
    engine.dispose()
    if engine.dialect.name == "sqlite":
        assert files_with(tmp_path, SECRET) == []
    else:
        assert files_with(tmp_path / "index", SECRET) == []


def test_what_others_still_read_is_not_said_to_be_erased(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'own.sqlite3'}")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=1")  # of the connection that is used next, too
        connection.exec_driver_sql(f"CREATE TABLE words AS SELECT '{SECRET}' AS word")
        connection.commit()
    with engine.connect() as writing, engine.connect() as reading:
        reading.exec_driver_sql("BEGIN")
        assert reading.exec_driver_sql("SELECT word FROM words").scalar() == SECRET
        writing.exec_driver_sql("DELETE FROM words")
        writing.commit()
        writing.close()
        with pytest.raises(OperationalError, match="others still read what was erased"):
            scrub(engine)
    scrub(engine)
    assert files_with(tmp_path, SECRET) == []
    engine.dispose()


def test_a_tombstone_says_so(session: Session) -> None:
    quote = write_secrets(session)["quote"]
    because(session, Why("x", "jugement", "Sur décision de justice"))
    assert redact_thing(session, QUOTE, quote).versions == (1, 2)
    assert session.scalars(select(SourceText.text)).all() == ["Hier, «[…]», puis «[…]»."]
    for reference, viewer in ((quote, PUBLIC), (quote, EDITOR), (f"{quote}@1", PUBLIC)):
        with pytest.raises(Gone) as gone:
            get_thing(session, QUOTE, reference, Show(viewer))
        assert str(gone.value).endswith("has been withdrawn, and its words have been erased.")
        assert gone.value.reason == "Sur décision de justice"
    with pytest.raises(Gone, match=r"The words of version 1 of .* have been erased\."):
        get_thing(session, QUOTE, f"{quote}@1", Show(EDITOR))
    past = list_revisions(session, QUOTE.model, quote, Page(), EDITOR).items
    assert [(each["version"], each["action"], each["erased"], each["note"]) for each in past] == [
        (3, "redacted", True, "Sur décision de justice"),
        (2, "updated", True, None),
        (1, "created", True, None),
    ]
    assert list_changes(session, None, 100, PUBLIC).items[-1]["action"] == "redacted"
    assert list_corrections(session, Page(), PUBLIC).items[0]["id"] == quote


def test_old_versions_alone(session: Session) -> None:
    event = make_event(session, name=SECRET).public_id
    change_thing(session, EVENT, event, {"name": "Journée"})
    for wrong in ([2], [7], []):
        with pytest.raises(Invalid):
            redact_versions(session, EVENT, event, wrong)
    redact_versions(session, EVENT, event, [1])
    assert get_thing(session, EVENT, event, Show(PUBLIC))["name"] == "Journée"
    past = list_revisions(session, EVENT.model, event, Page(), PUBLIC).items
    assert [(each["version"], each["action"], each["erased"], each["changes"]) for each in past] == [
        (3, "redacted", False, []),
        (2, "updated", False, []),
        (1, "created", True, []),
    ]
    with pytest.raises(Gone, match="The words of version 1"):
        get_thing(session, EVENT, f"{event}@1", Show(PUBLIC))


def test_what_others_need_stays(session: Session) -> None:
    event = make_event(session).public_id
    make_quote(session, event=event)
    with pytest.raises(Conflict, match="Others refer to this event"):
        redact_thing(session, EVENT, event)
    with pytest.raises(Invalid, match="/id: There is no event “rien”"):
        redact_thing(session, EVENT, "rien")


def test_a_merge_of_erased_things_cannot_be_undone(session: Session) -> None:
    one, other = make_speaker(session).public_id, make_speaker(session).public_id
    merge = merge_things(session, "speaker", one, other).merge.public_id
    redact_thing(session, SPEAKER, one)
    session.expire_all()
    with pytest.raises(Conflict, match="has been erased"):
        undo_merge(session, merge)


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_every_kind_can_be_erased(session: Session, kind: Kind[Any, Any]) -> None:
    values: dict[str, Any] = {
        "name": SECRET,
        "title": SECRET,
        "text": SECRET,
        "slug": SECRET,
        "topics": [],
        "publisher": SECRET,
    }
    if kind is TALK:
        values["event"] = make_event(session).public_id
    reference = kind.write(session, None, values, ArchiveReferences(session))
    session.flush()
    redact_thing(session, kind, reference.public_id)
    assert rows_with(session, SECRET) == []
