"""Words as they are written, accents and all, where these tell them from others: pêche, not école. Pure."""

from search.french import LONGEST_WORD, STOP_WORDS, chunks, cut_any, cut_chunk
from search.lemmas import is_told_by_accents
from search.typography import simple, without_accents


def accented(chunk: str) -> tuple[str, ...]:
    """Give each word that ``search.french.cut_chunk`` cuts a chunk into as it is written, if its accents tell it.

    Nothing stands for any other, nor for a common word.
    """
    if chunk.isascii():
        return ("",) * len(cut_chunk(chunk))
    return tuple([written if written != form == without_accents(written) else "" for form, written, *_ in _cut(chunk)])


def accented_words(text: str) -> list[str]:
    """Do so for the words that ``search.french.cut_words`` gives."""
    if simple(text):
        return [_told(each[:LONGEST_WORD]) for each in text.split(" ")]
    return [word for chunk in chunks(text) for word in accented(chunk)]


def _cut(chunk: str) -> tuple[tuple[str, str, int, int], ...]:
    return cut_any(chunk, _written)


def _written(word: str) -> tuple[str, str]:
    return without_accents(word), _told(word)


def _told(word: str) -> str:
    """Give a word that its accents tell from others, nothing in the place of any other."""
    return word if not word.isascii() and word not in STOP_WORDS and is_told_by_accents(word) else ""
