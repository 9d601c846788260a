"""What the linter says of a thing, in the answer to whoever wrote it."""

from collections.abc import Mapping

from api.schemas.quotes import QuoteSchema
from api.schemas.warnings import written_schema
from tests.conftest import Client
from tests.resources.conftest import API, Change, Make


def test_a_write_is_answered_with_warnings(client: Client, editor: Mapping[str, str], make: Make) -> None:
    make("speakers", name="Léa Roy")
    body = {"text": "on y va", "attributions": [{"kind": "person", "speaker": "lea-roy"}]}
    answer = client.post(f"{API}/quotes", json=body, headers={**editor, "Accept-Language": "fr"})
    assert answer.json["warnings"] == [
        {
            "code": "no_printed_form",
            "severity": "warning",
            "type": "quote",
            "id": answer.json["id"],
            "pointer": "/attributions/0",
            "message": "Il manque les mots par lesquels la source nomme qui l'a dite : recopiez-les.",
            "others": [],
        }
    ]
    assert written_schema("Quote", QuoteSchema)().dump(answer.json) == answer.json
    read = client.get(answer.headers["Location"])
    assert (read.headers["ETag"], read.json) == (
        answer.headers["ETag"],
        {name: value for name, value in answer.json.items() if name != "warnings"},
    )


def test_a_change_mends_what_was_warned_of(
    client: Client, editor: Mapping[str, str], make: Make, change: Change
) -> None:
    quote = make("quotes", text="on y va")
    answer = change("quotes", quote["id"], attributions=[{"kind": "unknown"}])
    assert answer.json["warnings"] == []
    again = client.post(f"{API}/speakers", json={"name": "Léa Roy"}, headers=dict(editor)).json
    other = client.post(f"{API}/speakers", json={"name": "LÉA ROY"}, headers=dict(editor)).json
    assert (again["warnings"], [(each["code"], each["others"]) for each in other["warnings"]]) == (
        [],
        [("homonym", [again["id"]])],
    )
