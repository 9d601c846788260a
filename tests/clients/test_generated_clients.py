"""Clients made from openapi.yaml by what partners use, put to work against a running server.

Each runs a program written as a partner would write one, and prints what it found; the two must agree.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.clients.conftest import DOCUMENT, NODE_PACKAGES, Node, Server

pytestmark = pytest.mark.clients

HERE = Path(__file__).parent
FOUND = {
    "read": {
        "page": 1,
        "all": True,
        "speakers": ["Élise Proulx", "Isabelle Thellen"],
        "event": "Médias sociaux Secteur public",
    },
    "search": {"type": "quote", "speakers": ["Melissa Carroll"], "marked": ["fausses", "rumeurs"]},
    "write": {
        "status": 201,
        "text": "Un client généré a dit ceci.",
        "speaker": "Melissa Carroll",
        "said_on": ["2016-11", "2016-11-22"],
        "versions": [1, 2],
    },
    "fail": {"missing": 404, "refused": 401},
}
TSCONFIG = {
    "compilerOptions": {
        "strict": True,
        "noUncheckedIndexedAccess": True,
        "module": "nodenext",
        "target": "es2022",
        "lib": ["es2023", "dom", "dom.iterable"],
        "types": [],
        "outDir": "made",
    },
    "include": ["*.ts"],
}


def test_a_python_client_reads_searches_writes_and_is_refused(server: Server, tmp_path: Path) -> None:
    settings = tmp_path / "settings.json"
    settings.write_text(json.dumps({"package_name_override": "verbatim_client", "post_hooks": []}), encoding="utf-8")
    generator = Path(sys.executable).with_name("openapi-python-client")
    options = ["--meta=none", "--fail-on-warning", f"--path={DOCUMENT}", f"--config={settings}"]
    made = subprocess.run(
        [generator, "generate", *options, f"--output-path={tmp_path / 'verbatim_client'}"],
        check=False,
        capture_output=True,
        text=True,
    )
    assert (made.returncode, made.stderr) == (0, ""), made.stdout

    used = subprocess.run(
        [sys.executable, HERE / "use_python_client.py", server.url, server.token],
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        check=False,
        capture_output=True,
        text=True,
    )
    assert used.returncode == 0, used.stderr
    assert json.loads(used.stdout) == FOUND


def test_a_typescript_client_reads_searches_writes_and_is_refused(server: Server, node: Node, tmp_path: Path) -> None:
    (tmp_path / "node_modules").symlink_to(NODE_PACKAGES)
    (tmp_path / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    (tmp_path / "tsconfig.json").write_text(json.dumps(TSCONFIG), encoding="utf-8")
    (tmp_path / "use.ts").write_text((HERE / "use_typescript_client.ts").read_text(encoding="utf-8"), encoding="utf-8")
    made = node.run("openapi-typescript", DOCUMENT, "--output", "schema.ts", folder=tmp_path)
    assert made.returncode == 0, made.stdout
    compiled = node.run("tsc", folder=tmp_path)
    assert (compiled.returncode, compiled.stdout) == (0, "")

    used = node.run(tmp_path / "made" / "use.js", server.url, server.token, folder=tmp_path)
    assert used.returncode == 0, used.stdout
    assert json.loads(used.stdout) == FOUND
