"""Whether whom somebody names is whom an attribution names: names in any order, ids, offices, organisations. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.resources import files

from api.wording import words


def _small_words() -> frozenset[str]:
    text = files("api.checking").joinpath("titles.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


_SMALL = _small_words()


@dataclass(frozen=True, slots=True)
class Voice:
    """Who an attribution names.

    ``ids`` are public ids, slugs and external ids; ``names`` each tell who it is when said whole (a name, a family
    name, another name, a printed form, an office, an organisation).
    """

    shown: str | None
    ids: frozenset[str] = frozenset()
    names: tuple[str, ...] = field(default=())

    @property
    def known(self) -> bool:
        """Whether anything at all is said of who it was."""
        return bool(self.ids or self.names)


def fits(speaker: str, voices: Iterable[Voice]) -> bool:
    """Say whether the voices are, or one of them is, whom somebody names.

    Every word must belong to a voice that the words name whole: `Carroll`, `Mme Melissa Carroll, du SPVM` and
    `le maire` fit where they are hers, or his, `Élise Proulx et Isabelle Thellen` where both spoke; `le maire de Laval`
    does not fit the mayor of Verdun.
    """
    asked = _telling(speaker)
    named: frozenset[str] = frozenset()
    for voice in voices:
        if speaker.strip() in voice.ids:
            return True
        names = [name for name in map(_telling, voice.names) if name]
        if any(name <= asked for name in names):
            named = named.union(*names)
    return bool(asked) and asked <= named


def _telling(name: str) -> frozenset[str]:
    """Give the words of a name that tell who it is: all, if none does."""
    found = frozenset(word.form for word in words(name))
    return found - _SMALL or found


def telling_words(name: str) -> list[str]:
    """Give them in a fixed order."""
    return sorted(_telling(name))
