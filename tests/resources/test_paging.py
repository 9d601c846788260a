"""Pages, their links, and parameters that are refused."""

import pytest

from tests.conftest import Client
from tests.resources.conftest import API, Make


class TestPages:
    """`page` and `page_size`, and the header that leads from one to the next."""

    @pytest.fixture(autouse=True)
    def seven(self, make: Make) -> None:
        for number in range(7):
            make("quotes", text=str(number), language="fr" if number else "en", topics=["été & co"])

    def test_the_first_of_several(self, client: Client) -> None:
        answer = client.get(f"{API}/quotes?page_size=3")
        assert [each["text"] for each in answer.json["items"]] == ["0", "1", "2"]
        assert answer.json["page"] == {"number": 1, "size": 3, "total": 7}
        assert answer.headers["Link"] == (
            f'<{API}/quotes?page_size=3&page=1>; rel="first", '
            f'<{API}/quotes?page_size=3&page=2>; rel="next", '
            f'<{API}/quotes?page_size=3&page=3>; rel="last"'
        )

    def test_links_keep_the_query(self, client: Client) -> None:
        answer = client.get(f"{API}/quotes?topic=ete-co&language=fr&language=en&page=2&page_size=3&role=")
        assert answer.status_code == 422
        answer = client.get(f"{API}/quotes?language=fr&page=2&language=%C3%A9%26&page_size=2")
        assert answer.headers["Link"] == (
            f'<{API}/quotes?language=fr&language=%C3%A9%26&page_size=2&page=1>; rel="first", '
            f'<{API}/quotes?language=fr&language=%C3%A9%26&page_size=2&page=1>; rel="prev", '
            f'<{API}/quotes?language=fr&language=%C3%A9%26&page_size=2&page=3>; rel="next", '
            f'<{API}/quotes?language=fr&language=%C3%A9%26&page_size=2&page=3>; rel="last"'
        )

    def test_following_the_links_meets_each_item_once(self, client: Client) -> None:
        texts, address = [], f"{API}/quotes?page_size=2"
        while address:
            answer = client.get(address)
            texts += [each["text"] for each in answer.json["items"]]
            parts = [part.split("; rel=") for part in answer.headers["Link"].split(", ")]
            address = next((target.strip("<>") for target, name in parts if name == '"next"'), "")
        assert texts == ["0", "1", "2", "3", "4", "5", "6"]

    def test_past_the_end_is_empty(self, client: Client) -> None:
        answer = client.get(f"{API}/quotes?page=9&page_size=7")
        assert (answer.json["items"], answer.json["page"]) == ([], {"number": 9, "size": 7, "total": 7})
        assert answer.headers["Link"] == (
            f'<{API}/quotes?page_size=7&page=1>; rel="first", <{API}/quotes?page_size=7&page=1>; rel="last"'
        )
        assert client.get(f"{API}/quotes?page=1000000&page_size=100").json["items"] == []

    def test_a_page_has_20_items_unless_asked(self, client: Client) -> None:
        assert client.get(f"{API}/topics").json["page"] == {"number": 1, "size": 20, "total": 1}

    def test_a_slash_at_the_end_is_the_same_list(self, client: Client) -> None:
        assert client.get(f"{API}/quotes/").json == client.get(f"{API}/quotes").json

    def test_head_is_get_without_the_body(self, client: Client) -> None:
        for address in (f"{API}/quotes", f"{API}/topics/ete-co", f"{API}/search?q=0"):
            get, head = client.get(address), client.head(address)
            assert (head.status_code, head.data) == (200, b"")
            assert {name: head.headers.get(name) for name in ("ETag", "Link", "Content-Type", "Content-Length")} == {
                name: get.headers.get(name) for name in ("ETag", "Link", "Content-Type", "Content-Length")
            }


BAD = [
    "page=1&page=2",
    "page_size=101",
    "page_size=0",
    "page=1000001",
    "page=-1",
    "page=1e3",
    "page=" + "9" * 5_000,
    "page=",
    "sort=",
    "year=",
    "year=2016.5",
    "speaker=",
    "speaker=%00",
    "external_id=",
    "external_id=a&external_id=b",
    "after=2016-1",
    "after=hier",
    "before=",
    "status=lost",
    "kind=talk",
    "include=rien",
    "Page=1",
    "page%5B%5D=1",
    "q=" + "a" * 1_001,
]


def test_a_bad_parameter_is_422_and_named(client: Client) -> None:
    for query in BAD:
        answer = client.get(f"{API}/quotes?{query}")
        name = query.partition("=")[0].replace("%5B%5D", "[]")
        assert (answer.status_code, {each["parameter"] for each in answer.json["errors"]}) == (422, {name}), query


def test_a_detail_takes_no_parameter_but_include(client: Client, make: Make) -> None:
    for plural in ("quotes", "topics"):
        made = make(plural, **{"text" if plural == "quotes" else "name": "a"})
        answer = client.get(f"{API}/{plural}/{made['id']}?page=1")
        assert answer.json["errors"] == [{"parameter": "page", "detail": "Unknown field."}]
