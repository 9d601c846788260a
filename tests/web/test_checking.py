"""The quote check as a journalist meets it, and what a quote's page says of its past."""

import re

from tests.conftest import Client
from tests.web.test_searching import text_of

ARTICLE = (
    "« Rien n’est pire que de participer à la discussion », a dit Melissa Carroll. Selon le maire de Verdun, « mieux "
    "vaut se définir soi-même ». « On parlait déjà de nous, alors autant participer », ajoute Isabelle Thellen. "
    "« Je n'ai jamais dit cela », répond Stéphane Dion."
)


def test_each_quotation_of_an_article_is_judged(reader: Client) -> None:
    html = reader.post("/verifier", data={"texte": ARTICLE}).text
    assert re.findall(r'class="stamp">([^<]+)<', html) == ["Modifiée", "Coupée", "Autre auteur", "Introuvable"]
    assert re.findall(r"</span>([^<]+)<span class=\"hidden\">]</span></ins>", html) == ["ne pas"]
    said = text_of(html)
    assert "Laissé de côté : plutôt qu’attendre d’être défini par les autres" in said
    assert "Attribuée ici à Isabelle Thellen. Stéphane Dion « on parlait déjà de nous" in said
    # What was pasted stays in the field.
    assert ARTICLE.replace("'", "&#39;") in html


def test_a_sentence_is_judged_as_it_stands(reader: Client) -> None:
    asked = {"texte": "on parlait déjà de nous, alors autant participer", "intervenant": "Stéphane Dion"}
    answer = reader.post("/verifier", data=asked)
    assert 'class="stamp">Mot pour mot<' in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    other = reader.post("/verifier", data=asked | {"intervenant": "Maryse Lavoie"}).text
    assert 'class="stamp">Autre auteur<' in other


def test_nothing_to_check(reader: Client) -> None:
    answer = reader.post("/verifier", data={"texte": "  "})
    assert answer.status_code == 422
    assert "Collez d’abord une phrase ou un article." in answer.text
    assert ">une phrase</textarea>" in reader.get("/verifier?texte=une+phrase").text


def test_a_correction_is_told_with_its_difference(reader: Client, editor: dict[str, str]) -> None:
    quote = reader.get("/recherche.json?q=rumeurs").json["items"][0]["quote"]
    address = f"/api/v1/quotes/{quote['id']}"
    corrected = quote["text"].replace("fausses", "vraies")
    tag = reader.get(address, headers=editor).headers["ETag"]
    answer = reader.patch(
        f"{address}?note=Le mot de la source.",
        json={"text": corrected},
        headers=editor | {"If-Match": tag},
        content_type="application/merge-patch+json",
    )
    assert answer.status_code == 200, answer.text
    html = reader.get(f"/citations/{quote['id']}").text
    assert "Le mot de la source." in html
    assert re.findall(r"<(del|ins)>([^<]+)</", html.split('class="history"')[1]) == [
        ("del", "fausses"),
        ("ins", "vraies"),
    ]
    assert "Première version" in html


def test_a_former_slug_leads_on(reader: Client, editor: dict[str, str]) -> None:
    address = "/api/v1/speakers/melissa-carroll"
    tag = reader.get(address, headers=editor).headers["ETag"]
    changed = reader.patch(
        address,
        json={"slug": "m-carroll"},
        headers=editor | {"If-Match": tag},
        content_type="application/merge-patch+json",
    )
    assert changed.status_code == 200, changed.text
    answer = reader.get("/intervenants/melissa-carroll")
    assert (answer.status_code, answer.headers["Location"]) == (308, "/intervenants/m-carroll")
