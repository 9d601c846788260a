"""What says the same: acronyms and what they stand for, other names, words of one meaning. Pure.

A group is looked for whole, whichever member was typed, and the answer says so. There is one way to apply it: at the
query, so that a list may change without indexing anything again.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple, cast

from search.clauses import Clause, Either, Every, Phrase, Word
from search.french import cut_words
from search.types import Synonyms

MAX_WORDS = 16
"""Words of a member at most: a longer one is left out."""

MAX_MEMBERS = 16

TOGETHER = re.compile(r"(?<=\w[a-zà-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ]\w)|(?<=[A-ZÀ-ÖØ-Þ]{2})(?=\d\d)")
"""Where a word begins that is written together with the one before, as in hashtags: #MédiasSociaux, #JO2024."""


class _Member(NamedTuple):
    """A member of a group: how it is written, its words, and the others of its group."""

    written: str
    words: tuple[Word, ...]
    others: tuple["_Member", ...] = ()


class Applied(NamedTuple):
    """Clauses in which synonyms stand, and those that do: what was typed, and what is looked for beside it."""

    clauses: list[Clause]
    used: list[tuple[str, tuple[str, ...]]]


def applied(clauses: Sequence[Clause], synonyms: Synonyms, typed: Mapping[Word, str]) -> Applied:
    """Let each run of plain words that is a member of a group stand for the group; the longest run first.

    A word that is ``typed`` as several written together stands for these, too.
    """
    members, longest = _by_words(synonyms), _longest(synonyms)
    found = Applied([], [])
    at = 0
    while at < len(clauses):
        run = _run(clauses[at : at + longest])
        size = next((size for size in range(len(run), 0, -1) if run[:size] in members), 0)
        if size:
            member = members[run[:size]]
            words = cast("tuple[Word, ...]", tuple(clauses[at : at + size]))
            others = [_exactly(each.words) for each in member.others]
            together = [_together(each.written) for each in (member, *member.others) if len(each.words) > 1]
            found.clauses.append(Either((_all(words), *others, *together)))
            found.used.append((member.written, tuple(each.written for each in member.others)))
        elif apart := _apart(clauses[at], typed):
            found.clauses.append(Either((clauses[at], _exactly(apart.words))))
            found.used.append((apart.written.replace(" ", ""), (apart.written,)))
        else:
            found.clauses.append(clauses[at])
        at += size or 1
    return found


def may_apply(words: Sequence[Word], synonyms: Synonyms) -> bool:
    """Say sooner than ``applied`` whether any words are a member."""
    beginnings = _beginnings(synonyms)
    if beginnings.isdisjoint([word.exact for word in words]):
        return False
    members, longest = _by_words(synonyms), _longest(synonyms)
    exact = tuple([word.exact for word in words])
    return any(
        exact[at : at + size] in members
        for at, word in enumerate(exact)
        if word in beginnings
        for size in range(1, longest + 1)
    )


@lru_cache(8)
def _longest(synonyms: Synonyms) -> int:
    return max(map(len, _by_words(synonyms)), default=0)


@lru_cache(8)
def _beginnings(synonyms: Synonyms) -> frozenset[str]:
    return frozenset(words[0] for words in _by_words(synonyms))


def _apart(clause: Clause, typed: Mapping[Word, str]) -> _Member | None:
    written = typed.get(clause, "") if isinstance(clause, Word) else ""
    return _member(TOGETHER.sub(" ", written)) if TOGETHER.search(written) else None


def _run(clauses: Sequence[Clause]) -> tuple[str, ...]:
    """Give the exact forms of the plain words that these begin with."""
    words: list[str] = []
    for each in clauses:
        if not isinstance(each, Word):
            break
        words.append(each.exact)
    return tuple(words)


@lru_cache(8)
def _by_words(synonyms: Synonyms) -> dict[tuple[str, ...], _Member]:
    """Index the members by their exact forms; one that stands in two groups has the others of both."""
    found: dict[tuple[str, ...], _Member] = {}
    for group in (*OURS.groups, *synonyms.groups):
        members = [each for each in map(_member, group) if 0 < len(each.words) <= MAX_WORDS]
        for each in members:
            key = _run(each.words)
            known = found[key].others if key in found else ()
            others = [other for other in members if _run(other.words) != key]
            if others:
                found[key] = each._replace(others=tuple(dict.fromkeys((*known, *others)))[:MAX_MEMBERS])
    return found


def _member(text: str) -> _Member:
    return _Member(text, tuple(Word(stem, form) for form, stem, _, _ in cut_words(text)))


def _all(words: tuple[Word, ...]) -> Clause:
    """What was typed: its words, in any inflection; those too common are let off as ever."""
    return words[0] if len(words) == 1 else Every(words)


def _exactly(words: tuple[Word, ...]) -> Clause:
    """What says the same: one word in any inflection, several one after the other."""
    return words[0] if len(words) == 1 else Phrase(words)


@lru_cache(1024)
def _together(written: str) -> Clause:
    """What says the same in a hashtag or the name of an account: #MédiasSociaux."""
    return _exactly(_member("".join(written.split())).words)


def read_synonyms(text: str) -> Synonyms:
    """Read a list: one group a line, members set apart by `|`, `#` begins a remark.

    Raises:
        ValueError: a line has fewer than two members; it names the line.
    """
    groups = []
    for number, line in enumerate(text.splitlines(), 1):
        members = [each.strip() for each in line.partition("#")[0].split("|") if each.strip()]
        if len(members) == 1:
            raise ValueError(f"line {number}: a group has two members or more, set apart by |: {members[0]}")
        if members:
            groups.append(members)
    return Synonyms(groups)


OURS = read_synonyms(files("search").joinpath("french_synonyms.txt").read_text("utf-8"))
"""The list that comes with the package."""
