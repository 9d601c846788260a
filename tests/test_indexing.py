"""The outbox and its drain: every change is noted, and no note is lost before the engine has it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from api.archive import outbox
from api.archive.models import Thing
from api.archive.verbs import (
    EVENT,
    ORGANISATION,
    QUOTE,
    SOURCE,
    SPEAKER,
    TALK,
    TOPIC,
    Kind,
    change_thing,
    create_thing,
    remove_thing,
)
from api.indexing import day_of, drain, rebuild
from search import Document, Filter, Query, SearchError, Words
from search.memory import MemoryIndex
from tests.factories import make_event, make_organisation, make_quote, make_source, make_speaker, make_talk, said_by

Names = Mapping[str, Thing]


class FailingIndex(MemoryIndex):
    """An index that cannot write while it is told to fail."""

    failing = False

    def update(self, documents: Iterable[Document] = (), deleted: Iterable[str] = ()) -> None:
        if self.failing:
            raise SearchError("the disk is full")
        super().update(documents, deleted)


@pytest.fixture
def world(session: Session) -> Names:
    """A quote and a talk that touch one thing of each kind, and a quote and a talk that touch none; all indexed."""
    above = make_organisation(session, name="Ville")
    organisation = make_organisation(session, name="SPVM", parent="ville")
    speaker = make_speaker(session)
    event = make_event(session)
    source = make_source(session)
    entry = {"speaker": speaker.public_id, "organisation": "spvm"}
    talk = make_talk(session, event=event.public_id, topics=["Vérité"], speakers=[entry])
    quote = make_quote(
        session,
        event=event.public_id,
        topics=["Vérité"],
        attributions=[said_by(**entry)],
        mentions=[{"source": source.public_id}],
    )
    made = {
        "above": above,
        "organisation": organisation,
        "speaker": speaker,
        "event": event,
        "source": source,
        "topic": quote.topics[0],
        "talk": talk,
        "quote": quote,
        "talk's quote": make_quote(session, talk=talk.public_id),
        "child": make_quote(session, parent=quote.public_id),
        "other talk": make_talk(session),
        "other quote": make_quote(session),
    }
    session.commit()
    outbox.remove_notes(session, [key for key, _ in outbox.oldest_notes(session, 1_000)])
    session.commit()
    return made


@pytest.fixture
def noted(world: Names, sessions: sessionmaker[Session]) -> Callable[[], list[str]]:
    """Return what the notes name, by the names of the world."""
    names = {f"{key}:{thing.public_id}": name for name, thing in world.items() for key in ("quote", "talk")}

    def names_of_notes() -> list[str]:
        with sessions() as session:
            return sorted({names.get(document, document) for _, document in outbox.oldest_notes(session, 1_000)})

    return names_of_notes


@pytest.mark.parametrize(
    ("name", "kind", "values", "stale"),
    [
        ("quote", QUOTE, {"text": "autre"}, ["child", "quote"]),
        ("quote", QUOTE, {"attributions": []}, ["child", "quote"]),
        ("quote", QUOTE, {"topics": []}, ["child", "quote"]),
        ("quote", QUOTE, {"mentions": []}, ["child", "quote"]),
        ("other quote", QUOTE, {"status": "withdrawn"}, ["other quote"]),
        ("other quote", QUOTE, {"status": "disputed"}, ["other quote"]),
        ("talk", TALK, {"title": "Autre"}, ["talk", "talk's quote"]),
        ("talk", TALK, {"speakers": []}, ["talk", "talk's quote"]),
        ("event", EVENT, {"name": "Autre"}, ["quote", "talk", "talk's quote"]),
        ("event", EVENT, {"series": "Une série"}, ["quote", "talk", "talk's quote"]),
        ("speaker", SPEAKER, {"name": "Mélissa"}, ["quote", "talk"]),
        ("organisation", ORGANISATION, {"acronym": "P"}, ["quote", "talk"]),
        ("organisation", ORGANISATION, {"parent": None}, ["quote", "talk"]),
        ("above", ORGANISATION, {"name": "Grande ville"}, ["quote", "talk"]),
        ("topic", TOPIC, {"name": "Autre"}, ["quote", "talk"]),
        ("source", SOURCE, {"title": "Autre"}, ["quote"]),
        ("quote", QUOTE, {}, []),
        ("quote", QUOTE, {"text": "rien n'est pire que de ne pas participer à la discussion"}, []),
    ],
)
def test_a_change_notes_what_it_makes_stale(
    *,
    sessions: sessionmaker[Session],
    world: Names,
    noted: Callable[[], list[str]],
    name: str,
    kind: Kind[Any, Any],
    values: Mapping[str, Any],
    stale: list[str],
) -> None:
    with sessions() as session:
        change_thing(session, kind, world[name].public_id, values)
        session.commit()
    assert noted() == stale


def test_removing_and_making_are_noted(
    sessions: sessionmaker[Session], world: Names, noted: Callable[[], list[str]]
) -> None:
    with sessions() as session:
        remove_thing(session, QUOTE, world["other quote"].public_id)
        remove_thing(session, TALK, world["other talk"].public_id)
        made = create_thing(session, QUOTE, {"text": "neuve", "status": "draft"}).public_id
        session.commit()
    assert noted() == sorted(["other quote", "other talk", f"quote:{made}"])
    with sessions() as session:
        outbox.remove_notes(session, [key for key, _ in outbox.oldest_notes(session, 1_000)])
        remove_thing(session, QUOTE, made)
        session.commit()
    assert noted() == [f"quote:{made}"]


def test_what_is_rolled_back_is_not_noted(
    sessions: sessionmaker[Session], world: Names, noted: Callable[[], list[str]]
) -> None:
    with sessions() as session:
        change_thing(session, QUOTE, world["quote"].public_id, {"text": "autre"})
        session.rollback()
        change_thing(session, QUOTE, world["other quote"].public_id, {"text": "autre"})
        session.commit()
    assert noted() == ["other quote"]


def texts(index: MemoryIndex, query: str = "") -> list[str]:
    return sorted(hit.id for hit in index.search(Query(Words(query))).hits)


def test_a_drain_writes_what_is_there_and_deletes_what_is_not(
    sessions: sessionmaker[Session], session: Session
) -> None:
    index = MemoryIndex()
    first, second = make_quote(session, text="une rumeur"), make_quote(session, text="deux rumeurs")
    talk = make_talk(session, title="La rumeur", status="draft")
    session.commit()
    assert drain(sessions, index) == 3
    assert texts(index, "rumeur") == sorted(
        [f"quote:{first.public_id}", f"quote:{second.public_id}", f"talk:{talk.public_id}"]
    )
    change_thing(session, QUOTE, first.public_id, {"text": "autre chose"})
    remove_thing(session, QUOTE, second.public_id)
    remove_thing(session, TALK, talk.public_id)
    session.commit()
    assert drain(sessions, index) == 3
    assert texts(index, "rumeur") == []
    assert texts(index) == [f"quote:{first.public_id}"]
    assert drain(sessions, index) == 0


def test_a_drain_again_changes_nothing(sessions: sessionmaker[Session], session: Session) -> None:
    index = MemoryIndex()
    quote = make_quote(session, text="une rumeur")
    session.commit()
    drain(sessions, index)
    before = index.search(Query(Words("rumeur"), facets=("year", "status")))
    outbox.note(session, [f"quote:{quote.public_id}", f"quote:{quote.public_id}", "quote:nothing", "talk:nothing"])
    session.commit()
    assert drain(sessions, index) == 3
    assert index.search(Query(Words("rumeur"), facets=("year", "status"))) == before


def test_notes_stay_until_the_engine_has_them(sessions: sessionmaker[Session], session: Session) -> None:
    index = FailingIndex()
    quote = make_quote(session)
    session.commit()
    index.failing = True
    with pytest.raises(SearchError, match="the disk is full"):
        drain(sessions, index)
    assert outbox.backlog(session).notes == 1
    index.failing = False
    assert drain(sessions, index) == 1
    session.rollback()
    assert (outbox.backlog(session), texts(index)) == (outbox.Backlog(0, None), [f"quote:{quote.public_id}"])


def test_a_change_during_a_drain_waits_for_the_next(sessions: sessionmaker[Session], session: Session) -> None:
    quote = make_quote(session, text="ancien")
    session.commit()

    class Slow(MemoryIndex):
        """Somebody changes the quote while it is written."""

        def update(self, documents: Iterable[Document] = (), deleted: Iterable[str] = ()) -> None:
            super().update(documents, deleted)
            if not changed:
                changed.append(True)
                with sessions() as other:
                    change_thing(other, QUOTE, quote.public_id, {"text": "nouveau"})
                    other.commit()

    changed: list[bool] = []
    index = Slow()
    assert drain(sessions, index) == 2
    assert (texts(index, "ancien"), texts(index, "nouveau")) == ([], [f"quote:{quote.public_id}"])


def test_a_backlog_says_since_when(session: Session) -> None:
    first = make_quote(session)
    session.commit()
    second = make_quote(session)
    session.commit()
    backlog = outbox.backlog(session)
    assert backlog.oldest is not None
    assert (backlog.notes, first.created_at <= backlog.oldest <= second.created_at) == (2, True)


def test_a_rebuild_makes_the_same_as_the_drains(sessions: sessionmaker[Session], world: Names) -> None:
    drained, rebuilt = MemoryIndex(), MemoryIndex()
    with sessions() as session:
        outbox.note(session, outbox.documents_of(session, world.values()))
        session.commit()
    drain(sessions, drained)
    rebuilt.update([Document("quote:old", {"text": "ancien"})])
    told: list[tuple[int, int]] = []
    assert rebuild(sessions, rebuilt, lambda done, total: told.append((done, total))) == 6
    assert told == [(number, 6) for number in range(1, 7)]
    for query in ("", "carroll", "ville", "discussion", "terrain", "organisation:spvm"):
        every = Query(Words(query), facets=("speaker", "organisation", "event", "topic", "kind", "status", "parent"))
        one, other = drained.search(every), rebuilt.search(every)
        assert (sorted(map(str, one.hits)), one.facets) == (sorted(map(str, other.hits)), other.facets)


def test_more_than_one_batch(sessions: sessionmaker[Session], session: Session) -> None:
    index = MemoryIndex()
    for number in range(1_100):
        make_quote(session, text=f"mot{number}")
    session.commit()
    assert drain(sessions, index) == 1_100
    assert rebuild(sessions, index) == 1_100
    assert len(texts(index, "mot7")) == 1


@pytest.mark.parametrize(("date", "day"), [("2016", 20160101), ("2016-11", 20161101), ("2016-11-29", 20161129)])
def test_days(date: str, day: int) -> None:
    assert day_of(date) == day


def test_a_document_is_filed_under_public_ids(sessions: sessionmaker[Session], world: Names) -> None:
    index = MemoryIndex()
    rebuild(sessions, index)
    quote = f"quote:{world['quote'].public_id}"
    for name in ("event", "speaker", "organisation", "topic", "source"):
        value = world[name].public_id
        found = index.search(Query(Words(""), filters=(Filter(name, (value,)), Filter("type", ("quote",))))).hits
        assert quote in {hit.id for hit in found}, name
