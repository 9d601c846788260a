"""History over HTTP: why a change is made, old versions, addresses that lead on, the feed and the corrections."""

from collections.abc import Mapping

from api.schemas.history import ChangeFeedSchema, CorrectionSchema, RevisionSchema
from api.schemas.paging import list_schema
from tests.conftest import Client
from tests.resources.conftest import API, MERGE_PATCH, Make, plain


def test_every_write_may_say_why(client: Client, editor: Mapping[str, str]) -> None:
    made = client.post(f"{API}/quotes?reason=import+du+3&note=Neuf", json={"text": "on y va"}, headers=dict(editor))
    where = f"{API}/quotes/{made.json['id']}"
    headers = {**editor, "If-Match": made.headers["ETag"]}
    patched = client.patch(f"{where}?note=Faute", json={"text": "on y vint"}, headers=headers, content_type=MERGE_PATCH)
    assert (patched.status_code, patched.json["version"]) == (200, 2)
    told = client.get(f"{where}/revisions")
    assert [(each["version"], each["reason"], each["note"]) for each in told.json["items"]] == [
        (2, None, "Faute"),
        (1, None, "Neuf"),
    ]
    whole = client.get(f"{where}/revisions?page_size=1", headers=dict(editor)).json
    assert [each["by"][:4] for each in whole["items"]] == ["test"]
    assert whole["page"] == {"number": 1, "size": 1, "total": 2}
    second = client.get(f"{where}/revisions?page_size=1&page=2", headers=dict(editor)).json["items"]
    assert [(each["version"], each["reason"]) for each in second] == [(1, "import du 3")]
    assert client.get(f"{where}@1").json == plain(made.json)
    assert client.get(f"{where}@2").json == client.get(where).json == plain(patched.json)
    assert [each["note"] for each in client.get(f"{API}/corrections").json["items"]] == ["Faute"]
    gone = client.delete(f"{where}?note=Retir%C3%A9&reason=secret", headers={**editor, "If-Match": "*"})
    assert gone.status_code == 204
    for address in (where, f"{where}@1", f"{where}/revisions"):
        tombstone = client.get(address)
        assert (tombstone.status_code, tombstone.json["reason"]) == (410, "Retiré")
        assert "withdrawn_at" in tombstone.json
        assert "secret" not in tombstone.text
    assert client.get(f"{where}@1", headers=dict(editor)).json["text"] == "on y va"
    wrong = client.post(f"{API}/quotes?why=x&note=", json={"text": "a"}, headers=dict(editor))
    assert {each["parameter"] for each in wrong.json["errors"]} == {"why", "note"}


def test_an_old_address_leads_on_for_every_method(client: Client, make: Make, editor: Mapping[str, str]) -> None:
    event = make("events", name="Une")
    headers = {**editor, "If-Match": "*"}
    assert client.patch(f"{API}/events/une", json={"slug": "deux"}, headers=headers).status_code == 200
    for method in ("GET", "HEAD", "PATCH", "DELETE"):
        query = "" if method in ("GET", "HEAD") else "?note=a+b"
        moved = client.open(f"{API}/events/une{query}", method=method, json={}, headers=headers)
        assert (moved.status_code, moved.headers["Location"]) == (308, f"{API}/events/deux{query}")
    assert client.get(f"{API}/events/une").json["type"] == "urn:verbatim:problem:moved"
    assert client.get(f"{API}/events/une", follow_redirects=True).json["id"] == event["id"]
    assert client.get(f"{API}/events/une/revisions").json["page"]["total"] == 2


def test_what_goes_out_is_as_its_schema_says(client: Client, make: Make, editor: Mapping[str, str]) -> None:
    quote = make("quotes", text="a", topics=["Un sujet"])
    where = f"{API}/quotes/{quote['id']}"
    client.patch(f"{where}?note=b", json={"text": "b"}, headers={**editor, "If-Match": "*"})
    feed = client.get(f"{API}/changes?page_size=2")
    assert [(each["type"], each["action"]) for each in feed.json["items"]] == [
        ("topic", "created"),
        ("quote", "created"),
    ]
    assert feed.json["page"]["more"]
    assert feed.headers["Link"] == f'<{API}/changes?after={feed.json["page"]["next"]}&page_size=2>; rel="next"'
    rest = client.get(f"{API}/changes?after={feed.json['page']['next']}").json
    assert [(each["id"], each["version"], each["action"], each["note"]) for each in rest["items"]] == [
        (quote["id"], 2, "updated", "b")
    ]
    for address, schema in (
        (f"{API}/changes", ChangeFeedSchema),
        (f"{where}/revisions", list_schema("Revision", RevisionSchema)),
        (f"{API}/corrections", list_schema("Correction", CorrectionSchema)),
    ):
        body = client.get(address).json
        assert schema().dump(body) == body
