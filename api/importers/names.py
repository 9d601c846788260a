"""Names as programmes print them: made clean, several in one field told apart, logins known for what they are. Pure.

Decision: a name is only ever cut where both sides are names beyond doubt. «Pierre et Marie Curie» stays one entry,
as printed: who takes it for two persons would have to invent the name of one.
"""

import re

from api.plain_text import line

_LISTS = re.compile(r"\s*[;\n|]\s*|\s+/\s+|\s+\+\s+")
_AND = re.compile(r"\s*,?\s+(?:&|et|and|und|with|avec)\s+|\s*&\s*", re.IGNORECASE)
_COMMA = re.compile(r"\s*,\s*")
_SUFFIX = re.compile(r"^(?:jr|sr|ii|iii|iv|phd|ph\.? ?d|md|dr|ing|m\.?sc|mba)\.?$", re.IGNORECASE)
_PRONOUNS = re.compile(
    r"\s*[(\[](?:she|he|they|elle|il|iel|ille|her|him|ael|ol)(?:[\s/·.-]+\w+)*[)\]]\s*$", re.IGNORECASE
)
_LETTER = re.compile(r"[^\W\d_]")
_COUNTED = re.compile(r"(?:personne|intervenante?|participante?|place|orateur|oratrice)s?", re.IGNORECASE)
_CAPITALISED = re.compile(r"[^\W\d_a-zà-öø-ÿœ]\S*")
_ALONE = re.compile(r"[^\W\d_a-z][^\s\d_]*")
"""A name of one word, the first or the last."""
_LOGIN = re.compile(r"@\S+|\S*[\d_]\S*|[a-z0-9.-]+|\S+\.\S+|[a-z]+[A-Z]\w*|[A-Z][a-z]+[A-Z]\w*")


def names_in(text: str, *, plural: bool = False) -> list[str]:
    """Tell the names in a field, in order; ``plural`` says that the field lists people, parted by commas.

    Cut at ; / | + and line ends; at «et», «and», & where each side is a whole name (or each a single word); at a
    comma so too, so that «Dupont, Jean» and «King, Jr.» stay one. «Alice, Bob» are two where ``plural``, unless
    another mark parts the people: then a comma parts a name.
    """
    names: list[str] = []
    parts = _parts(text)
    for part in parts:
        names += _cut(part, plural=plural, parted=len(parts) > 1)
    return list(dict.fromkeys(filter(_is_name, (_PRONOUNS.sub("", name).strip(" ,;") for name in names))))


def commas_part_a_name(text: str) -> bool:
    """Say whether a field by itself shows that commas stand within names: «Dupont, Jean; Martin, Luc»."""
    parts = [_COMMA.split(part) for part in _parts(text)]
    return len(parts) > 1 and all(len(each) == 2 for each in parts) and any(map(_is_inverted, parts))  # noqa: PLR2004


def name_of(text: str | None) -> str | None:
    """Make one clean name of a text; None where it has no letter (a number is nobody's name)."""
    name = _PRONOUNS.sub("", line(text or ""))
    return name if _LETTER.search(name) else None


def full_name(first: str | None, last: str | None) -> str | None:
    """Join a first and a last name."""
    return name_of(" ".join(filter(None, (line(first or ""), line(last or "")))))


def is_login(name: str) -> bool:
    """Say whether a name is one that its bearer signs in with: `julien.topcu`, `annso_`, `MathildeLemee`."""
    return " " not in name and _LOGIN.fullmatch(name) is not None


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _LISTS.split("\n".join(map(line, text.split("\n")))) if part.strip()]


def _is_inverted(listed: list[str]) -> bool:
    return len(listed) == 2 and all(map(_ALONE.fullmatch, listed))  # noqa: PLR2004 - «Dupont, Jean»


def _is_name(text: str) -> bool:
    """A number is nobody's name, nor is a count of people («120 personnes», unlike «50 Cent»)."""
    number, _, what = text.partition(" ")
    if number.isdigit() and (_COUNTED.fullmatch(what) or not _CAPITALISED.fullmatch(what)):
        return False
    return _LETTER.search(text) is not None


def _cut(text: str, *, plural: bool, parted: bool) -> list[str]:
    whole = _AND.split(text)
    listed = [each for part in whole for each in _COMMA.split(part) if each]
    if any(_SUFFIX.match(each) for each in listed):
        return [text]
    if len(whole) == 1 and _is_inverted(listed) and (parted or not plural):
        return [text]
    if plural and len(listed) > 1 and ("," in text or _alike(listed)):
        return listed
    if len(listed) > 1 and _alike(listed) and (len(whole) > 1 or all(" " in each for each in listed)):
        return listed
    return [text]


def _alike(names: list[str]) -> bool:
    """Say whether names are all of several words, or all of one."""
    return len({" " in name for name in names}) == 1
