"""The OpenAPI document: what generators of clients and readers rely on, and the pages that show it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask import Flask
from openapi_spec_validator import OpenAPIV31SpecValidator

from api.document import TAGS, as_yaml
from api.errors import TYPES
from tests.conftest import Client

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "openapi.yaml").read_text("utf-8"))
    return loaded


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method in ("get", "post", "patch", "put", "delete"):
            if method in item:
                yield method, path, item[method]


PARTLY = {"/api/v1/search"}
"""What anybody may read, but for what a parameter gives editors alone."""
QUESTIONS = {"/api/v1/quote-checks"}
"""What is asked by POST, because the question is a body: nothing is written, and no token is needed."""


EDITORS = {
    "/api/v1/extractions",
    "/api/v1/reviews",
    "/api/v1/reviews/decisions",
    "/api/v1/reviews/{review}",
}
"""What only holders of `write` may read or ask: nothing in it is published, withdrawn or moved."""

TEXTS = "/api/v1/sources/{reference}/text"
"""What only holders of `write` may read, of something that is published."""


def followed(document: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """Return what a reference refers to, or the part itself."""
    if "$ref" not in part:
        return part
    found: Any = document
    for step in part["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return followed(document, found)


def test_the_committed_document_is_what_the_code_says(app: Flask) -> None:
    assert (ROOT / "openapi.yaml").read_text("utf-8") == as_yaml(app), "run `make openapi`"


def test_it_is_valid(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    assert [str(error) for error in OpenAPIV31SpecValidator(document).iter_errors()] == []


def test_every_address_of_the_api_is_in_it(app: Flask, document: dict[str, Any]) -> None:
    served = {
        (method.lower(), re.sub(r"<(?:[^<>]*:)?(\w+)>", r"{\1}", str(rule)))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if str(rule).startswith("/api/v1/") and "openapi" not in str(rule)
    }
    assert {(method, path) for method, path, _ in operations(document)} == served
    assert len(served) >= 50


def test_every_operation_is_described(document: dict[str, Any]) -> None:
    ids = [each["operationId"] for _, _, each in operations(document)]
    assert len(ids) == len(set(ids)) >= 50
    for method, path, each in operations(document):
        name = f"{method} {path}"
        assert each["summary"], name
        assert not each["summary"].endswith("."), name
        assert each["description"].endswith("."), name
        assert len(each["tags"]) == 1, name
        assert each["tags"][0] in TAGS, name
        for parameter in each.get("parameters", ()):
            parameter = followed(document, parameter)  # noqa: PLW2901 - the same, without its reference
            assert parameter["description"], (name, parameter["name"])


def test_every_operation_says_who_may(document: dict[str, Any]) -> None:
    for method, path, each in operations(document):
        expected: list[dict[str, list[str]]] = [{"token": []}]
        if is_open := (method == "get" and path not in {*EDITORS, TEXTS}) or path in QUESTIONS:
            expected = [{}, *expected]
        assert each["security"] == expected, (method, path)
        assert ("403" in each["responses"]) != is_open or path in PARTLY


def test_every_error_is_a_problem_with_an_example(document: dict[str, Any]) -> None:
    expected = {
        "get": {"401", "422", "429", "500", "503"},
        "post": {"400", "401", "403", "409", "413", "415", "422", "429", "500", "503"},
        "patch": {*["400", "401", "403", "404", "409", "410", "412", "413", "415", "422", "428", "429", "500", "503"]},
        "put": {*["400", "401", "403", "404", "409", "410", "412", "413", "415", "422", "428", "429", "500", "503"]},
        "delete": {*["401", "403", "404", "409", "410", "412", "422", "428", "429", "500", "503"]},
    }
    for method, path, each in operations(document):
        statuses = {status for status in each["responses"] if status >= "400"}
        wanted = expected[method] - {"403", "409"} if path in QUESTIONS else expected[method]
        if path in EDITORS:
            wanted = wanted | {"403"} | ({"404"} if path.removeprefix("/api/v1/reviews") else set())
            assert statuses == wanted - ({"404"} if path.endswith("extractions") else set()), (method, path)
        else:
            wanted = wanted | ({"403"} if path in {TEXTS, *PARTLY} else set())
            assert statuses == wanted | ({"404", "410"} if "{" in path else set()), (method, path)
        for status in statuses:
            response = followed(document, each["responses"][status])
            (content_type,) = response["content"]
            content = response["content"][content_type]
            assert content_type == "application/problem+json"
            assert content["schema"] == {"$ref": "#/components/schemas/Problem"}
            example = content["example"]
            assert (example["status"], example["title"]) == (int(status), TYPES[int(status)][1])


def test_every_success_is_described(document: dict[str, Any]) -> None:
    for method, path, each in operations(document):
        success = {status: response for status, response in each["responses"].items() if status < "400"}
        assert (success.pop("308", None) is not None) == path.endswith(("/{reference}", "/similar")), (method, path)
        expected = {"get": {"200", "304"}, "post": {"201"}, "delete": {"204"}}.get(method, {"200"})
        assert set(success) == (
            {"200"} if path in QUESTIONS or (method, path in EDITORS) == ("post", True) else expected
        )
        assert all(response["description"] for response in success.values())
        if method == "delete" or path in QUESTIONS:
            continue
        headers = set(success.get("200", success.get("201", {}))["headers"])
        more = {"Location"} if method == "post" and path not in EDITORS else set()
        more |= {"Link"} if method == "get" and not path.endswith(("}", "/similar", "/suggestions", "/text")) else set()
        assert headers == {"ETag"} | more, (method, path)


def test_bodies_have_examples_that_are_taken(document: dict[str, Any]) -> None:
    for method, path, each in operations(document):
        if method not in ("post", "put", "patch"):
            assert "requestBody" not in each
            continue
        (content_type,) = each["requestBody"]["content"]
        content = each["requestBody"]["content"][content_type]
        assert content_type == ("application/merge-patch+json" if method == "patch" else "application/json")
        assert each["requestBody"]["required"], (method, path)
        assert content.get("example") or content.get("examples"), (method, path)


@pytest.mark.parametrize("path", ["/api/v1/openapi.yaml", "/api/v1/openapi.json"])
def test_the_server_gives_it_out(client: Client, document: dict[str, Any], path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert yaml.safe_load(answer.text) == document


def test_the_page_that_shows_it_asks_nothing_of_other_servers(client: Client) -> None:
    page = client.get("/docs")
    assert (page.status_code, page.content_type) == (200, "text/html; charset=utf-8")
    assert "//" not in page.text.replace("<!doctype", "")
    names = [part.split('"')[0] for part in page.text.split('src="')[1:] + page.text.split('href="')[1:]]
    assert len(names) == 5
    for name in names:
        asset = client.get(name)
        assert (asset.status_code, len(asset.data) > 100) == (200, True), name
        asset.close()
    assert client.get("/docs/nothing.js").status_code == 404
    assert client.get("/docs/../config.py").status_code == 404
    assert client.get("/docs/%2e%2e/config.py").status_code == 404
