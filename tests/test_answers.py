"""Answers: entity tags and conditional reading (RFC 9110), links (RFC 8288), other origins, bodies in chunks."""

import json
from collections.abc import Callable, Mapping
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from api.answers import links
from api.archive.reading.listing import Page
from api.archive.verbs import EVENT, SPEAKER, change_thing
from tests.conftest import Client
from tests.factories import make_event, make_quote, make_speaker, make_talk, said_by

API = "/api/v1"


@pytest.fixture
def quote(session: Session) -> str:
    """A quote of Melissa Carroll at an event, with a talk; its id."""
    event = make_event(session, slug="journee").public_id
    speaker = make_speaker(session, slug="melissa").public_id
    make_talk(session, event=event, slug="terrain", speakers=[{"speaker": speaker}])
    made = make_quote(session, event=event, attributions=[said_by(speaker=speaker)])
    session.commit()
    return made.public_id


@pytest.fixture
def addresses(quote: str) -> tuple[str, ...]:
    return (
        f"{API}/quotes/{quote}",
        f"{API}/quotes/{quote}?include=speakers,event",
        f"{API}/quotes",
        f"{API}/talks/terrain",
        f"{API}/talks",
        f"{API}/search",
        f"{API}/events/journee",
    )


@pytest.fixture(params=[0, 1_000_000], ids=["no cache", "cache"])
def reader(client_with: Callable[..., Client], request: pytest.FixtureRequest) -> Client:
    """A reader of an application that keeps answers ready, or does not: nobody can tell."""
    client = client_with(cache_bytes=request.param)
    client.get(f"{API}/quotes")
    return client


def test_an_answer_has_a_strong_tag(reader: Client, addresses: tuple[str, ...]) -> None:
    tags = {}
    for address in addresses:
        answers = [reader.get(address) for _ in range(3)]
        assert len({(each.data, each.headers["ETag"]) for each in answers}) == 1
        assert all(each.headers["Cache-Control"] == "no-cache" for each in answers)
        assert all(each.content_type == "application/json" for each in answers)
        tag = tags[address] = answers[0].headers["ETag"]
        assert tag.startswith('"')
        assert tag.endswith('"')
    assert len(set(tags.values())) == len(addresses)


def test_a_copy_that_is_still_good_is_304(reader: Client, addresses: tuple[str, ...]) -> None:
    for address in addresses:
        whole = reader.get(address)
        tag = whole.headers["ETag"]
        for condition in (tag, f"W/{tag}", f'"other", {tag}', f'W/"other",W/{tag}', "*"):
            answer = reader.get(address, headers={"If-None-Match": condition})
            assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", tag), condition
            assert answer.headers["Vary"] == whole.headers["Vary"]
            assert answer.headers["Cache-Control"] == "no-cache"
            assert "Content-Type" not in answer.headers
        for condition in ('"other"', "", tag.strip('"')[:-1]):
            answer = reader.get(address, headers={"If-None-Match": condition})
            assert (answer.status_code, answer.data) == (200, whole.data), condition


def test_a_name_within_an_answer_changes_its_tag(
    reader: Client, sessions: sessionmaker[Session], addresses: tuple[str, ...]
) -> None:
    def tags() -> list[str]:
        return [reader.get(address).headers["ETag"] for address in addresses]

    before = tags()
    with sessions() as session:
        change_thing(session, EVENT, "journee", {"name": "Autre journée"})
        session.commit()
    renamed = tags()
    # The search answers nothing yet: nothing is indexed.
    assert [old != new for old, new in zip(before, renamed, strict=True)] == [True] * 5 + [False, True]
    with sessions() as session:
        change_thing(session, SPEAKER, "melissa", {"biography": "…"})
        session.commit()
    assert [old != new for old, new in zip(renamed, tags(), strict=True)] == [False, True] + [False] * 5


def test_the_address_makes_the_tag_not_the_time(client_with: Callable[..., Client], quote: str) -> None:
    first, second = (client_with().get(f"{API}/quotes/{quote}") for _ in range(2))
    assert first.headers["ETag"] == second.headers["ETag"]


