"""``verbatim merge``, ``unmerge`` and ``redact``, and why an import changes what it does."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.archive.models import Quote
from api.archive.reading.listing import EDITOR, Page
from api.archive.reading.revisions import list_revisions
from api.archive.upkeep import Merge
from tests.commands.conftest import Verbatim
from tests.factories import make_quote, make_speaker, said_by


def test_merge_and_unmerge(verbatim: Verbatim, session: Session) -> None:
    one, other = make_speaker(session, name="M. Carroll").public_id, make_speaker(session).public_id
    quote = make_quote(session, attributions=[said_by(speaker=one)])
    session.commit()
    told = [f"{one} becomes part of {other}.", "  moved      1 attributions", "  other_names [] -> ['M. Carroll']"]
    tried = verbatim("merge", "speaker", "m-carroll", other, "--dry-run")
    assert tried.stdout.splitlines() == [*told, "Nothing was done: this was a dry run."]
    assert session.scalars(select(Merge)).all() == []
    session.rollback()
    made = verbatim("merge", "speaker", "m-carroll", other, "--reason", "doublon", "--note", "La même personne")
    merge = session.scalars(select(Merge.public_id)).one()
    assert made.stdout.splitlines() == [*told, f"Merged. To undo it: verbatim unmerge {merge}"]
    (revision, _) = list_revisions(session, Quote, quote.public_id, Page(), EDITOR).items
    assert [revision[name] for name in ("by", "reason", "note")] == ["verbatim merge", "doublon", "La même personne"]
    session.rollback()
    back = [f"{one} parts from {other}.", "  back       1 attributions, unless moved since"]
    tried = verbatim("unmerge", merge, "--dry-run")
    assert tried.stdout.splitlines() == [*back, "Nothing was done: this was a dry run."]
    assert verbatim("unmerge", merge).stdout.splitlines() == back
    again = verbatim("unmerge", merge)
    assert (again.exit_code, again.stderr) == (1, "verbatim: This merge has been undone already.\n")
    wrong = verbatim("merge", "speaker", "rien", other)
    assert (wrong.exit_code, wrong.stderr) == (1, "verbatim: /old: There is no speaker “rien”.\n")


def test_redact(verbatim: Verbatim, session: Session) -> None:
    quote = make_quote(session, text="zorglub").public_id
    session.commit()
    assert verbatim("index", "run", "--once").exit_code == 0
    asked = verbatim("redact", "quote", quote, stdin="n\n")
    assert asked.exit_code == 1
    session.rollback()
    done = verbatim("redact", "quote", quote, "--yes", "--note", "Sur décision de justice")
    assert (done.exit_code, done.stderr) == (0, "")
    first, last = done.stdout.splitlines()
    assert first == f"Erased: the quote {quote}, versions before this act: 1."
    assert last.startswith("Not reached: backups, exports, logs and copies made before")
    row = session.scalars(select(Quote)).one()
    assert (row.text, row.status, row.withdrawn_reason) == ("", "withdrawn", "Sur décision de justice")
    session.rollback()
    assert "documents   0" in verbatim("index", "status").stdout
    wrong = verbatim("redact", "quote", "rien", "--yes")
    assert (wrong.exit_code, wrong.stderr) == (1, "verbatim: /id: There is no quote “rien”.\n")


def test_an_import_says_why(verbatim: Verbatim, session: Session) -> None:
    line = '{"type": "quote", "external_id": "q-1", "text": "a"}'
    assert verbatim("import", "-", "--reason", "lot 3", "--note", "Repris du journal", stdin=line).exit_code == 0
    quote = session.scalars(select(Quote.public_id)).one()
    (revision,) = list_revisions(session, Quote, quote, Page(), EDITOR).items
    assert [revision[name] for name in ("by", "reason", "note")] == ["verbatim import", "lot 3", "Repris du journal"]
