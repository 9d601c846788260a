"""What a JSON value may be worth where a text, a list or an object is hoped for. Pure: nothing here raises."""

from collections.abc import Iterator, Mapping, Sequence

Json = Mapping[str, object]


def text_of(value: object) -> str | None:
    """Give a text or a number as text; of names in several languages, the French one, else the English, else any."""
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, Mapping):
        for key in ("fr", "en", "name", "title", "label", *value):
            if found := text_of(value.get(key)) if not isinstance(value.get(key), Mapping) else None:
                return found
    return None


def object_of(value: object) -> Json:
    """Give an object, an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def list_of(value: object) -> Sequence[object]:
    """Give a list: a single thing as a list of one, nothing as an empty one."""
    if isinstance(value, list):
        return value
    return () if value is None or value == "" else (value,)


def texts_in(value: object) -> Iterator[str]:
    """Give every text within a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts_in(each)


def pointed(key: object) -> str:
    """Write a key as a step of a JSON pointer."""
    return str(key).replace("~", "~0").replace("/", "~1")
