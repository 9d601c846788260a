"""Ready answers: nobody can tell them from fresh ones, whoever changed the archive."""

from collections.abc import Callable, Mapping

import pytest
from sqlalchemy.orm import Session, sessionmaker

from api.archive.reading.kept import KEPT, TICK, Kept, keep
from api.archive.verbs import EVENT, QUOTE, change_thing, remove_thing
from api.indexing import drain
from search import Index
from tests.conftest import Client
from tests.factories import make_event, make_quote

QUOTES = "/api/v1/quotes"


@pytest.fixture
def two(client_with: Callable[..., Client]) -> tuple[Client, Client]:
    """Two processes over one database and one index."""
    return client_with(), client_with()


def test_a_change_by_another_process_is_seen_at_once(
    two: tuple[Client, Client], session: Session, editor: Mapping[str, str]
) -> None:
    one, other = two
    event = make_event(session, name="Une")
    quote = make_quote(session, event=event.public_id).public_id
    session.commit()
    address = f"{QUOTES}/{quote}"
    assert [each.get(address).json["event"]["name"] for each in two] == ["Une", "Une"]
    assert [each.get(QUOTES).json["page"]["total"] for each in two] == [1, 1]
    change_thing(session, EVENT, event.public_id, {"name": "Autre"})
    session.commit()
    assert [each.get(address).json["event"]["name"] for each in two] == ["Autre", "Autre"]
    assert one.post(QUOTES, json={"text": "b"}, headers=dict(editor)).status_code == 201
    assert other.get(QUOTES).json["page"]["total"] == 2
    remove_thing(session, QUOTE, quote)
    session.commit()
    assert [each.get(address).status_code for each in two] == [410, 410]
    assert [each.get(QUOTES).json["page"]["total"] for each in two] == [1, 1]


def test_what_is_indexed_is_found_at_once(
    two: tuple[Client, Client], session: Session, sessions: sessionmaker[Session], index: Index
) -> None:
    def totals() -> list[int]:
        return [each.get("/api/v1/search?q=rumeur").json["page"]["total"] for each in two]

    assert totals() == [0, 0]
    make_quote(session, text="une rumeur")
    session.commit()
    assert totals() == [0, 0]
    drain(sessions, index)
    assert totals() == [1, 1]


def test_little_room_is_no_fault(client_with: Callable[..., Client], session: Session) -> None:
    for number in range(3):
        make_quote(session, text=str(number))
    session.commit()
    client = client_with(cache_bytes=40_000)
    addresses = [f"{QUOTES}?page_size={size}" for size in range(1, 101)]
    for _ in range(2):
        for size, address in enumerate(addresses, 1):
            assert len(client.get(address).json["items"]) == min(size, 3)


def test_the_language_of_an_error_is_the_asker_s(client: Client) -> None:
    for language, title in (("en", "There is no such thing"), ("fr", "Il n'y a rien de tel")) * 2:
        answer = client.get(f"{QUOTES}/rien", headers={"Accept-Language": language})
        assert answer.json["title"] == title


def test_what_is_kept_belongs_to_a_tick(sessions: sessionmaker[Session]) -> None:
    store = Kept(most=3)

    def kept_at(tick: int | None, key: str, value: int) -> int:
        with sessions(info={KEPT: store, TICK: tick}) as session:
            return keep(session, key, lambda: value)

    assert [kept_at(1, "a", 1), kept_at(1, "a", 2), kept_at(1, "b", 3)] == [1, 1, 3]
    assert kept_at(2, "a", 4) == 4
    assert [kept_at(1, "a", 5), kept_at(2, "a", 6)] == [5, 4]
    assert [kept_at(None, "a", 7), kept_at(None, "a", 8)] == [7, 8]
    for number in range(10):
        assert kept_at(2, f"n{number}", number) == number
    with sessions() as session:
        assert keep(session, "a", lambda: 9) == 9
