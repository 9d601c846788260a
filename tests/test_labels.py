"""How dates, numbers and people are said in French."""

from typing import Any

import pytest

from api import labels


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2016-11-29", "2016-11-29", "29 novembre 2016"),
        ("2018-04-01", None, "1er avril 2018"),
        ("2018-04", None, "avril 2018"),
        ("2018", None, "2018"),
        (None, None, ""),
        ("2018-04-18", "2018-04-19", "18 au 19 avril 2018"),
        ("2018-04-30", "2018-05-01", "30 avril au 1er mai 2018"),
        ("2018-12-31", "2019-01-01", "31 décembre 2018 – 1er janvier 2019"),
        ("2018", "2019", "2018–2019"),
        ("2018-04", "2018-05-02", "avril 2018 – 2 mai 2018"),
    ],
)
def test_dates(first: str | None, last: str | None, said: str) -> None:
    assert labels.period(first, last) == said


@pytest.mark.parametrize(
    ("view", "said"),
    [
        ({"said_on": "2016-11", "event": None}, "novembre 2016"),
        ({"said_on": None, "event": {"starts_on": "2018-04-18", "ends_on": "2018-04-19"}}, "18 au 19 avril 2018"),
        ({"starts_at": "2018-04-18T09:00:00Z", "event": {"starts_on": "2018-04-18"}}, "18 avril 2018"),
        ({"starts_at": None, "event": {"name": "whose days are not read"}}, ""),
        ({"said_on": None, "event": None}, ""),
    ],
)
def test_when(view: dict[str, Any], said: str) -> None:
    assert labels.when(view) == said


def test_counting() -> None:
    assert [labels.count(value, "citation") for value in (0, 1, 2, 12_345)] == [
        "0 citation",
        "1 citation",
        "2 citations",
        "12\u202f345 citations",
    ]


def entry(kind: str = "person", **known: Any) -> dict[str, Any]:
    return {"kind": kind, "speaker": None, "printed_as": None, "role": None, "organisation": None} | known


def test_nobody_is_invented() -> None:
    maire = entry("function", printed_as="le maire de Verdun", role="maire")
    assert (labels.who(maire), labels.capacity(maire)) == ("le maire de Verdun", "")
    lavoie = entry(speaker={"name": "Maryse Lavoie"}, role="Major", organisation={"name": "Forces", "acronym": "FAC"})
    assert (labels.who(lavoie), labels.capacity(lavoie)) == ("Maryse Lavoie", "Major, FAC")
    assert labels.who(entry("organisation", organisation={"name": "SPVM", "acronym": None})) == "SPVM"
    assert labels.speakers({"attributions": [maire, lavoie, lavoie]}) == (
        "le maire de Verdun, Maryse Lavoie et Maryse Lavoie"
    )
    assert labels.speakers({"attributions": []}) == "Auteur inconnu"


def test_cutting_at_a_word() -> None:
    assert [labels.cut("un deux trois", each) for each in (13, 12, 4, 1)] == ["un deux trois", "un deux…", "un…", "…"]
