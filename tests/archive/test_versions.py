"""Versions: one more for each change, none where nothing changes, and no change lost to another."""

from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from api.archive.errors import Outdated
from api.archive.models import Quote, Thing
from api.archive.verbs import EVENT, ORGANISATION, QUOTE, SPEAKER, TALK, Kind, change_thing, remove_thing
from tests.factories import (
    make_event,
    make_organisation,
    make_quote,
    make_source,
    make_speaker,
    make_talk,
    said_by,
)


def changed(sessions: sessionmaker[Session], of: Kind[Any, Any], thing: Thing, **values: Any) -> int:
    """Change a thing in a session of its own, as a request does, and return its version."""
    with sessions() as session:
        version: int = change_thing(session, of, thing.public_id, values).version
        session.commit()
    return version


@pytest.fixture
def quote(session: Session) -> Quote:
    """A quote with everything: event, talk, parent, topics, two people, two mentions."""
    event = make_event(session)
    made = make_quote(
        session,
        talk=make_talk(session, event=event.public_id).public_id,
        parent=make_quote(session).public_id,
        topics=["Vérité", "Rumeurs"],
        attributions=[
            said_by(speaker=make_speaker(session).public_id),
            said_by(name="Stéphane Dion", organisation=make_organisation(session).public_id),
        ],
        mentions=[{"source": make_source(session).public_id}, {"source": make_source(session).public_id}],
    )
    session.commit()
    return made


def test_a_thing_begins_at_version_1(quote: Quote) -> None:
    assert quote.version == 1


@pytest.mark.parametrize(
    "values",
    [
        {"text": "autre"},
        {"text": "autre", "said_on": "2016", "kind": "partial"},
        {"text": "autre", "event": None, "talk": None, "parent": None},
        {"text": "autre", "topics": ["Vérité"]},
        {"text": "autre", "topics": ["Sujet neuf", "Vérité"]},
        {"text": "autre", "attributions": []},
        {"text": "autre", "attributions": [said_by(name="Élise Proulx")]},
        {
            "text": "autre",
            "attributions": [{"kind": "function", "role": "maire"}, said_by(role="x"), said_by(role="y")],
        },
        {"text": "autre", "mentions": []},
        {"topics": []},
        {"attributions": []},
        {"attributions": [said_by(printed_as="Mme Carroll")]},
        {"mentions": []},
        {"external_id": "q-1"},
    ],
)
def test_a_change_of_a_quote_is_one_version(
    sessions: sessionmaker[Session], quote: Quote, values: dict[str, Any]
) -> None:
    assert changed(sessions, QUOTE, quote, **values) == 2


def test_writing_the_same_again_is_no_version(sessions: sessionmaker[Session], quote: Quote) -> None:
    values = {
        "text": "autre",
        "topics": ["Vérité"],
        "attributions": [said_by(name="Élise Proulx", role="cheffe"), {"kind": "unknown"}],
        "mentions": [{"source": quote.mentions[1].source.public_id, "cue_verb": "dit"}],
        "talk": quote.talk and quote.talk.public_id,
    }
    assert [changed(sessions, QUOTE, quote, **values) for _ in range(3)] == [2, 2, 2]


def test_another_order_of_attributions_is_a_version(sessions: sessionmaker[Session], quote: Quote) -> None:
    entries = [said_by(printed_as="Élise"), said_by(printed_as="Isabelle")]
    assert changed(sessions, QUOTE, quote, attributions=entries) == 2
    assert changed(sessions, QUOTE, quote, attributions=entries[::-1]) == 3
    with sessions() as session:
        row = session.get_one(Quote, quote.id)
        assert [each.printed_as for each in row.attributions] == ["Isabelle", "Élise"]


def test_a_change_of_a_talk_event_speaker_or_organisation_is_one_version(
    session: Session, sessions: sessionmaker[Session]
) -> None:
    event = make_event(session, topics=["Vérité"])
    talk = make_talk(session, event=event.public_id, topics=["Vérité"], speakers=[{"name": "Élise Proulx"}])
    speaker = make_speaker(session)
    above, other = make_organisation(session), make_organisation(session, name="Ville")
    organisation = make_organisation(session, name="SPVM", parent=above.public_id)
    session.commit()
    assert changed(sessions, EVENT, event, name="Autre", topics=["Rumeurs"]) == 2
    assert changed(sessions, TALK, talk, title="Autre", topics=[], speakers=[]) == 2
    assert changed(sessions, TALK, talk, title="Encore", speakers=[{"name": "Élise Proulx"}, {"name": "Léa"}]) == 3
    assert changed(sessions, SPEAKER, speaker, name="Mélissa Carroll", other_names=["M. C."]) == 2
    assert changed(sessions, ORGANISATION, organisation, acronym="S", parent=other.public_id) == 2
    assert changed(sessions, EVENT, event, name="Autre") == 2


def test_what_is_named_within_a_thing_changes_without_it(sessions: sessionmaker[Session], quote: Quote) -> None:
    speaker = quote.attributions[0].speaker
    assert speaker is not None
    assert changed(sessions, SPEAKER, speaker, name="Mélissa Carroll") == 2
    with sessions() as session:
        assert session.get_one(Quote, quote.id).version == 1


def test_withdrawing_is_a_version(session: Session, quote: Quote) -> None:
    remove_thing(session, QUOTE, quote.public_id)
    assert quote.version == 2


def test_times_of_making_and_changing(sessions: sessionmaker[Session], quote: Quote) -> None:
    assert quote.created_at == quote.updated_at
    changed(sessions, QUOTE, quote, attributions=[])
    with sessions() as session:
        row = session.get_one(Quote, quote.id)
        assert row.created_at == quote.created_at
        assert row.updated_at > quote.updated_at


def test_two_sessions_that_read_the_same_version_cannot_both_change_it(
    sessions: sessionmaker[Session], quote: Quote
) -> None:
    with sessions() as first, sessions() as second:
        mine, theirs = first.get_one(Quote, quote.id), second.get_one(Quote, quote.id)
        mine.text = "le mien"
        first.commit()
        theirs.text = "le leur"
        with pytest.raises(StaleDataError):
            second.commit()
    with sessions() as session:
        row = session.get_one(Quote, quote.id)
        assert (row.text, row.version) == ("le mien", 2)


def test_a_part_changed_from_an_old_version_is_refused_too(sessions: sessionmaker[Session], quote: Quote) -> None:
    with sessions() as first, sessions() as second:
        mine, theirs = first.get_one(Quote, quote.id), second.get_one(Quote, quote.id)
        mine.attributions[0].role = "cheffe"
        first.commit()
        theirs.attributions[1].role = "porte-parole"
        with pytest.raises(StaleDataError):
            second.commit()


def test_a_change_says_from_which_version(session: Session, quote: Quote) -> None:
    change_thing(session, QUOTE, quote.public_id, {"text": "autre"}, version=1)
    for act in (
        lambda: change_thing(session, QUOTE, quote.public_id, {"text": "encore"}, version=1),
        lambda: remove_thing(session, QUOTE, quote.public_id, version=1),
    ):
        with pytest.raises(Outdated) as caught:
            act()
        assert str(caught.value) == "It has changed since you read it: read it again, and redo the change."
    assert (quote.text, quote.version, quote.status) == ("autre", 2, "published")
