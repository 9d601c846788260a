from pathlib import Path

from tests.commands.conftest import Verbatim

ROOT = Path(__file__).parents[2]


def test_writing_and_checking(verbatim: Verbatim, tmp_path: Path) -> None:
    path = tmp_path / "document.yaml"
    stale = f"verbatim: {path} is not what the code says: run `make openapi` and look at the difference.\n"
    missing = verbatim("openapi", "--check", "--output", str(path))
    assert (missing.exit_code, missing.stdout, missing.stderr, path.exists()) == (1, "", stale, False)
    written = verbatim("openapi", "--output", str(path))
    assert (written.exit_code, written.stdout) == (0, f"Wrote {path}.\n")
    assert path.read_text("utf-8") == (ROOT / "openapi.yaml").read_text("utf-8")
    checked = verbatim("openapi", "--check", "--output", str(path))
    assert (checked.exit_code, checked.stdout) == (0, f"{path} is what the code says.\n")
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    assert verbatim("openapi", "--check", "--output", str(path)).stderr == stale


def test_to_standard_output(verbatim: Verbatim) -> None:
    result = verbatim("openapi", "--output", "-")
    assert (result.exit_code, result.stdout) == (0, (ROOT / "openapi.yaml").read_text("utf-8"))
