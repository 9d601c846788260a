"""What things are called in French, and how dates are said: for pages, citations and cards. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip

VERIFICATIONS: Mapping[str, tuple[str, str]] = {
    "extracted": ("Relevée", "Relevée par un programme, pas encore relue."),
    "reviewed": ("Relue", "Relue par une personne."),
    "matched": ("Conforme à la source", "Comparée mot pour mot au texte de la source."),
    "confirmed": ("Confirmée", "Confirmée par un enregistrement."),
}
"""How far a quote was verified: in a word, and in a sentence."""

VERIFICATION_NAMES = {name: said for name, (said, _) in VERIFICATIONS.items()}

VERDICTS: Mapping[str, tuple[str, str]] = {
    "exact": ("Mot pour mot", "C’est la citation, à la lettre."),
    "same_words": ("Les mêmes mots", "Les mots sont ceux de la citation ; seule la typographie diffère."),
    "truncated": ("Coupée", "Les mots sont ceux de la citation, mais il en manque une partie."),
    "altered": ("Modifiée", "Une citation de l’archive s’en approche, avec d’autres mots."),
    "other_speaker": ("Autre auteur", "Ces mots sont dans l’archive, mais quelqu’un d’autre les a dits."),
    "not_found": ("Introuvable", "L’archive n’a rien d’assez proche ; cela ne prouve pas que ce soit faux."),
}
"""What a quote check says: in a word, and in a sentence."""

ACTIONS = {
    "created": "Première version",
    "published": "Publication",
    "updated": "Correction",
    "withdrawn": "Retrait",
    "restored": "Rétablissement",
    "merged": "Fusion",
    "unmerged": "Fin d’une fusion",
    "redacted": "Mots effacés",
}
FIELDS = {
    "text": "Texte",
    "language": "Langue",
    "kind": "Genre",
    "said_on": "Date",
    "status": "État",
    "verification": "Vérification",
    "event": "Événement",
    "talk": "Intervention",
    "parent": "Citée dans",
    "topics": "Thèmes",
    "attributions": "Attribution",
    "mentions": "Sources",
}
"""What the values of a quote are called."""

QUOTE_KINDS = {"direct": "Citation directe", "partial": "Citation partielle"}
TALK_KINDS = {
    "talk": "Conférence",
    "keynote": "Conférence plénière",
    "panel": "Table ronde",
    "workshop": "Atelier",
    "highlight": "Moment fort",
}
KINDS = QUOTE_KINDS | TALK_KINDS
TYPES = {"quote": "Citations", "talk": "Interventions"}
STATUSES = {"draft": "Brouillon", "published": "Publiée", "disputed": "Contestée", "withdrawn": "Retirée"}
STATUSES_TO_CHOOSE = {name: said for name, said in STATUSES.items() if name != "withdrawn"}
STATUSES_PUBLISHED = {name: said for name, said in STATUSES_TO_CHOOSE.items() if name != "draft"}
HEALTH = {
    "ok": "en ligne",
    "moved": "l’adresse a changé",
    "gone": "n’est plus en ligne",
    "changed": "le texte a changé depuis",
}
LANGUAGES = {
    "fr": "français",
    "en": "anglais",
    "es": "espagnol",
    "de": "allemand",
    "it": "italien",
    "nl": "néerlandais",
}
UNNAMED = {
    "function": "Fonction seule connue",
    "organisation": "Organisation",
    "group": "Groupe",
    "unknown": "Auteur inconnu",
    "person": "Personne non identifiée",
}
"""What stands for whoever said it where nothing was printed, by the kind of attribution."""

ATTRIBUTION_KINDS = {
    "person": "Une personne",
    "function": "Une fonction seule",
    "organisation": "Une organisation",
    "group": "Un groupe",
    "unknown": "Auteur inconnu",
}
"""What is known of who said it, as an editor chooses it."""

VALUES = STATUSES | VERIFICATION_NAMES | KINDS
"""Values of vocabularies, as a difference tells them."""

WARNINGS = {
    "says_nothing": "Attribution vide",
    "no_attribution": "Sans attribution",
    "no_printed_form": "Sans les mots de la source",
    "not_in_source": "Absente du texte de la source",
    "not_in_programme": "Absent du programme",
    "held_by_another": "Fonction tenue par un autre",
    "same_words_by_others": "Mêmes mots, autre auteur",
    "same_words_twice": "Imprimée deux fois",
    "homonym": "Homonymes",
    "unknown_person": "Personne non identifiée",
}
"""What the linter's rules are called."""

