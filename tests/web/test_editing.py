"""Editing through the pages: signing in, writing, correcting, withdrawing, merging, reviewing."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import html5lib
import pytest
from sqlalchemy.orm import Session, sessionmaker

from api.archive.tokens import revoke_token
from api.archive.upkeep import SignIn, Token
from tests.conftest import Client, token

ARTICLE = (Path(__file__).parents[1] / "extraction" / "article.txt").read_text(encoding="utf-8")
Post = Callable[..., str]


def fields_of(html: str) -> dict[str, str]:
    """What a browser would send with the last form of a page, no button pressed."""
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    form = [each for each in tree.iter("form") if each.get("role") != "search"][-1]
    fields: dict[str, str] = {}
    for each in form.iter():
        name = each.get("name")
        if each.tag == "textarea":
            fields[name] = each.text or ""
        elif each.tag == "select":
            options = list(each.iter("option"))
            chosen = [option for option in options if option.get("selected") is not None]
            fields[name] = (chosen or options)[0].get("value", "")
        elif each.tag == "input" and (each.get("type") != "radio" or each.get("checked") is not None):
            fields[name] = each.get("value", "")
    return fields


def faults(html: str) -> list[tuple[str, str]]:
    """What a page says is wrong: each fault with the field that it leads to."""
    return [(name, said.replace("\u202f", " ")) for name, said in re.findall(r'<a href="#f-([^"]+)">([^<]+)</a>', html)]


def enter(client: Client, secret: str, back: str = "/atelier") -> None:
    form = fields_of(client.get(f"/connexion?retour={back}").text)
    answer = client.post("/connexion", data=form | {"jeton": secret})
    assert (answer.status_code, answer.headers["Location"]) == (303, back)


@pytest.fixture
def writer(reader: Client, sessions: sessionmaker[Session]) -> Client:
    """Somebody who is signed in and may write."""
    enter(reader, token(sessions, "write"))
    return reader


def found(client: Client, words: str) -> str:
    return str(client.get(f"/recherche.json?q={words}&type=citation").json["items"][0]["quote"]["id"])


def test_signing_in_and_out(reader: Client, sessions: sessionmaker[Session]) -> None:
    refused = reader.get("/atelier")
    assert (refused.status_code, "Réservé à la rédaction" in refused.text) == (401, True)
    assert 'href="/connexion?retour=/atelier"' in refused.text
    asked = reader.get("/connexion?retour=/atelier/relecture")
    form = fields_of(asked.text)
    assert form["retour"] == "/atelier/relecture"
    wrong = reader.post("/connexion", data=form | {"jeton": "verbatim_x"})
    assert (wrong.status_code, "inconnu, révoqué ou expiré" in wrong.text, "verbatim_x" in wrong.text) == (
        422, True, False,
    )  # fmt: skip
    secret = token(sessions, "write")
    entered = reader.post("/connexion", data=form | {"jeton": secret})
    cookie = next(each for each in entered.headers.getlist("Set-Cookie") if each.startswith("verbatim_session"))
    assert re.fullmatch(
        r"verbatim_session=[\w-]{43}; Expires=[^;]+; Max-Age=43200; HttpOnly; Path=/; SameSite=Lax", cookie
    )
    assert secret not in cookie
    assert "Connecté avec le jeton" in reader.get("/atelier").text
    assert reader.get("/api/v1/reviews").status_code == 401  # a cookie opens pages alone
    left = reader.post("/deconnexion", data=fields_of(reader.get("/atelier").text))
    assert left.headers["Location"] == "/"
    # Whoever kept the cookie has nothing.
    reader.set_cookie("verbatim_session", cookie.partition("=")[2].partition(";")[0])
    assert reader.get("/atelier").status_code == 401
    assert reader.get("/connexion?retour=//ailleurs.example").text.count('value="/atelier"') == 1
    reader.delete_cookie("verbatim_session")
    https = reader.get("/connexion", base_url="https://localhost")
    assert re.search("Secure; HttpOnly; Path=/connexion; SameSite=Lax", https.headers["Set-Cookie"])


def test_a_sign_in_ends_with_its_time_its_token_and_its_scope(reader: Client, sessions: sessionmaker[Session]) -> None:
    enter(reader, token(sessions, "read"))
    forbidden = reader.get("/atelier")
    assert (forbidden.status_code, "Votre jeton ne permet pas d’écrire." in forbidden.text) == (403, True)
    assert "Atelier</a>" not in reader.get("/").text
    enter(reader, token(sessions, "write"))
    assert "Atelier</a>" in reader.get("/").text
    with sessions() as session:
        for row in session.query(SignIn):
            row.expires_at -= timedelta(hours=13)
        session.commit()
    assert reader.get("/atelier").status_code == 401
    enter(reader, token(sessions, "write"))
    with sessions() as session:
        assert session.query(SignIn).count() == 1
        for one in session.query(Token):
            revoke_token(session, one.name)
        session.commit()
    assert reader.get("/atelier").status_code == 401


def test_a_form_from_elsewhere_is_refused(writer: Client) -> None:
    form = fields_of(writer.get("/atelier/citations/nouvelle").text) | {"text": "non"}
    for proof in ("", "x", form["jeton_formulaire"][:-2] + "xx"):
        refused = writer.post("/atelier/citations/nouvelle", data=form | {"jeton_formulaire": proof})
        assert (refused.status_code, "n’est pas parti d’une page" in refused.text) == (403, True)
    for path in ("/connexion", "/deconnexion", "/atelier/fusion", "/atelier/relecture"):
        assert writer.post(path, data={"jeton": "x"}).status_code == 403
    assert writer.get("/recherche.json?q=non&type=citation").json["page"]["total"] == 0


def test_a_quote_is_written_with_its_faults_at_their_fields(writer: Client, editor: dict[str, str]) -> None:
    page = writer.get("/atelier/citations/nouvelle")
    assert page.headers["Cache-Control"] == "no-store"
    form = fields_of(page.text) | {
        "text": "On continue.",
        "said_on": "hier",
        "attributions/0/speaker": "Melissa Carroll",
        "attributions/0/organisation": "Nulle part",
    }
    refused = writer.post("/atelier/citations/nouvelle", data=form)
    assert refused.status_code == 422
    assert faults(refused.text) == [
        ("said_on", "Doit être une année, un mois ou un jour : 2016, 2016-11 ou 2016-11-29."),
        ("attributions-0-organisation", "Il n’y a pas d’organisation « Nulle part »."),
    ]
    again = fields_of(refused.text)
    assert (again["said_on"], again["attributions/0/speaker"], again["text"]) == (
        "hier",
        "Melissa Carroll",
        "On continue.",
    )
    assert re.search(r'id="f-said_on" name="said_on" value="hier"[^>]+aria-invalid="true"', refused.text)
    more = fields_of(writer.post("/atelier/citations/nouvelle", data=again | {"more": "attributions"}).text)
    assert (more["text"], "attributions/2/kind" in more) == ("On continue.", True)
    again |= {
        "said_on": "2016-11-29", "attributions/0/organisation": "SPVM", "topics": "Médias sociaux\nRelève",
        "attributions/1/kind": "function", "attributions/1/printed_as": "le maire de Verdun",
        "event": "medias-sociaux-secteur-public-2016",
    }  # fmt: skip
    written = writer.post("/atelier/citations/nouvelle", data=again)
    assert written.status_code == 303
    view = writer.get(f"/api/v1/quotes/{written.headers['Location'].split('/')[-1]}", headers=editor).json
    assert (view["text"], view["said_on"], [each["name"] for each in view["topics"]]) == (
        "On continue.", "2016-11-29", ["Médias sociaux", "Relève"],
    )  # fmt: skip
    assert [(a["kind"], a["speaker"] and a["speaker"]["slug"], a["printed_as"]) for a in view["attributions"]] == [
        ("person", "melissa-carroll", None), ("function", None, "le maire de Verdun"),
    ]  # fmt: skip
    assert "Sans les mots de la source" in writer.get(written.headers["Location"]).text


def test_a_correction_says_why_and_loses_nothing(writer: Client, editor: dict[str, str]) -> None:
    quote = found(writer, "rumeurs")
    address = f"/atelier/citations/{quote}"
    before = writer.get(f"/api/v1/quotes/{quote}", headers=editor).json
    form = fields_of(writer.get(address).text)
    silent = writer.post(address, data=form)
    assert (silent.status_code, "Rien n’a été changé." in silent.text, "Dites pourquoi" in silent.text) == (
        422,
        True,
        True,
    )
    mine = form | {
        "text": before["text"].replace("fausses", "vraies"),
        "reason": "relu",
        "note": "Le mot de la source.",
    }
    # Somebody else is quicker, with another value.
    other = writer.post(address, data=form | {"said_on": "2016-11", "reason": "date"})
    assert other.status_code == 303
    conflict = writer.post(address, data=mine)
    assert conflict.status_code == 412
    assert "Ce qui a changé entre-temps" in conflict.text
    assert re.search(r"Date : <del>2016-11-29</del> <ins>2016-11</ins>", conflict.text)
    again = fields_of(conflict.text)
    assert (again["text"], again["said_on"], again["version"], again["note"]) == (
        mine["text"], "2016-11", "2", "Le mot de la source.",
    )  # fmt: skip
    assert writer.post(address, data=again).status_code == 303
    after = writer.get(f"/api/v1/quotes/{quote}", headers=editor).json
    assert after == before | {"version": 3, "said_on": "2016-11", "text": mine["text"]}
    (last, *_) = writer.get(f"/api/v1/quotes/{quote}/revisions", headers=editor).json["items"]
    assert (last["reason"], last["note"], last["by"][:10]) == ("relu", "Le mot de la source.", "test write")


def test_a_quote_is_withdrawn_with_a_reason(writer: Client) -> None:
    quote = found(writer, "rumeurs")
    address = f"/atelier/citations/{quote}/retrait"
    form = fields_of(writer.get(address).text)
    assert "Dites pourquoi" in writer.post(address, data=form).text
    assert writer.post(address, data=form | {"reason": "r", "note": "Mal attribuée."}).status_code == 303
    gone = writer.get(f"/citations/{quote}")
    assert (gone.status_code, "Mal attribuée." in gone.text) == (410, True)


def test_a_merge_is_looked_at_made_and_undone(writer: Client) -> None:
    form = fields_of(writer.get("/atelier/fusion?type=speaker&old=elise-proulx").text)
    assert (form["type"], form["old"]) == ("speaker", "elise-proulx")
    wrong = writer.post("/atelier/fusion", data=form | {"new": "personne"})
    assert (wrong.status_code, 'href="#f-new"' in wrong.text) == (422, True)
    form |= {"new": "isabelle-thellen"}
    foreseen = writer.post("/atelier/fusion", data=form)
    assert "Ce qui serait fait" in foreseen.text
    assert re.search(r"<strong>Élise Proulx</strong> mènerait à <strong>Isabelle Thellen</strong>", foreseen.text)
    assert writer.get("/intervenants/elise-proulx").status_code == 200
    merged = writer.post("/atelier/fusion", data=fields_of(foreseen.text) | {"confirm": "oui"})
    assert writer.get("/intervenants/elise-proulx").headers["Location"] == "/intervenants/isabelle-thellen"
    made = writer.get(merged.headers["Location"])
    assert "Fusion faite" in made.text
    undone = writer.post(merged.headers["Location"], data=fields_of(made.text))
    assert "Fusion annulée" in writer.get(undone.headers["Location"]).text
    assert writer.get("/intervenants/elise-proulx").status_code == 200


def test_an_old_version_of_a_merged_quote_is_still_shown(writer: Client, editor: dict[str, str]) -> None:
    texts = ("un pont", "Un pont.")
    old, new = (writer.post("/api/v1/quotes", json={"text": each}, headers=editor).json["id"] for each in texts)
    merged = writer.post("/api/v1/merges", json={"type": "quote", "old": old, "new": new}, headers=editor)
    assert merged.status_code == 201
    assert writer.get(f"/citations/{old}").status_code == 308
    html = writer.get(f"/citations/{old}@1").text
    html5lib.HTMLParser(strict=True).parse(html)
    assert "Cette citation a été fusionnée depuis avec une autre." in html
    assert f'href="/citations/{new}' in html
    moved = writer.get("/intervenants/elise-proulx@1")
    assert (moved.status_code, moved.headers["Location"]) == (302, "/intervenants/elise-proulx")


def test_drafts_are_decided_together_and_one_by_one(writer: Client, editor: dict[str, str]) -> None:
    body = {"text": ARTICLE, "source": {"publisher": "La Tribune"}}
    reviews = writer.post("/api/v1/extractions", json=body, headers=editor).json["reviews"]
    page = writer.get("/atelier/relecture").text
    assert page.count('class="review"') == 8
    assert page.count('class="reasons"') >= 8
    form = fields_of(page)
    nothing = writer.post("/atelier/relecture", data=form)
    assert (nothing.status_code, "Choisissez d’abord" in nothing.text) == (422, True)
    chosen = form | {f"d-{reviews[0]}": "accept", f"d-{reviews[3]}": "refuse"}
    done = writer.get(writer.post("/atelier/relecture", data=chosen).headers["Location"]).text
    assert ("2 décisions prises" in done, done.count('class="review"')) == (True, 6)
    again = writer.post("/atelier/relecture", data=chosen)
    assert (again.status_code, "déjà décidée" in again.text) == (409, True)
    address = f"/atelier/relecture/{reviews[2]}"
    one = fields_of(writer.get(address).text)
    assert one["attributions/0/kind"] != ""
    bad = writer.post(address, data=one | {"said_on": "hier"})
    assert (bad.status_code, 'href="#f-said_on"' in bad.text) == (422, True)
    assert writer.post(address, data=one | {"kind": "partial", "cue_verb": "Pour"}).status_code == 303
    states = {name: writer.get(f"/atelier/relecture?etat={name}").text.count('class="review"') for name in (
        "attente", "acceptees", "corrigees", "refusees",
    )}  # fmt: skip
    assert states == {"attente": 5, "acceptees": 1, "corrigees": 1, "refusees": 1}
    rest = fields_of(writer.get("/atelier/relecture").text)
    assert writer.post("/atelier/relecture", data=rest | {"tout": "accept"}).status_code == 303
    assert "Rien n’attend ici" in writer.get("/atelier/relecture").text


def test_the_pages_of_the_workshop_are_whole(writer: Client) -> None:
    quote = found(writer, "rumeurs")
    for path in (
        "/atelier", "/atelier/avertissements", "/atelier/avertissements?regle=homonym", "/atelier/relecture",
        "/atelier/fusion", "/atelier/citations/nouvelle", f"/atelier/citations/{quote}",
        f"/atelier/citations/{quote}/retrait", f"/citations/{quote}", "/intervenants/melissa-carroll",
    ):  # fmt: skip
        answer = writer.get(path)
        while answer.status_code in (301, 302):
            answer = writer.get(answer.headers["Location"])
        assert answer.status_code == 200, path
        tree = html5lib.HTMLParser(strict=True).parse(answer.text)
        ids = [each.get("id") for each in tree.iter() if each.get("id")]
        assert sorted(ids) == sorted(set(ids)), path
        described = {name for each in tree.iter() for name in (each.get("aria-describedby") or "").split()}
        assert described <= set(ids), path
        assert ">Atelier</a>" in answer.text


def test_an_old_version_is_shown_beside_what_it_became(writer: Client) -> None:
    quote = found(writer, "rumeurs")
    form = fields_of(writer.get(f"/atelier/citations/{quote}").text)
    corrected = form | {"text": form["text"].replace("fausses", "vraies"), "reason": "relu"}
    assert writer.post(f"/atelier/citations/{quote}", data=corrected).status_code == 303
    assert f'href="/citations/{quote}@1"' in writer.get(f"/citations/{quote}").text
    html = writer.get(f"/citations/{quote}@1").text
    html5lib.HTMLParser(strict=True).parse(html)
    assert "Version 1 sur 2." in html
    assert "des fausses rumeurs" in html.split("</figure>")[0]
    assert re.findall(r"</span>(\w+)<span", html) == ["fausses", "vraies"]
    assert writer.get(f"/citations/{quote}@1/des-mots").headers["Location"] == f"/citations/{quote}@1"
    assert writer.get(f"/citations/{quote}@9").status_code == 404
