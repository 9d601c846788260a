"""What became of a source, by what was known and what is there now."""

import pytest

from api.archive.anchoring import Selector
from api.archive.source_texts import hash_of
from api.source_checking.judging import Judgement, Known, judge
from api.source_checking.looking import Look

ARTICLE = "Le maire l'a dit: «on continue». Puis il est parti."
PAGE = f"Accueil | Sport\n{ARTICLE.replace(chr(39), '’')}\nLire aussi: la pluie"
WORDS = [Selector("on continue", "dit: «", "»."), Selector("il est parti")]


@pytest.mark.parametrize(
    ("known", "look", "judgement"),
    [
        (Known(None, None, WORDS), Look("gone"), Judgement("gone")),
        (Known(None, None, WORDS), Look("unreachable"), Judgement(None)),
        (Known(None, None, WORDS), Look("there", note="is application/pdf"), Judgement("ok")),
        (Known(None, None, WORDS), Look("there", moved_to="https://example.org/b"), Judgement("moved")),
        (Known(None, None, WORDS), Look("there", PAGE), Judgement("ok")),
        (Known(None, None, WORDS), Look("there", PAGE, moved_to="https://example.org/b"), Judgement("moved")),
        (
            Known(None, None, WORDS),
            Look("there", "Accueil", moved_to="https://example.org/"),
            Judgement("changed", (0, 1)),
        ),
        (Known(None, None, WORDS), Look("there", "«On continue!»"), Judgement("changed", (1,))),
        (Known(None, None, []), Look("there", "Accueil"), Judgement("ok")),
        (Known(hash_of(ARTICLE), None, WORDS), Look("there", ARTICLE, whole=True), Judgement("ok")),
        (Known(hash_of(ARTICLE), None, WORDS), Look("there", f"{ARTICLE} Oui.", whole=True), Judgement("changed")),
        (Known(hash_of(ARTICLE), None, WORDS), Look("there", PAGE), Judgement("ok")),
        (Known(hash_of(ARTICLE), ARTICLE, WORDS), Look("there", PAGE), Judgement("ok")),
        (Known(hash_of(ARTICLE), ARTICLE, WORDS), Look("there", PAGE.replace("Puis", "Et")), Judgement("changed")),
    ],
)
def test_judgements(known: Known, look: Look, judgement: Judgement) -> None:
    assert judge(known, look) == judgement
