"""The inflected forms of French verbs: enough grammar to know any form of a verb that gives somebody's words.

A model is a few stems; the endings are those of any grammar. Old spellings and rectified ones (1990) are both made,
and so is «a-t-il», whose «t» belongs to nobody: clitics are the tokeniser's.
"""

import re
from collections.abc import Iterator

_IMPERFECT = ("ais", "ait", "ions", "iez", "aient")
_FUTURE = ("ai", "as", "a", "ons", "ez", "ont", *_IMPERFECT)
_PAST = {
    "a": ("ai", "as", "a", "âmes", "âtes", "èrent", "ât", "asse", "asses", "assions", "assiez", "assent"),
    "i": ("is", "is", "it", "îmes", "îtes", "irent", "ît", "isse", "isses", "issions", "issiez", "issent"),
    "u": ("us", "us", "ut", "ûmes", "ûtes", "urent", "ût", "usse", "usses", "ussions", "ussiez", "ussent"),
    "in": ("ins", "ins", "int", "înmes", "întes", "inrent", "înt", "insse", "insses", "inssions", "inssiez", "inssent"),
}

# Infinitive ending: (singular of the present, stem of «nous», «ils», stem of the future, simple past, participle).
_IRREGULAR = {
    "dire": (("dis", "dis", "dit"), "dis", "disent", "dir", ("d", "i"), "dit"),
    "redire": (("redis", "redis", "redit"), "redis", "redisent", "redir", ("red", "i"), "redit"),
    "lire": (("lis", "lis", "lit"), "lis", "lisent", "lir", ("l", "u"), "lu"),
    "crire": (("cris", "cris", "crit"), "criv", "crivent", "crir", ("criv", "i"), "crit"),
    "croire": (("crois", "crois", "croit"), "croy", "croient", "croir", ("cr", "u"), "cru"),
    "prendre": (("prends", "prends", "prend"), "pren", "prennent", "prendr", ("pr", "i"), "pris"),
    "ndre": (("nds", "nds", "nd"), "nd", "ndent", "ndr", ("nd", "i"), "ndu"),
    "craindre": (("crains", "crains", "craint"), "craign", "craignent", "craindr", ("craign", "i"), "craint"),
    "plaindre": (("plains", "plains", "plaint"), "plaign", "plaignent", "plaindr", ("plaign", "i"), "plaint"),
    "joindre": (("joins", "joins", "joint"), "joign", "joignent", "joindr", ("joign", "i"), "joint"),
    "peindre": (("peins", "peins", "peint"), "peign", "peignent", "peindr", ("peign", "i"), "peint"),
    "mettre": (("mets", "mets", "met"), "mett", "mettent", "mettr", ("m", "i"), "mis"),
    "battre": (("bats", "bats", "bat"), "batt", "battent", "battr", ("batt", "i"), "battu"),
    "rompre": (("romps", "romps", "rompt"), "romp", "rompent", "rompr", ("romp", "i"), "rompu"),
    "naître": (("nais", "nais", "naît"), "naiss", "naissent", "naîtr", ("n", "u"), "nu"),
    "clure": (("clus", "clus", "clut"), "clu", "cluent", "clur", ("cl", "u"), "clu"),
    "suivre": (("suis", "suis", "suit"), "suiv", "suivent", "suivr", ("suiv", "i"), "suivi"),
    "rire": (("ris", "ris", "rit"), "ri", "rient", "rir", ("r", "i"), "ri"),
    "soudre": (("sous", "sous", "sout"), "solv", "solvent", "soudr", ("sol", "u"), "solu"),
    "duire": (("duis", "duis", "duit"), "duis", "duisent", "duir", ("duis", "i"), "duit"),
    "truire": (("truis", "truis", "truit"), "truis", "truisent", "truir", ("truis", "i"), "truit"),
    "faire": (("fais", "fais", "fait"), "fais", "font", "fer", ("f", "i"), "fait"),
    "tenir": (("tiens", "tiens", "tient"), "ten", "tiennent", "tiendr", ("t", "in"), "tenu"),
    "venir": (("viens", "viens", "vient"), "ven", "viennent", "viendr", ("v", "in"), "venu"),
    "ffrir": (("ffre", "ffres", "ffre"), "ffr", "ffrent", "ffrir", ("ffr", "i"), "ffert"),
    "uvrir": (("uvre", "uvres", "uvre"), "uvr", "uvrent", "uvrir", ("uvr", "i"), "uvert"),
    "cueillir": (("cueille", "cueilles", "cueille"), "cueill", "cueillent", "cueiller", ("cueill", "i"), "cueilli"),
    "sentir": (("sens", "sens", "sent"), "sent", "sentent", "sentir", ("sent", "i"), "senti"),
    "mentir": (("mens", "mens", "ment"), "ment", "mentent", "mentir", ("ment", "i"), "menti"),
    "courir": (("cours", "cours", "court"), "cour", "courent", "courr", ("cour", "u"), "couru"),
    "cevoir": (("çois", "çois", "çoit"), "cev", "çoivent", "cevr", ("ç", "u"), "çu"),
    "mouvoir": (("meus", "meus", "meut"), "mouv", "meuvent", "mouvr", ("m", "u"), "mu"),
    "voir": (("vois", "vois", "voit"), "voy", "voient", "verr", ("v", "i"), "vu"),
    "vouloir": (("veux", "veux", "veut"), "voul", "veulent", "voudr", ("voul", "u"), "voulu"),
    "savoir": (("sais", "sais", "sait"), "sav", "savent", "saur", ("s", "u"), "su"),
    "pouvoir": (("peux", "peux", "peut"), "pouv", "peuvent", "pourr", ("p", "u"), "pu"),
    "devoir": (("dois", "dois", "doit"), "dev", "doivent", "devr", ("d", "u"), "dû"),
}
_REGULAR_FUTURE = ("prévoir", "pourvoir")
# «e» before one consonant, «é» before a sound of one or two: what opens into «è» before a mute syllable.
_OPENED = re.compile(
    r"(?:(?<=[^ée])e(?=[b-df-hj-np-tv-xz]$)|é(?=[b-df-hj-np-tv-xz]{1,2}u?$))([b-df-hj-np-tv-xz]{1,2}u?)$"
)
_ENDINGS = sorted(_IRREGULAR, key=len, reverse=True)


