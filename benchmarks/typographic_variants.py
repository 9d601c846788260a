"""The same passages in other typography, the gold's offsets moved along."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from benchmarks.quotations import Passage

Change = Callable[[str], list[str]]
"""Gives, for each character of a text, what stands in its place (maybe nothing)."""


def _moved(passage: Passage, change: Change) -> Passage:
    pieces = change(passage.text)
    places = [0]
    for piece in pieces:
        places.append(places[-1] + len(piece))
    quotes = tuple(
        replace(gold, parts=tuple((places[start], places[end]) for start, end in gold.parts)) for gold in passage.quotes
    )
    return Passage(passage.id, "".join(pieces), quotes)


def _nbsp(text: str) -> list[str]:
    pieces = list(text)
    for found in re.finditer(r"(?<=«) | (?=[»:;!?])", text):
        pieces[found.start()] = "\u00a0"
    return pieces


def _tight(text: str) -> list[str]:
    pieces = list(text)
    for found in re.finditer(r"(?<=«)\s+|\s+(?=»)", text):
        for place in range(found.start(), found.end()):
            pieces[place] = ""
    return pieces


def _straight(text: str) -> list[str]:
    pieces = ['"' if sign in "«»“”" else sign for sign in text]
    for found in re.finditer(r"(?<=«)\s+|\s+(?=»)", text):
        for place in range(found.start(), found.end()):
            pieces[place] = ""
    return pieces


def _by_turns(opening: str, closing: str) -> Change:
    """Give straight marks a side: by turns, which the development gold allows."""

    def change(text: str) -> list[str]:
        pieces = list(text)
        is_open = False
        for place, sign in enumerate(text):
            if sign == '"':
                pieces[place] = closing if is_open else opening
                is_open = not is_open
        return pieces

    return change


def _curly(text: str) -> list[str]:
    pieces = _by_turns("“", "”")(text)
    swap = {"«": "“", "»": "”", "'": "’"}
    return [swap.get(piece, piece) for piece in pieces]


def _as_passages(change: Change) -> Callable[[Passage], Passage]:
    return lambda passage: _moved(passage, change)


VARIANTS: Mapping[str, Callable[[Passage], Passage]] = {
    "nbsp": _as_passages(_nbsp),
    "tight": _as_passages(_tight),
    "curly": _as_passages(_curly),
    "guillemets_to_straight": _as_passages(_straight),
    "straight_to_guillemets": _as_passages(_by_turns("« ", " »")),
}
