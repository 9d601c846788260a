"""``verbatim extract`` and ``verbatim review`` as a user types them."""

import json
from pathlib import Path

from tests.commands.conftest import Verbatim

ARTICLE = Path(__file__).parents[1] / "extraction" / "article.txt"


def test_an_article_is_told_in_french(verbatim: Verbatim) -> None:
    told = verbatim("extract", str(ARTICLE)).stdout
    assert told.startswith("Publié le 2019-03-14.\nÉvénement : Lire demain (2019-03-12), la Fédération")
    assert "   Julie Bergeron (directrice, Bibliothèque centrale), « a lancé » [direct, confiance 94%]\n" in told
    assert "« Ex Libris » : Titre ou nom" in told
    read = json.loads(verbatim("extract", "-", "--json", stdin=f"<p>{ARTICLE.read_text('utf-8')}</p>").stdout)
    assert [item["rule"] for item in read["items"]][:2] == ["incise", "inner_incise"]
    page = '<article class="a"><time datetime="2019-03-15">Hier</time><p>« Oui », dit Anne Roy.</p></article>'
    assert verbatim("extract", "-", stdin=page).stdout.startswith("Publié le 2019-03-15.\n")


def test_drafts_are_kept_listed_and_decided(verbatim: Verbatim, tmp_path: Path) -> None:
    assert verbatim("db", "upgrade").exit_code == 0
    kept = verbatim("extract", str(ARTICLE), "--import", "--publisher", "La Tribune").stdout
    assert kept.endswith("8 brouillon(s) à relire (`verbatim review list`), 0 déjà connu(s).\n")
    ids = [json.loads(line)["id"] for line in verbatim("review", "list", "--json").stdout.splitlines()]
    assert len(ids) == 8
    listed = verbatim("review", "list").stdout.splitlines()[0].split("\t")
    assert listed[:4] == [ids[0], "pending", "94%", "« On n'achète plus des livres, on accueille des gens »"]
    assert "\trefused\t" in verbatim("review", "refuse", ids[3], "--note", "terme").stdout
    corrected = verbatim("review", "correct", ids[2], '{"kind": "partial"}', "--by", "Ada").stdout
    assert corrected == f"{ids[2]}\tcorrected\t« fermer le dimanche est une erreur »\n"
    assert verbatim("review", "accept", "--all", "--least", "0.9").stdout.count("\taccepted\t") == 5
    assert json.loads(verbatim("review", "show", ids[2]).stdout)["decided_by"] == "Ada"
    gold = tmp_path / "quotes_gold_review.jsonl"
    assert verbatim("review", "gold", str(gold)).stderr == f"Wrote 3 passages to {gold}.\n"
    assert len([json.loads(line) for line in gold.read_text("utf-8").splitlines()]) == 3
    assert verbatim("review", "accept", ids[4]).exit_code == 0
    assert verbatim("review", "list").stderr == "There is nothing to list.\n"


def test_wrong_calls_say_what_to_mend(verbatim: Verbatim, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text(" \n")
    for arguments, told in (
        (("extract", str(empty)), "there is no text in it."),
        (("extract", str(ARTICLE), "--published-on", "hier"), "--published-on: "),
        (("extract", str(ARTICLE), "--title", "X"), "give --import, too."),
        (("review", "accept"), "Give the ids of reviews, or --all."),
        (("review", "correct", "x", "{"), "JSON: "),
        (("review", "correct", "x", '{"zut": 1}'), 'JSON: {"zut": ["Unknown field."]}'),
        (("review", "correct", "x", '{"kind": "naming"}'), "Must be one of: direct, partial."),
    ):
        result = verbatim(*arguments)
        assert (result.exit_code, told in result.stderr) == (2, True), result.stderr
    assert verbatim("db", "upgrade").exit_code == 0
    result = verbatim("review", "gold", str(tmp_path / "none" / "gold.jsonl"))
    assert (result.exit_code, result.stderr.endswith("gold.jsonl: No such file or directory\n")) == (2, True)
    result = verbatim("review", "accept", "none")
    assert (result.exit_code, result.stderr) == (1, "verbatim: nothing was decided: There is no review “none”.\n")
