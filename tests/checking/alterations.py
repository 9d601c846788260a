"""Rules that make labelled cases of the quote check out of any quote: what each does to the words, and the verdict."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

Rule = Callable[[str], str | None]
"""A text → the text to check; None where the rule does not apply to it."""


class Made(NamedTuple):
    """A case that a rule made."""

    rule: str
    text: str
    verdict: str


def _words(text: str) -> list[str]:
    return re.findall(r"\d+(?: \d{3})+|\S+", text)


def _without(pattern: str) -> Rule:
    def rule(text: str) -> str | None:
        changed = re.sub(pattern, " ", text, count=1).strip()
        return changed if changed != text else None

    return rule


def _put_in(where: float, *new: str, over: int = 0) -> Rule:
    """Put words at a place (a share of the text), over as many others."""

    def rule(text: str) -> str | None:
        words = _words(text)
        at = int(len(words) * where)
        return " ".join([*words[:at], *new, *words[at + over :]]) if len(words) >= 8 else None

    return rule


def _middle_third(text: str, mark: str) -> str | None:
    words = _words(text)
    third = len(words) // 3
    return " ".join([*words[:third], mark, *words[-third:]]).strip() if third >= 3 else None


def _cut(start: float, end: float) -> Rule:
    def rule(text: str) -> str | None:
        words = _words(text)
        return " ".join(words[int(len(words) * start) : int(len(words) * end)]) if len(words) >= 10 else None

    return rule


def _swapped(text: str) -> str | None:
    words = _words(text)
    for at in range(len(words) // 2, len(words) - 1):
        if words[at].isalpha() and words[at + 1].isalpha() and words[at] != words[at + 1]:
            return " ".join([*words[:at], words[at + 1], words[at], *words[at + 2 :]])
    return None


def _other_number(text: str) -> str | None:
    changed = re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), text, count=1)
    return changed if changed != text else None


def _letter_changed(text: str) -> str | None:
    word = max(re.findall(r"[a-z]{5,}", text), key=len, default=None)
    if word is None or len(_words(text)) < 4:
        return None
    return text.replace(word, word[:-1] + ("x" if word[-1] != "x" else "t"), 1)


def _differs(rule: Rule) -> Rule:
    return lambda text: None if rule(text) == text else rule(text)


RULES: dict[str, tuple[str, Rule]] = {
    "as it is": ("exact", lambda text: text),
    "in guillemets": ("exact", lambda text: f"«\u00a0{text}\u00a0»"),
    "in curly quotes, with a full stop behind": ("exact", lambda text: f"“{text}”."),
    "decomposed": ("exact", lambda text: unicodedata.normalize("NFD", text)),
    "capitals": ("same_words", str.upper),
    "without accents": (
        "same_words",
        _differs(lambda text: re.sub(r"[\u0300-\u036f]", "", unicodedata.normalize("NFD", text))),
    ),
    "curly apostrophes": ("same_words", _differs(lambda text: text.replace("'", "’"))),
    "blanks that do not break": ("same_words", lambda text: text.replace(" ", "\u00a0") if " " in text else None),
    "no punctuation": ("same_words", _differs(lambda text: re.sub(r"(?<!\d)[,;:.!?](?!\d)", "", text))),
    "soft hyphens": ("same_words", _differs(lambda text: re.sub(r"(?<=[a-z]{3})(?=[a-z]{3})", "\u00ad", text))),
    "an exclamation": ("same_words", lambda text: f"{text.rstrip('.')} !"),
    "beginning left out": ("truncated", _cut(0.3, 1)),
    "end left out": ("truncated", _cut(0, 0.6)),
    "both ends left out, in capitals": ("truncated", lambda text: (part := _cut(0.2, 0.8)(text)) and part.upper()),
    "a cut marked (…)": ("truncated", lambda text: _middle_third(text, "(…)")),
    "a cut marked [...]": ("truncated", lambda text: _middle_third(text, "[...]")),
    "a cut without a mark": ("altered", lambda text: _middle_third(text, "")),
    "a word added": ("altered", _put_in(0.5, "vraiment")),
    "a word replaced": ("altered", _put_in(0.4, "pamplemousse", over=1)),
    "two words replaced": ("altered", _put_in(0.6, "quelque", "girafe", over=2)),
    "not, no more": ("altered", _without(r"(?<!\w)(?:ne |n['’]|pas |jamais |plus )")),
    "pas, put in": ("altered", _put_in(0.5, "pas")),
    "two words swapped": ("altered", _swapped),
    "another number": ("altered", _other_number),
    "a letter changed": ("altered", _letter_changed),
    "words before it": ("altered", lambda text: f"Comme je le disais, {text}" if len(_words(text)) >= 4 else None),
}
"""The rules by what they do, each with the verdict that is right."""


def altered(text: str) -> Iterator[Made]:
    """Make every case that this text gives."""
    for name, (verdict, rule) in RULES.items():
        made = rule(text)
        if made is not None:
            yield Made(name, made, verdict)