SUGGESTED = {
    "speaker": "Intervenant",
    "organisation": "Organisation",
    "event": "Événement",
    "topic": "Thème",
    "quote": "Citation",
}
MERGED = {"speaker": "Intervenant", "organisation": "Organisation", "event": "Événement", "quote": "Citation"}
MOVED = {
    "attributions": ("attribution de citation", "attributions de citations"),
    "talk_speakers": ("place au programme", "places au programme"),
    "organisations": ("organisation au-dessous", "organisations au-dessous"),
    "talks": ("intervention", "interventions"),
    "quotes": ("citation", "citations"),
}
"""What refers to a thing that is merged, by table: one of them, several."""

REVIEWS = {"attente": "En attente", "acceptees": "Acceptées", "corrigees": "Corrigées", "refusees": "Refusées"}
DECIDED = {"accepted": "Acceptée", "corrected": "Corrigée", "refused": "Refusée"}


def day(date: str | None) -> str:
    """Say a partial date: `29 novembre 2016`, `1er avril 2018`, `avril 2018`, `2018`; nothing for None."""
    if not date:
        return ""
    year, *rest = date.split("-")
    if not rest:
        return year
    month = MONTHS[int(rest[0]) - 1]
    if len(rest) == 1:
        return f"{month} {year}"
    number = int(rest[1])
    return f"{'1er' if number == 1 else number} {month} {year}"


def period(first: str | None, last: str | None) -> str:
    """Say a span of partial dates in as few words as can be: `18 au 19 avril 2018`."""
    if not first or not last or first == last:
        return day(first or last)
    one, other = first.split("-"), last.split("-")
    if len(one) == len(other) == 3 and one[0] == other[0]:  # noqa: PLR2004 - year, month, day
        start = day(first).removesuffix(f" {one[0]}")
        if one[1] == other[1]:
            start = start.split(" ")[0]
        return f"{start} au {day(last)}"
    if len(one) == 1 and len(other) == 1:
        return f"{first}–{last}"
    return f"{day(first)} – {day(last)}"


def when(view: Mapping[str, Any]) -> str:
    """Say when a quote was said or a talk given: its day, or else the days of its event, as far as they are known."""
    if exact := view.get("said_on") or view.get("starts_at"):
        return day(exact[:10])
    event = view["event"] or {}
    return period(event.get("starts_on"), event.get("ends_on"))


def number(value: int) -> str:
    """Write a whole number with narrow no-break spaces: `12 345`."""
    return f"{value:,}".replace(",", "\u202f")


def count(value: int, one: str, several: str | None = None) -> str:
    """Count things: `aucune citation` is for the caller to say; `1 citation`, `2 citations`."""
    return f"{number(value)} {one if value < 2 else several or one + 's'}"  # noqa: PLR2004 - French: 1,9 is singular


def listed(names: Sequence[str]) -> str:
    """Join names: `A, B et C`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} et {names[-1]}" if names else ""


def who(attribution: Mapping[str, Any]) -> str:
    """Name whoever said it: the person, or the words of the source, or what kind of unknown it is."""
    if attribution["speaker"]:
        return str(attribution["speaker"]["name"])
    if attribution["printed_as"]:
        return str(attribution["printed_as"])
    if attribution["organisation"] and attribution["kind"] == "organisation":
        return str(attribution["organisation"]["name"])
    return str(attribution["role"] or UNNAMED[attribution["kind"]])


def speakers(quote: Mapping[str, Any]) -> str:
    """Name all who said a quote: `Élise Proulx et Isabelle Thellen`."""
    return listed([who(each) for each in quote["attributions"]]) or UNNAMED["unknown"]


def capacity(attribution: Mapping[str, Any]) -> str:
    """Say in what role and for whom, as far as the name does not say so already: `maire, Ville de Gatineau`."""
    said = who(attribution)
    organisation = attribution["organisation"]
    parts = [attribution["role"], organisation and (organisation["acronym"] or organisation["name"])]
    return ", ".join(part for part in parts if part and part.lower() not in said.lower())


def cut(text: str, length: int) -> str:
    """Shorten a text at a word to at most this many characters, with an ellipsis where something was left out."""
    if len(text) <= length:
        return text
    head = text[:length]
    return head[: head.rfind(" ")].rstrip(" ,;:.–—-") + "…" if " " in head else head[: length - 1] + "…"
