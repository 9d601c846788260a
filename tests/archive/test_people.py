"""Who is who: the same name is the same person where an event, a series or an organisation is shared."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.archive.merging import merge_things, undo_merge
from api.archive.models import Event, Organisation, Speaker
from api.archive.people import Place, new_speaker, resolve_person, sort_name_of
from api.archive.references import ArchiveReferences
from api.archive.verbs import QUOTE, SPEAKER, TALK, change_thing, remove_thing
from tests.factories import make_event, make_organisation, make_quote, make_speaker, make_talk, said_by


def resolved(
    session: Session, name: str, event: Event | None = None, organisation: Organisation | None = None
) -> tuple[str, tuple[str, ...]]:
    """Return the slug of who a name is taken for, and those of the homonyms."""
    person = resolve_person(session, name, Place(event, organisation), ArchiveReferences(session).free_slug)
    return person.speaker.slug, tuple(each.slug for each in person.homonyms)


def test_a_new_name_is_a_new_person(session: Session) -> None:
    event = make_event(session)
    assert resolved(session, "  Élise   Proulx ", event) == ("elise-proulx", ())
    speaker = session.get_one(Speaker, 1)
    assert (speaker.name, speaker.sort_name, speaker.sort_key) == ("Élise Proulx", "Proulx, Élise", "proulx-elise")


def test_a_name_alone_says_nothing_of_who_it_is(session: Session) -> None:
    make_speaker(session, name="Élise Proulx")
    assert resolved(session, "Élise Proulx") == ("elise-proulx-2", ("elise-proulx",))
    assert resolved(session, "Élise Proulx") == ("elise-proulx-3", ("elise-proulx", "elise-proulx-2"))


@pytest.mark.parametrize("met", ["talk", "quote"])
def test_the_same_event_series_or_organisation(session: Session, met: str) -> None:
    first = make_event(session, name="Une", series="MiXiT")
    second = make_event(session, name="Deux", series="MiXiT")
    alone, other = make_event(session, name="Seule"), make_event(session, name="Autre")
    spvm, ville = make_organisation(session, name="SPVM"), make_organisation(session, name="Ville")
    speaker = make_speaker(session, name="Élise Proulx")
    entry = {"speaker": speaker.public_id, "organisation": spvm.public_id}
    for event in (first, alone):
        if met == "talk":
            make_talk(session, event=event.public_id, speakers=[entry])
        else:
            make_quote(session, event=event.public_id, attributions=[said_by(**entry)])
    assert resolved(session, "ÉLISE PROULX", second) == ("elise-proulx", ())
    assert resolved(session, "Élise Proulx", alone) == ("elise-proulx", ())
    assert resolved(session, "Élise Proulx", None, spvm) == ("elise-proulx", ())
    assert resolved(session, "Élise Proulx", other, spvm) == ("elise-proulx", ())
    assert resolved(session, "Élise Proulx", other, ville)[0] == "elise-proulx-2"
    assert resolved(session, "Elise Proulx", first)[0] == "elise-proulx-3"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Élise Proulx", "élise proulx", True),
        ("Élise Proulx", "E\u0301lise\u00a0 Proulx", True),
        ("Anne D'Arcy", "Anne D’Arcy", True),
        ("Élise Proulx", "Elise Proulx", False),
        ("Jean-Luc Roy", "Jean Luc Roy", False),
        ("J. Roy", "J Roy", False),
        ("Julien Topçu", "julien.topcu", False),
    ],
)
def test_what_is_the_same_name(session: Session, one: str, other: str, *, same: bool) -> None:
    event = make_event(session)
    make_talk(session, event=event.public_id, speakers=[{"name": one}])
    again = make_talk(session, event=event.public_id, speakers=[{"name": other}])
    speaker = again.speakers[0].speaker
    assert speaker is not None
    assert (speaker.id == 1) == same


def test_two_of_one_name_are_told_apart_by_place(session: Session) -> None:
    one, other = make_event(session, name="Une"), make_event(session, name="Autre")
    for event in (one, other):
        make_talk(session, event=event.public_id, speakers=[{"name": "Élise Proulx"}])
    assert resolved(session, "Élise Proulx", one) == ("elise-proulx", ())
    assert resolved(session, "Élise Proulx", other) == ("elise-proulx-2", ())


def test_who_is_withdrawn_is_nobody_s_homonym(session: Session) -> None:
    event = make_event(session)
    talk = make_talk(session, event=event.public_id, speakers=[{"name": "Élise Proulx"}])
    change_thing(session, TALK, talk.public_id, {"speakers": []})
    remove_thing(session, SPEAKER, "elise-proulx")
    assert resolved(session, "Élise Proulx", event) == ("elise-proulx-2", ())


def test_whoever_was_merged_is_the_other_by_the_old_name_too(session: Session) -> None:
    event, elsewhere = make_event(session, name="Une"), make_event(session, name="Ailleurs")
    for name in ("M. Carroll", "Melissa Caroll"):
        make_talk(session, event=event.public_id, speakers=[{"name": name}])
    make_speaker(session, name="Melissa Carroll")
    merge_things(session, "speaker", "m-carroll", "melissa-caroll")
    last = merge_things(session, "speaker", "melissa-caroll", "melissa-carroll").merge.public_id
    assert resolved(session, "M. CARROLL", event) == ("melissa-carroll", ())
    assert resolved(session, "Melissa Caroll", event) == ("melissa-carroll", ())
    quote = make_quote(session, event=event.public_id, attributions=[{"kind": "person", "name": "M. Carroll"}])
    assert quote.attributions[0].speaker is session.scalars(select(Speaker).filter_by(slug="melissa-carroll")).one()
    assert resolved(session, "M. Carroll", elsewhere) == ("m-carroll-2", ("melissa-carroll",))
    undo_merge(session, last)
    assert resolved(session, "Melissa Caroll", event) == ("melissa-caroll", ())


def test_an_office_is_never_a_person(session: Session) -> None:
    event = make_event(session)
    make_speaker(session, name="maire")
    quote = make_quote(
        session, event=event.public_id, attributions=[{"kind": "function", "printed_as": "le maire", "role": "maire"}]
    )
    assert quote.attributions[0].speaker is None
    change_thing(session, QUOTE, quote.public_id, {"text": "autre"})
    assert quote.attributions[0].speaker is None


@pytest.mark.parametrize(
    ("name", "sort_name"),
    [
        ("Melissa Carroll", "Carroll, Melissa"),
        ("Jean-Luc de La Roche", "Roche, Jean-Luc de La"),
        ("Voltaire", "Voltaire"),
        (" Élise Proulx ", "Proulx, Élise"),
    ],
)
def test_sort_names(name: str, sort_name: str) -> None:
    assert sort_name_of(name) == sort_name


def test_a_name_without_a_letter_still_has_an_address(session: Session) -> None:
    assert new_speaker("👩‍🚒", ArchiveReferences(session).free_slug).slug == "speaker"
