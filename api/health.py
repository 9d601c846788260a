"""What those ask who watch a server: is it alive, can it answer, how much has it done.

``/healthz`` asks nothing of anybody. ``/readyz`` tries each part and says which one does not answer, and why.
``/metrics`` counts; a part that does not answer leaves its gauges out.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Protocol

from flask import Blueprint, Flask, Response, current_app
from sqlalchemy.exc import SQLAlchemyError

from api import migrations
from api.archive.outbox import backlog
from api.context import Services, services
from api.errors import problem
from api.finding import require_indexed
from search import Query, SearchError, Words

blueprint = Blueprint("health", __name__)

NO_STORE = {"Cache-Control": "no-store"}


class Metrics(Protocol):
    """Who has counted: ``api.metrics``, which is imported late."""

    content_type: str

    def exposition(self, gauges: Mapping[str, tuple[str, float]]) -> bytes:
        """Write what was counted, and these gauges (by name: meaning and value)."""


def install(app: Flask, metrics: Metrics) -> None:
    """Register the three addresses."""
    app.extensions["metrics"] = metrics
    app.register_blueprint(blueprint)


@blueprint.get("/healthz")
def alive() -> tuple[dict[str, str], Mapping[str, str]]:
    """Say that this process answers requests."""
    return {"status": "alive"}, NO_STORE


@blueprint.get("/readyz")
def ready() -> Response | tuple[dict[str, str], Mapping[str, str]]:
    """Say that everything is there that answers are made of; or 503 with what is wrong, part by part."""
    parts = {name: check(services()) for name, check in CHECKS.items()}
    if any(parts.values()):
        wrong = " ".join(f"{name}: {reason}" for name, reason in parts.items() if reason)
        return problem(503, wrong, members={name: reason or "ready" for name, reason in parts.items()})
    return {"status": "ready"} | dict.fromkeys(parts, "ready"), NO_STORE


@blueprint.get("/metrics")
def metrics() -> Response:
    """Write what Prometheus reads."""
    counted: Metrics = current_app.extensions["metrics"]
    return Response(counted.exposition(_gauges(services())), headers=NO_STORE, content_type=counted.content_type)


def _check_database(parts: Services) -> str | None:
    try:
        at = migrations.current(parts.sessions.kw["bind"])
    except SQLAlchemyError as error:
        return f"the database does not answer ({getattr(error, 'orig', error)})."
    head = migrations.head()
    return None if at == head else f"its schema is at {at or 'none'}, this program needs {head}: `verbatim db upgrade`."


def _check_index(parts: Services) -> str | None:
    try:
        with parts.sessions() as session:
            require_indexed(session, parts.index)
        parts.index.search(Query(Words(""), limit=1))
    except SearchError as error:
        return f"{error}."
    except SQLAlchemyError:
        return None  # the database's own check says it
    return None


CHECKS: Mapping[str, Callable[[Services], str | None]] = {"database": _check_database, "index": _check_index}
"""What must be there, and how to find out; each answers None or what is wrong."""


def _gauges(parts: Services) -> dict[str, tuple[str, float]]:
    gauges = {}
    try:
        with parts.sessions() as session:
            waiting = backlog(session)
    except SQLAlchemyError:
        pass
    else:
        age = (datetime.now(UTC) - waiting.oldest).total_seconds() if waiting.oldest else 0.0
        gauges["verbatim_index_queue"] = ("Notes of changes that wait to be indexed.", float(waiting.notes))
        gauges["verbatim_index_age_seconds"] = (
            "How far the index is behind the database: for how long the oldest change has waited; 0 when none waits.",
            max(age, 0.0),
        )
    try:
        status = parts.index.status()
    except SearchError:
        pass
    else:
        gauges["verbatim_index_documents"] = ("Documents in the index.", float(status.documents))
        gauges["verbatim_index_generation"] = ("How often the index has been written.", float(status.generation))
    for name, check in CHECKS.items():
        gauges[f"verbatim_{name}_ready"] = (f"Whether the {name} can be used: 1 or 0.", float(check(parts) is None))
    return gauges
