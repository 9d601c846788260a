"""Removing: tombstones, drafts, what is in the way."""

from collections.abc import Mapping
from datetime import datetime

import pytest

from tests.conftest import Client
from tests.resources.conftest import API, Change, Make, Remove, plain


class TestRemoving:
    """What was published is withdrawn and says so; a draft vanishes; what is in use stays."""

    def test_a_withdrawn_thing_leaves_a_tombstone(
        self, client: Client, make: Make, remove: Remove, editor: Mapping[str, str]
    ) -> None:
        event = make("events", name="Journée")
        answer = remove("events", "journee")
        assert (answer.status_code, answer.data) == (204, b"")
        for reference in ("journee", event["id"]):
            for headers in ({}, dict(editor)):
                gone = client.get(f"{API}/events/{reference}", headers=headers)
                at = datetime.fromisoformat(gone.json["withdrawn_at"])
                assert at.tzinfo is not None
                assert (gone.status_code, gone.json) == (
                    410,
                    {
                        "type": "urn:verbatim:problem:gone",
                        "title": "It has been withdrawn",
                        "status": 410,
                        "detail": f"The event “{reference}” has been withdrawn.",
                        "withdrawn_at": gone.json["withdrawn_at"],
                    },
                )
        assert client.get(f"{API}/events").json["items"] == []
        again = client.delete(f"{API}/events/journee", headers={**editor, "If-Match": "*"})
        assert again.status_code == 410
        assert make("events", name="Journée")["slug"] == "journee-2"

    def test_withdrawing_by_status_is_the_same(self, client: Client, make: Make, change: Change) -> None:
        quote = make("quotes", text="a")
        assert plain(change("quotes", quote["id"], status="withdrawn").json) == quote | {
            "status": "withdrawn",
            "version": 2,
        }
        assert client.get(f"{API}/quotes/{quote['id']}").status_code == 410

    @pytest.mark.parametrize("plural", ["speakers", "organisations", "sources", "topics"])
    def test_things_without_a_status_are_withdrawn_too(
        self, client: Client, make: Make, remove: Remove, plural: str
    ) -> None:
        made = make(plural, **{"title" if plural == "sources" else "name": "a"})
        assert remove(plural, made["id"]).status_code == 204
        assert client.get(f"{API}/{plural}/{made['id']}").status_code == 410
        assert client.get(f"{API}/{plural}").json["page"]["total"] == 0

    def test_a_draft_vanishes(self, client: Client, make: Make, remove: Remove, editor: Mapping[str, str]) -> None:
        quote = make("quotes", text="a", status="draft", external_id="q-1", attributions=[{"kind": "unknown"}])
        assert remove("quotes", quote["id"]).status_code == 204
        assert client.get(f"{API}/quotes/{quote['id']}", headers=dict(editor)).status_code == 404
        assert make("quotes", text="b", external_id="q-1")["version"] == 1

    def test_what_others_refer_to_stays(self, make: Make, remove: Remove, change: Change) -> None:
        event, speaker, topic = make("events", name="e"), make("speakers", name="s"), make("topics", name="t")
        source, organisation = make("sources", title="s"), make("organisations", name="o")
        talk = make("talks", title="t", event=event["id"])
        parent = make("quotes", text="a")
        quote = make(
            "quotes",
            text="b",
            status="draft",
            parent=parent["id"],
            talk=talk["id"],
            topics=["t"],
            attributions=[{"kind": "person", "speaker": speaker["id"], "organisation": organisation["id"]}],
            mentions=[{"source": source["id"]}],
        )
        used = {
            "events": event,
            "speakers": speaker,
            "topics": topic,
            "sources": source,
            "organisations": organisation,
            "talks": talk,
            "quotes": parent,
        }
        for plural, thing in used.items():
            answer = remove(plural, thing["id"])
            assert (answer.status_code, answer.json["detail"]) == (
                409,
                f"Others refer to this {plural[:-1]} (1): change or remove them first.",
            )
        for plural in ("events", "talks", "quotes"):
            assert change(plural, used[plural]["id"], status="withdrawn").status_code == 409
        assert remove("quotes", quote["id"]).status_code == 204
        for plural in ("quotes", "talks", "events", "speakers", "topics", "sources", "organisations"):
            assert remove(plural, used[plural]["id"]).status_code == 204

    def test_a_draft_that_something_withdrawn_names_is_kept(self, client: Client, make: Make, remove: Remove) -> None:
        event = make("events", name="e", status="draft")
        talk = make("talks", title="t", event=event["id"])
        remove("talks", talk["id"])
        assert remove("events", event["id"]).status_code == 204
        assert client.get(f"{API}/events/e").status_code == 410
