"""Two processes that drain at the same time."""

from collections.abc import Iterable

from sqlalchemy.orm import Session, sessionmaker

from api.archive.verbs import QUOTE, change_thing, create_thing
from api.indexing import drain
from search import Document, Query, Words
from search.memory import MemoryIndex


def test_two_that_drain_at_once_leave_the_newer_state(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        public_id = create_thing(session, QUOTE, {"text": "avant"}).public_id
        session.commit()

    class Overtaken(MemoryIndex):
        """An index whose writer is overtaken, before it may write, by a change and by another's drain."""

        overtaken = False

        def update(self, documents: Iterable[Document] = (), deleted: Iterable[str] = ()) -> None:
            if not self.overtaken:
                self.overtaken = True
                with sessions() as session:
                    change_thing(session, QUOTE, public_id, {"text": "apres"})
                    session.commit()
                assert drain(sessions, self) == 1
            super().update(documents, deleted)

    index = Overtaken()
    drain(sessions, index)
    found = [[hit.id for hit in index.search(Query(Words(word))).hits] for word in ("avant", "apres")]
    assert found == [[], [f"quote:{public_id}"]]
