"""A change that somebody asks for in a form: carried out whole and kept, or refused and nothing of it kept."""

from collections.abc import Callable
from typing import TypeVar

from flask import request
from sqlalchemy.orm import Session

from api.archive.errors import ArchiveError, Fault, Invalid
from api.context import changing, session
from api.errors import ANSWERS, translated

T = TypeVar("T")

_LONGEST = 500


def attempt(verb: Callable[[Session], T], why: dict[str, str] | None = None) -> T | ArchiveError:
    """Carry out a change and end its transaction; return what the verb gives, or why it was refused."""
    try:
        done = verb(changing(why_typed() if why is None else why))
        session().commit()
    except ArchiveError as error:
        session().rollback()
        return error
    return done


def why_typed() -> dict[str, str]:
    """Return why a change is made, as far as the form says so: a reason for editors, a note for all."""
    told = {name: request.form.get(name, "").strip()[:_LONGEST] for name in ("reason", "note")}
    return {name: words for name, words in told.items() if words}


def faults_of(error: ArchiveError | None) -> list[Fault]:
    """Return what an error says in French, each fault with the path of its field."""
    if error is None:
        return []
    found = error.faults if isinstance(error, Invalid) else [Fault("", str(error))]
    return [Fault(fault.pointer.removeprefix("/"), translated(fault.message)) for fault in found]


def status_of(error: ArchiveError | None) -> int:
    """Return the status that says an error; without one all is well."""
    return 200 if error is None else next(status for kind, status in ANSWERS.items() if isinstance(error, kind))
