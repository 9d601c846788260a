"""Numbers in words and in figures: «deux mille» is 2000. Pure. Asked for only where nothing was found."""

from collections.abc import Sequence

_UNITS = (
    *("zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"),
    *("treize", "quatorze", "quinze", "seize"),
)
_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
_TENS_ELSEWHERE = {"septante": 70, "huitante": 80, "octante": 80, "nonante": 90}
_HUNDRED, _THOUSAND, _MILLION = 100, 1_000, 1_000_000

_VALUES = {word: value for value, word in enumerate(_UNITS)} | {"une": 1} | _TENS | _TENS_ELSEWHERE
_NAMES = {value: word for word, value in _TENS.items()}
_SCALES = {"cent": _HUNDRED, "mille": _THOUSAND, "million": _MILLION}

BELOW = _MILLION
"""Numbers from here on are not put into words."""


def number_of(words: Sequence[str]) -> int | None:
    """Read exact forms as a number; None where one of them is no part of one.

    >>> number_of(["quatre", "vingts"]), number_of(["deux", "mille", "seize"]), number_of(["vingt", "et", "un"])
    (80, 2016, 21)
    """
    whole = part = 0
    for word in words:
        value = _VALUES.get(word, _VALUES.get(word.removesuffix("s")))
        scale = _SCALES.get(word.removesuffix("s"))
        if value is not None:
            four_twenties = value == 20 and part % _HUNDRED == 4  # noqa: PLR2004 quatre-vingts
            part += 76 if four_twenties else value
        elif scale == _HUNDRED:
            part = max(part, 1) * scale
        elif scale:
            whole, part = whole + max(part, 1) * scale, 0
        elif word != "et":
            return None
    return whole + part if words else None


def is_numeral(word: str) -> bool:
    """Say whether a word is a number by itself: neither «un» nor «une», which are articles first, nor «et»."""
    return word not in {"un", "une", "et"} and number_of([word]) is not None


def in_words(number: int) -> str:
    """Put a number below ``BELOW`` into words, as in France, set apart by blanks.

    >>> in_words(80), in_words(1999)
    ('quatre vingts', 'mille neuf cent quatre vingt dix neuf')
    """
    return " ".join(_said(number)) if number else _UNITS[0]


def _said(number: int) -> list[str]:
    if not number:
        return []
    if number >= _THOUSAND:
        thousands, rest = divmod(number, _THOUSAND)
        return [*(_said(thousands) if thousands > 1 else []), "mille", *_said(rest)]
    if number >= _HUNDRED:
        hundreds, rest = divmod(number, _HUNDRED)
        many = "cents" if hundreds > 1 and not rest else "cent"
        return [*(_said(hundreds) if hundreds > 1 else []), many, *_said(rest)]
    if number >= 80:  # noqa: PLR2004 quatre-vingts
        return ["quatre", "vingts"] if number == 80 else ["quatre", "vingt", *_said(number - 80)]  # noqa: PLR2004
    if number < 20:  # noqa: PLR2004 dix-sept
        return [_UNITS[number]] if number <= 16 else ["dix", _UNITS[number - 10]]  # noqa: PLR2004
    tens = min(number // 10 * 10, 60)
    rest = number - tens
    return [_NAMES[tens], *(["et"] if rest in {1, 11} else []), *_said(rest)]
