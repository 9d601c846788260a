"""What the tests of imports share: an import as a call, and what the archive holds after it."""

from collections.abc import Callable, Iterable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from api.archive.models import Event, Organisation, Quote, Source, Speaker, Talk, Thing, Topic
from api.importers.lines import Line
from api.loader import LoadReport, load
from api.records import Record


@pytest.fixture
def imported(sessions: sessionmaker[Session]) -> Callable[..., LoadReport]:
    """Import records as one file; lines are numbered from 1."""

    def run(*records: Record, strict: bool = False) -> LoadReport:
        with sessions() as session:
            report = load(session, [Line(number, record) for number, record in enumerate(records, 1)], strict=strict)
            if strict and not report.refused:
                session.commit()
            return report

    return run


@pytest.fixture
def counts(session: Session) -> Callable[[], dict[str, int]]:
    """Count the things in the archive, by type."""
    models: Iterable[type[Thing]] = (Organisation, Speaker, Event, Source, Talk, Quote, Topic)

    def count() -> dict[str, int]:
        session.rollback()
        found = {
            model.__name__.lower(): session.scalar(select(func.count()).select_from(model)) or 0 for model in models
        }
        return {name: number for name, number in found.items() if number}

    return count
