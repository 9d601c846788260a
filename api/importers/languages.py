"""Which language a text reads as (py3langid: its model is in the package, and small).

Decision: the model is loaded in a thread of its own. That takes half a second, most of it unpacking, during which
other threads run: whoever has other work first does not wait for it. A process must not fork meanwhile, since the
thread would not go along.
"""

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_AMONG = ("fr", "en", "de", "es", "it", "pt", "nl", "ca")
_LONG_ENOUGH = 120
"""Characters: in less than that, names and products say more than the language does."""
_ENOUGH = 400
_SURE = 0.99


def prepare(*texts: str | None) -> None:
    """Begin to load the model if these texts are long enough for ``detected``; nobody waits for it."""
    if len(_joined(texts)) >= _LONG_ENOUGH:
        _loading()


def detected(texts: Iterable[str | None]) -> str | None:
    """Tell the language that texts read as together; None when they are too short or it is not sure."""
    text = _joined(texts)
    if len(text) < _LONG_ENOUGH:
        return None
    language, probability = _loading().result().classify(text[:_ENOUGH])
    return str(language) if probability >= _SURE else None


def _joined(texts: Iterable[str | None]) -> str:
    return " ".join(filter(None, texts))


@cache
def _loading() -> Future[LanguageIdentifier]:
    thread = ThreadPoolExecutor(1, "language model")
    try:
        return thread.submit(_load)
    finally:
        thread.shutdown(wait=False)


def _load() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(_AMONG))
    return identifier
