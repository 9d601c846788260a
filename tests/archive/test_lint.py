"""What the linter tells of, a rule at a time, and what it leaves alone."""

import re
from typing import Any

import pytest
from sqlalchemy.orm import Session

from api import labels
from api.archive.errors import Fault, Invalid
from api.archive.lint import RULES, Finding, Scope, lint
from api.archive.lint.attributions import office_of
from api.archive.merging import merge_things
from api.archive.models import Attribution, Quote
from api.archive.source_texts import keep_text
from api.archive.verbs import QUOTE, change_thing, remove_thing
from api.errors import translated
from tests.factories import make_event, make_organisation, make_quote, make_source, make_speaker, make_talk, said_by

UNKNOWN = [{"kind": "unknown"}]


def told(session: Session, code: str, scope: Scope | None = None) -> list[Finding]:
    return [each.finding for each in lint(session, scope or Scope(), [code])]


def alone(quote: Quote) -> Scope:
    return Scope(quotes=frozenset({quote.id}))


def printed(speaker: str, **entry: Any) -> dict[str, Any]:
    return {**said_by(speaker=speaker, printed_as="…"), **entry}


def test_the_pages_have_a_name_for_every_rule_and_for_no_other() -> None:
    assert list(labels.WARNINGS) == list(RULES)


@pytest.fixture
def people(session: Session) -> None:
    make_speaker(session, name="Melissa Carroll")
    make_speaker(session, name="Élise Proulx")
    make_organisation(session, name="Ville de Laval")


@pytest.mark.usefixtures("people")
def test_a_good_quote_is_left_alone(session: Session) -> None:
    quote = make_quote(
        session, attributions=[printed("melissa-carroll"), {"kind": "function", "printed_as": "le maire"}]
    )
    make_quote(session, text="autre chose", attributions=UNKNOWN)
    assert (list(lint(session)), list(lint(session, alone(quote)))) == ([], [])


def test_who_said_it_is_missing(session: Session) -> None:
    nobody = make_quote(session)
    unprinted = make_quote(session, text="b", attributions=[*UNKNOWN, {"kind": "function", "role": "maire"}])
    stranger = make_quote(session, text="c", attributions=[said_by(printed_as="M. X")])
    found = {each.code: (each.severity, each.finding) for each in lint(session)}
    assert found == {
        "no_attribution": (
            "warning",
            Finding(
                "quote",
                nobody.public_id,
                "/attributions",
                "Nobody is said to have said it: say who, or take the kind unknown.",
            ),
        ),
        "no_printed_form": (
            "warning",
            Finding(
                "quote",
                unprinted.public_id,
                "/attributions/1",
                "The words by which the source names who said it are missing: give printed_as.",
            ),
        ),
        "unknown_person": (
            "notice",
            Finding(
                "quote",
                stranger.public_id,
                "/attributions/0",
                "A person is named whom the archive does not know: give the speaker.",
            ),
        ),
    }
    for _, finding in found.values():
        said = translated(finding.message)
        assert said != finding.message
        assert (
            set(re.findall(r"\w+", said)) & {"attributions", "kind", "person", "printed_as", "speaker", "unknown"}
            == set()
        )
    remove_thing(session, QUOTE, nobody.public_id)
    assert told(session, "no_attribution") == []
    assert told(session, "no_printed_form", alone(stranger)) == []


def test_an_attribution_that_says_nothing_is_refused_and_an_old_one_is_an_error(session: Session) -> None:
    message = "Says nothing of who it was: say it, or take the kind unknown."
    with pytest.raises(Invalid) as caught:
        make_quote(session, attributions=[*UNKNOWN, {"kind": "person"}])
    assert caught.value.faults == (Fault("/attributions/1", message),)
    quote = make_quote(session, attributions=UNKNOWN)
    quote.attributions.append(Attribution(kind="group", position=1))
    session.flush()
    assert told(session, "says_nothing") == [Finding("quote", quote.public_id, "/attributions/1", message)]
    assert RULES["says_nothing"].severity == "error"


@pytest.mark.usefixtures("people")
def test_the_same_words_by_another(session: Session) -> None:
    hers = make_quote(session, attributions=[printed("melissa-carroll")])
    again = make_quote(session, text=hers.text.upper(), attributions=[printed("melissa-carroll")])
    make_quote(session, text=hers.text, attributions=UNKNOWN)
    make_quote(session, text="Merci !", attributions=[printed("melissa-carroll")])
    make_quote(session, text="merci", attributions=[printed("elise-proulx")])
    assert told(session, "same_words_by_others") == []
    other = make_quote(session, text=f"« {hers.text} »", attributions=[printed("elise-proulx")])
    message = "Other quotes have the same words, said by others: make sure who said them."
    assert told(session, "same_words_by_others") == [
        Finding("quote", hers.public_id, "/text", message, (other.public_id,)),
        Finding("quote", again.public_id, "/text", message, (other.public_id,)),
        Finding("quote", other.public_id, "/text", message, (hers.public_id, again.public_id)),
    ]
    assert [each.id for each in told(session, "same_words_by_others", alone(other))] == [other.public_id]


@pytest.mark.usefixtures("people")
def test_a_speaker_who_is_not_in_the_programme(session: Session) -> None:
    talk = make_talk(session, speakers=[{"speaker": "elise-proulx"}]).public_id
    empty = make_talk(session, title="Autre", event=make_event(session, name="Autre").public_id).public_id
    make_quote(session, text="a", talk=talk, attributions=[printed("elise-proulx")])
    make_quote(session, text="b", talk=empty, attributions=[printed("melissa-carroll")])
    make_quote(session, text="c", talk=talk, attributions=[{"kind": "function", "printed_as": "le maire"}])
    quote = make_quote(session, text="d", talk=talk, attributions=[printed("elise-proulx"), printed("melissa-carroll")])
    (found,) = told(session, "not_in_programme")
    assert (found.id, found.pointer, len(found.others)) == (quote.public_id, "/attributions/1", 1)
    assert found.message == "Melissa Carroll is not in the programme of the talk, which names Élise Proulx."


