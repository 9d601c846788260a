"""The pages that are tried and pictured."""

from playwright.sync_api import Page

READ = (
    "/",
    "/recherche",
    "/recherche?q=rumeurs&annee=2016&organisation=spvm",
    "/recherche?q=introuvable+%22mots+absents%22",
    "/recherche?q=message&page=9",
    "/intervenants",
    "/intervenants/maxime-pedneaud-jobin",
    "/organisations",
    "/organisations/spvm",
    "/evenements",
    "/evenements/medias-sociaux-secteur-public-2016",
    "/interventions",
    "/interventions/a-occuper-le-terrain-eux-memes",
    "/themes",
    "/themes/medias-sociaux",
    "/sources",
    "/verifier",
    "/apropos",
    "/connexion",
)
"""For anybody."""

NOWHERE = "/nulle-part"
"""What is not there has a page, too."""

WORKSHOP = (
    "/atelier",
    "/atelier/avertissements",
    "/atelier/relecture",
    "/atelier/relecture?etat=acceptees",
    "/atelier/fusion",
    "/atelier/fusion?type=speaker&old=elise-proulx",
    "/atelier/citations/nouvelle",
    "/atelier/citations/{quote}",
    "/atelier/citations/{quote}/retrait",
    "/citations/{quote}",
    "/citations/{quote}@1",
)
"""For editors."""

CHECKED = (
    "« Rien n’est pire que de participer à la discussion », a dit Melissa Carroll. Selon le maire de Verdun, « mieux "
    "vaut se définir soi-même ». « On parlait déjà de nous, alors autant participer », ajoute Isabelle Thellen."
)
"""A passage of an article that is not quite right."""

SHOWN = {"search": "/recherche?q=message", "quote": "rumeurs", "check": "/verifier"}
"""What the README shows: by the name of its picture, an address, or the words of a quote."""


def quote_path(page: Page, words: str) -> str:
    """The address of the quote that is found first."""
    page.goto(f"/recherche?q={words}&type=citation")
    return str(page.locator(".words").first.get_attribute("href"))
