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
    """Say whether one of the voices is the speaker, as somebody names them.

    Every word must belong to that voice, and together they must have the whole of one of its names: `Carroll`,
    `Mme Melissa Carroll, du SPVM` and `le maire` fit where they are hers, or his; `le maire de Laval` does not fit
    the mayor of Verdun.
    """
    asked = _telling(speaker)
    return any(speaker.strip() in voice.ids or _names(asked, voice) for voice in voices)


def _names(asked: frozenset[str], voice: Voice) -> bool:
    names = [name for name in map(_telling, voice.names) if name]
    return bool(asked) and asked <= frozenset().union(*names) and any(name <= asked for name in names)


def _telling(name: str) -> frozenset[str]:
    """Give the words of a name that tell who it is: all, if none does."""
    found = frozenset(word.form for word in words(name))
    return found - _SMALL or found


def telling_words(name: str) -> list[str]:
    """Give them in a fixed order."""
    return sorted(_telling(name))
