"""What differs between two versions, for people: word by word where there is prose. Pure."""

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

PROSE = ("text", "title", "abstract", "name", "description", "biography", "byline")
"""The values whose words are compared one by one."""

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
Piece = dict[str, str]


def word_diff(old: str, new: str) -> list[Piece]:
    """Return the pieces (`same`, `removed`, `added`) of which the old text and the new one are made.

    >>> [f"{piece['op']}: {piece['text']}" for piece in word_diff("on y va", "on y reste")]
    ['same: on y ', 'removed: va', 'added: reste']
    """
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    start = _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    pieces: list[Piece] = []
    _add(pieces, "same", before[:start])
    changed, into = before[start : len(before) - end], after[start : len(after) - end]
    for op, old_from, old_to, new_from, new_to in SequenceMatcher(None, changed, into).get_opcodes():
        if op == "equal":
            _add(pieces, "same", changed[old_from:old_to])
        else:
            _add(pieces, "removed", changed[old_from:old_to])
            _add(pieces, "added", into[new_from:new_to])
    _add(pieces, "same", before[len(before) - end :])
    return pieces


def _shared(one: list[str], other: list[str]) -> int:
    """Count the words that two texts begin with alike: most of a corrected text, and quick to find."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _add(pieces: list[Piece], op: str, words: list[str]) -> None:
    if not words:
        return
    if pieces and pieces[-1]["op"] == op:
        pieces[-1]["text"] += "".join(words)
    else:
        pieces.append({"op": op, "text": "".join(words)})


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Tell each value that differs: its name, what it was and is, and the words where it is prose."""
    for name, value in new.items():
        before = old.get(name)
        if name == "version" or before == value:
            continue
        prose = name in PROSE and isinstance(before, str) and isinstance(value, str)
        yield {
            "field": name,
            "old": before,
            "new": value,
            "words": word_diff(before, value) if prose else None,  # type: ignore[arg-type]  # both are texts then
        }
