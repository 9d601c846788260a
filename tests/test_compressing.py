"""Pages go out compressed to those who take it, and caches can tell the two apart."""

import gzip

from tests.conftest import Client

GZIP = {"Accept-Encoding": "br, gzip;q=0.8"}


def test_a_page_is_the_same_compressed(client: Client) -> None:
    for path in ("/", "/static/pages.css", "/recherche?q=a"):
        plain = client.get(path)
        small = client.get(path, headers=GZIP)
        assert gzip.decompress(small.data) == plain.data, path
        assert (small.headers["Content-Encoding"], int(small.headers["Content-Length"])) == ("gzip", len(small.data))
        assert len(small.data) * 2 < len(plain.data)
        assert "Content-Encoding" not in plain.headers
        assert "Accept-Encoding" in small.headers["Vary"]
        assert small.headers["Vary"] == plain.headers["Vary"]
        assert small.headers["ETag"] == f"W/{plain.headers['ETag']}"
        again = client.get(path, headers=GZIP | {"If-None-Match": small.headers["ETag"]})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", small.headers["ETag"])
        assert "Accept-Encoding" in again.headers["Vary"]
        head = client.head(path, headers=GZIP)
        assert (head.data, head.headers["ETag"]) == (b"", small.headers["ETag"])
        for answer in (plain, small, again, head):
            answer.close()  # a file


def test_what_must_not_be_is_not_compressed(client: Client) -> None:
    refused = {"Accept-Encoding": "gzip;q=0, identity"}
    for path, headers in (
        ("/", refused),
        ("/api/v1/events", GZIP),
        ("/connexion", GZIP),
        ("/healthz", GZIP),
        ("/robots.txt", GZIP),
    ):
        assert "Content-Encoding" not in client.get(path, headers=headers).headers, path
    assert client.get("/api/v1/events", headers=GZIP).headers["ETag"].startswith('"')
