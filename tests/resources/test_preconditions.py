"""Preconditions of a change, and of what is removed."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.conftest import Answer, Client
from tests.resources.conftest import API, MERGE_PATCH, Change, Make, plain


class TestPreconditions:
    """If-Match (RFC 9110): the tag of the plain detail, strong, or `*`."""

    @pytest.fixture
    def quote(self, make: Make) -> dict[str, Any]:
        return make("quotes", text="a", event=make("events", name="Journée")["id"])

    @pytest.fixture
    def patch(self, client: Client, editor: Mapping[str, str], quote: dict[str, Any]) -> Callable[[str], Answer]:
        def send(tag: str) -> Answer:
            return client.patch(
                f"{API}/quotes/{quote['id']}",
                json={"text": "b"},
                headers={**editor, "If-Match": tag},
                content_type=MERGE_PATCH,
            )

        return send

    def test_a_change_without_one_is_428(
        self, client: Client, editor: Mapping[str, str], quote: dict[str, Any]
    ) -> None:
        path = f"{API}/quotes/{quote['id']}"
        for answer in (
            client.patch(path, json={"text": "b"}, headers=dict(editor)),
            client.patch(path, data="no JSON", headers=dict(editor)),
            client.delete(path, headers=dict(editor)),
        ):
            assert (answer.status_code, answer.json["detail"]) == (
                428,
                "Send the ETag of what you read as If-Match, so that no other change is lost.",
            )
        assert client.get(path).json == quote

    def test_the_second_of_two_changes_of_the_same_version_is_412(
        self, client: Client, patch: Callable[[str], Answer], quote: dict[str, Any]
    ) -> None:
        tag = client.get(f"{API}/quotes/{quote['id']}").headers["ETag"]
        first, second = patch(tag), patch(tag)
        assert (first.status_code, second.status_code) == (200, 412)
        assert second.json["detail"] == "It has changed since you read it: read it again, and redo the change."
        assert client.get(f"{API}/quotes/{quote['id']}").headers["ETag"] == first.headers["ETag"]

    def test_a_tag_may_be_one_of_several_but_not_weak(
        self, client: Client, patch: Callable[[str], Answer], quote: dict[str, Any]
    ) -> None:
        tag = client.get(f"{API}/quotes/{quote['id']}").headers["ETag"]
        assert patch(f"W/{tag}").status_code == 412
        assert patch('"other"').status_code == 412
        assert patch(f'"other", {tag}').json["text"] == "b"

    def test_a_star_means_whatever_is_there(
        self, patch: Callable[[str], Answer], client: Client, editor: Mapping[str, str]
    ) -> None:
        assert patch("*").json["text"] == "b"
        missing = client.patch(
            f"{API}/quotes/rien", json={}, headers={**editor, "If-Match": "*"}, content_type=MERGE_PATCH
        )
        assert (missing.status_code, missing.json["detail"]) == (404, "There is no quote “rien”.")

    def test_a_changed_name_within_it_is_another_tag(
        self,
        client: Client,
        change: Change,
        patch: Callable[[str], Answer],
        quote: dict[str, Any],
    ) -> None:
        tag = client.get(f"{API}/quotes/{quote['id']}").headers["ETag"]
        change("events", "journee", name="Autre journée")
        assert client.get(f"{API}/quotes/{quote['id']}").headers["ETag"] != tag
        assert patch(tag).status_code == 412

    def test_an_editor_may_send_the_tag_that_a_reader_got(
        self, client: Client, make: Make, change: Change, patch: Callable[[str], Answer], quote: dict[str, Any]
    ) -> None:
        make("events", name="Cachée", status="draft")
        change("quotes", quote["id"], event="cachee")
        read = client.get(f"{API}/quotes/{quote['id']}")
        tag, event = read.headers["ETag"], read.json["event"]
        assert event is None
        assert patch(tag).json["text"] == "b"

    def test_a_change_is_never_answered_by_304(
        self, client: Client, editor: Mapping[str, str], quote: dict[str, Any]
    ) -> None:
        answer = client.patch(
            f"{API}/quotes/{quote['id']}",
            json={},
            headers={**editor, "If-Match": "*", "If-None-Match": "*"},
            content_type=MERGE_PATCH,
        )
        assert (answer.status_code, plain(answer.json)) == (200, quote)
