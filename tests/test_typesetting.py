"""French typography for the eye: what is put in, what stays, and where the marks go."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.typesetting import NARROW, marked, shown, typeset

N = NARROW


@pytest.mark.parametrize(
    ("stored", "seen"),
    [
        ("Quoi ? Rien ! Si ; oui : non", f"Quoi{N}? Rien{N}! Si{N}; oui{N}: non"),
        ("Quoi? Rien! Si; oui: non", f"Quoi{N}? Rien{N}! Si{N}; oui{N}: non"),
        ("Vraiment?!", f"Vraiment{N}?!"),
        ("«non» et « oui »", f"«{N}non{N}» et «{N}oui{N}»"),
        ("à 10:30, http://x.org/?a=1;b", "à 10:30, http://x.org/?a=1;b"),
        ("l'été, aujourd'hui, 'non'", "l’été, aujourd’hui, 'non'"),
        ('de "l\'amour", ("oui")', "de “l’amour”, (“oui”)"),
        ("75 % de 12 000 €", f"75{N}% de 12{N}000{N}€"),
        ("Euh...", "Euh…"),
        ("", ""),
    ],
)
def test_what_is_seen(stored: str, seen: str) -> None:
    assert shown(stored) == seen


def test_another_language_gets_its_apostrophes_alone() -> None:
    assert shown('Who\'s there? "Me"!', "en") == 'Who’s there? "Me"!'


def test_marks_stay_on_their_words() -> None:
    text = "Oui! la fausse rumeur: «l'amour»!"
    marks = [(text.index("rumeur"), text.index(":")), (text.index("l'"), text.index("»"))]
    assert [*marked(text, marks)] == [
        (f"Oui{N}! la fausse ", False),
        ("rumeur", True),
        (f"{N}: «{N}", False),
        ("l’amour", True),
        (f"{N}»{N}!", False),
    ]


@given(st.text("ab'’ .!?:;«»\"1%\u00a0\u202f\n", max_size=40), st.data())
def test_nothing_is_lost_and_marks_never_overlap(text: str, data: st.DataObject) -> None:
    def bare(each: str) -> str:
        return each.translate(str.maketrans("’“”…", '\'"".', " \u00a0\u202f."))

    assert bare(shown(text)) == bare(text)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=4)))
    marks = [pair for pair in zip(cuts[::2], cuts[1::2], strict=False) if pair[0] < pair[1]]
    assert "".join(piece for piece, _ in marked(text, marks)) == typeset(text).text
