"""What is ready to be read is what the rows say, from the moment that they say it."""

from collections.abc import Callable
from typing import Any

import orjson
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from api.archive.history import Why, because
from api.archive.models import Quote, Talk, Thing
from api.archive.outbox import EVERYTHING, note
from api.archive.reading.listing import EDITOR, PUBLIC, Show, Viewer
from api.archive.reading.quotes import quotes_called
from api.archive.reading.rendered import called, render
from api.archive.reading.talks import talks_called
from api.archive.redacting import redact_thing
from api.archive.upkeep import Rendering
from api.archive.verbs import EVENT, ORGANISATION, QUOTE, SOURCE, SPEAKER, TALK, TOPIC, Kind, change_thing, remove_thing
from api.indexing import drain, rebuild
from search import Index
from search.memory import MemoryIndex
from tests.factories import make_event, make_organisation, make_quote, make_source, make_speaker, make_talk, said_by


def read(sessions: sessionmaker[Session], viewer: Viewer = PUBLIC) -> tuple[dict[str, object], dict[str, object]]:
    """Read everything in another session: as it is given, and as its rows say; whoever is behind differs."""
    with sessions() as session:
        quotes, talks = list(session.scalars(select(Quote.public_id))), list(session.scalars(select(Talk.public_id)))
        given = called(
            session, [*(f"quote:{each}" for each in quotes), *(f"talk:{each}" for each in talks)], Show(viewer)
        )
        rows = {
            **{f"quote:{each['id']}": each for each in quotes_called(session, quotes, Show(viewer)).values()},
            **{f"talk:{each['id']}": each for each in talks_called(session, talks, Show(viewer)).values()},
        }
    assert all(each.external_id == each.view["external_id"] for each in given.values())
    assert all(each.text == each.view.get("text", each.view.get("abstract")) for each in given.values())
    return {name: orjson.dumps(each.view) for name, each in given.items()}, {
        name: orjson.dumps(each) for name, each in rows.items()
    }


def ready(sessions: sessionmaker[Session]) -> int:
    with sessions() as session:
        return session.scalar(select(func.count()).select_from(Rendering)) or 0


def test_no_change_leaves_anything_ready_that_is_not_true(sessions: sessionmaker[Session], session: Session) -> None:
    organisation = make_organisation(session, name="SPVM", parent=make_organisation(session, name="Ville").public_id)
    speaker, source, event = (
        make_speaker(session),
        make_source(session, url="https://example.org/a"),
        make_event(session),
    )
    entry = {"speaker": speaker.public_id, "organisation": organisation.public_id}
    talk = make_talk(session, event=event.public_id, topics=["Vérité"], speakers=[entry], abstract="De la rumeur")
    quote = make_quote(
        session,
        text="la rumeur court",
        event=event.public_id,
        talk=talk.public_id,
        topics=["Vérité"],
        attributions=[said_by(**entry)],
        mentions=[{"source": source.public_id, "exact": "la rumeur court"}],
    )
    make_quote(session, text="la rumeur", parent=quote.public_id)
    hidden = make_quote(session, text="cachée", status="draft")
    session.commit()
    changes: tuple[tuple[Kind[Any, Any], Thing, dict[str, Any]], ...] = (
        (QUOTE, quote, {"text": "la rumeur galope", "mentions": [{"source": source.public_id, "exact": "galope"}]}),
        (EVENT, event, {"name": "Soirée", "slug": "soiree"}),
        (TALK, talk, {"title": "Le bruit", "abstract": None}),
        (SPEAKER, speaker, {"name": "Léa", "slug": "lea"}),
        (ORGANISATION, organisation, {"acronym": "P", "slug": "p"}),
        (TOPIC, quote.topics[0], {"name": "Faux"}),
        (SOURCE, source, {"title": "Autre", "archived_url": "https://example.net/a"}),
        (SOURCE, source, {"status": "gone"}),
        (QUOTE, hidden, {"status": "published"}),
        (QUOTE, quote, {"status": "disputed", "attributions": [], "topics": []}),
        (QUOTE, hidden, {"status": "withdrawn"}),
    )
    index = MemoryIndex()
    drain(sessions, index)
    assert ready(sessions) == 3
    for kind, thing, values in changes:
        with sessions() as other:
            change_thing(other, kind, thing.public_id, values)
            other.commit()
        given, rows = read(sessions)
        assert given == rows
        drain(sessions, index)
        assert read(sessions) == (rows, rows)
        assert ready(sessions) == len(rows)
        as_editor, rows = read(sessions, EDITOR)
        assert as_editor == rows


