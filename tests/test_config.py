"""Settings: every variable, what it takes, and what is told of one that cannot be used."""

from pathlib import Path
from typing import Any

import pytest

from api.config import ConfigError, Settings
from search import Synonyms

READ: dict[str, tuple[str, str, Any]] = {
    "VERBATIM_HOME": ("home", "/srv/verbatim", Path("/srv/verbatim")),
    "DATABASE_URL": ("database_url", "postgresql+psycopg://u@h/d", "postgresql+psycopg://u@h/d"),
    "SEARCH_URL": ("search_url", "memory:", "memory:"),
    "SYNONYMS": ("synonyms", "ours.txt", Synonyms([("édile", "maire")])),
    "FRENCH_DICTIONARY": ("french_dictionary", " simplemma ", "simplemma"),
    "HOST": ("host", "0.0.0.0", "0.0.0.0"),  # noqa: S104 - nothing listens here
    "PORT": ("port", " 80 ", 80),
    "WORKERS": ("workers", "3", 3),
    "THREADS": ("threads", "1", 1),
    "INDEXER": ("indexer", "Off", False),
    "RATE_LIMIT": ("rate_limit", "5/second;100/day", "5/second;100/day"),
    "RATE_LIMIT_TOKEN": ("rate_limit_token", "", ""),
    "REQUEST_SECONDS": ("request_seconds", "5", 5),
    "ACCESS_LOG": ("access_log", "off", False),
    "LOG_FORMAT": ("log_format", "json", "json"),
    "RATE_LIMIT_STORAGE": ("rate_limit_storage", "redis://h:6379/1", "redis://h:6379/1"),
    "TRUSTED_PROXIES": ("trusted_proxies", "2", 2),
    "CORS_ORIGINS": ("cors_origins", "https://a, https://b  https://c", ("https://a", "https://b", "https://c")),
    "MAX_REQUEST_BYTES": ("max_request_bytes", "10", 10),
    "CACHE_BYTES": ("cache_bytes", "0", 0),
}
REFUSED = [
    ("DATABASE_URL", "nonsense", "must be a database's address, such as postgresql+psycopg://user@host/name"),
    ("DATABASE_URL", "mysql://h/d", "must be a database's address, such as postgresql+psycopg://user@host/name"),
    (
        "DATABASE_URL",
        "postgresql+asyncpg://h/d",
        "must be a database's address, such as postgresql+psycopg://user@host/name",
    ),
    ("CORS_ORIGINS", "https://a b", "must be * or origins such as https://example.org"),
    ("CORS_ORIGINS", "https://a/", "must be * or origins such as https://example.org"),
    ("DATABASE_URL", "mongodb://h/d", "must be a database's address, such as postgresql+psycopg://user@host/name"),
    ("SEARCH_URL", "elastic:9200", "must begin with whoosh: or memory:"),
    ("PORT", "http", "must be a whole number, 0 to 65535"),
    ("PORT", "65536", "must be a whole number, 0 to 65535"),
    ("PORT", "-1", "must be a whole number, 0 to 65535"),
    ("PORT", "", "must be a whole number, 0 to 65535"),
    ("PORT", "8000.0", "must be a whole number, 0 to 65535"),
    ("PORT", "٨٠", "must be a whole number, 0 to 65535"),
    ("WORKERS", "0", "must be a whole number, 1 or more"),
    ("THREADS", "two", "must be a whole number, 1 or more"),
    ("INDEXER", "maybe", "must be on or off"),
    ("RATE_LIMIT", "often", "must be limits such as 100/minute;5000/day"),
    ("RATE_LIMIT_TOKEN", "5/fortnight", "must be limits such as 100/minute;5000/day"),
    ("LOG_FORMAT", "xml", "must be text or json"),
    ("SYNONYMS", "/nowhere/synonyms.txt", "cannot be read (No such file or directory)"),
    ("FRENCH_DICTIONARY", "larousse", "must be simplemma or lexique"),
    ("RATE_LIMIT_STORAGE", "nowhere", "must be memory:// or the address of a store that `limits` knows"),
    ("TRUSTED_PROXIES", "-1", "must be a whole number, 0 or more"),
    ("MAX_REQUEST_BYTES", "0", "must be a whole number, 1 or more"),
    ("CACHE_BYTES", "32M", "must be a whole number, 0 or more"),
]


def test_nothing_set_is_the_default() -> None:
    assert Settings.from_environment({}) == Settings()
    assert Settings() == Settings(
        home=Path("./var"),
        database_url="",
        search_url="",
        host="127.0.0.1",
        port=8000,
        workers=2,
        threads=4,
        indexer=True,
        rate_limit="12000/minute",
        rate_limit_token="120000/minute",
        rate_limit_storage="memory://",
        trusted_proxies=0,
        cors_origins=("*",),
        max_request_bytes=1_048_576,
        cache_bytes=33_554_432,
    )


def test_every_variable_is_read(tmp_path: Path) -> None:
    assert {each.metadata["variable"] for each in Settings.table()} == set(READ)
    environment = {variable: text for variable, (_, text, _) in READ.items()} | {"SYNONYMS": str(tmp_path / "ours.txt")}
    (tmp_path / "ours.txt").write_text("édile | maire\n", encoding="utf-8")
    settings = Settings.from_environment(environment | {"PATH": "/bin"})
    assert {name: getattr(settings, name) for name, _, _ in READ.values()} == {
        name: value for name, _, value in READ.values()
    }


@pytest.mark.parametrize(("variable", "text", "reason"), REFUSED)
def test_a_bad_value_names_its_variable(variable: str, text: str, reason: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Settings.from_environment({variable: text})
    meaning = next(each.metadata["meaning"] for each in Settings.table() if each.metadata["variable"] == variable)
    assert str(caught.value) == f"{variable}={text!r}: {reason}. {meaning}."


def test_the_addresses_worked_out(tmp_path: Path) -> None:
    home = Settings(home=tmp_path / "var")
    assert home.database == f"sqlite:///{tmp_path}/var/verbatim.sqlite3"
    assert home.search == f"whoosh://{tmp_path}/var/index"
    given = Settings(home=tmp_path, database_url="sqlite://", search_url="memory:")
    assert (given.database, given.search) == ("sqlite://", "memory:")


def test_the_default_folder_is_under_where_one_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert Settings().database == f"sqlite:///{tmp_path}/var/verbatim.sqlite3"
