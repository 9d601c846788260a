"""What may have been meant where a query found nothing. Pure.

Other spellings, words of one family or sound, words together or apart; and a sentence without the marks of a quotation
in it, which may be remembered wrongly.

What is asked in the place of what was typed is always told, with what was typed.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice
from typing import TypeAlias

from search.beginnings import first_letter_slips
from search.clauses import Fuzzy, Word, leaves
from search.derived import derived, forms_of_common_verb
from search.french import cut_words
from search.homophones import homophones
from search.lemmas import is_french
from search.lexing import without_quotes, words_of
from search.numerals import BELOW, LONGEST, in_words, is_numeral, number_of, ordinal_of, ordinals_of
from search.parsed import Parsed
from search.query import parse
from search.spacing import apart, together
from search.spelling import (
    HALF,
    LITTLE,
    MOST_QUESTIONED,
    Near,
    Vocabulary,
    beginning_otherwise,
    bound,
    displaced,
    distance,
    likeliest,
)
from search.types import Results, Suggest, Words

WRITTEN_TOGETHER = 3
"""Neighbours at most that may be one word."""

MOST_BEGUN = 16
"""Words weighed at most of those that begin as what is typed would with one other first letter."""

SENTENCE = 5
"""Words beside a phrase with which it is taken for a sentence that quotes."""

_FIRST = frozenset({"1er", "1re", "1ere"})

Cut: TypeAlias = tuple[str, str, int, int]
"""A word of what was typed: exact form, stem or nothing, start, end."""


def corrected(asked: Words | Suggest, parsed: Parsed, known: Vocabulary) -> Words | Suggest | None:
    """Give what may have been meant where a query found nothing; None when there is nothing else that it may be.

    Only plain words are questioned, and only those that no document has. A word's first letter is taken to be right,
    unless nothing is near that begins so. A sentence with a quotation in it is asked for without its marks.
    """
    if isinstance(asked, Words) and (asked.as_typed or asked.mode == "exact"):
        return None
    begun = parsed.said[-1:] if isinstance(asked, Suggest) else ()
    whole = parsed.said[: len(parsed.said) - len(begun)]
    doubted = {each.word for each in leaves(*parse(asked).required) if isinstance(each, Fuzzy)}
    most = max(0, MOST_QUESTIONED - len(doubted))
    questioned = [*islice((word for word in dict.fromkeys(whole) if _unknown(word, known)), most)]
    plain = frozenset(word.exact for word in whole)
    missing = frozenset(word.exact for word in whole if not known.having(*word.term))
    text = _joined(asked.text, plain, missing, known)
    text = _numbers(text, plain, known)
    meant = {word.exact: each for word in questioned if (each := _meant(word, known))}
    meant |= {word.exact: each for word in begun if (each := _meant_to_begin(word.exact, known))}
    text = respelt(text, meant)
    if parsed.interpretation.phrases and len(whole) >= SENTENCE:  # a sentence is remembered with its marks, and wrongly
        text = without_quotes(text)
    return asked._replace(text=text) if text != asked.text else None


def respelt(text: str, meant: Mapping[str, str]) -> str:
    """Write other words in the place of some, known by their exact forms."""
    for form, _, start, end in reversed([*cut_words(text)]):
        if form in meant:
            text = f"{text[:start]}{meant[form]}{text[end:]}"
    return text


def without_days(asked: Words | Suggest) -> Words | None:
    """Give what was typed with dates as words alone; None where there is no date, or they are so already."""
    if not isinstance(asked, Words) or not asked.days or not parse(asked).interpretation.said_on:
        return None
    return asked._replace(days=False)


def told(results: Results, asked: Words | Suggest) -> Results:
    """Say in an answer that this was asked in the place of what was typed."""
    return results._replace(interpretation=results.interpretation._replace(corrected=asked.text))


def _joined(text: str, plain: Collection[str], unknown: frozenset[str], known: Vocabulary) -> str:
    """Write neighbours as one word, where one is unknown and the index has them so."""
    cut = [*cut_words(text)] if unknown else []
    for at in reversed(range(len(cut))):
        run = [form for form, *_ in _neighbours(text, cut[at : at + WRITTEN_TOGETHER], plain)]
        if not unknown.isdisjoint(run) and (size := together(run, partial(_has_word, known))):
            written = "".join(text[start:end] for *_, start, end in cut[at : at + size])
            found = all(known.having(*word.term) for word, _ in words_of(written))  # or else without its accents
            text = f"{text[: cut[at][2]]}{written if found else ''.join(run[:size])}{text[cut[at + size - 1][3] :]}"
            del cut[at:]  # what follows stands elsewhere now
    return text


def _numbers(text: str, plain: Collection[str], known: Vocabulary) -> str:
    """Write numbers in figures that are typed in words, and the other way round, where the index has them so."""
    cut = [*cut_words(text)]
    at = len(cut)
    while at:
        at -= 1
        form, stem, start, end = cut[at]
        if form not in plain:
            continue
        if stem and not known.having("lem", stem) and (other := _ordinal(form, stem, known)):
            text = f"{text[:start]}{other}{text[end:]}"
        elif is_numeral(form):
            first, number = _number_before(text, cut[: at + 1], plain)
            if _has(known, str(number)):
                text, at = f"{text[: cut[first][2]]}{number}{text[end:]}", first
        elif form.isdecimal() and int(form) < BELOW and not _has(known, form):
            said = in_words(int(form))
            if all(_has(known, each) for each in said.split()):
                text = f"{text[:start]}{said}{text[end:]}"
    return text


def _ordinal(form: str, stem: str, known: Vocabulary) -> str:
    """Give an ordinal in figures that the index has for one in words, or the other way round; nothing where none is."""
    if (number := ordinal_of(form)) is not None:
        written = (f"{number}er", f"{number}re", f"{number}ere") if number == 1 else (f"{number}e",)
        return next((each for each in written if known.having(*words_of(each)[0][0].term)), "")
    figures = "1" if form in _FIRST else stem.removesuffix("e") if stem != form or form.endswith("e") else ""
    found = ordinals_of(int(figures)) if figures.isdecimal() else ()
    return next((each for each in found if _has(known, each)), "")


def _number_before(text: str, cut: Sequence[Cut], plain: Collection[str]) -> tuple[int, int]:
    """Give where the longest number begins that ends with the last word, a numeral; and that number."""
    first = len(cut) - 1
    while first > max(0, len(cut) - LONGEST) and _goes_on(text, cut[first - 1], cut[first], plain):
        first -= 1
    forms = [form for form, *_ in cut[first:]]
    return next(
        (first + at, number)
        for at, form in enumerate(forms)
        if form != "et" and (number := number_of(forms[at:])) is not None
    )


def _goes_on(text: str, before: Cut, after: Cut, plain: Collection[str]) -> bool:
    """Say whether a number may go on from one word to the next."""
    form, _, _, end = before
    return form in plain and number_of([form]) is not None and text[end : after[2]].strip() in {"", "-"}


def _neighbours(text: str, cut: Sequence[Cut], plain: Collection[str]) -> Iterator[Cut]:
    """Give the plain words that follow each other with no more than a blank or a hyphen between."""
    before = -1
    for form, stem, start, end in cut:
        if form not in plain or (before >= 0 and text[before:start] not in {" ", "-"}):
            return
        yield form, stem, start, end
        before = end


def _meant(word: Word, known: Vocabulary) -> str:
    """Give what a word that no document has may stand for: a spelling, another word of its family, or two words."""
    if known.having("exact", word.exact):  # as it is without its accents, too common to be looked for by its stem
        return word.exact
    if is_french(word.exact):
        # Spelt as it was meant, but for letters that nobody hears: the last, and ss, are heard.
        heard = word.exact[-1], word.exact.count("ss")
        near = [each for each in known.near(word.exact, LITTLE) if (each.word[-1], each.word.count("ss")) == heard]
    else:
        near = [each for each in known.near(word.exact, bound(word.exact)) if each.having]
        near += [Near(each, HALF, having) for each in homophones(word.exact) if (having := known.having("exact", each))]
        if not near and bound(word.exact):
            near = [
                Near(each, distance(word.exact, each), having)
                for each in chain(beginning_otherwise(word.exact), displaced(word.exact))
                if (having := known.having("exact", each))
            ]

    has, has_word = partial(_has_any, known), partial(_has_word, known)
    return next(
        chain(
            likeliest(near, 1),
            filter(has, derived(word.exact)),
            filter(has, () if word.stem else forms_of_common_verb(word.exact)),
            filter(None, [apart(word.exact, has_word)]),
        ),
        "",
    )


def _meant_to_begin(start: str, known: Vocabulary) -> str:
    """Give the most frequent word that nearly begins so, the first by the alphabet; nothing when one begins so.

    Where none does, the first letter may be wrong: of each other one, the first ``MOST_BEGUN`` words are weighed.
    """
    if not bound(start) or any(known.having("exact", each) for each in known.words(start)):
        return ""
    return _nearly_begun(start, known) or _begun_otherwise(start, known)


def _nearly_begun(start: str, known: Vocabulary) -> str:
    having, best = 1, ""
    for word, most in known.begun_nearly(start):
        if most < having:
            break
        counted = known.having("exact", word)
        if counted > having or (counted == having and (not best or word < best)):
            having, best = counted, word
    return best


def _begun_otherwise(start: str, known: Vocabulary) -> str:
    """Give the most frequent of the first few words, by the alphabet, that begin so but for the first letter."""
    counted: list[tuple[int, str]] = []
    for each in first_letter_slips(start):
        words = ((-having, word) for word in sorted({*known.words(each)}) if (having := known.having("exact", word)))
        counted += islice(words, MOST_BEGUN)
    return min(counted, default=(0, ""))[1]


def _has(known: Vocabulary, form: str) -> bool:
    return known.having("exact", form) > 0


def _has_any(known: Vocabulary, form: str) -> bool:
    """Say whether there is a word in this or another inflection."""
    return _has(known, form) or any(known.having(*made.term) for made, _ in words_of(form))


def _has_word(known: Vocabulary, form: str) -> bool:
    """Say so of a piece, or of pieces put together: if it is no word, the dictionary would have to guess the stem."""
    singular = form.removesuffix("s")
    return any(_has(known, each) for each in {form, singular, f"{singular}s"}) or (
        is_french(form) and _has_any(known, form)
    )


def _unknown(word: Word, known: Vocabulary) -> bool:
    """Say whether a word is questioned: no document has it, by its stem."""
    return bound(word.exact) > 0 and not known.having(*word.term)
