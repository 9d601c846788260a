"""Partners who keep a copy: the README's own client, while editors write."""

import random
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.serving import make_server

from api.archive.errors import ArchiveError
from api.archive.merging import MERGEABLE, merge_things, undo_merge
from api.archive.reading.changes import list_changes
from api.archive.reading.listing import EDITOR, PUBLIC
from api.archive.verbs import EVENT, KINDS, ORGANISATION, QUOTE, SPEAKER, TALK, TOPIC, Kind, change_thing, remove_thing
from tests.conftest import Client
from tests.factories import make_event, make_organisation, make_quote, make_source, make_speaker, make_talk, make_topic

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
(CLIENT,) = re.findall(r"```python\n(.+?)```", README, re.DOTALL)
WORDS = ("Vérité", "Rumeur", "Élan", "Terrain", "Âge", "Zèle")


@pytest.fixture
def archive(serving: Callable[..., Flask], caplog: pytest.LogCaptureFixture) -> Iterator[str]:
    """Serve the archive over HTTP; the address."""
    caplog.set_level("ERROR", "werkzeug")
    server = make_server("127.0.0.1", 0, serving(rate_limit=""), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


class Editor:
    """Somebody who writes whatever comes to mind, over what is there."""

    def __init__(self, session: Session, seed: int) -> None:
        self.session = session
        self.random = random.Random(seed)  # noqa: S311 - edits need not be secret
        self.merges: list[str] = []
        self.made: dict[str, list[str]] = {kind.name: [] for kind in KINDS}

    def edit(self) -> None:
        """Make one thing, or change one; what the archive refuses is left."""
        acts = (self.create, self.create, self.change, self.change, self.change, self.remove, self.merge, self.unmerge)
        act = self.random.choice(acts)
        try:
            act()
            self.session.commit()
        except ArchiveError:
            self.session.rollback()

    def any(self, kind: str) -> str | None:
        return self.random.choice(self.made[kind]) if self.made[kind] and self.random.random() < 0.8 else None

    def word(self) -> str:
        return f"{self.random.choice(WORDS)} {self.random.randrange(10_000)}"

    def status(self) -> str:
        return self.random.choice(("draft", "published", "published"))

    def person(self) -> dict[str, Any]:
        return {"speaker": self.any("speaker"), "organisation": self.any("organisation"), "role": self.word()}

    def values(self, kind: str) -> dict[str, Any]:
        topics = [self.random.choice(WORDS)]
        source = self.any("source")
        whole: dict[str, dict[str, Any]] = {
            "event": {"name": self.word(), "status": self.status(), "topics": topics},
            "talk": {"title": self.word(), "status": self.status(), "topics": topics, "event": self.any("event")},
            "speaker": {"name": self.word(), "biography": self.word()},
            "organisation": {"name": self.word(), "acronym": self.word(), "parent": self.any("organisation")},
            "source": {"title": self.word(), "publisher": self.word()},
            "topic": {"name": self.word()},
            "quote": {
                "text": self.word(),
                "status": self.status(),
                "topics": topics,
                "talk": self.any("talk"),
                "parent": self.any("quote"),
                "attributions": [{"kind": "person", **self.person()}],
                "mentions": [{"source": source, "exact": self.word()}] if source else [],
            },
        }
        return whole[kind]

    def create(self) -> None:
        kind = self.random.choice(list(self.made))
        make: dict[str, Callable[..., Any]] = {
            "event": make_event,
            "talk": make_talk,
            "speaker": make_speaker,
            "organisation": make_organisation,
            "source": make_source,
            "topic": make_topic,
            "quote": make_quote,
        }
        made = make[kind](self.session, **self.values(kind))
        self.session.flush()
        self.made[kind].append(made.public_id)

    def change(self) -> None:
        kind: Kind[Any, Any] = self.random.choice(KINDS)
        reference = self.any(kind.name)
        if reference is not None:
            values = self.values(kind.name)
            some = self.random.sample(list(values), self.random.randint(1, len(values)))
            slug = (
                {"slug": f"s-{self.random.randrange(40)}"}
                if kind in (EVENT, TALK, SPEAKER, ORGANISATION, TOPIC)
                else {}
            )
            change_thing(self.session, kind, reference, {name: values[name] for name in some} | slug)

    def remove(self) -> None:
        kind: Kind[Any, Any] = self.random.choice((*KINDS, QUOTE, QUOTE))
        reference = self.any(kind.name)
        if reference is not None:
            remove_thing(self.session, kind, reference)

    def merge(self) -> None:
        kind = self.random.choice(list(MERGEABLE))
        old, new = self.any(kind), self.any(kind)
        if old is not None and new is not None:
            self.merges.append(merge_things(self.session, kind, old, new).merge.public_id)

    def unmerge(self) -> None:
        if self.merges:
            undo_merge(self.session, self.random.choice(self.merges))


def everything(client: Client) -> dict[tuple[str, str], Any]:
    """All that the lists show to the public."""
    found: dict[tuple[str, str], Any] = {}
    for kind in KINDS:
        number, total = 0, 1
        while number * 100 < total:
            number += 1
            listing = client.get(f"/api/v1/{kind.name}s?page_size=100&page={number}").json
            total = listing["page"]["total"]
            found |= {(kind.name, item["id"]): item for item in listing["items"]}
    return found


@pytest.mark.parametrize("seed", range(3))
def test_the_readme_s_client_keeps_a_copy_true(
    archive: str, client: Client, sessions: sessionmaker[Session], seed: int
) -> None:
    names: dict[str, Any] = {}
    exec(CLIENT, names)  # noqa: S102 - the README's own code
    copy = names["Copy"](archive)
    with sessions() as session:
        editor = Editor(session, seed)
        for _ in range(5):
            for _ in range(60):
                editor.edit()
            copy.follow()
            assert copy.things == everything(client)
    assert len(copy.things) > 40
    again = names["Copy"](archive)
    again.follow()
    assert again.things == copy.things
    assert len([line for line in CLIENT.splitlines() if line.strip()]) <= 30


def test_nothing_is_missed_while_many_write(sessions: sessionmaker[Session]) -> None:
    """A reader who follows while others commit sees each line once, in one order that is the same ever after."""
    writers, each = 4, 25
    start = threading.Barrier(writers + 1)
    faults: list[Exception] = []

    def write(number: int) -> None:
        try:
            start.wait()
            for turn in range(each):
                with sessions() as session:
                    make_quote(session, text=f"{number} {turn}")
                    session.flush()
                    make_quote(
                        session, text=f"{number} {turn} encore", status="draft" if turn % 5 == 0 else "published"
                    )
                    if turn % 7 == 0:
                        session.rollback()
                    session.commit()
        except Exception as fault:  # noqa: BLE001 - told below, in the thread of the test
            faults.append(fault)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(writers)]
    for thread in threads:
        thread.start()
    start.wait()
    seen: list[tuple[str, int]] = []
    cursor, writing = None, True
    while writing:
        writing = any(thread.is_alive() for thread in threads)  # asked before the last look
        with sessions() as session:
            page = list_changes(session, cursor, 10, EDITOR)
        seen += [(item["id"], item["version"]) for item in page.items]
        cursor, writing = page.next, writing or page.more
    assert faults == []
    with sessions() as session:
        whole = list_changes(session, None, 1_000, EDITOR).items
        assert [(item["id"], item["version"]) for item in whole] == seen
        assert len(seen) == writers * 2 * (each - 4)
        assert len(list_changes(session, None, 1_000, PUBLIC).items) == writers * (2 * (each - 4) - 4)
