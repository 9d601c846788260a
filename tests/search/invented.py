"""A small invented archive: quotes and talks such as journalists look for, awkward in the ways that real ones are."""

import unicodedata

from search import Document

_TEXTS = {
    "budget": "Nous avons voté un budget de 2 000 000 $ pour les transports collectifs",
    "velo": "Les pistes cyclables coûtent moins cher que les autoroutes",
    "ia": "L'intelligence artificielle ne remplacera que les journalistes qui ne vérifient rien",
    "rgpd": "Le règlement général sur la protection des données protège d'abord les citoyennes et les citoyens",
    "mairesse": "La mairesse a promis que les travaux finiraient avant l'hiver",
    "obnl": "Notre organisme à but non lucratif vit des dons",
    "juillet": "Le 14/07/2012, tout a changé pour nous",
    "mars": "Depuis le 3 mars 2020, nous ne nous serrons plus la main",
    "mai": "Le 1er mai, on ne travaille pas, on marche",
    "heure": "La séance a commencé à 8 h 30 précises",
    "motclic": "On en a parlé toute la nuit sur #polmtl avec @lapresse",
    "peche": "La pêche à la morue a nourri nos villages",
    "faute": "Le péché originel du projet, c'est son financement",
    "police": "La police n'a pas à prendre parti",
    "logement": "La politique du logement manque d'ambition",
    "oeuvre": "Une œuvre d'art public, c'est le cœur d'un quartier",
    "campus": "Les étudiant·e·s et les professeur·e·s réclament la même chose",
    "actrices": "Les actrices du milieu culturel se sont fait entendre",
    "elues": "Les élues ont choisi de siéger à huis clos",
    "ecole": "Fermer une école, c'est fermer un village",
    "libre": "Le logiciel libre n'est pas gratuit, il est libre",
    "web": "Le Web 2.0 a fait de chacun de nous un éditeur",
    "vote": "Voter ne suffit pas : il faut débattre",
    "note": "La note est salée pour les contribuables",
    "sante": "Le coût de la santé explose, et l'attente aux urgences aussi",
    "nee": "Je suis née à Rimouski et j'y suis restée",
    "secheresse": unicodedata.normalize("NFD", "L'été dernier, la sé\u00adche\u00adresse a vidé nos réservoirs"),
    "courant": "Couper le courant à des familles en janvier\u202f? Jamais\u202f!",
    "cent": "Il y avait 2\u202f000 personnes dans la rue, pas 20",
    "virus": "Le télétravail est né du virus et lui survivra",
    "travaux": "Un chantier qui dure est un chantier mal préparé",
    "amitie": "Ce n'est pas parce qu'on est d'accord qu'on est amis",
    "yeux": "Nous avons fermé les yeux trop longtemps sur les noyades",
    "journaux": "Les journaux locaux meurent en silence",
    "eau": "L'eau n'est pas une marchandise comme les autres",
}

_PEOPLE = {
    "budget": ("Mireille Tanguay", "Ville de Sainte-Aurore\nVSA"),
    "velo": ("Hugo Béland", "Ville de Sainte-Aurore\nVSA"),
    "ia": ("Zoé Lefrançois", "Le Courrier du fleuve"),
    "eau": ("Aimé O’Brien\nM. O’Brien", "Coalition Eau vive"),
    "nee": ("Marie-Ève D’Amours", "Coalition Eau vive"),
}

_TALKS = {
    "atelier": (
        "Vérifier une rumeur en dix minutes",
        "Un atelier pour retrouver la première publication d'une image, et pour savoir s'arrêter.",
    ),
    "acces": (
        "Accessibilité : par où commencer ?",
        "Des contrastes, des titres, des textes de remplacement : ce qui change tout et ne coûte rien.",
    ),
    "rust": ("Rust sans peur", "Ce que le compilateur vous apprend quand il vous dit non."),
}


def _documents() -> list[Document]:
    quotes = []
    for name, text in _TEXTS.items():
        speaker, organisation = _PEOPLE.get(name, ("", ""))
        year = "2018" if name in {"budget", "eau"} else "2020"
        quotes.append(
            Document(
                name,
                {"text": text, "speaker": speaker, "organisation": organisation, "event": "Assises des villes"},
                {"year": (year,)},
                int(f"{year}0612"),
            )
        )
    talks = [Document(name, {"title": title, "text": text}) for name, (title, text) in _TALKS.items()]
    return quotes + talks


DOCUMENTS = _documents()
