"""Press articles over HTTP: read, queued, reviewed, exported as gold."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.conftest import Client

ARTICLE = (Path(__file__).parents[1] / "extraction" / "article.txt").read_text(encoding="utf-8")
API = "/api/v1"


def test_an_article_is_read_and_nothing_is_kept(client: Client, editor: Mapping[str, str]) -> None:
    html = "<html><head><title>x</title></head><body>" + ARTICLE.replace("\n\n", "</p><p>") + "</body></html>"
    plain = client.post(f"{API}/extractions", json={"text": ARTICLE}, headers=dict(editor)).json
    marked = client.post(f"{API}/extractions", json={"text": html, "format": "html"}, headers=dict(editor)).json
    assert [item["text"] for item in plain["items"]] == [item["text"] for item in marked["items"]]
    assert len(plain["items"]) == 8
    for read in (plain, marked):
        for item in read["items"]:
            assert " ".join(read["text"][part["start"] : part["end"]] for part in item["parts"]) == item["text"]
    assert [each["reason"]["code"] for each in plain["refusals"]] == ["refused_term", "refused_title"]
    assert (plain["events"][0]["name"], plain["published_on"]) == ("Lire demain", "2019-03-14")
    assert (plain["source"], plain["reviews"]) == (None, [])
    assert client.get(f"{API}/reviews", headers=dict(editor)).json["page"]["total"] == 0


def test_a_draft_goes_from_the_queue_to_the_archive(client: Client, editor: Mapping[str, str]) -> None:
    headers = dict(editor)
    body = {"text": ARTICLE, "source": {"publisher": "La Tribune", "url": "https://example.org/a"}}
    queued = client.post(f"{API}/extractions", json=body, headers=headers).json
    again = client.post(f"{API}/extractions", json=body, headers=headers).json
    assert (len(queued["reviews"]), again["reviews"], again["known"]) == (8, [], 8)
    assert again["source"] == queued["source"]
    waiting = client.get(f"{API}/reviews?sort=-confidence&least=0.9&page_size=2", headers=headers).json
    assert (waiting["page"]["total"], len(waiting["items"])) == (7, 2)
    one = client.get(f"{API}/reviews/{queued['reviews'][4]}", headers=headers).json
    assert [each["name"] for each in one["proposal"]["attributions"]] == ["Karim Haddad", "Lucie Fortin"]
    assert one["source"]["publisher"] == "La Tribune"
    assert client.get(f"{API}/quotes/{one['quote']}").status_code == 404

    decisions = [
        {"review": queued["reviews"][0], "decision": "accept"},
        {"review": queued["reviews"][3], "decision": "refuse", "note": "terme"},
        {"review": queued["reviews"][2], "decision": "correct", "corrections": {
            "kind": "partial", "cue_verb": "Pour",
            "attributions": [{"kind": "person", "name": "Zoé Roy", "role": "élue"}],
        }},
    ]  # fmt: skip
    decided = client.post(f"{API}/reviews/decisions", json={"items": decisions}, headers=headers).json["items"]
    assert [(each["state"], each["decided_by"][:10], each["note"]) for each in decided] == [
        ("accepted", "test write", None), ("corrected", "test write", None), ("refused", "test write", "terme"),
    ]  # fmt: skip
    assert "homonym" not in [each["code"] for item in decided for each in item["warnings"]]
    quote = client.get(f"{API}/quotes/{decided[0]['quote']}").json
    assert (quote["status"], quote["verification"], quote["attributions"][0]["speaker"]["name"]) == (
        "published", "reviewed", "Julie Bergeron",
    )  # fmt: skip
    quote = client.get(f"{API}/quotes/{decided[1]['quote']}").json
    (attribution,) = quote["attributions"]
    assert (quote["kind"], attribution["role"], attribution["speaker"]["name"]) == ("partial", "élue", "Zoé Roy")


@pytest.mark.parametrize("who", [{"kind": "organisation"}, {"kind": "person", "speaker": "zoe-roy"}])
def test_a_name_that_nobody_gets_is_refused(client: Client, editor: Mapping[str, str], who: Mapping[str, str]) -> None:
    corrections = {"attributions": [{"kind": "unknown"}, {**who, "name": "Zoé Roy"}]}
    body = {"items": [{"review": "any", "decision": "correct", "corrections": corrections}]}
    answer = client.post(f"{API}/reviews/decisions", json=body, headers=dict(editor))
    assert (answer.status_code, answer.json["errors"]) == (422, [{
        "pointer": "/items/0/corrections/attributions/1/name",
        "detail": "Goes with the kind `person` alone, and not beside `speaker`.",
    }])  # fmt: skip


def test_faults_are_told(client: Client, editor: Mapping[str, str]) -> None:
    headers = dict(editor)
    assert client.post(f"{API}/extractions", json={"text": "a"}).status_code == 401
    assert client.get(f"{API}/reviews").status_code == 401
    for path, body, pointer in (
        ("extractions", {"text": ""}, "/text"),
        ("extractions", {"text": "x" * 300_001}, "/text"),
        ("extractions", {"text": "a", "published_on": "hier"}, "/published_on"),
        ("extractions", {"text": "a", "source": {"url": "nowhere"}}, "/source/url"),
        ("reviews/decisions", {"items": []}, "/items"),
        ("reviews/decisions", {"items": [{"review": "x", "decision": "maybe"}]}, "/items/0/decision"),
    ):
        answer = client.post(f"{API}/{path}", json=body, headers=headers)
        assert (answer.status_code, [each["pointer"] for each in answer.json["errors"]]) == (422, [pointer])
    # Of an article that is there, too, what is said of its source must be right.
    assert client.post(f"{API}/extractions", json={"text": "a", "source": {}}, headers=headers).status_code == 200
    again = {"text": "a", "source": {"byline": "a" * 501}}
    answer = client.post(f"{API}/extractions", json=again, headers=headers)
    assert answer.json["errors"] == [{"pointer": "/source/byline", "detail": "Too long."}]
    assert client.get(f"{API}/reviews/decisions", headers=headers).status_code == 405
    unknown = {"items": [{"review": "none", "decision": "accept"}]}
    answer = client.post(f"{API}/reviews/decisions", json=unknown, headers=headers | {"Accept-Language": "fr"})
    assert (answer.status_code, answer.json["detail"]) == (404, "Il n'y a pas de relecture « none ».")
