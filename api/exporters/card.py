"""A quote as a card (SVG, 1200 × 630 and higher where the words need it): to share, and to see when sharing.

Nothing is ever cut: lines break between words, a long text is set smaller, and a longer one makes a higher card.
Decision: no font is embedded, so widths are estimated from those of a common serif, on the wide side.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from api import labels
from api.typesetting import NARROW, shown

WIDTH, HEIGHT = 1200, 630
_MARGIN = 88
_SIZES = (64, 54, 46, 40, 34, 30)
_LEADING = 1.34
_FOOT = 150
_NARROW = frozenset("iljtfrI.,;:!'’|()[]-\u202f\u00a0 ")
_WIDE = frozenset("mwMWœæŒÆ—…%@")


def card(quote: Mapping[str, Any], site: str) -> str:
    """Draw the card of a quote."""
    words = f"«{NARROW}{shown(quote['text'], quote['language'])}{NARROW}»"
    size, lines = _set(words)
    top = _MARGIN + size
    height = max(HEIGHT, round(top + len(lines) * size * _LEADING + _FOOT + _MARGIN / 2))
    text = "".join(
        f'<text x="{_MARGIN}" y="{top + number * size * _LEADING:.0f}">{escape(line)}</text>\n'
        for number, line in enumerate(lines)
    )
    foot = _wrapped(shown(labels.speakers(quote)), 30, WIDTH - 2 * _MARGIN)
    context = ", ".join(part for part in ((quote["event"] or {}).get("name"), labels.when(quote)) if part)
    below = _wrapped(shown(context), 22, WIDTH - 2 * _MARGIN - 460)
    height += 38 * (len(foot) - 1) + 28 * max(0, len(below) - 1)
    baseline = height - _MARGIN - 28 * max(0, len(below) - 1)
    names = "".join(
        f'<text x="{_MARGIN}" y="{baseline - 34 - 38 * (len(foot) - 1 - number)}">{escape(line)}</text>\n'
        for number, line in enumerate(foot)
    )
    contexts = "".join(
        f'<text x="{_MARGIN}" y="{baseline + 6 + 28 * number}">{escape(line)}</text>\n'
        for number, line in enumerate(below)
    )
    address = f"{urlsplit(site).netloc}/citations/{quote['id']}"
    label = escape(f"{words} — {labels.speakers(quote)}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" role="img">\n'
        f"<title>{label}</title>\n"
        f'<rect width="{WIDTH}" height="{height}" fill="#fbfaf6"/>\n'
        f'<rect x="0" y="0" width="16" height="{height}" fill="#9a1b30"/>\n'
        f'<g font-family="Iowan Old Style, Palatino Linotype, Palatino, Georgia, serif" font-size="{size}" '
        f'fill="#1c1a17">\n{text}</g>\n'
        f'<g font-family="system-ui, Segoe UI, Roboto, Helvetica, Arial, sans-serif" font-size="30" '
        f'font-weight="600" fill="#1c1a17">\n{names}</g>\n'
        f'<g font-family="system-ui, Segoe UI, Roboto, Helvetica, Arial, sans-serif" font-size="22" '
        f'fill="#5c574d">\n{contexts}'
        f'<text x="{WIDTH - _MARGIN}" y="{height - _MARGIN + 6}" text-anchor="end">'
        f"{escape(address)}</text>\n</g>\n</svg>\n"
    )


def _set(words: str) -> tuple[int, list[str]]:
    """Return the largest size at which the words fit the card, or the smallest, and their lines."""
    room = HEIGHT - _MARGIN - _FOOT - _MARGIN / 2
    lines: list[str] = []
    for size in _SIZES:
        lines = _wrapped(words, size, WIDTH - 2 * _MARGIN)
        if len(lines) * size * _LEADING <= room:
            return size, lines
    return _SIZES[-1], lines


def _wrapped(text: str, size: int, width: int) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in _words(text, int(width / size * 1.4)):
        longer = f"{line} {word}" if line else word
        if line and _width(longer, size) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines


def _words(text: str, longest: int) -> Iterator[str]:
    """Cut a text into words, and a word that no line can hold into parts of it; blanks that do not break stay."""
    for word in text.replace("\n", " ").split(" "):
        yield from (word[at : at + longest] for at in range(0, len(word), longest))


def _width(text: str, size: int) -> float:
    return size * sum(map(_units, text))


def _units(character: str) -> float:
    if character in _NARROW:
        return 0.33
    return 0.92 if character in _WIDE else 0.7 if character.isupper() else 0.53
