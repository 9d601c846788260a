"""Redaction of what articles print: wherever the words, or the person's name, are kept, in whatever typography."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.orm import Session, sessionmaker

from api.archive.blotting import Erased, blotted, placed
from api.archive.merging import merge_things
from api.archive.models import Quote
from api.archive.reading.listing import PUBLIC, Show
from api.archive.redacting import redact_thing, redact_versions
from api.archive.source_texts import get_text, keep_text
from api.archive.upkeep import METADATA
from api.archive.verbs import QUOTE, SPEAKER, change_thing, get_thing
from api.reviewing import Article, queue_article
from tests.factories import make_quote, make_source, make_speaker, said_by

ARTICLE = (Path(__file__).parents[1] / "extraction" / "article.txt").read_text(encoding="utf-8")
PRINTED = "Avant. «Le pont\u00a0: c’est l’avenir», dit Zoé Zorglub. Puis «autre propos», reprend Zorglub, l'élue. Fin."
WORDS = "Le pont : c'est l'avenir"


def everything(session: Session) -> str:
    """All that is in the database, in one line and one typography."""
    tables = [session.execute(text(f"SELECT * FROM {table.name}")).all() for table in METADATA.sorted_tables]  # noqa: S608 - our tables
    plain = str(tables).replace("’", "'").replace("\\'", "'").replace("\\xa0", " ")
    return re.sub(r"[\s\u00a0]+", " ", plain).casefold()


@pytest.fixture
def printed(session: Session) -> dict[str, str]:
    """A source whose text is kept, two quotes of it, and another that was merged into the first."""
    source = make_source(session).public_id
    keep_text(session, source, PRINTED)
    speaker = make_speaker(session, name="Zoé Zorglub", sort_name="Zorglub, Zoé").public_id
    whose: dict[str, Any] = {"attributions": [said_by(speaker=speaker, printed_as="Zoé Zorglub")]}
    one = make_quote(session, text=WORDS, mentions=[{"source": source, "exact": WORDS}], **whose).public_id
    around = {"prefix": "l’avenir», dit Zorglub. Puis «", "suffix": "», reprend Zorglub, l'élue."}
    beside = {**around, "source": source, "exact": "autre propos", "context": PRINTED}
    other = make_quote(session, text="autre propos", mentions=[beside], **whose).public_id
    change_thing(session, QUOTE, other, {"mentions": [{**beside, "cue_verb": "reprend"}]})
    twin = make_quote(session, text="Le pont, c'est l'avenir !").public_id
    merge_things(session, "quote", twin, one)
    session.commit()
    return {"source": source, "speaker": speaker, "one": one, "other": other, "twin": twin}


def test_words_go_from_what_is_kept_around_them(session: Session, printed: dict[str, str]) -> None:
    assert "c'est l'avenir" in everything(session)
    done = redact_thing(session, QUOTE, printed["one"])
    assert done.others == tuple(sorted((f"quote:{printed['other']}", f"quote:{printed['twin']}")))
    assert "avenir" not in everything(session)
    assert get_text(session, printed["source"]).text == PRINTED.replace("Le pont\u00a0: c’est l’avenir", "[…]")
    (mention,) = get_thing(session, QUOTE, printed["other"], Show(PUBLIC))["mentions"]
    assert (mention["prefix"], mention["exact"]) == ("[…]», dit Zorglub. Puis «", "autre propos")


def test_words_go_from_what_was_kept_around_a_quote_before_it_lost_its_mention(
    session: Session, printed: dict[str, str]
) -> None:
    change_thing(session, QUOTE, printed["other"], {"mentions": []})
    done = redact_thing(session, QUOTE, printed["one"])
    assert f"quote:{printed['other']}" in done.others
    assert "avenir" not in everything(session)


def test_a_name_goes_from_what_is_kept_around_quotes(session: Session, printed: dict[str, str]) -> None:
    done = redact_thing(session, SPEAKER, printed["speaker"])
    assert done.others == tuple(sorted((f"quote:{printed['one']}", f"quote:{printed['other']}")))
    assert "zorglub" not in everything(session)
    assert "dit […]. Puis «autre propos», reprend […], l'élue." in get_text(session, printed["source"]).text


def test_a_name_goes_from_the_source_of_a_quote_that_no_longer_names_it(
    session: Session, printed: dict[str, str]
) -> None:
    for quote in (printed["one"], printed["other"]):
        change_thing(session, QUOTE, quote, {"attributions": [{"kind": "unknown"}]})
    redact_thing(session, SPEAKER, printed["speaker"])
    assert "zorglub" not in everything(session)


def test_words_of_an_old_version_go_from_the_text_that_has_them(session: Session, printed: dict[str, str]) -> None:
    change_thing(session, QUOTE, printed["one"], {"text": "Le pont", "mentions": []})
    redact_versions(session, QUOTE, printed["one"], [1])
    assert get_text(session, printed["source"]).text.startswith("Avant. «[…]», dit Zoé")
    assert get_thing(session, QUOTE, printed["one"], Show(PUBLIC))["text"] == "Le pont"


def test_words_of_an_old_version_that_the_present_one_has_too_stay(session: Session, printed: dict[str, str]) -> None:
    change_thing(session, QUOTE, printed["one"], {"text": "Le pont", "mentions": []})
    change_thing(session, QUOTE, printed["one"], {"text": "Le pont, c'est l'avenir"})
    redact_versions(session, QUOTE, printed["one"], [1, 2])
    assert get_text(session, printed["source"]).text == PRINTED


def test_words_go_from_the_review_queue(sessions: sessionmaker[Session]) -> None:
    article = Article(text=ARTICLE)
    with sessions() as session:
        queued = queue_article(session, article)
        session.commit()
        quote = session.scalars(select(Quote).where(Quote.text.contains("maison commune")).limit(1)).one()
        words = quote.text
        assert everything(session).count(words.casefold()) > 1
        redact_thing(session, QUOTE, quote.public_id)
        session.commit()
        assert words.casefold() not in everything(session)
        again = queue_article(session, article)
        assert (again.reviews, again.known) == ((), len(queued.reviews))


@pytest.mark.parametrize(
    ("printed", "erased", "expected"),
    [
        ("Il dit « l’été » et l'ÉTÉ.", ["l'été"], "Il dit « […] » et […]."),
        ("un deux trois", ["un deux", "deux trois"], "[…]"),
        ("commencer, dit-il. Puis", ["il faut commencer"], "[…], dit-il. Puis"),
        ("Puis «Il faut", ["il faut commencer"], "Puis «[…]"),
        ("le chat", ["attrape le", "chat noir"], "le chat"),  # what is cut off is too short to be theirs
        ("rien de tel", ["autre chose", ""], "rien de tel"),
        ("Mme Côté, à côté de MME CÔTÉ", ["Côté"], "Mme […], à côté de MME […]"),
    ],
)
def test_places(printed: str, erased: list[str], expected: str) -> None:
    all_of_it = [Erased(each, name=True) for each in erased]
    assert blotted(printed, all_of_it) == expected
    assert len(blotted(printed, all_of_it, shade=True)) == len(printed)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("pondu «oui», sans att", "pondu «[…]», sans att"),  # cut at both ends
        ("oui», sans", "[…]», sans"),
        ("Un autre a dit «oui», lui", "Un autre a dit «oui», lui"),
        ("oui", "[…]"),
    ],
)
def test_few_words_are_told_by_their_neighbours(printed: str, expected: str) -> None:
    erased = [Erased("Oui", "-même a répondu «", "!» sans attendre. Ou"), Erased("oui", "Zoé a répondu «")]
    assert blotted(printed, erased) == expected
    text = f"Oui, dit l'un. Zoé a répondu «Oui !» sans attendre. {printed}"
    assert blotted(text, erased, whole=True) == f"Oui, dit l'un. Zoé a répondu «[…] !» sans attendre. {printed}"


def test_few_words_go_from_all_of_a_text_that_does_not_tell_where_they_stand() -> None:
    printed = "Oui, dit l'un, oui, dit l'autre."
    assert blotted(printed, [Erased("oui")]) == "[…], dit l'un, […], dit l'autre."
    elsewhere = [Erased("oui", "qui a répondu", "sans attendre un jour")]
    assert blotted(printed, elsewhere) == printed
    assert blotted(printed, placed(elsewhere, printed), whole=True) == "[…], dit l'un, […], dit l'autre."
    assert blotted(printed, placed(elsewhere, None)) == "[…], dit l'un, […], dit l'autre."


def test_a_mention_that_tells_no_neighbours_tells_nothing_where_others_do() -> None:
    printed = "Oui, dit l'un. Oui, dit Zoé."
    erased = [Erased("Oui", "", ", dit Zoé."), Erased("oui")]
    assert blotted(printed, placed(erased, printed), whole=True) == "Oui, dit l'un. […], dit Zoé."


@pytest.mark.parametrize("kept", [True, False])
def test_few_words_go_from_all_of_a_source_that_does_not_tell_where_they_stand(session: Session, *, kept: bool) -> None:
    source = make_source(session).public_id
    if kept:
        keep_text(session, source, "Il répondit «oui». Elle rit : «Assez», puis : oui.")
    beside = {
        "source": source,
        "exact": "Assez",
        "prefix": "Il répondit «oui». Elle rit : «",
        "suffix": "», puis : oui.",
    }
    other = make_quote(session, text="Assez", mentions=[beside]).public_id
    change_thing(session, QUOTE, other, {"mentions": [{**beside, "cue_verb": "rit"}]})
    typed = {"source": source, "exact": "oui", "prefix": "Il a répondu «"}
    redact_thing(session, QUOTE, make_quote(session, text="oui", mentions=[typed]).public_id)
    assert "oui" not in everything(session)
    (mention,) = get_thing(session, QUOTE, other, Show(PUBLIC))["mentions"]
    assert (mention["prefix"], mention["suffix"]) == ("Il répondit «[…]». Elle rit : «", "», puis : […].")


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text_is_blotted(printed: str, erased: str) -> None:
    all_of_it = [Erased(erased)]
    assert len(blotted(printed, all_of_it, shade=True)) == len(printed)
    once = blotted(printed, all_of_it)
    assert blotted(once, all_of_it) == once
