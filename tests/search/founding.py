"""The founding article's quotes as documents, with the names as the archive would hand them over."""

from search import Document

EVENT = "Médias sociaux pour le Secteur public"
SOURCE = "Les 3 moments forts de l'événement Médias sociaux pour le Secteur public\nLes Affaires"
SPVM = "Service de police de la Ville de Montréal\nSPVM"


def quote(id_: str, text: str, speakers: tuple[str, ...] = (), organisations: tuple[str, ...] = ()) -> Document:
    return Document(
        id=id_,
        texts={
            "text": text,
            "speaker": "\n".join(speakers),
            "organisation": "\n".join(organisations),
            "event": EVENT,
            "topic": "réseaux sociaux",
            "source": SOURCE,
        },
        values={"speaker": speakers, "organisation": organisations, "event": ("e1",), "year": ("2016",)},
        day=20161129,
    )


DOCUMENTS = (
    quote(
        "verdun",
        "mieux vaut se définir soi-même plutôt qu'attendre d'être défini par les autres",
        ("le maire de Verdun",),
        ("Arrondissement de Verdun",),
    ),
    quote("dion", "on parlait déjà de nous, alors autant participer", ("Stéphane Dion",), ("Revenu Québec",)),
    quote("pire", "rien n'est pire que de ne pas participer à la discussion", ("Melissa Carroll",), (SPVM,)),
    quote(
        "amour",
        "On a reçu de \"l'amour\", mais on l'a géré",
        ("Élise Proulx", "Isabelle Thellen"),
        ("Hydro-Québec",),
    ),
    quote(
        "rumeurs",
        "quand on répond aux gens qui répandent des fausses rumeurs pour rectifier les faits, "
        "les autres utilisateurs reprennent notre message",
        ("Melissa Carroll",),
        (SPVM,),
    ),
    quote(
        "lavoie",
        "les utilisateurs multiplient notre message plus qu'ils ne le changent",
        ("Maryse Lavoie\nMajor Maryse Lavoie",),
        ("Forces armées canadiennes",),
    ),
    quote(
        "pedneaud",
        'Les gens me disent "je ne suis pas toujours d\'accord avec vous, mais je comprends"',
        ("Maxime Pedneaud-Jobin\nle maire de Gatineau Maxime Pedneaud-Jobin",),
        ("Ville de Gatineau",),
    ),
    Document(
        id="talk",
        texts={
            "title": "Que les autres utilisateurs reprennent notre message",
            "text": "Rectifier les faits quand une rumeur circule : d'autres font suivre.",
            "event": EVENT,
        },
        values={"event": ("e1",), "kind": ("highlight",)},
    ),
)
