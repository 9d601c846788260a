"""What holds of the project's own files: their places, sizes and names, the lock files, the commands."""

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
TOP_LEVEL = {
    ".ci",
    ".gitignore",
    "LICENSE",
    "Makefile",
    "README.md",
    "api",
    "benchmarks",
    "openapi.yaml",
    "pyproject.toml",
    "requirements.lock",
    "search",
    "seeds",
    "tests",
}
LOCKS = ("requirements.lock", ".ci/requirements-dev.lock")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def tracked() -> list[str]:
    """The paths that git keeps, relative to the top."""
    if not (ROOT / ".git").exists():
        pytest.skip("these files are not a checkout of git")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)
    return [path for path in listed.stdout.split("\0") if path and (ROOT / path).exists()]


def pins(lock: str) -> dict[str, set[str]]:
    """The versions of each package, by its normalised name; more than one where Pythons differ."""
    found: dict[str, set[str]] = {}
    for line in (ROOT / lock).read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([a-z0-9-]+)(?:\[[a-z0-9,-]+\])?==([^ ]+)", line):
            found.setdefault(match[1], set()).add(match[2])
    return found


def test_the_top_level_is_what_the_design_says() -> None:
    assert {path.split("/")[0] for path in tracked()} - TOP_LEVEL == set()


def test_no_file_of_python_is_longer_than_300_lines() -> None:
    # Revisions of the database's schema are records, written once, not read as code.
    long = {
        path: length
        for path in tracked()
        if path.endswith(".py")
        and not path.startswith("api/migrations/versions/")
        and (length := len((ROOT / path).read_text(encoding="utf-8").splitlines())) > 300
    }
    assert long == {}


def test_no_file_has_a_name_that_says_nothing() -> None:
    empty_words = {"utils", "helpers", "common", "core", "base", "manager"}
    assert [path for path in tracked() if empty_words & set(path.removesuffix(".py").split("/"))] == []


def test_no_file_names_a_place_of_one_machine() -> None:
    place = re.compile(r"(?<![\w.:/-])/(?:home|opt|root|tmp|work)/\w")
    named = []
    for path in tracked():
        try:
            text = (ROOT / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        named += [f"{path}: {line}" for line in text.splitlines() if place.search(line)]
    assert named == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_by_hash_and_names_no_index(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert re.findall(r"://|^ *--(?!hash=sha256:)\S+", text, re.MULTILINE) == []
    entries = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)
    assert [entry.splitlines()[0] for entry in entries if entry.strip() and "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize(("lock", "extras"), [(LOCKS[0], ("build",)), (LOCKS[1], ("build", "dev"))])
def test_a_lock_answers_what_the_project_asks_for(lock: str, extras: tuple[str, ...]) -> None:
    wanted = list(PROJECT["project"]["dependencies"])
    for extra in extras:
        wanted += PROJECT["project"]["optional-dependencies"][extra]
    pinned = pins(lock)
    unanswered = []
    for text in wanted:
        requirement = Requirement(text)
        versions = pinned.get(requirement.name.lower(), set())
        if not versions or not all(requirement.specifier.contains(version) for version in versions):
            unanswered.append((text, versions))
    assert unanswered == []


def test_the_tools_see_the_versions_that_are_served() -> None:
    served, checked = (pins(lock) for lock in LOCKS)
    assert {name: checked.get(name) for name in served} == served


def test_the_packages_of_node_are_pinned_by_hash_and_name_no_registry() -> None:
    lock = json.loads((ROOT / ".ci/node/package-lock.json").read_text(encoding="utf-8"))
    asked = json.loads((ROOT / ".ci/node/package.json").read_text(encoding="utf-8"))["devDependencies"]
    packages = {path: package for path, package in lock["packages"].items() if path}
    assert {name: packages[f"node_modules/{name}"]["version"] for name in asked} == asked
    assert [path for path, package in packages.items() if "resolved" in package] == []
    assert [path for path, package in packages.items() if "integrity" not in package] == []


def test_every_check_that_is_switched_off_says_why() -> None:
    inside = False
    silent = []
    for line in (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines():
        inside = (inside or bool(re.match(r'(?:"[^"]*"|ignore|filterwarnings) = \[$', line))) and line != "]"
        if inside and line.startswith("    ") and "#" not in line and line.strip() != '"error",':
            silent.append(line)
    assert silent == []


def test_make_help_names_every_command() -> None:
    command = ["make", "--no-print-directory", "help"]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    named = [line.split()[1] for line in said.splitlines()]
    assert named == ["help", "serve", "test", "check", "openapi", "bench", "lock", "clean"]
