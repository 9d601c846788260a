"""Addresses that lead to words within a page."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.archive.text_fragments import link_to

PAGE = "https://example.org/a?b=c"
LONGER = "rien n'est pire que de ne pas participer ici"
CUT_OFF = "\" mais on l'a aimé, et bien vvvv"


@pytest.mark.parametrize(
    ("page", "exact", "prefix", "suffix", "expected"),
    [
        (PAGE, LONGER, "dit «", "».", "#:~:text=rien%20n%27est%20pire%20que%20de%20ne%20pas%20participer%20ici"),
        (PAGE, "peut-être, oui", "dit-elle", "», et", "#:~:text=dit%2Delle-,peut%2D%C3%AAtre%2C%20oui,-%C2%BB%2C%20et"),
        (PAGE, "l'amour", None, None, "#:~:text=l%27amour"),
        (PAGE, "l'amour", " ", CUT_OFF, "#:~:text=l%27amour,-%22%20mais%20on%20l%27a%20aim%C3%A9%2C%20et%20bien"),
        (PAGE, "un deux trois\n\nquatre cinq six", "a", "b", "#:~:text=un%20deux%20trois,quatre%20cinq%20six"),
        (PAGE, "mot " * 100, "a", "b", "#:~:text=mot%20mot%20mot%20mot%20mot,mot%20mot%20mot%20mot%20mot"),
        (PAGE, "a" * 400, "a", "b", f"#:~:text={'a' * 400}"),
        (f"{PAGE}#bas", "un & deux", "", "", "#bas:~:text=un%20%26%20deux"),
        (f"{PAGE}#bas:~:text=vieux", "un", None, None, "#bas:~:text=un"),
        (PAGE, None, "a", "b", ""),
        (PAGE, " ", "a", "b", ""),
    ],
)  # fmt: skip
def test_links(page: str, exact: str | None, prefix: str | None, suffix: str | None, expected: str) -> None:
    assert link_to(page, exact, prefix, suffix) == PAGE + expected


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(TEXTS, TEXTS, TEXTS)
def test_any_words_can_be_led_to(exact: str, prefix: str, suffix: str) -> None:
    link = link_to(PAGE, exact, prefix, suffix)
    assert link.isascii()
    if exact.split():
        parts = link.removeprefix(f"{PAGE}#:~:text=").split(",")
        plain = [part for part in parts if not part.endswith("-") and not part.startswith("-")]
        assert unquote(plain[0]).split() == exact.split()[: len(unquote(plain[0]).split())]
        assert all(character not in "".join(plain) for character in "-&# ")
