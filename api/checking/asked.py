"""What somebody pasted, read as a quotation: the marks around it taken off, cuts and insertions told apart. Pure.

A cut is marked (…) or […], dots as they come. Words in brackets are the writer's own: «[la mairesse] refuse»; they
stand for words of the quote, or beside them. A bracket within a word («[L]es gens») is only a mark. In parentheses,
only what nobody says is the writer's: «(sic)», «(NDLR: …)».
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from api.wording import Word, words

_CUT = re.compile(r"[(\[]\s*(?:…|\.\s*\.(?:\s*\.)*)\s*[)\]]")
_INSERTED = re.compile(
    r"(?<![^\W_])(?:\[[^\[\]]{1,200}\]|\(\s*(?:sic|n\.?\s?d\.?\s?l\.?\s?r\b)[^()]{0,200}\))(?![^\W_])", re.IGNORECASE
)
_PAIRS = {"«": "»", '"': '"', "“": "”", "„": "“”", "‹": "›", "'": "'", "‘": "’", "‚": "‘’", "<<": ">>"}
_APOSTROPHE = re.compile(r"(?<=[^\W_])['’](?=[^\W_])")
_AFTER = ".,;:!?… \u00a0\u202f\t\r\n"
"""What may follow the closing mark and is the writer's, not the quote's."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A text to check: as sent, as quoted, and its words in runs that must each stand in the quote without a gap.

    Between two runs words of the quote may be missing, for a mark says so. ``readings`` are the ways to take the
    words in brackets: as words of the quote, or as marks.
    """

    text: str
    quoted: str
    readings: tuple[tuple[tuple[Word, ...], ...], ...]

    @property
    def words(self) -> tuple[Word, ...]:
        """All words, those in brackets too."""
        return tuple(word for run in self.readings[0] for word in run)


def read(text: str) -> Asked:
    """Read what was pasted. Never raises."""
    quoted = unquoted(text)
    cuts = [(match.start(), match.end()) for match in _CUT.finditer(text)]
    inserted = [
        (match.start(), match.end())
        for match in _INSERTED.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in cuts)
    ]
    found = words(text)
    plain = tuple(_runs(found, cuts))
    readings = (plain, tuple(_runs(found, sorted(cuts + inserted)))) if inserted else (plain,)
    return Asked(text, quoted, readings)


def _runs(found: list[Word], breaks: list[tuple[int, int]]) -> Iterator[tuple[Word, ...]]:
    """Part words at the breaks, and leave out those within one; an empty run stands where a break is first or last."""
    run: list[Word] = []
    at = 0
    for start, end in breaks:
        while at < len(found) and found[at].end <= start:
            run.append(found[at])
            at += 1
        while at < len(found) and found[at].start < end:
            at += 1
        yield tuple(run)
        run = []
    yield (*run, *found[at:])


def unquoted(text: str) -> str:
    """Take off the blanks and the pairs of quotation marks around a text, and what punctuation follows them."""
    bare = unicodedata.normalize("NFC", text).strip()
    while inner := _inside(bare):
        bare = inner
    return bare


def _inside(text: str) -> str:
    """Give what is within the quotation marks around a text; nothing where the first does not close at the end."""
    for opening, closings in _PAIRS.items():
        if not text.startswith(opening):
            continue
        for end in (text, text.rstrip(_AFTER)):
            for closing in [closings] if opening == "<<" else closings:
                body = end[len(opening) : -len(closing)]
                if end.endswith(closing) and len(end) > len(opening) and _is_whole(body, opening, closing):
                    return body.strip()
    return ""


def _is_whole(body: str, opening: str, closing: str) -> bool:
    """Say whether no mark within closes the one before, or opens the one after; an apostrophe does neither."""
    body = _APOSTROPHE.sub("", body)
    if opening == closing:
        return opening not in body
    depth = 0
    for match in re.finditer(f"{re.escape(opening)}|{re.escape(closing)}", body):
        depth += 1 if match.group() == opening else -1
        if depth < 0:
            return False
    return depth == 0
