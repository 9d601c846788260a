"""What ordinals in figures, and the Roman numbers of centuries and kings, are looked for by. Pure."""

import re

_ROMAN_LETTERS = "ivx"
_BEGIN = frozenset(f"123456789{_ROMAN_LETTERS}")

_FIGURES = re.compile(r"(?P<number>[1-9]\d{0,3})(?:ere?|res?|nde?|i?emes?|es?)")
# «vie» is a word, not the sixth.
_ROMAN = re.compile(r"(?!vies?$)(?P<number>(?=..)x{0,3}(?:ix|iv|v?i{0,3}))(?P<ordinal>(?:i?eme|e)s?)?")


def ordinal(word: str) -> str:
    """Give what an ordinal in figures, or a Roman number of centuries and kings, is looked for by; nothing if neither.

    1er as 1, which dates are written with; 3ème and IIIe as 3e; XVIII as it is, so that it is not XVI with a letter
    doubled.
    """
    if word[:1] not in _BEGIN:
        return ""
    if figures := _FIGURES.fullmatch(word):
        return "1" if figures["number"] == "1" else f"{figures['number']}e"
    roman = _ROMAN.fullmatch(word)
    if not roman or not roman["number"]:
        return ""
    return f"{_value(roman['number'])}e" if roman["ordinal"] else word


def _value(roman: str) -> int:
    """Read a Roman number."""
    values = [{"i": 1, "v": 5, "x": 10}[letter] for letter in roman]
    return sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0], strict=True))
