"""History over HTTP: why a change is made, old versions, addresses that lead on, the feed and the corrections."""

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session, sessionmaker

from api.schemas.history import ChangeFeedSchema, CorrectionSchema, RevisionSchema
from api.schemas.merges import MergeSchema
from api.schemas.paging import list_schema
from api.schemas.redactions import RedactionSchema
from tests.conftest import Client, token
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


def test_a_kind_that_there_is_not_is_told(client: Client, sessions: sessionmaker[Session]) -> None:
    admin = {"Authorization": f"Bearer {token(sessions, 'write', 'admin')}"}
    bodies = {"merges": {"type": "chat", "old": "a", "new": "b"}, "redactions": {"type": "chat", "id": "a"}}
    for plural, body in bodies.items():
        problem = client.post(f"{API}/{plural}", json=body, headers=admin).json
        (fault,) = problem["errors"]
        assert (problem["status"], fault["pointer"], fault["detail"][:16]) == (422, "/type", "Must be one of: "), plural


def test_a_merge_is_tried_made_read_and_undone(client: Client, make: Make, editor: Mapping[str, str]) -> None:
    one, other = make("speakers", name="M. Carroll"), make("speakers", name="Melissa Carroll")
    quote = make("quotes", text="a", attributions=[{"kind": "person", "speaker": one["id"]}])
    where, wanted = f"{API}/merges", {"type": "speaker", "old": "m-carroll", "new": other["id"]}
    tried = client.post(f"{where}?dry_run=true", json=wanted, headers=dict(editor))
    assert (tried.status_code, tried.json["id"]) == (200, None)
    assert client.get(f"{API}/speakers/{one['id']}").json == one
    made = client.post(f"{where}?note=La+m%C3%AAme", json=wanted, headers=dict(editor))
    assert made.status_code == 201
    same = {"old": one["id"], "new": other["id"], "moved": [{"table": "attributions", "count": 1}]}
    assert same.items() <= made.json.items()
    assert tried.json == made.json | {"id": None, "at": tried.json["at"]}
    assert [(each["field"], each["new"]) for each in made.json["changes"]] == [("other_names", ["M. Carroll"])]
    read = client.get(made.headers["Location"], headers=dict(editor))
    assert read.json == made.json == MergeSchema().dump(made.json)
    assert client.get(made.headers["Location"]).json == made.json | {"changes": []}
    moved = client.get(f"{API}/speakers/m-carroll")
    assert (moved.status_code, moved.headers["Location"]) == (308, f"{API}/speakers/melissa-carroll")
    assert client.get(f"{API}/speakers/{one['id']}@1").json == one
    assert client.get(f"{API}/quotes/{quote['id']}").json["attributions"][0]["speaker"]["id"] == other["id"]
    assert client.delete(made.headers["Location"], headers=dict(editor)).status_code == 428
    assert client.delete(made.headers["Location"], headers={**editor, "If-Match": '"x"'}).status_code == 412
    headers = {**editor, "If-Match": read.headers["ETag"]}
    assert client.delete(made.headers["Location"], headers=headers).status_code == 204
    assert client.get(f"{API}/speakers/m-carroll").json == one | {"version": 3}
    again = client.delete(made.headers["Location"], headers={**editor, "If-Match": "*"})
    assert (again.status_code, again.json["detail"]) == (409, "This merge has been undone already.")


def test_erasing_is_for_administrators(
    client: Client, make: Make, editor: Mapping[str, str], sessions: sessionmaker[Session], indexed: Callable[[], int]
) -> None:
    quote = make("quotes", text="des mots")
    wanted = {"type": "quote", "id": quote["id"]}
    indexed()
    assert client.get(f"{API}/search?q=mots").json["page"]["total"] == 1
    assert client.post(f"{API}/redactions", json=wanted, headers=dict(editor)).status_code == 403
    admin = {"Authorization": f"Bearer {token(sessions, 'admin')}"}
    done = client.post(f"{API}/redactions?note=Sur+d%C3%A9cision+de+justice", json=wanted, headers=admin)
    assert (done.status_code, done.headers["Location"]) == (201, f"{API}/quotes/{quote['id']}")
    assert done.json == {"type": "quote", "id": quote["id"], "versions": [1], "others": []}
    assert RedactionSchema().dump(done.json) == done.json
    tombstone = client.get(done.headers["Location"])
    assert (tombstone.status_code, tombstone.json["reason"]) == (410, "Sur décision de justice")
    assert tombstone.json["detail"] == f"“{quote['id']}” has been withdrawn, and its words have been erased."
    indexed()
    assert client.get(f"{API}/search?q=mots").json["page"]["total"] == 0
    assert client.get(f"{API}/changes").json["items"][-1]["action"] == "redacted"
