"""From a query to rows: what a viewer may see of what an index says."""

import pytest
from sqlalchemy.orm import Session, sessionmaker

from api.archive.errors import Fault, Invalid
from api.archive.reading.listing import EDITOR, PUBLIC, Page, Show
from api.archive.verbs import QUOTE, change_thing
from api.finding import Counted, Request, find
from api.indexing import drain
from api.schemas.queries import SEARCH_FACETS
from search import Document, Index, Mark, Words
from tests.factories import make_event, make_organisation, make_quote, make_speaker, make_talk, said_by


@pytest.fixture
def filled(session: Session, sessions: sessionmaker[Session], index: Index) -> Index:
    make_organisation(session, name="Ville", acronym="V")
    make_speaker(session, name="Élise Proulx")
    event = make_event(session, name="Journée", starts_on="2016")
    entry = {"speaker": "elise-proulx", "organisation": "v"}
    make_quote(
        session, text="la rumeur court", event=event.public_id, attributions=[said_by(**entry)], topics=["Vérité"]
    )
    make_quote(session, text="rumeur cachée", status="draft", attributions=[said_by(**entry)])
    make_talk(session, title="La rumeur", event=event.public_id, speakers=[entry])
    session.commit()
    drain(sessions, index)
    return index


def test_what_a_viewer_may_see(session: Session, filled: Index) -> None:
    request = Request(words=Words("rumeur"), facets=SEARCH_FACETS)
    public = find(session, filled, request, Page(), Show(PUBLIC))
    assert {item.view.get("text") or item.view["title"] for item in public.items} == {"la rumeur court", "La rumeur"}
    assert public.total == 2
    assert public.facets == {
        "speaker": [Counted("elise-proulx", "Élise Proulx", 2)],
        "organisation": [Counted("v", "Ville", 2)],
        "event": [Counted("journee", "Journée", 2)],
        "topic": [Counted("verite", "Vérité", 1)],
        "year": [Counted("2016", "2016", 2)],
        "kind": [Counted("direct", "direct", 1), Counted("talk", "talk", 1)],
    }
    editor = find(session, filled, request, Page(), Show(EDITOR))
    assert (editor.total, editor.facets["speaker"]) == (3, [Counted("elise-proulx", "Élise Proulx", 3)])


def test_marks_name_the_field_of_the_view(session: Session, filled: Index) -> None:
    found = find(session, filled, Request(words=Words("rumeurs")), Page(), Show(PUBLIC))
    assert {item.type: item.marks for item in found.items} == {
        "quote": (("text", Mark(3, 9)),),
        "talk": (("title", Mark(3, 9)),),
    }


def test_what_an_index_has_and_the_archive_has_not(session: Session, filled: Index) -> None:
    filled.update([Document("quote:gone", {"text": "la rumeur"}, {"status": ("published",), "speaker": ("gone",)})])
    found = find(session, filled, Request(words=Words("rumeur"), facets=("speaker",)), Page(), Show(PUBLIC))
    assert [item.type for item in found.items if item.view["id"] == "gone"] == []
    assert found.facets == {"speaker": [Counted("elise-proulx", "Élise Proulx", 2)]}


def test_words_come_from_the_archive(session: Session, filled: Index) -> None:
    (item,) = find(session, filled, Request(words=Words("court")), Page(), Show(PUBLIC)).items
    change_thing(session, QUOTE, item.view["id"], {"text": "corrigé"})
    (item,) = find(session, filled, Request(words=Words("court")), Page(), Show(PUBLIC)).items
    assert (item.view["text"], item.marks) == ("corrigé", ())


def test_a_page_too_deep(session: Session, filled: Index) -> None:
    request = Request(words=Words("rumeur"))
    assert find(session, filled, request, Page(100, 100), Show()).items == []
    with pytest.raises(Invalid) as caught:
        find(session, filled, request, Page(101, 100), Show())
    assert caught.value.faults == (
        Fault("page", "A search shows its first 10000 hits: ask for an earlier page, or narrow it."),
    )
