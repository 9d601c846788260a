"""The set-up of the environment, on a small project of its own that needs nothing from any index."""

import json
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / ".ci" / "set_up.py"
BACKEND = """
import zipfile
def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    name = "small-1.0-py3-none-any.whl"
    with zipfile.ZipFile(f"{wheel_directory}/{name}", "w") as wheel:
        wheel.writestr("small.pth", "")
        wheel.writestr("small-1.0.dist-info/METADATA", "Metadata-Version: 2.1\\nName: small\\nVersion: 1.0\\n")
        wheel.writestr("small-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr("small-1.0.dist-info/RECORD", "")
    return name
"""
PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "small"
version = "1.0"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    top = tmp_path / "project"
    (top / ".ci").mkdir(parents=True)
    shutil.copy(SCRIPT, top / ".ci")
    (top / "backend.py").write_text(BACKEND, encoding="utf-8")
    (top / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    (top / "requirements.lock").write_text("# nothing is needed\n", encoding="utf-8")
    return top


def set_up(project: Path, *before: str) -> subprocess.CompletedProcess[str]:
    """Run the script as make does; `before` are statements to run first."""
    code = f"import sys, runpy; {'; '.join(before) or 'pass'}; sys.argv[1:] = ['runtime']; runpy.run_path("
    code += f"{str(project / '.ci' / 'set_up.py')!r}, run_name='__main__')"
    return subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)


def installed(project: Path) -> list[str]:
    listed = subprocess.run(
        [project / ".venv/bin/python", "-I", "-m", "pip", "--disable-pip-version-check", "list", "--format=json"],
        check=True,
        capture_output=True,
        text=True,
    )
    return [package["name"] for package in json.loads(listed.stdout) if package["name"] not in {"pip", "setuptools"}]


def test_an_environment_is_made_once_and_begun_again_when_its_making_was_interrupted(project: Path) -> None:
    note = project / ".venv" / "verbatim.json"
    first = set_up(project)
    assert (first.returncode, first.stderr, installed(project)) == (0, "", ["small"])

    made = note.stat().st_mtime_ns
    again = set_up(project)
    assert (again.returncode, again.stdout + again.stderr, note.stat().st_mtime_ns) == (0, "", made)

    # What an interruption leaves: an environment without its note.
    note.unlink()
    (project / ".venv" / "bin" / "pip").write_text("half a file", encoding="utf-8")
    assert set_up(project).returncode == 0
    assert installed(project) == ["small"]

    # A failure that changed nothing costs nothing: the environment goes on with what it has.
    (project / "requirements.lock").write_text("nowhere @ file:///nowhere\n", encoding="utf-8")
    failed = set_up(project)
    assert failed.returncode == 1
    assert failed.stderr.splitlines()[-1].startswith("pip could not install what is pinned (see above).")
    (project / "requirements.lock").write_text("# nothing is needed\n", encoding="utf-8")
    assert (set_up(project).stdout, installed(project)) == ("", ["small"])


def test_a_python_without_ensurepip_is_told_what_to_install(project: Path) -> None:
    refused = set_up(project, "sys.modules['ensurepip'] = None")
    assert refused.returncode == 1
    assert "apt-get install python3-venv" in refused.stderr
    assert not (project / ".venv").exists()


def test_an_old_python_is_told_so(project: Path) -> None:
    refused = set_up(project, "sys.version_info = (3, 10, 2)", "sys.version = '3.10.2 (main)'")
    assert refused.returncode == 1
    assert refused.stderr.splitlines() == [
        f"Verbatim needs Python 3.11 or newer, and {sys.executable} is 3.10.2.",
        "Name a newer one, for example: make serve PYTHON=python3.12",
    ]


def test_what_is_not_compiled_is_within_the_packages_alone() -> None:
    packages = "/c++/tests/project/.venv/lib/python3.11/site-packages"
    left_out = re.compile(runpy.run_path(str(SCRIPT))["_not_compiled"](packages))
    paths = ("numpy/__init__.py", "pip/__init__.py", "numpy/core/tests/test_it.py", "latest/it.py")
    assert [bool(left_out.search(f"{packages}/{each}")) for each in paths] == [False, True, True, False]
    assert not left_out.search("/c++/tests/project/api/cli.py")
