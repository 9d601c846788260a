"""HTML, Markdown and text to text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.plain_text import clean, line, plain_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Un<br /><br />Deux", "Un\n\nDeux"),
        (
            "<p>Un&nbsp;deux</p><ul><li>x</li><li><p>y</p></li></ul>fin<script>mal()</script>",
            "Un deux\n\n- x\n- y\n\nfin",
        ),
        ("**gras** et _ital_ [Gluon](http://x.fr) <http://x.fr>", "gras et ital Gluon http://x.fr"),
        ("* un\n* deux\n\n3. a\n4. b", "- un\n- deux\n\n3. a\n4. b"),
        ("# Titre\r\n\r\nligne\r\nautre", "Titre\n\nligne\nautre"),
        ("List<String> x < y, 2*3*4, __init__, snake_case", "List<String> x < y, 2*3*4, __init__, snake_case"),
        ("#tag et a &amp; b ![image](x.png)", "#tag et a & b"),
        ("e\u0301te\u0301\u00a0: co\u00adopé\u200bration", "été : coopération"),
        ("", ""),
    ],
)
def test_what_people_paste_becomes_text(markup: str, text: str) -> None:
    assert plain_text(markup) == text
    assert plain_text(text) == text


def test_a_title_keeps_its_signs() -> None:
    assert line("# Null,\u00a0<b>undefined</b> &amp; co <br>") == "Null, undefined & co"
    assert line("C# et #tag : List<String>, 1 < 2") == "C# et #tag : List<String>, 1 < 2"


@given(st.text(max_size=300))
def test_any_text_is_taken_and_clean_text_is_clean(text: str) -> None:
    plain_text(text)
    assert clean(clean(text)) == clean(text)


@given(st.text(alphabet="ab é.,\n\t\u00a0:'1", max_size=80))
def test_text_without_markup_is_what_markdown_would_make_of_it(text: str) -> None:
    lines = [each for each in text.split("\n") if each.strip()]
    text = "\n".join(each if not each.strip()[:1].isdecimal() else f"a{each}" for each in lines)
    assert "\n\n".join(filter(None, (plain_text(text), "&"))) == plain_text(f"{text}\n\n&amp;")
