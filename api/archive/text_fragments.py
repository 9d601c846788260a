"""Addresses that lead to words within a page (``#:~:text=``, WICG Scroll to Text Fragment). Pure.

Browsers look for ``[prefix-,]start[,end][,-suffix]``: long words and those over several lines are told by their first
and last ones, short ones by what stands around them too.
"""

from functools import lru_cache
from urllib.parse import quote

from api.archive.rules import SELECTOR_LENGTH

LONG = 300
"""Characters beyond which only the first and last words are named."""

SHORT = 40
"""Characters up to which the words around are named too: short words may stand in a page more than once."""

ENDS = 5
"""Words that name an end."""


@lru_cache(4_096)
def link_to(address: str, exact: str | None, prefix: str | None = None, suffix: str | None = None) -> str:
    """Make the address that leads to these words in the page at ``address``; the page's own without words."""
    page, _, fragment = address.partition("#")
    own = fragment.partition(":~:")[0]
    words = (exact or "").split()
    if not words:
        return address
    parts = [_encoded(words)]
    if len(exact or "") > LONG or len((exact or "").strip().splitlines()) > 1:
        size = min(ENDS, len(words) // 2) or 1
        parts = [_encoded(words[:size]), _encoded(words[-size:])] if len(words) > 1 else parts
    elif len(exact or "") <= SHORT:
        before, after = _whole_words(prefix or "", last=True), _whole_words(suffix or "", last=False)
        parts = [*([f"{_encoded(before)}-"] if before else []), *parts, *([f"-{_encoded(after)}"] if after else [])]
    return f"{page}#{own}:~:text={','.join(parts)}"


def _whole_words(text: str, *, last: bool) -> list[str]:
    """Cut what stands beside the words at blanks; as long as can be, it may begin or end within a word."""
    words = text.split()
    if len(text) >= SELECTOR_LENGTH and len(words) > 1:
        return words[1:] if last else words[:-1]
    return words


def _encoded(words: list[str]) -> str:
    """Encode words joined by single blanks; a hyphen and a comma would be read as marks."""
    return quote(" ".join(words), safe="").replace("-", "%2D")