def conjugate(infinitive: str) -> Iterator[tuple[str, str]]:
    """Give each form of a verb with its mood: ``finite``, ``participle``, ``gerund`` or ``infinitive``."""
    yield infinitive, "infinitive"
    for ending in _ENDINGS:
        if infinitive.endswith(ending) and not (infinitive.endswith("maudire")):
            yield from _irregular(infinitive.removesuffix(ending), ending, infinitive)
            return
    if infinitive.endswith("er"):
        yield from _first_group(infinitive[:-2])
    elif infinitive.endswith("ir"):
        yield from _second_group(infinitive[:-2])


def _participles(masculine: str) -> Iterator[tuple[str, str]]:
    plural = masculine if masculine.endswith("s") else masculine + "s"
    feminine = masculine.replace("û", "u") + "e"
    for form in (masculine, plural, feminine, feminine + "s"):
        yield form, "participle"


def _first_group(stem: str) -> Iterator[tuple[str, str]]:
    """Conjugate a verb in -er: «c» and «g» keep their sound, a mute «e» opens the vowel before it."""
    soft = {"c": stem[:-1] + "ç", "g": stem + "e"}.get(stem[-1], stem)
    mutes = _before_mute(stem)
    for mute in mutes:
        for ending in ("e", "es", "ent"):
            yield mute + ending, "finite"
    futures = mutes if "é" not in stem[-3:] else [stem, *mutes]
    for ending in _FUTURE:
        for mute in futures:
            yield mute + "er" + ending, "finite"
    for ending in _IMPERFECT:
        yield (stem if ending.startswith("i") else soft) + ending, "finite"
    for ending in _PAST["a"]:
        yield (stem if ending == "èrent" else soft) + ending, "finite"
    yield soft + "ons", "finite"
    yield stem + "ez", "finite"
    yield soft + "ant", "gerund"
    yield from _participles(stem + "é")


def _before_mute(stem: str) -> list[str]:
    """Give the stems of a verb in -er before a mute «e»: rappell-, jett-, répèt-, soulèv-, essai-/essay-."""
    if stem.endswith(("ppel", "jet")):
        return [stem + stem[-1]]
    if stem.endswith(("oy", "uy")):
        return [stem[:-1] + "i"]
    if stem.endswith("ay"):
        return [stem[:-1] + "i", stem]
    if found := _OPENED.search(stem):
        return [stem[: found.start()] + "è" + found[1]]
    return [stem]


def _second_group(stem: str) -> Iterator[tuple[str, str]]:
    for ending in ("issons", "issez", "issent", *_PAST["i"]):
        yield stem + ending, "finite"
    for ending in _IMPERFECT:
        yield stem + "iss" + ending, "finite"
    for ending in _FUTURE:
        yield stem + "ir" + ending, "finite"
    yield stem + "issant", "gerund"
    yield from _participles(stem + "i")


def _irregular(prefix: str, ending: str, infinitive: str) -> Iterator[tuple[str, str]]:
    singular, nous, ils, future, (past, vowel), participle = _IRREGULAR[ending]
    if infinitive in _REGULAR_FUTURE:
        future = "voir"
    present = [*singular, ils, nous + "ons", "faites" if ending == "faire" else nous + "ez"]
    if ending in ("dire", "redire"):
        present.append(f"{nous[:-1]}tes")
    subjunctive = ils.removesuffix("nt")
    forms = [*present, subjunctive, subjunctive + "s"]
    forms += [nous + each for each in _IMPERFECT]
    forms += [future + each for each in _FUTURE]
    forms += [past + each for each in _PAST[vowel]]
    for form in forms:
        yield prefix + form, "finite"
    yield prefix + nous + "ant", "gerund"
    for form, mood in _participles(participle):
        yield prefix + form, mood
