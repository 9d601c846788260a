"""Merging: what referred to the one refers to the other, its address leads on, and all of it can be undone."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from api.archive.errors import Conflict, Invalid, Moved
from api.archive.history import Why, because
from api.archive.merging import MERGEABLE, merge_things, preview_merge, undo_merge
from api.archive.models import Thing
from api.archive.reading.changes import list_changes
from api.archive.reading.listing import EDITOR, PUBLIC, Page, Show
from api.archive.reading.revisions import list_revisions
from api.archive.verbs import EVENT, ORGANISATION, QUOTE, SPEAKER, change_thing, create_thing, get_thing, remove_thing
from api.importers.jsonl import read
from api.loader import load
from tests.factories import make_event, make_organisation, make_quote, make_source, make_speaker, make_talk, said_by


def view(session: Session, kind: Any, reference: str) -> dict[str, Any]:
    return get_thing(session, kind, reference, Show(EDITOR))


def led_to(session: Session, kind: Any, reference: str) -> str:
    with pytest.raises(Moved) as moved:
        view(session, kind, reference)
    return moved.value.reference


def speakers(session: Session) -> tuple[str, str, str]:
    """Two people who are one, and a quote and a talk of the first."""
    one = make_speaker(session, name="M. Carroll", identifiers={"isni": "1"}, biography="Porte-parole.")
    other = make_speaker(session, other_names=["Mme Carroll"], identifiers={"wikidata": "Q1"})
    quote = make_quote(session, attributions=[{"kind": "unknown"}, said_by(speaker=one.public_id)])
    make_talk(session, speakers=[{"speaker": one.public_id}])
    session.commit()
    return one.public_id, other.public_id, quote.public_id


def test_what_referred_to_the_one_refers_to_the_other(session: Session) -> None:
    one, other, quote = speakers(session)
    because(session, Why("x", note="La même personne"))
    merged = merge_things(session, "speaker", one, other)
    assert merged.moved == {"attributions": 1, "talk_speakers": 1}
    now = view(session, SPEAKER, other)
    assert (now["other_names"], now["identifiers"], now["biography"], now["version"]) == (
        *(["Mme Carroll", "M. Carroll"], {"wikidata": "Q1", "isni": "1"}),
        *("Porte-parole.", 2),
    )
    assert view(session, QUOTE, quote)["attributions"][1]["speaker"]["id"] == other
    assert view(session, QUOTE, quote)["version"] == 2
    assert view(session, QUOTE, f"{quote}@1")["attributions"][1]["speaker"]["id"] == one
    assert (led_to(session, SPEAKER, one), led_to(session, SPEAKER, "m-carroll")) == (other, "melissa-carroll")
    past = list_revisions(session, SPEAKER.model, one, Page(), PUBLIC).items
    assert [(each["action"], each["merged_into"], each["note"]) for each in past] == [
        ("merged", other, "La même personne"),
        ("created", None, None),
    ]
    assert view(session, SPEAKER, f"{one}@1")["name"] == "M. Carroll"
    last = [
        (each["type"], each["action"], each["merged_into"]) for each in list_changes(session, None, 99, PUBLIC).items
    ]
    assert ("speaker", "merged", other) in last
    assert create_thing(session, QUOTE, {"text": "a", "attributions": [said_by(speaker=one)]}).attributions[0].speaker


def test_redirects_are_followed_however_many(session: Session) -> None:
    a, b, c = (make_event(session, name=name).public_id for name in "abc")
    merge_things(session, "event", "a", "b")
    change_thing(session, EVENT, b, {"slug": "b2"})
    second = merge_things(session, "event", b, c).merge.public_id
    change_thing(session, EVENT, c, {"slug": "c2"})
    assert [led_to(session, EVENT, each) for each in (a, b, "a", "b", "b2", "c")] == [c, c, "c2", "c2", "c2", "c2"]
    undo_merge(session, second)
    assert [led_to(session, EVENT, each) for each in (a, "a", "b")] == [b, "b2", "b2"]
    assert view(session, EVENT, c)["slug"] == "c2"


def snapshot(session: Session) -> dict[tuple[str, str], dict[str, Any]]:
    """Everything live, less the numbers of versions."""
    session.expire_all()
    found = {}
    for kind in MERGEABLE.values():
        for row in session.scalars(select(kind.model).where(kind.model.withdrawn_at.is_(None))):
            found[kind.name, row.public_id] = view(session, kind, row.public_id) | {"version": 0}
    return found


@pytest.mark.parametrize("kind", MERGEABLE)
def test_undoing_brings_back_what_was(session: Session, kind: str) -> None:
    source = make_source(session).public_id
    above = make_organisation(session, name="Au-dessus").public_id
    make_one: dict[str, Callable[[], Thing]] = {
        "speaker": lambda: make_speaker(session, name="M. C.", biography="…"),
        "organisation": lambda: make_organisation(session, name="SPVM", acronym="S", kind="police", parent=above),
        "event": lambda: make_event(session, topics=["Un"], city="Paris", starts_on="2016", ends_on="2017"),
        "quote": lambda: make_quote(
            session,
            topics=["Un"],
            status="disputed",
            said_on="2016",
            event=make_event(session).public_id,
            mentions=[{"source": source, "exact": "b", "prefix": " "}],
            attributions=[said_by(printed_as="Léa", organisation=above)],
        ),
    }
    one = make_one[kind]().public_id
    make_other: dict[str, Callable[[], Thing]] = {
        "speaker": lambda: make_speaker(session),
        "organisation": lambda: make_organisation(
            session, name="Police", parent=one if kind == "organisation" else None
        ),
        "event": lambda: make_event(session, name="Autre", topics=["Deux"]),
        "quote": lambda: make_quote(session, text="Autre", mentions=[{"source": source, "exact": "a"}]),
    }
    other = make_other[kind]().public_id
    mine = one if kind == "event" else None
    make_quote(session, parent=one if kind == "quote" else None, event=mine)
    make_talk(session, event=mine)
    make_quote(
        session,
        attributions=[said_by(printed_as="Mme", **({kind: one} if kind in ("speaker", "organisation") else {}))],
    )
    session.commit()
    before = snapshot(session)
    foreseen = preview_merge(session, kind, one, other)
    assert snapshot(session) == before
    merged = merge_things(session, kind, one, other)
    assert (merged.moved, merged.before, merged.after) == (foreseen.moved, foreseen.before, foreseen.after)
    assert merged.moved
    during = snapshot(session)
    assert (kind, one) not in during
    assert during != before
    undo_merge(session, merged.merge.public_id)
    session.commit()
    assert snapshot(session) == before
    with pytest.raises(Conflict, match="has been undone already"):
        undo_merge(session, merged.merge.public_id)


def test_undoing_leaves_what_was_changed_since(session: Session) -> None:
    one, other, quote = speakers(session)
    merged = merge_things(session, "speaker", one, other).merge.public_id
    change_thing(session, SPEAKER, other, {"biography": "Une autre."})
    change_thing(session, QUOTE, quote, {"attributions": [{"kind": "unknown"}, {"kind": "unknown"}]})
    undo_merge(session, merged)
    assert view(session, SPEAKER, other)["biography"] == "Une autre."
    assert view(session, SPEAKER, other)["other_names"] == ["Mme Carroll"]
    assert view(session, QUOTE, quote)["attributions"][1]["speaker"] is None
    assert view(session, SPEAKER, one)["biography"] == "Porte-parole."


def test_what_cannot_be_merged_or_undone(session: Session) -> None:
    draft, quote = make_quote(session, status="draft").public_id, make_quote(session).public_id
    for old, new, pointer in ((draft, quote, "/old"), (quote, quote, "/new"), (quote, "rien", "/new")):
        with pytest.raises(Invalid) as invalid:
            merge_things(session, "quote", old, new)
        assert [fault.pointer for fault in invalid.value.faults] == [pointer]
    a, b = (make_speaker(session).public_id for _ in range(2))
    first = merge_things(session, "speaker", a, b).merge.public_id
    with pytest.raises(Invalid):
        merge_things(session, "speaker", a, b)
    remove_thing(session, SPEAKER, b)
    with pytest.raises(Conflict, match="undo that first"):
        undo_merge(session, first)


def test_a_circle_of_organisations_cannot_come_about(session: Session) -> None:
    top = make_organisation(session, name="haut").public_id
    one = make_organisation(session, name="un", parent=top).public_id
    middle = make_organisation(session, name="milieu", parent=one).public_id
    other = make_organisation(session, name="deux", parent=middle).public_id
    merge_things(session, "organisation", one, other)
    parents = {each: (view(session, ORGANISATION, each)["parent"] or {}).get("id") for each in (other, middle, top)}
    assert parents == {other: top, middle: other, top: None}


LINES = """\
{"type": "speaker", "external_id": "s-1", "name": "M. Carroll"}
{"type": "speaker", "external_id": "s-2", "name": "Melissa Carroll", "other_names": ["M. Carroll"]}
{"type": "quote", "external_id": "q-1", "text": "a", "attributions": [{"kind": "person", "speaker": "s-1", \
"organisation": "Police"}, {"kind": "person", "name": "Zoé", "organisation": "Service de police"}]}
{"type": "quote", "external_id": "q-2", "text": "b", "parent": "q-1"}
"""


def test_an_import_keeps_what_was_merged_merged(sessions: sessionmaker[Session]) -> None:
    lines = LINES.encode()
    with sessions() as session:
        assert load(session, read(BytesIO(lines))).refused == ()
        merge_things(session, "speaker", "s-1", "s-2")
        merge_things(session, "organisation", "police", "service-de-police")
        session.commit()
        before = snapshot(session)
        session.expunge_all()
        report = load(session, read(BytesIO(lines)))
        assert (report.refused, report.created, report.changed) == ((), {}, {})
        assert [(remark.number, "was merged into" in remark.text) for remark in report.warnings] == [(1, True)]
        assert snapshot(session) == before
        assert [kind for kind, _ in before] == ["speaker", "speaker", "organisation", "quote", "quote"]
