"""Public ids and slugs: how things are addressed from outside."""

import re
import secrets

from search.typography import fold

# Crockford's alphabet: no letter that is taken for a digit, none that makes words by accident.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
ID_LENGTH = 12
SLUG_LENGTH = 80
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")


def new_public_id() -> str:
    """Make an opaque id of 60 random bits: short, never reused, telling nothing."""
    bits = secrets.randbits(5 * ID_LENGTH)
    return "".join([ALPHABET[bits >> 5 * place & 31] for place in range(ID_LENGTH)])


def slugify(text: str) -> str:
    """Make the readable part of an address: ASCII letters, digits and hyphens, cut at a word; may be empty.

    >>> slugify("L'œuvre d'Élise, 2ᵉ partie")
    'l-oeuvre-d-elise-2e-partie'
    """
    slug = _NOT_IN_SLUG.sub("-", fold(text)).strip("-")
    if len(slug) <= SLUG_LENGTH:
        return slug
    cut = slug[: SLUG_LENGTH + 1]
    return cut[: cut.rfind("-")] if "-" in cut else slug[:SLUG_LENGTH]
