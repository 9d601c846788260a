"""History: a line for each version of everything, with who, why and what; and the order of all of them."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from api.archive.errors import Gone, Invalid, Moved, NotFound
from api.archive.history import Why, because
from api.archive.reading.changes import list_changes
from api.archive.reading.listing import EDITOR, PUBLIC, Page, Show, Viewer
from api.archive.reading.revisions import list_corrections, list_revisions
from api.archive.upkeep import FormerSlug, Revision
from api.archive.verbs import (
    EVENT,
    KINDS,
    ORGANISATION,
    QUOTE,
    SPEAKER,
    TALK,
    Kind,
    change_thing,
    create_thing,
    get_thing,
    remove_thing,
)
from tests.factories import make_event, make_organisation, make_quote, make_source, make_speaker, make_talk, make_topic

Revisions = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def revisions(session: Session) -> Revisions:
    """The revisions of a thing, newest first."""

    def read(kind: Kind[Any, Any], reference: str, viewer: Viewer = EDITOR) -> list[dict[str, Any]]:
        return list_revisions(session, kind.model, reference, Page(), viewer).items

    return read


def feed(session: Session, viewer: Viewer = PUBLIC, after: str | None = None) -> list[tuple[str, str, int, str]]:
    items = list_changes(session, after, 100, viewer).items
    return [(item["type"], item["id"], item["version"], item["action"]) for item in items]


def everything(session: Session) -> dict[str, str]:
    """One of each kind, each referring to all that it can; the public id by the name of the kind."""
    above = make_organisation(session)
    organisation = make_organisation(session, name="Ville", acronym="V", parent=above.public_id)
    event = make_event(session, topics=["Vérité", "Âge"], starts_on="2016")
    speaker = make_speaker(session, other_names=["M. C."], identifiers={"wikidata": "Q1"})
    source = make_source(session, publisher="Les Affaires", status="moved")
    said = {"speaker": speaker.public_id, "organisation": "ville", "printed_as": "Mme Carroll", "role": "cheffe"}
    values = {"event": event.public_id, "topics": ["Zèle", "Vérité"]}
    talk = make_talk(
        session, starts_at="2016-11-29T10:00:00+01:00", speakers=[{"name": "Melissa"} | said], abstract="…", **values
    )
    quote = make_quote(
        session,
        parent=make_quote(session).public_id,
        talk=talk.public_id,
        attributions=[{"kind": "person"} | said, {"kind": "function", "role": "maire"}],
        mentions=[{"source": source.public_id, "exact": "rien", "prefix": " "}],
        **values,
    )
    topic = make_topic(session)
    rows = (organisation, event, speaker, source, talk, quote, topic)
    return {type(row).__name__.lower(): row.public_id for row in rows}


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_every_version_can_be_read_as_it_was(session: Session, kind: Kind[Any, Any]) -> None:
    reference = everything(session)[kind.name]
    now = get_thing(session, kind, reference, Show(EDITOR))
    assert get_thing(session, kind, f"{reference}@1", Show(EDITOR)) == now
    column = {"quote": "text", "talk": "title", "source": "title"}.get(kind.name, "name")
    change_thing(session, kind, reference, {column: "Tout autre"})
    later = get_thing(session, kind, reference, Show(EDITOR))
    sorted_as = {"sort_name": "autre, Tout"} if kind.name == "speaker" else {}
    assert later == now | {column: "Tout autre", "version": 2} | sorted_as
    assert get_thing(session, kind, f"{reference}@1", Show(EDITOR)) == now
    assert get_thing(session, kind, f"{reference}@2", Show(EDITOR)) == later
    with pytest.raises(NotFound, match="There is no version 3 of “"):
        get_thing(session, kind, f"{reference}@3", Show(EDITOR))


def test_a_revision_says_who_when_why_and_what(session: Session, revisions: Revisions) -> None:
    because(session, Why("redaction"))
    quote = make_quote(session, text="on y va", attributions=[{"kind": "unknown"}]).public_id
    because(session, Why("redaction", "appel du 3", "Le prénom était faux"))
    change_thing(session, QUOTE, quote, {"text": "on y reste", "attributions": [{"kind": "function", "role": "maire"}]})
    second, first = revisions(QUOTE, quote)
    assert (first["version"], first["action"], first["by"], first["reason"], first["note"], first["changes"]) == (
        *(1, "created", "redaction", None, None),
        [],
    )
    assert (second["version"], second["action"], second["reason"], second["note"]) == (
        *(2, "updated", "appel du 3"),
        "Le prénom était faux",
    )
    assert second["at"] >= first["at"]
    nobody = {"printed_as": None, "role": None, "organisation": None, "speaker": None}
    assert second["changes"] == [
        {
            "field": "text",
            "old": "on y va",
            "new": "on y reste",
            "words": [
                {"op": "same", "text": "on y "},
                {"op": "removed", "text": "va"},
                {"op": "added", "text": "reste"},
            ],
        },
        {
            "field": "attributions",
            "old": [{"kind": "unknown"} | nobody],
            "new": [{"kind": "function"} | nobody | {"role": "maire"}],
            "words": None,
        },
    ]
    public = revisions(QUOTE, quote, PUBLIC)
    assert public == [each | {"by": None, "reason": None} for each in (second, first)]


def test_a_change_of_a_part_alone_is_a_revision(session: Session, revisions: Revisions) -> None:
    quote = make_quote(session, attributions=[{"kind": "person", "name": "Léa"}])
    quote.attributions[0].role = "maire"
    session.flush()
    assert [change["field"] for change in revisions(QUOTE, quote.public_id)[0]["changes"]] == ["attributions"]
    source = make_source(session).public_id
    change_thing(session, QUOTE, quote.public_id, {"mentions": [{"source": source}]})
    assert [change["field"] for change in revisions(QUOTE, quote.public_id)[0]["changes"]] == ["mentions"]


def test_what_changes_nothing_leaves_no_line(session: Session) -> None:
    quote = make_quote(session).public_id
    change_thing(session, QUOTE, quote, {"said_on": None, "topics": []})
    assert feed(session) == [("quote", quote, 1, "created")]


def test_drafts_are_for_editors_until_they_are_published(session: Session, revisions: Revisions) -> None:
    quote = make_quote(session, text="brouillon", status="draft").public_id
    assert (feed(session), len(feed(session, EDITOR))) == ([], 1)
    for reference in (quote, f"{quote}@1"):
        with pytest.raises(NotFound):
            get_thing(session, QUOTE, reference, Show(PUBLIC))
    change_thing(session, QUOTE, quote, {"text": "au net", "status": "published"})
    assert feed(session) == [("quote", quote, 2, "published")]
    assert [each["version"] for each in revisions(QUOTE, quote, PUBLIC)] == [2]
    assert revisions(QUOTE, quote, PUBLIC)[0]["changes"] == []
    with pytest.raises(NotFound):
        get_thing(session, QUOTE, f"{quote}@1", Show(PUBLIC))
    assert get_thing(session, QUOTE, f"{quote}@1", Show(EDITOR))["text"] == "brouillon"


def test_a_deleted_draft_leaves_no_words(session: Session) -> None:
    event = make_event(session, name="Rien", status="draft")
    change_thing(session, EVENT, event.public_id, {"slug": "encore-rien"})
    cursor = list_changes(session, None, 100, EDITOR).next
    remove_thing(session, EVENT, event.public_id)
    assert feed(session, EDITOR, cursor) == [("event", event.public_id, 3, "deleted")]
    assert feed(session) == []
    assert session.scalars(select(Revision.state)).all() == [None]
    assert session.scalars(select(FormerSlug)).all() == []


def test_an_old_version_shows_nothing_hidden(session: Session) -> None:
    event = make_event(session, status="draft").public_id
    speaker = make_speaker(session).public_id
    quote = make_quote(session, event=event, attributions=[{"kind": "person", "speaker": speaker}]).public_id
    change_thing(session, QUOTE, quote, {"attributions": [], "event": None})
    remove_thing(session, SPEAKER, speaker)
    assert get_thing(session, QUOTE, f"{quote}@1", Show(PUBLIC))["event"] is None
    old = get_thing(session, QUOTE, f"{quote}@1", Show(EDITOR))
    assert (old["event"]["id"], old["attributions"][0]["speaker"]) == (event, None)
    with pytest.raises(Invalid, match="An old version has no parts of today"):
        get_thing(session, QUOTE, f"{quote}@1", Show(PUBLIC, ("event",)))


def test_of_what_is_withdrawn_the_past_is_for_editors(session: Session, revisions: Revisions) -> None:
    quote = make_quote(session).public_id
    because(session, Why("x", "plainte", "À la demande de la source"))
    remove_thing(session, QUOTE, quote)
    for read in (
        lambda: get_thing(session, QUOTE, quote, Show(PUBLIC)),
        lambda: get_thing(session, QUOTE, f"{quote}@1", Show(PUBLIC)),
        lambda: revisions(QUOTE, quote, PUBLIC),
    ):
        with pytest.raises(Gone) as gone:
            read()
        assert gone.value.reason == "À la demande de la source"
    assert [each["action"] for each in revisions(QUOTE, quote)] == ["withdrawn", "created"]
    assert get_thing(session, QUOTE, f"{quote}@1", Show(EDITOR))["status"] == "published"
    assert feed(session)[-1] == ("quote", quote, 2, "withdrawn")
    (correction,) = list_corrections(session, Page(), PUBLIC).items
    assert (correction["id"], correction["note"], correction["changes"]) == (quote, "À la demande de la source", [])


def test_corrections_are_what_a_public_note_explains(session: Session) -> None:
    because(session, Why("x", note="Mise en ligne"))
    quote, speaker = make_quote(session, text="a b").public_id, make_speaker(session).public_id
    because(session, Why("x", "sans note"))
    change_thing(session, QUOTE, quote, {"text": "a c"})
    because(session, Why("x", note="Faute de frappe"))
    change_thing(session, QUOTE, quote, {"text": "a d"})
    change_thing(session, SPEAKER, speaker, {"name": "Mélissa Carroll"})
    found = list_corrections(session, Page(), PUBLIC)
    assert found.total == 2
    assert [
        (each["type"], each["id"], each["version"], [(one["field"], one["old"]) for one in each["changes"]])
        for each in found.items
    ] == [
        ("speaker", speaker, 2, [("name", "Melissa Carroll"), ("sort_name", "Carroll, Melissa")]),
        ("quote", quote, 3, [("text", "a c")]),
    ]
    assert [each["id"] for each in list_corrections(session, Page(2, 1), PUBLIC).items] == [quote]


def test_what_embeds_a_changed_name_is_told_too(session: Session) -> None:
    ids = everything(session)
    cursor = list_changes(session, None, 100, PUBLIC).next
    edits: list[tuple[Kind[Any, Any], dict[str, str]]] = [
        (SPEAKER, {"biography": "…"}),
        (SPEAKER, {"name": "M."}),
        (ORGANISATION, {"acronym": "VV"}),
        (TALK, {"title": "T"}),
        (EVENT, {"name": "N", "city": "Paris"}),
    ]
    for kind, values in edits:
        change_thing(session, kind, ids[kind.name], values)
    quote, talk, speaker, event = (ids[name] for name in ("quote", "talk", "speaker", "event"))
    assert feed(session, PUBLIC, cursor) == [
        ("speaker", speaker, 2, "updated"),
        ("speaker", speaker, 3, "updated"),
        ("quote", quote, 1, "refreshed"),
        ("talk", talk, 1, "refreshed"),
        ("organisation", ids["organisation"], 2, "updated"),
        ("quote", quote, 1, "refreshed"),
        ("talk", talk, 1, "refreshed"),
        ("talk", talk, 2, "updated"),
        ("quote", quote, 1, "refreshed"),
        ("event", event, 2, "updated"),
        ("quote", quote, 1, "refreshed"),
        ("talk", talk, 2, "refreshed"),
    ]
    assert len(list_revisions(session, QUOTE.model, quote, Page(), PUBLIC).items) == 1


def test_pages_of_the_feed_meet(session: Session) -> None:
    made = [make_quote(session, text=str(number)).public_id for number in range(7)]
    read: list[str] = []
    cursor = None
    while True:
        page = list_changes(session, cursor, 3, PUBLIC)
        read += [item["id"] for item in page.items]
        cursor = page.next
        if not page.more:
            break
    assert read == made
    assert list_changes(session, cursor, 3, PUBLIC).items == []
    assert list_changes(session, cursor, 3, PUBLIC).next == cursor
    for wrong in ("7", "cx", "c", "cfffffff", "c-1"):
        with pytest.raises(Invalid):
            list_changes(session, wrong, 3, PUBLIC)


def test_a_slug_given_up_leads_on_and_is_given_to_no_other(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        one, other = make_event(session, name="Une"), make_event(session, name="Autre")
        for slug in ("deux", "trois"):
            change_thing(session, EVENT, one.public_id, {"slug": slug})
        for former in ("une", "deux"):
            with pytest.raises(Moved) as moved:
                get_thing(session, EVENT, former, Show(PUBLIC))
            assert moved.value.reference == "trois"
        assert make_event(session, name="Une").slug == "une-2"
        assert create_thing(session, QUOTE, {"text": "a", "event": "une"}).event is one
        change_thing(session, EVENT, other.public_id, {"slug": "quatre"})
        assert change_thing(session, EVENT, one.public_id, {"slug": "une"}).slug == "une"
        assert get_thing(session, EVENT, "une", Show(PUBLIC))["id"] == one.public_id
        with pytest.raises(Moved) as moved:
            get_thing(session, EVENT, "trois", Show(PUBLIC))
        assert moved.value.reference == "une"
        session.commit()


def test_a_rolled_back_change_leaves_no_line(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        make_quote(session)
        session.rollback()
        quote = make_quote(session).public_id
        session.commit()
    with sessions() as session:
        assert feed(session) == [("quote", quote, 1, "created")]