def test_what_is_rolled_back_stays_ready_and_what_is_rebuilt_is_ready(
    sessions: sessionmaker[Session], session: Session
) -> None:
    quote = make_quote(session)
    session.commit()
    rebuild(sessions, MemoryIndex())
    with sessions() as other:
        change_thing(other, QUOTE, quote.public_id, {"text": "autre"})
        assert called(other, [f"quote:{quote.public_id}"], Show())[f"quote:{quote.public_id}"].text == "autre"
        other.rollback()
    assert ready(sessions) == 1
    with sessions() as other:
        note(other, [EVERYTHING])
        other.commit()
    assert ready(sessions) == 0
    drain(sessions, MemoryIndex())
    assert ready(sessions) == 1


def fields_of(view: Any) -> Any:
    """The names of what a view says, those within it too."""
    if isinstance(view, list):
        return fields_of(view[0])
    return {name: fields_of(value) for name, value in view.items()} if isinstance(view, dict) else None


def test_a_new_field_needs_a_migration(sessions: sessionmaker[Session], session: Session) -> None:
    """What an older program made ready is given as it is: whoever changes this, empties the table by a migration."""
    entry = {"speaker": make_speaker(session).public_id, "organisation": make_organisation(session).public_id}
    talk = make_talk(session, topics=["Vérité"], speakers=[entry])
    make_quote(
        session,
        talk=talk.public_id,
        topics=["Vérité"],
        parent=make_quote(session, text="la rumeur").public_id,
        attributions=[said_by(**entry)],
        mentions=[{"source": make_source(session).public_id}],
    )
    session.commit()
    drain(sessions, MemoryIndex())
    bodies = [orjson.loads(each) for each in session.scalars(select(Rendering.body))]
    of_talk = next(each for each in bodies if "speakers" in each)
    of_quote = next(each for each in bodies if each.get("parent"))
    event, topics = dict.fromkeys(("id", "slug", "name")), dict.fromkeys(("slug", "name"))
    people = {"printed_as": None, "role": None, "speaker": event, "organisation": event | {"acronym": None}}
    assert fields_of(of_talk) == {
        **dict.fromkeys(("id", "slug", "external_id", "title", "abstract", "kind", "language", "starts_at")),
        **dict.fromkeys(("duration_minutes", "room", "recording_url", "gone_since", "status", "version")),
        "event": event,
        "topics": topics,
        "speakers": people | {"name": None},
    }
    source = dict.fromkeys(("id", "title", "publisher", "url"))
    assert fields_of(of_quote) == {
        **dict.fromkeys(("id", "external_id", "text", "language", "kind", "said_on", "status", "verification")),
        **dict.fromkeys(("version", "parent")),
        "event": event,
        "talk": dict.fromkeys(("id", "slug", "title")),
        "topics": topics,
        "attributions": people | {"kind": None},
        "mentions": dict.fromkeys(("prefix", "exact", "suffix", "context", "cue_verb", "link")) | {"source": source},
    }


def test_nothing_is_made_ready_of_what_is_gone(sessions: sessionmaker[Session], session: Session) -> None:
    quote = make_quote(session)
    session.commit()
    with sessions() as other:
        remove_thing(other, QUOTE, quote.public_id)
        other.commit()
    with sessions() as other:
        render(other, [f"quote:{quote.public_id}"])
        other.commit()
    assert ready(sessions) == 0


def test_another_process_never_gives_words_that_were_erased(
    serving: Callable[..., Flask], sessions: sessionmaker[Session], session: Session, index: Index
) -> None:
    """Two applications over one database and one index; nobody has drained what the other did."""
    quote = make_quote(session, text="la rumeur court")
    session.commit()
    drain(sessions, index)
    client = serving().test_client()

    def found() -> list[str]:
        return [each["quote"]["text"] for each in client.get("/api/v1/search?q=rumeur").get_json()["items"]]

    assert (found(), ready(sessions)) == (["la rumeur court"], 1)
    because(session, Why(by="greffe", reason="jugement"))
    redact_thing(session, QUOTE, quote.public_id)
    session.commit()
    assert (found(), ready(sessions)) == ([], 0)
