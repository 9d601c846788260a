"""Things as JSON-LD, in the words of schema.org: what search engines and other machines read of a page."""

from collections.abc import Mapping
from typing import Any

import orjson

from api import labels

_View = Mapping[str, Any]
_CONTEXT = {"@context": "https://schema.org"}


def quotation(quote: _View, site: str) -> str:
    """Write a quote as a ``Quotation``."""
    people = [_speaker(each, site) for each in quote["attributions"] if each["speaker"]]
    event = quote["event"]
    return _script(
        {
            "@type": "Quotation",
            "@id": f"{site}/citations/{quote['id']}",
            "url": f"{site}/citations/{quote['id']}",
            "text": quote["text"],
            "inLanguage": quote["language"],
            "dateCreated": quote["said_on"],
            "creditText": labels.speakers(quote),
            "spokenByCharacter": people,
            "creator": people,
            "locationCreated": event and {"@type": "Place", "name": event["name"]},
            "about": [each["name"] for each in quote["topics"]],
            "isBasedOn": [_source(each["source"]) for each in quote["mentions"]],
        }
    )


def person(speaker: _View, site: str) -> str:
    """Write a speaker as a ``Person``."""
    wikidata = speaker["identifiers"].get("wikidata")
    return _script(
        {
            "@type": "Person",
            "@id": f"{site}/intervenants/{speaker['slug']}",
            "name": speaker["name"],
            "alternateName": speaker["other_names"],
            "description": speaker["biography"],
            "sameAs": wikidata and f"https://www.wikidata.org/wiki/{wikidata}",
        }
    )


def organisation(view: _View, site: str) -> str:
    """Write an organisation."""
    parent = view["parent"]
    return _script(
        {
            "@type": "Organization",
            "@id": f"{site}/organisations/{view['slug']}",
            "name": view["name"],
            "alternateName": view["acronym"],
            "parentOrganization": parent and {"@type": "Organization", "name": parent["name"]},
        }
    )


def event(view: _View, site: str) -> str:
    """Write an event."""
    return _script(_event(view, site))


def talk(view: _View, site: str) -> str:
    """Write a talk as an ``Event`` of its event; ``view`` has its event whole."""
    return _script(
        {
            "@type": "Event",
            "@id": f"{site}/interventions/{view['slug']}",
            "name": view["title"],
            "description": view["abstract"],
            "inLanguage": view["language"],
            "startDate": view["starts_at"],
            "performer": [_speaker(each, site) for each in view["speakers"] if each["speaker"]],
            "superEvent": view["event"] and _event(view["event"], site),
            "recordedIn": view["recording_url"] and {"@type": "CreativeWork", "url": view["recording_url"]},
        }
    )


def _event(view: _View, site: str) -> dict[str, Any]:
    place = [view["venue"], view["city"], view["country"]]
    address = {"@type": "PostalAddress", "addressLocality": view["city"], "addressCountry": view["country"]}
    return {
        "@type": "Event",
        "@id": f"{site}/evenements/{view['slug']}",
        "name": view["name"],
        "startDate": view["starts_on"],
        "endDate": view["ends_on"],
        "inLanguage": view["language"],
        "description": view["description"],
        "url": view["url"],
        "location": {"@type": "Place", "name": next(each for each in place if each), "address": address}
        if any(place)
        else None,
        "organizer": view["organiser"] and {"@type": "Organization", "name": view["organiser"]},
    }


def _speaker(attribution: _View, site: str) -> dict[str, Any]:
    speaker, organisation_ = attribution["speaker"], attribution["organisation"]
    return {
        "@type": "Person",
        "@id": f"{site}/intervenants/{speaker['slug']}",
        "name": speaker["name"],
        "jobTitle": attribution["role"],
        "affiliation": organisation_ and {"@type": "Organization", "name": organisation_["name"]},
    }


def _source(source: _View) -> dict[str, Any]:
    return {
        "@type": "CreativeWork",
        "name": source["title"],
        "publisher": source["publisher"] and {"@type": "Organization", "name": source["publisher"]},
        "datePublished": source.get("published_on"),
        "url": source["url"],
    }


def _script(thing: dict[str, Any]) -> str:
    """Write a thing without what it lacks, so that it can stand within a page: no ``<`` ends the script early."""
    return orjson.dumps(_CONTEXT | _filled(thing)).decode().replace("<", "\\u003c")


def _filled(thing: dict[str, Any]) -> dict[str, Any]:
    return {name: full for name, value in thing.items() if (full := _full(value)) not in (None, "", [], {})}


def _full(value: Any) -> Any:
    if isinstance(value, list):
        return [_full(each) for each in value]
    return _filled(value) if isinstance(value, dict) else value
