"""Marks that hold nobody's words: titles, names, terms, irony, foreign words, the words of the law."""

from api.extraction.evidence import Frame
from api.extraction.lexicon import grammar, people, terms, verbs
from api.extraction.marks import Mark

_FEW_WORDS = 8
_APPOSED = 4  # words of an apposition


def content_words(text: str, mark: Mark) -> list[str]:
    """The words between marks."""
    return [word.strip(",.;:!?…()'’\"") for word in text[mark.start : mark.end].split()]


def refusal(frame: Frame, place: int) -> str | None:
    """Say why the words are nobody's, by what stands just before them; nothing when no such sign is there."""
    tokens = frame.tokens
    mark = tokens[place].mark
    before = list(tokens[max(0, place - 4) : place])
    words = terms()
    if mark is None or not frame.text[mark.start : mark.end]:
        return "empty"
    if _is_apposed_work(frame, place):
        return "title"
    if not before:
        return None
    near = before[-1]
    bare = [
        token
        for token in before
        if not (token.low in grammar()["determiner"] or token.low in ("de", "d'", "du", "des"))
    ]
    for token in before[-3:]:
        if token.low == "dit" and (near.text == ":" or near.low in ("avoir", "être")):
            continue
        stem = token.low.removesuffix("s").removesuffix("e")
        if (stem in words["called"] or token.low in words["called"]) and not _is_active(frame, token):
            return "called"
    if any(
        token.low in ("lire", "voir", "cf") and tokens[at - 1].text in ("(", "[")
        for at, token in enumerate(tokens[:place])
    ):
        return "title"
    if [token.low for token in before[-2:]] in (["au", "nom"], ["nom", "du"], ["nom", "de"]):
        return "term"
    if near.low in ("selon", "d'après"):
        return "title"
    if near.text == "(" and near.kind == "mark":
        return "aside"
    small = frame.text[mark.start : mark.start + 1].islower()
    of_words = near.low in ("de", "d'", "du", "des") and small  # «un projet de «fausse bonne idée»» is no title
    first = verbs().get(content_words(frame.text, mark)[0].lower()) if small else None
    says = first is not None and "finite" in first.moods and "participle" not in first.moods
    told_of = says or (small and near.low in terms()["art"] | terms()["undertaking"])  # nor is «un film «radical»»
    if bare and _is_work(bare[-1].low) and not of_words and not told_of:
        return "title"
    if near.low == "n'" or near.text == "#":
        return "term"
    if len(bare) > 1 and _is_work(bare[-2].low) and bare[-1] is near and near.low not in grammar()["preposition"]:
        adjective = (
            near.verb is None and near.kind == "word" and not near.capital and near.low not in grammar()["auxiliary"]
        )
        if adjective and near.low not in grammar()["conjunction"] | grammar()["pronoun"]:
            return "title"
    if (near.low in grammar()["be"] or near.low == "été") and not _is_task(frame, mark):
        # «Sa devise était « Toujours plus haut »», not «a dit en conférence que le parc était « à l'abandon »»
        clause = max((at + 1 for at in range(place) if tokens[at].low in ("que", "qu'")), default=0)
        if frame.text[mark.start].isupper() and any(_is_work(token.low) for token in tokens[clause:place]):
            return "title"
    for token in before:
        if token.low in words["legal"] and near.low in ("pour", "de", "d'"):
            return "legal"
    return None


def _is_apposed_work(frame: Frame, place: int) -> bool:
    """Read «Avec « Les Eaux dormantes », son cinquième roman, …»."""
    after = frame.tokens[place + 1 : place + 2 + _APPOSED]
    if not after or after[0].text != "," or len(after) == 1 or after[1].low not in grammar()["determiner"]:
        return False
    end = next(
        (at for at, token in enumerate(after[2:], 2) if token.kind != "word" or token.verb is not None), len(after)
    )
    return any(token.low in terms()["art"] for token in after[2:end])


def _is_task(frame: Frame, mark: Mark) -> bool:
    """Tell «la mission de ce groupe est "de ne pas méconnaître…"» from «Sa devise était « Toujours plus haut »»."""
    return content_words(frame.text, mark)[0] in ("de", "d") or frame.text[mark.start : mark.start + 2] in ("d'", "d’")


def _is_active(frame: Frame, token: object) -> bool:
    """Whether a participle is a verb's, with «avoir»: «a appelé ce phénomène «…»»."""
    return any(
        frame.tokens[verb.last] is token
        and not verb.passive
        and verb.last > verb.first
        and (not verb.reflexive or "say" in verb.classes)
        for verb in frame.verbs
    )


def _is_work(word: str) -> bool:
    return word in terms()["work"] or word.removesuffix("s") in terms()["work"]


def looks_like_a_title(text: str, mark: Mark) -> bool:
    """Say whether most words are capitals or foreign: «Don't Go Breaking My Heart», «Le Monde diplomatique»."""
    words = [word for word in content_words(text, mark) if word and word not in people()["civility"] | {"M"}]
    if not words or not (words[0][:1].isupper() or words[0].isdigit()):
        return False
    if not 1 < len(words) <= _FEW_WORDS:
        return len(words) == 1 and words[0][:1].isupper() and text[mark.end - 1 : mark.end] not in "!?."
    heavy = [word for word in words if word.lower() not in grammar()["title_small"]]
    capitals = sum(word[:1].isupper() or word.isdigit() for word in heavy)
    return bool(heavy) and capitals >= max(2, len(heavy) * 2 / 3)


def is_sentence(text: str, mark: Mark) -> bool:
    """Say whether the words make a sentence: a capital with an end sign, or a verb that has a subject."""
    content = text[mark.start : mark.end]
    words = [word.lower().replace("’", "'") for word in content_words(text, mark)]
    if len(words) < 2:
        return content.endswith(("!", "?"))
    subjects = grammar()["subject_pronoun"] | {"je", "nous", "vous", "tu", "ça", "cela", "ce", "qui"}
    small = grammar()["auxiliary"] | {
        "faut",
        "peut",
        "doit",
        "va",
        "vont",
        "peuvent",
        "doivent",
        "veut",
        "vaut",
        "sait",
    }
    for at, word in enumerate(words):
        last = word.rpartition("'")[2]
        verb = verbs().get(last)
        if word.startswith(("j'", "c'", "n'", "s'", "m'", "t'")):
            finite = last in small or len(last) > 2
        elif last in small:
            finite = at > 0 or content[:1].isupper()
        elif last in subjects and last != "qui":
            finite = at + 1 < len(words) and (at == 0 or words[at - 1] not in grammar()["preposition"])
        else:
            finite = verb is not None and "finite" in verb.moods and at > 0 and not verb.moods & {"participle"}
            finite = finite and last not in grammar()["preposition"] and words[at - 1] not in grammar()["determiner"]
        if finite and not _in_relative(words, at):
            return True
    return content[:1].isupper() and content.endswith((".", "!", "?", "…")) and len(words) > 3


def _in_relative(words: list[str], at: int) -> bool:
    """Whether the first verb stands in a clause that hangs on something («des gens qui ont …»)."""
    openers = ("qui", "que", "dont", "où", "parce", "lorsque", "quand")
    return any(word in openers or word.startswith(("qu'", "lorsqu'")) for word in words[:at][-6:])
