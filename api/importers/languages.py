"""Which language a text reads as (py3langid: its model is in the package, and small). Pure."""

from collections.abc import Iterable
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_AMONG = ("fr", "en", "de", "es", "it", "pt", "nl", "ca")
_LONG_ENOUGH = 120
"""Characters: in less than that, names and products say more than the language does."""
_ENOUGH = 600
_SURE = 0.99


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(_AMONG))
    return identifier


def detected(texts: Iterable[str | None]) -> str | None:
    """Tell the language that texts read as together; None when they are too short or it is not sure."""
    text = " ".join(filter(None, texts))
    if len(text) < _LONG_ENOUGH:
        return None
    language, probability = _identifier().classify(text[:_ENOUGH])
    return str(language) if probability >= _SURE else None