@pytest.mark.usefixtures("people")
def test_an_office_that_another_held(session: Session) -> None:
    def mayor(speaker: str, day: str, role: str = "maire", text: str = "x") -> Quote:
        said = printed(speaker, role=role, organisation="ville-de-laval")
        return make_quote(session, text=text, said_on=day, attributions=[said])

    mayor("melissa-carroll", "2016-01-10", "mairesse")
    mayor("melissa-carroll", "2017-01-10", "Mairesse")
    mayor("elise-proulx", "2018-01-10")
    mayor("elise-proulx", "2016-05", "mairesse")
    mayor("elise-proulx", "2016-05-01", "maire adjointe")
    mayor("elise-proulx", "2016-05-01", "urbaniste")
    assert told(session, "held_by_another") == []
    between = mayor("elise-proulx", "2016-06-01", "Maire")
    (found,) = told(session, "held_by_another", alone(between))
    assert (found.pointer, found.message) == (
        "/attributions/0",
        "Élise Proulx, “Maire” (Ville de Laval): on 2016-06-01 others were so called: Melissa Carroll.",
    )
    # Now she too is said to have been mayor over the time in which the other's last day lies.
    assert len(told(session, "held_by_another")) == 2


def test_an_office_that_says_itself_whose_it_is(session: Session, people: None) -> None:
    del people
    for speaker, role in (("melissa-carroll", "maire de Verdun"), ("elise-proulx", "Mairesse de  Verdun")):
        make_quote(session, text="x", said_on="2016-01-10", attributions=[printed(speaker, role=role)])
    make_quote(session, text="y", said_on="2016-01-10", attributions=[printed("melissa-carroll", role="maire")])
    make_quote(session, text="z", said_on="2016-01-10", attributions=[printed("elise-proulx", role="maire")])
    assert [each.message for each in told(session, "held_by_another")] == [
        "Melissa Carroll, “maire de Verdun”: on 2016-01-10 others were so called: Élise Proulx.",
        "Élise Proulx, “Mairesse de  Verdun”: on 2016-01-10 others were so called: Melissa Carroll.",
    ]


def test_offices() -> None:
    roles = [
        "Mairesse",
        "présidente du conseil",
        "Ministre de la Santé",
        "maire adjoint",
        "députée",
        "vice-président",
        "",
    ]
    assert [office_of(role) for role in roles] == [
        "maire",
        "president du conseil",
        "ministre de la sante",
        None,
        None,
        None,
        None,
    ]


def test_homonyms(session: Session) -> None:
    one, two = make_speaker(session, name="Ana Roy"), make_speaker(session, name="ANA  ROY")
    make_speaker(session, name="Anna Roy")
    quote = make_quote(session, attributions=[said_by(speaker=one.public_id, printed_as="Ana Roy")])
    of_one, of_two = (
        Finding(
            "speaker",
            own.public_id,
            "/name",
            f"There are others called {own.name}: make sure which is meant, or merge them.",
            (other.public_id,),
        )
        for own, other in ((one, two), (two, one))
    )
    assert told(session, "homonym") == [of_one, of_two]
    assert told(session, "homonym", alone(quote)) == [of_one]
    assert told(session, "homonym", Scope(frozenset(), frozenset({two.id}))) == [of_two]


def test_words_that_the_source_has_not(session: Session) -> None:
    source = make_source(session)
    mention = {"source": source.public_id}
    there = make_quote(session, text="rien n’est pire", mentions=[mention], attributions=UNKNOWN)
    gone = make_quote(session, text="rien n'est mieux", mentions=[mention], attributions=UNKNOWN)
    assert told(session, "not_in_source") == []
    keep_text(session, source.public_id, "Elle dit que «rien n'est pire».")
    assert told(session, "not_in_source") == [
        Finding(
            "quote",
            gone.public_id,
            "/mentions/0",
            f"These words do not stand in the text that is kept of “{source.title}”.",
        )
    ]
    assert told(session, "not_in_source", alone(there)) == []
    change_thing(session, QUOTE, gone.public_id, {"text": "pire"})
    assert told(session, "not_in_source") == []


@pytest.mark.usefixtures("people")
def test_quotes_that_may_be_one_are_proposed(session: Session) -> None:
    words = "rien n'est pire que de ne pas participer à la discussion"
    day, elsewhere = (make_event(session, name=name).public_id for name in ("Journée", "Ailleurs"))
    hers = [printed("melissa-carroll")]
    one = make_quote(session, text=words, said_on="2016-11-29", event=day, attributions=hers)
    other = make_quote(session, text=words.upper(), said_on="2016", attributions=UNKNOWN)
    make_quote(session, text=words, said_on="2017", attributions=hers)
    make_quote(session, text=words, said_on="2016-11-29", event=elsewhere, attributions=[printed("elise-proulx")])
    message = "Other quotes have the same words: where they are one, printed several times, merge them."
    found = {each.id: each for each in told(session, "same_words_twice")}
    assert found[one.public_id] == Finding("quote", one.public_id, "/text", message, (other.public_id,))
    assert [each.id for each in told(session, "same_words_twice", alone(one))] == [one.public_id]
    merge_things(session, "quote", other.public_id, one.public_id)
    assert told(session, "same_words_twice") == []
