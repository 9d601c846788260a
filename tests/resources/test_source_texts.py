"""The text of a source over HTTP: for editors alone, with its SHA-256, in place of any before."""

from collections.abc import Mapping
from hashlib import sha256

import pytest
from sqlalchemy.orm import Session, sessionmaker

from api.schemas.sources import KeptTextSchema, SourceTextSchema
from tests.conftest import Client, token
from tests.resources.conftest import API, Make, Remove

TEXT = "Hier, «on ferme», a dit Anne Roy."
ANY = {"If-Match": "*"}


@pytest.fixture
def source(make: Make) -> str:
    """Make a source; the address of its text."""
    return f"{API}/sources/{make('sources', title='Le Devoir', external_id='s-1')['id']}"


def test_a_text_is_kept_read_changed_and_dropped(
    client: Client, editor: Mapping[str, str], make: Make, source: str
) -> None:
    ident = source.rpartition("/")[2]
    quote = make("quotes", text="on ferme", mentions=[{"source": ident, "prefix": "Hier, «"}])
    other = make("quotes", text="on ouvre", mentions=[{"source": ident}])
    where, digest = f"{source}/text", sha256(TEXT.encode()).hexdigest()
    missing = client.get(where, headers=dict(editor))
    assert (missing.status_code, missing.json["detail"]) == (404, f"The text of the source “{ident}” is not kept.")

    tag = client.get(source).headers["ETag"]
    kept = client.put(f"{where}?reason=lu", json={"text": TEXT}, headers={**editor, "If-Match": tag})
    assert kept.status_code == 200, kept.text
    assert (
        kept.json
        == KeptTextSchema().dump(kept.json)
        == {
            "source": ident,
            "sha256": digest,
            "kept_at": kept.json["kept_at"],
            "moved": [],
            "lost": [other["id"]],
        }
    )
    read = client.get(where, headers=dict(editor))
    assert (
        read.json
        == SourceTextSchema().dump(read.json)
        == {"source": ident, "text": TEXT, "sha256": digest, "kept_at": kept.json["kept_at"]}
    )
    assert read.headers["ETag"] == kept.headers["ETag"]
    again = client.get(where, headers={**editor, "If-None-Match": read.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    now = client.get(source).json
    assert (now["sha256"], now["status"], now["version"]) == (digest, "changed", 2)
    (last, _) = client.get(f"{source}/revisions", headers=dict(editor)).json["items"]
    assert (last["reason"], last["version"]) == ("lu", 2)

    same = client.put(where, json={"text": TEXT}, headers={**editor, **ANY})
    assert same.json == kept.json
    assert client.get(source).json["version"] == 2

    put = client.put(where, json={"text": "Depuis, «on ferme», dit-elle."}, headers={**editor, **ANY}).json
    assert (put["moved"], put["lost"]) == ([quote["id"]], [other["id"]])
    (mention,) = client.get(f"{API}/quotes/{quote['id']}").json["mentions"]
    assert (mention["prefix"], mention["exact"]) == ("Depuis, «", "on ferme")
    assert client.put(where, json={"text": TEXT}, headers={**editor, **ANY}).json["sha256"] == digest

    stale = {**editor, "If-Match": tag}
    for late in (client.put(where, json={"text": "autre"}, headers=stale), client.delete(where, headers=stale)):
        assert (late.status_code, late.json["type"]) == (412, "urn:verbatim:problem:precondition-failed")
    assert client.get(where, headers=dict(editor)).json["text"] == TEXT

    dropped = client.delete(where, headers={**editor, "If-Match": client.get(source).headers["ETag"]})
    assert (dropped.status_code, dropped.data) == (204, b"")
    assert client.get(where, headers=dict(editor)).status_code == 404
    assert client.get(source).json["sha256"] == digest
    assert client.delete(where, headers={**editor, **ANY}).json["detail"] == missing.json["detail"]


def test_it_is_for_editors_alone(
    client: Client, editor: Mapping[str, str], source: str, sessions: sessionmaker[Session]
) -> None:
    where = f"{source}/text"
    assert client.put(where, json={"text": TEXT}, headers={**editor, **ANY}).status_code == 200
    reader = {"Authorization": f"Bearer {token(sessions)}"}
    for headers, status in ((ANY, 401), ({**reader, **ANY}, 403)):
        for method in ("GET", "HEAD", "PUT", "DELETE"):
            refused = client.open(where, method=method, json={"text": "b"}, headers=headers)
            assert (refused.status_code, TEXT in refused.text) == (status, False), method
    assert client.get(where, headers=dict(editor)).json["text"] == TEXT
    for public in ("", "/revisions", f"{API}/changes", f"{API}/sources"):
        assert "Anne Roy" not in client.get(public if public.startswith(API) else source + public).text


def test_what_is_refused(client: Client, editor: Mapping[str, str], make: Make, remove: Remove, source: str) -> None:
    where, headers = f"{source}/text", {**editor, **ANY}
    assert client.put(where, json={"text": TEXT}, headers=dict(editor)).status_code == 428
    assert client.delete(where, headers=dict(editor)).status_code == 428
    for text, detail in ((" ", "Must not be empty."), ("a" * 1_000_001, "Too long."), (7, "Not a valid string.")):
        problem = client.put(where, json={"text": text}, headers=headers).json
        assert (problem["status"], problem["errors"]) == (422, [{"pointer": "/text", "detail": detail}])
    plain = client.put(where, data=TEXT, headers=headers, content_type="text/plain")
    assert (plain.status_code, plain.headers["Accept"]) == (415, "application/json")
    assert client.put(where, data="{", headers=headers, content_type="application/json").status_code == 400
    large = client.put(where, json={"text": "é" * 600_000}, headers=headers)
    assert large.status_code == 413
    assert client.get(where, headers=dict(editor)).status_code == 404
    assert client.put(f"{API}/sources/rien/text", json={"text": TEXT}, headers=headers).status_code == 404
    gone = make("sources", title="Parti")["id"]
    assert remove("sources", gone).status_code == 204
    for method in ("GET", "PUT", "DELETE"):
        answer = client.open(f"{API}/sources/{gone}/text", method=method, json={"text": TEXT}, headers=headers)
        assert (answer.status_code, answer.json["detail"]) == (410, f"The source “{gone}” has been withdrawn.")
