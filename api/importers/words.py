"""What schedules call things (``words.toml``): columns, breaks, kinds, states, languages. Pure."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from search.typography import fold

_WORDS: Mapping[str, Any] = tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))


def bare(text: str) -> str:
    """Level a label: folded, what is no letter or digit (emoji, hyphens, underscores) made one blank."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", text)  # startsAt, speakerIds
    return " ".join(re.sub(r"[^\w]|_", " ", fold(apart)).split())


def _by_word(section: Mapping[str, Iterable[str]]) -> Mapping[str, str]:
    return {word.replace(" ", ""): name for name, words in section.items() for word in words}


_COLUMNS = _by_word(_WORDS["columns"])
_RANKS = {word.replace(" ", ""): rank for words in _WORDS["columns"].values() for rank, word in enumerate(words)}
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_ENDINGS = re.compile(r"(?: (?:e|s|es|ere|eres|rice|rices|trice|trices|ice|ices|euse|euses|ne|nes))+$")
_NUMBERED = re.compile(r" (?:n |no |num )?(\d{1,2})$")
_SESSION = (
    "session|talk|conference|intervention|presentation|expose|atelier|seance|communication|contribution|lecture|paper"
)
_OF_A_SESSION = re.compile(rf" (?:de|du|des|de la|de l|d un|d une|of|of the) (?:{_SESSION})s?$|^(?:{_SESSION}) ")
_PERSON = "orateur|oratrice|intervenant|intervenante|conferencier|conferenciere|speaker|presentateur|auteur|participant"
_OF_A_PERSON = re.compile(
    rf" (?:de|du|des|de la|de l|of the) (?:{_PERSON})s?(?: (?:e|s|es|rice|rices|trice|trices|ere|eres))*$"
)
_NAMES = frozenset(("nom", "noms", "name", "names"))
_OF_PEOPLE = frozenset(
    ("speakers", "role", "organisation", "biography", "first_name", "last_name", "full_name", "address")
)
_LANGUAGES = _by_word(_WORDS["languages"])
_KINDS = _WORDS["kinds"]
_OUT = frozenset(_WORDS["states"]["out"])
_BREAKS = {name: frozenset(words) for name, words in _WORDS["breaks"].items()}

FIELDS = tuple(_WORDS["columns"])
"""What a column can hold: the right side of ``--map COLUMN=FIELD``."""


def field_of(column: str) -> str | None:
    """Tell what a column or a key of this name holds (one of ``FIELDS``), or None.

    «Conférencier(s)» and «Orateur·ices» are read without their endings, «Heure de la session» without the session,
    «Orateur 2» without its number, and «Fonction de l'intervenant» as something of a person.
    """
    label = bare(column)
    names = (
        label,
        bare(_BRACKETS.sub("", column)),
        _ENDINGS.sub("", label),
        _OF_A_SESSION.sub("", label),
        without_number(label),
    )
    found = next((field for name in names if (field := _known(name))), None)
    if found is None and (of_person := _OF_A_PERSON.search(label)):
        head = label[: of_person.start()]
        found = "speakers" if head in _NAMES else _known(head)
        return found if found in _OF_PEOPLE else None
    return found


def without_number(label: str) -> str:
    """Take the number off a column that there is one of for each person: «Orateur 2», «Speaker #3»."""
    return _NUMBERED.sub("", label)


def number_of(label: str) -> int | None:
    """Give the number of such a column."""
    found = _NUMBERED.search(label)
    return int(found[1]) if found else None


def _known(name: str) -> str | None:
    return _COLUMNS.get(name.replace(" ", ""))


@lru_cache(maxsize=256)
def columns_of(names: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Tell which of these columns or keys hold each field, the likeliest first."""
    found: dict[str, list[str]] = {}
    for name in sorted(names, key=_rank):
        if field := field_of(name):
            found.setdefault(field, []).append(name)
    return {field: tuple(each) for field, each in found.items()}


def _rank(name: str) -> tuple[int, int]:
    """Say how likely a column is the one that is meant: by its name, then by its number, one without before all."""
    label = bare(name)
    return _RANKS.get(without_number(label).replace(" ", ""), 0), number_of(label) or 0


def kind_of(label: str | None) -> str:
    """Tell the kind of talk that a type, a format or a category names; ``talk`` where it names no other."""
    words = f" {bare(label or '')} "
    return next((kind for kind, names in _KINDS.items() if any(f" {name} " in words for name in names)), "talk")


def language_of(label: str | None) -> str | None:
    """Give the language tag that a label means (`fr`, `French`, `FRENCH`, `fr_CA`, `Français 🇫🇷`), or None."""
    if not label:
        return None
    if found := re.fullmatch(r"([A-Za-z]{2,3})[-_]([A-Za-z]{2}|[0-9]{3})", label.strip()):
        return f"{_LANGUAGES.get(found[1].lower(), found[1].lower())}-{found[2].upper()}"
    words = bare(label)
    known = _LANGUAGES.get(words.replace(" ", "")) or next(
        (tag for word in words.split() if len(word) > 3 and (tag := _LANGUAGES.get(word))),  # noqa: PLR2004
        None,
    )
    return known or (words if re.fullmatch("[a-z]{2}", words) else None)


def is_out(state: str | None) -> bool:
    """Say whether a proposal in this state is not in the programme."""
    return bare(state or "") in _OUT


def is_break_type(label: str | None) -> bool:
    """Say whether a type by itself says that nothing is said."""
    return bare(label or "") in _BREAKS["types"]


def is_break_title(title: str) -> bool:
    """Say whether a title is wholly that of a pause, a meal, a registration: «la pause café, une histoire» is not."""
    words = [word for word in bare(title).split() if not re.fullmatch(r"\d+(h\d*|mn?|min)?", word)]
    if " ".join(words) in _BREAKS["phrases"]:
        return True
    allowed = _BREAKS["words"] | _BREAKS["glue"]
    return bool(words) and all(word in allowed for word in words) and any(word in _BREAKS["sure"] for word in words)


def names_a_talk(title: str) -> bool:
    """Say whether a title of a service session names something that was said after all."""
    return any(word in _BREAKS["talks"] for word in bare(title).split())


def month_of(name: str) -> int | None:
    """Give the number of a month from its name or the beginning of it (`oct.`, `févr.`)."""
    wanted = bare(name)
    found = [
        number
        for number, names in enumerate(_WORDS["months"]["names"], 1)
        if len(wanted) > 2 and any(each.startswith(wanted) for each in names.split())  # noqa: PLR2004
    ]
    return found[0] if len(found) == 1 else None
