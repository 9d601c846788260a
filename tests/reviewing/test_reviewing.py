"""An article brought in, its drafts decided, the gold that they leave: on a real database."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from api.archive.errors import Conflict, Invalid
from api.archive.models import Event, Quote, Source, Speaker
from api.archive.reading.listing import Page
from api.archive.verbs import QUOTE, change_thing
from api.reviewing import Article, Decision, ReviewFilter, decide, gold, list_reviews, queue_article
from tests.factories import make_event, make_quote, make_source

TEXT = (Path(__file__).parents[1] / "extraction" / "article.txt").read_text(encoding="utf-8")
ARTICLE = Article(text=TEXT, publisher="La Tribune", url="https://example.org/a")
PENDING = ReviewFilter()


@pytest.fixture
def queued(sessions: sessionmaker[Session]) -> list[str]:
    """Bring the article in; the ids of its reviews, in order."""
    with sessions() as session:
        make_event(session, name="lire Demain", starts_on="2019-03-12")
        session.commit()
        reviews = queue_article(session, ARTICLE).reviews
        session.commit()
    return list(reviews)


def test_an_article_becomes_drafts_that_wait(sessions: sessionmaker[Session], queued: list[str]) -> None:
    with sessions() as session:
        quotes = list(session.scalars(select(Quote).order_by(Quote.id)))
        source = session.scalars(select(Source)).one()
        listing = list_reviews(session, PENDING, Page(size=3))
        assert [(quote.status, quote.verification) for quote in quotes] == [("draft", "extracted")] * 8
        assert (source.title, source.publisher, source.published_on) == (
            "Trois idées pour les bibliothèques de demain", "La Tribune", "2019-03-14",
        )  # fmt: skip
        event = session.scalars(select(Event)).one()
        assert {quote.event_id for quote in quotes} == {event.id}
        assert [quote.parent.text[:10] for quote in quotes if quote.parent is not None] == ["Nos usager"]
        assert list(session.scalars(select(Speaker))) == []
        assert (listing.total, [view["id"] for view in listing.items]) == (8, queued[:3])
        first = listing.items[0]
        assert first["passage"].startswith("« On n'achète plus")
        assert [each["code"] for each in first["proposal"]["reasons"]] == ["incise", "dated"]
        assert (first["proposal"]["prefix"], first["proposal"]["suffix"]) == ("« ", " », a lancé d'entrée de jeu")
        by_confidence = list_reviews(session, ReviewFilter(sort="confidence", most=0.8), Page())
        assert [view["proposal"]["text"] for view in by_confidence.items] == ["maison commune"]


def test_the_same_article_again_changes_nothing(sessions: sessionmaker[Session], queued: list[str]) -> None:
    with sessions() as session:
        decide(session, [Decision(queued[0], "accept")], "Ada")
        session.commit()
        again = queue_article(session, ARTICLE)
        session.commit()
        assert (again.reviews, again.known) == ((), len(queued))
        assert session.scalars(select(Quote.status).order_by(Quote.id)).first() == "published"


def test_accepted_together_they_are_published_with_their_people(
    sessions: sessionmaker[Session], queued: list[str]
) -> None:
    with sessions() as session:
        rows = decide(session, [Decision(each, "accept") for each in queued], "Ada")
        session.commit()
        assert [(row.state, row.decided_by) for row in rows] == [("accepted", "Ada")] * 8
        quotes = list(session.scalars(select(Quote).order_by(Quote.id)))
        assert {(quote.status, quote.verification) for quote in quotes} == {("published", "reviewed")}
        people = [
            [
                (
                    who.kind,
                    who.printed_as,
                    who.role,
                    who.organisation and who.organisation.name,
                    who.speaker and who.speaker.name,
                )
                for who in quote.attributions
            ]
            for quote in quotes
        ]  # fmt: skip
        julie = ("person", "Julie Bergeron", "directrice", "Bibliothèque centrale", "Julie Bergeron")
        both = [
            ("person", "Karim Haddad", None, "Culture Estrie", "Karim Haddad"),
            ("person", "Lucie Fortin", None, "Culture Estrie", "Lucie Fortin"),
        ]
        assert people == [
            [julie],
            [julie],
            [("function", "la mairesse de Magog", "mairesse", None, None)],
            [("function", "la mairesse de Magog", "mairesse", None, None)],
            both,
            both,
            [("person", "Le sociologue Paul Arsenault", "sociologue", None, "Paul Arsenault")],
            [("group", "Nos usagers", None, None, None)],
        ]
        assert list_reviews(session, PENDING, Page()).total == 0
        assert quotes[1].mentions[0].exact == "Le reste suivra, a-t-elle poursuivi, si les portes restent ouvertes."


def test_what_was_corrected_and_refused_is_new_gold(sessions: sessionmaker[Session], queued: list[str]) -> None:
    corrected = {
        "text": "parler d'une « maison commune »",
        "attributions": [{"kind": "person", "name": "Karim Haddad", "printed_as": "Karim Haddad"}],
        "cue_verb": "préfèrent",
    }
    with sessions() as session:
        decide(session, [Decision(queued[2], "accept"), Decision(queued[3], "refuse", note="terme")], "Ada")
        assert [line["id"] for line in gold(session)] == [f"rv-{queued[2]}"]
        decide(
            session,
            [Decision(queued[4], "correct", corrected), Decision(queued[5], "accept"), Decision(queued[6], "accept")],
            None,
        )
        decide(session, [Decision(queued[1], "accept"), Decision(queued[0], "accept")], None)
        session.commit()
        lines = {line["id"]: line for line in gold(session)}
        quote = session.scalars(select(Quote).where(Quote.text == corrected["text"])).one()
        mention = quote.mentions[0]
        assert mention.exact == corrected["text"]
        assert f"{mention.prefix}{mention.exact}{mention.suffix}" in TEXT
    for line in lines.values():
        for quote in line["quotes"]:
            assert line["text"][quote["start"] : quote["end"]] == quote["quote_text"]
    told = [
        (quote["quote_text"], quote["speaker_surface"], quote["cue_verb"], quote["type"], quote.get("group"))
        for line in lines.values()
        for quote in line["quotes"]
    ]
    assert told == [
        ("On n'achète plus des livres, on accueille des gens", "Julie Bergeron", "lancé", "direct", None),
        ("Le reste suivra", "elle", "poursuivi", "direct", 1),
        ("si les portes restent ouvertes.", "elle", "poursuivi", "direct", 1),
        ("fermer le dimanche est une erreur", "la mairesse de Magog", "Pour", "direct", None),
        ("parler d'une « maison commune »", "Karim Haddad", "préfèrent", "partial", None),
        (
            "Nos usagers nous disent : “je viens pour le silence”, et ils restent pour le bruit",
            "ils", "expliquent", "direct", None,
        ),
    ]  # fmt: skip
    assert [line["note"] for line in lines.values()] == [
        "2 reviewed, 0 corrected, 0 refused",
        "2 reviewed, 0 corrected, 1 refused",
        "3 reviewed, 1 corrected, 0 refused",
    ]


def test_refusing_a_quote_refuses_what_stands_within_it(sessions: sessionmaker[Session], queued: list[str]) -> None:
    with sessions() as session:
        rows = decide(session, [Decision(queued[5], "refuse")], None)
        session.commit()
        assert [(row.public_id, row.state) for row in rows] == [(queued[5], "refused"), (queued[6], "refused")]
        assert len(list(session.scalars(select(Quote)))) == 6


def test_what_stands_in_the_way_is_told_and_nothing_is_done(sessions: sessionmaker[Session], queued: list[str]) -> None:
    with sessions() as session:
        with pytest.raises(Conflict, match="stands within is a draft still"):
            decide(session, [Decision(queued[6], "accept")], None)
        with pytest.raises(Conflict, match="within a refused one cannot be kept"):
            decide(session, [Decision(queued[5], "refuse"), Decision(queued[6], "accept")], None)
        with pytest.raises(Invalid, match="Is decided twice"):
            decide(session, [Decision(queued[0], "accept"), Decision(queued[0], "refuse")], None)
        with pytest.raises(Invalid, match="Must be given"):
            decide(session, [Decision(queued[0], "correct")], None)
        with pytest.raises(Invalid, match="kind"):
            decide(session, [Decision(queued[0], "correct", {"kind": "song"})], None)
        session.rollback()
        decide(session, [Decision(queued[0], "accept")], None)
        session.commit()
        with pytest.raises(Conflict, match="was decided before: accepted"):
            decide(session, [Decision(queued[0], "refuse")], None)
        assert list_reviews(session, PENDING, Page()).total == 7


def test_a_draft_changed_by_hand_is_accepted_as_it_stands(sessions: sessionmaker[Session], queued: list[str]) -> None:
    with sessions() as session:
        quote = session.scalars(select(Quote).order_by(Quote.id)).first()
        assert quote is not None
        change_thing(session, QUOTE, quote.public_id, {"text": "On accueille des gens"})
        session.commit()
        (row,) = decide(session, [Decision(queued[0], "accept")], "Ada")
        session.commit()
        assert (row.state, row.correction, row.quote and row.quote.status) == (
            "corrected", {"text": "On accueille des gens"}, "published",
        )  # fmt: skip


def test_an_article_that_is_there_already_brings_only_what_it_lacks(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        source = make_source(session, sha256=ARTICLE.sha256)
        said = "Nos usagers nous disent : “je viens pour le silence”, et ils restent pour le bruit"
        make_quote(session, text=said, mentions=[{"source": source.public_id, "exact": said}])
        session.commit()
        queued = queue_article(session, ARTICLE)
        session.commit()
        assert (queued.source, len(queued.reviews), queued.known) == (source.public_id, 7, 1)
        decide(session, [Decision(each, "accept") for each in queued.reviews], None)
        session.commit()
        within = session.scalars(select(Quote).where(Quote.parent_id.is_not(None))).one()
        assert (within.text, within.parent and within.parent.text) == ("je viens pour le silence", said)