@pytest.mark.parametrize(
    ("page", "total", "deepest", "expected"),
    [
        (Page(1, 20), 0, None, {"first": 1, "last": 1}),
        (Page(1, 20), 20, None, {"first": 1, "last": 1}),
        (Page(1, 20), 21, None, {"first": 1, "next": 2, "last": 2}),
        (Page(2, 20), 41, None, {"first": 1, "prev": 1, "next": 3, "last": 3}),
        (Page(3, 20), 41, None, {"first": 1, "prev": 2, "last": 3}),
        (Page(4, 20), 41, None, {"first": 1, "prev": 3, "last": 3}),
        (Page(9, 20), 41, None, {"first": 1, "last": 3}),
        (Page(1, 100), 50_000, 10_000, {"first": 1, "next": 2, "last": 100}),
        (Page(100, 100), 50_000, 10_000, {"first": 1, "prev": 99, "last": 100}),
        (Page(1, 30), 50_000, 10_000, {"first": 1, "next": 2, "last": 333}),
    ],
)
def test_links(app: Flask, page: Page, total: int, deepest: int | None, expected: dict[str, int]) -> None:
    with app.test_request_context(f"{API}/quotes?speaker=%C3%A9&page=7&speaker=b+c"):
        given = links(page, total, deepest)["Link"].split(", ")
    assert given == [
        f'<{API}/quotes?speaker=%C3%A9&speaker=b+c&page={number}>; rel="{name}"' for name, number in expected.items()
    ]


class TestOtherOrigins:
    """CORS: every origin may read and, with a token, write; unless the settings name some."""

    def test_reading(self, client: Client, quote: str) -> None:
        for address in (f"{API}/quotes/{quote}", f"{API}/quotes/rien", f"{API}/rien"):
            answer = client.get(address, headers={"Origin": "https://journal.example"})
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
            assert set(answer.headers["Access-Control-Expose-Headers"].split(", ")) >= {
                "ETag",
                "Link",
                "Location",
                "Retry-After",
            }

    @pytest.mark.parametrize("method", ["POST", "PATCH", "DELETE"])
    def test_asking_whether_one_may_write(self, client: Client, method: str, quote: str) -> None:
        answer = client.options(
            f"{API}/quotes/{quote}" if method != "POST" else f"{API}/quotes",
            headers={
                "Origin": "https://journal.example",
                "Access-Control-Request-Method": method,
                "Access-Control-Request-Headers": "authorization, content-type, if-match",
            },
        )
        assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (200, "*")
        assert method in answer.headers["Access-Control-Allow-Methods"].split(", ")
        assert answer.headers["Access-Control-Allow-Headers"] == "authorization, content-type, if-match"
        assert answer.headers["Access-Control-Max-Age"] == "86400"

    def test_named_origins_alone(self, client_with: Callable[..., Client]) -> None:
        client = client_with(cors_origins=("https://a.example", "https://b.example"))

        def allowed(origin: str) -> tuple[str | None, bool]:
            answer = client.get(f"{API}/quotes", headers={"Origin": origin})
            return answer.headers.get("Access-Control-Allow-Origin"), "Origin" in ", ".join(
                answer.headers.getlist("Vary")
            )

        # Twice: what is kept ready for one origin is not given to another.
        for _ in range(2):
            assert allowed("https://a.example") == ("https://a.example", True)
            assert allowed("https://b.example") == ("https://b.example", True)
            assert allowed("https://c.example")[0] is None


def test_a_body_in_chunks_is_held_to_the_limit_too(
    client_with: Callable[..., Client], editor: Mapping[str, str]
) -> None:
    client = client_with(max_request_bytes=1_000)
    for length, status in ((900, 201), (5_000, 413)):
        body = json.dumps({"text": "a" * length}).encode()
        answer = client.post(
            f"{API}/quotes",
            input_stream=BytesIO(body),
            headers={**editor, "Transfer-Encoding": "chunked", "Content-Type": "application/json"},
            environ_overrides={"wsgi.input_terminated": True},
        )
        assert answer.status_code == status, answer.text


def test_a_charset_other_than_utf_8(client: Client, editor: Mapping[str, str]) -> None:
    answer = client.post(
        f"{API}/quotes",
        data='{"text": "é"}'.encode("latin-1"),
        headers={**editor, "Content-Type": "application/json; charset=iso-8859-1"},
    )
    assert (answer.status_code, answer.json["detail"]) == (400, "The body is not JSON that can be read.")
