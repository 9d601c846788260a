"""Numbers in words and in figures: «deux mille» is 2000, «deuxième» 2e. Pure. Asked for where nothing was found."""

from collections.abc import Iterator, Sequence

_UNITS = (
    *("zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"),
    *("treize", "quatorze", "quinze", "seize"),
)
_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
_TENS_ELSEWHERE = {"septante": 70, "huitante": 80, "octante": 80, "nonante": 90}
_HUNDRED, _THOUSAND, _MILLION = 100, 1_000, 1_000_000

_VALUES = {word: value for value, word in enumerate(_UNITS)} | {"une": 1, "vingts": 20} | _TENS | _TENS_ELSEWHERE
_NAMES = {value: word for word, value in _TENS.items()}
_SCALES = {"cent": _HUNDRED, "cents": _HUNDRED, "mille": _THOUSAND, "million": _MILLION, "millions": _MILLION}

_IRREGULAR = {"premier": 1, "premiere": 1, "second": 2, "seconde": 2, "cinquieme": 5, "neuvieme": 9}
_ORDINALS = _IRREGULAR | {
    f"{word.removesuffix('e')}ieme": value
    for word, value in (_VALUES | {"cent": _HUNDRED, "mille": _THOUSAND}).items()
    if value > 1 and word not in {"cinq", "neuf", "vingts"}
}

BELOW = 1_000 * _MILLION
"""Numbers from here on are not put into words."""

LONGEST = 24
"""Words that a number is made of at most."""


def number_of(words: Sequence[str]) -> int | None:
    """Read exact forms as one number; None where they are none, or several («dix et vingt»).

    >>> number_of(["quatre", "vingts"]), number_of(["deux", "mille", "seize"]), number_of(["vingt", "et", "un"])
    (80, 2016, 21)
    """
    whole = part = 0
    for word in words:
        value, scale = _VALUES.get(word), _SCALES.get(word)
        if value == 20 and part % _HUNDRED == 4:  # noqa: PLR2004 quatre-vingts
            part += 76
        elif value is not None:
            if not _may_follow(part % _HUNDRED, value):
                return None
            part += value
        elif scale == _HUNDRED:
            part = max(part, 1) * scale
        elif scale:
            whole, part = whole + max(part, 1) * scale, 0
        elif word != "et":
            return None
    return whole + part if words else None


def _may_follow(tens: int, value: int) -> bool:
    """Say whether a value may be added to tens: «dix-sept», «vingt et un», «soixante-douze», but not «dix, vingt»."""
    if tens == 10:  # noqa: PLR2004 seventeen is the first said so
        return 7 <= value < 10  # noqa: PLR2004
    return not tens or (tens % 10 == 0 and value < (20 if tens in {60, 80} else 10))


def is_numeral(word: str) -> bool:
    """Say whether a word is a number by itself: neither «un» nor «une», which are articles first, nor «et»."""
    return word not in {"un", "une", "et"} and number_of([word]) is not None


def ordinal_of(word: str) -> int | None:
    """Read an exact form as an ordinal of one word; None where it is none.

    >>> ordinal_of("deuxieme"), ordinal_of("premieres"), ordinal_of("deux")
    (2, 1, None)
    """
    return _ORDINALS.get(word, _ORDINALS.get(word.removesuffix("s")))


def ordinals_of(number: int) -> Iterator[str]:
    """Give the words that an ordinal is written with, as exact forms: none where it takes several."""
    return (word for word, value in _ORDINALS.items() if value == number)


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
        scale, one, many = (_MILLION, "million", "millions") if number >= _MILLION else (_THOUSAND, "mille", "mille")
        scaled, rest = divmod(number, scale)
        return [*(_said(scaled) if scaled > 1 or scale == _MILLION else []), many if scaled > 1 else one, *_said(rest)]
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
