"""Things given whole, instead of by name."""

from typing import Any

import pytest

from tests.conftest import Client
from tests.resources.conftest import API


class TestInclude:
    """Things given whole, by commas or by repeating."""

    def test_of_a_quote(self, client: Client, world: dict[str, dict[str, Any]]) -> None:
        def whole(plural: str, key: str) -> Any:
            return client.get(f"{API}/{plural}/{world[key]['id']}").json

        plain = whole("quotes", "tout")
        every = "event,talk,parent,children,speakers,organisations,sources"
        expected = plain | {
            "event": whole("events", "medias"),
            "talk": whole("talks", "terrain"),
            "attributions": [
                plain["attributions"][0]
                | {"speaker": whole("speakers", "melissa"), "organisation": whole("organisations", "spvm")}
            ],
            "mentions": [plain["mentions"][0] | {"source": whole("sources", "affaires")}],
            "children": [whole("quotes", "enfant")],
        }
        address = f"{API}/quotes/{plain['id']}"
        assert client.get(f"{address}?include={every}").json == expected
        assert client.get(f"{address}?include={every.replace(',', '&include=')}").json == expected
        assert client.get(f"{API}/quotes?topic=medias&include={every}").json["items"] == [expected]
        assert client.get(f"{address}?include=").json == plain
        assert client.get(f"{address}?include=talk,,talk").json == plain | {"talk": whole("talks", "terrain")}
        child = whole("quotes", "enfant")
        assert child["parent"] == plain["id"]
        assert client.get(f"{API}/quotes/{child['id']}?include=parent,children").json == child | {
            "parent": plain,
            "children": [],
        }

    @pytest.mark.usefixtures("world")
    def test_of_a_talk(self, client: Client) -> None:
        plain = client.get(f"{API}/talks/terrain").json
        expected = plain | {
            "event": client.get(f"{API}/events/medias-sociaux").json,
            "speakers": [
                plain["speakers"][0]
                | {
                    "speaker": client.get(f"{API}/speakers/melissa-carroll").json,
                    "organisation": client.get(f"{API}/organisations/spvm").json,
                }
            ],
        }
        assert client.get(f"{API}/talks/terrain?include=event,speakers&include=organisations").json == expected
        assert client.get(f"{API}/talks?topic=medias&include=event,speakers,organisations").json["items"] == [expected]

    def test_of_an_organisation(self, client: Client, world: dict[str, dict[str, Any]]) -> None:
        plain = client.get(f"{API}/organisations/spvm").json
        assert plain["parent"] == {name: world["ville"][name] for name in ("id", "slug", "name", "acronym")}
        expected = plain | {"parent": client.get(f"{API}/organisations/ville-de-montreal").json}
        assert client.get(f"{API}/organisations/spvm?include=parent").json == expected
        assert client.get(f"{API}/organisations?kind=police&include=parent").json["items"] == [expected]
