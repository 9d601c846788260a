"""openapi.yaml, as the tools of partners see it: three judges, no error and no warning."""

from pathlib import Path

import pytest
import yaml
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.clients.conftest import DOCUMENT, ROOT, Node

pytestmark = pytest.mark.clients


def test_the_document_is_openapi_3_1() -> None:
    document = yaml.safe_load(DOCUMENT.read_text(encoding="utf-8"))
    assert document["openapi"].startswith("3.1.")
    assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []


def test_spectral_finds_nothing(node: Node, tmp_path: Path) -> None:
    ruleset = ROOT / ".ci" / "spectral.yaml"
    told = node.run(
        "spectral", "lint", DOCUMENT, "--ruleset", ruleset, "--fail-severity", "hint", "--quiet", folder=tmp_path
    )
    assert (told.stdout.strip(), told.returncode) == ("", 0)


def test_redocly_finds_nothing(node: Node, tmp_path: Path) -> None:
    # In the strict form of the recommended rules, a warning is an error.
    settings = ROOT / ".ci" / "redocly.yaml"
    told = node.run("redocly", "lint", DOCUMENT, "--config", settings, "--format", "github-actions", folder=tmp_path)
    assert told.returncode == 0, told.stdout
    assert "::" not in told.stdout
