"""Few documents found, and a word one slip away that many have: it is proposed, and nothing else changes."""

import pytest

from search import Document, Index, Query, Words, open_index

TEXTS = [
    *["Monsieur Carroll a répondu"] * 20,
    *["Madame Caroll a répondu"] * 2,
    "Monsieur Dupond a voté",
    "Un vote à main levée",
    *["Une note salée"] * 20,
]


@pytest.fixture(params=["memory", "whoosh"])
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Index:
    made = open_index("memory:" if request.param == "memory" else f"whoosh:{tmp_path_factory.mktemp('proposing')}")
    made.replace([Document(f"d{at:02}", {"text": text}) for at, text in enumerate(TEXTS)])
    return made


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("madame caroll", "madame carroll"),
        ("Dupond", None),  # nothing is near
        ("vote", None),  # a word, and so is the other
        ("carroll", None),  # enough was found
        ("madame monsieur caroll", None),  # enough, and all words are known
        ("monsieur madame répondu carrxoll", "monsieur madame répondu carroll"),  # enough, without a word that none has
        ("notes", None),  # another inflection is found
        ("nul", None),  # nothing was found
        ('"madame caroll"', None),
    ],
)
def test_a_much_more_frequent_word_is_proposed(index: Index, typed: str, proposed: str | None) -> None:
    query = Query(Words(typed), propose=True)
    results = index.search(query)
    assert results.interpretation.proposed == proposed
    plain = index.search(Query(Words(typed)))
    assert plain.interpretation.proposed is None
    assert plain.hits == results.hits
    as_typed = index.search(query._replace(ask=Words(typed, as_typed=True)))
    assert as_typed.interpretation.proposed is None
