"""Quotes and talks as everybody reads them, ready made: a page of hits is one statement, and one look-up a hit.

From the rows, a quote is seven look-ups or more in five tables, and some forty small objects. What comes from here is
the same, byte for byte; whatever is not here is read from the rows, so nothing depends on what was made ready.

Decision: what keeps these true is what keeps the index true. A change that makes documents stale notes that in its own
transaction (``api.archive.outbox``), and removes their renderings there; so no reader, in whatever process, finds one
that is older than what it reads beside it. They are made again behind that, with the documents. Whoever makes one holds
the clock's row, which every change moves first: none comes between its reading and its writing. What only a change of
this program makes untrue, it does not see: a version that shows quotes or talks otherwise empties the table, by a
migration.
"""

from collections.abc import Sequence
from typing import NamedTuple

import orjson
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from api.archive.database import InKeys
from api.archive.reading.listing import PUBLIC, Show, View
from api.archive.reading.quotes import quotes_called
from api.archive.reading.statements import IDS, plain_rows
from api.archive.reading.talks import talks_called
from api.archive.upkeep import METADATA

_CALLED = {"quote": quotes_called, "talk": talks_called}
_EVERYBODY = Show(PUBLIC)

_RENDERINGS, _CLOCK = METADATA.tables["renderings"], METADATA.tables["clock"]
_AMONG = InKeys(_RENDERINGS.c.document_id, IDS)
_FIND, _REMOVE, _ADD = select(_RENDERINGS).where(_AMONG), delete(_RENDERINGS).where(_AMONG), insert(_RENDERINGS)
_HOLD = update(_CLOCK).values(tick=_CLOCK.c.tick)


class Rendered(NamedTuple):
    """A quote or talk as it is read: ``body``, in JSON, and what each search looks at again.

    ``text`` is the words of a quote or the abstract of a talk; quotes have no title.
    """

    external_id: str | None
    title: str | None
    text: str | None
    body: bytes

    @property
    def view(self) -> View:
        """What the body says."""
        view: View = orjson.loads(self.body)
        return view


def called(session: Session, document_ids: Sequence[str], show: Show) -> dict[str, Rendered]:
    """Return the quotes (``quote:ID``) and talks (``talk:ID``) that the viewer may see, by these names."""
    found: dict[str, Rendered] = {}
    if show == _EVERYBODY:
        found = {each: Rendered(*told) for each, *told in plain_rows(session, _FIND, document_ids)}
    missing = [each for each in document_ids if each not in found]
    return found | _read(session, missing, show) if missing else found


def render(session: Session, document_ids: Sequence[str]) -> None:
    """Make what is public of these ready; until the commit, changes wait."""
    connection = session.connection()
    connection.execute(_HOLD)
    made = _read(session, document_ids, _EVERYBODY)
    connection.execute(_REMOVE, {IDS.key: list(document_ids)})
    if made:
        connection.execute(_ADD, [{"document_id": each, **rendered._asdict()} for each, rendered in made.items()])


def _read(session: Session, document_ids: Sequence[str], show: Show) -> dict[str, Rendered]:
    """Read them from their rows."""
    wanted: dict[str, list[str]] = {kind: [] for kind in _CALLED}
    for each in document_ids:
        kind, _, public_id = each.partition(":")
        wanted[kind].append(public_id)
    return {
        f"{kind}:{view['id']}": Rendered(
            view["external_id"], view.get("title"), view["text" if kind == "quote" else "abstract"], orjson.dumps(view)
        )
        for kind, public_ids in wanted.items()
        for view in _CALLED[kind](session, public_ids, show).values()
    }
