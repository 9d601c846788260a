"""The application: the only place where the parts are joined."""

import logging

from flask import Flask
from flask_cors import CORS
from werkzeug.middleware.proxy_fix import ProxyFix

from api import context, document, errors, health, watching, web
from api.archive.database import open_database, session_factory
from api.archive.versions import watch
from api.cache import AnswerCache
from api.compressing import Compressed
from api.config import Settings
from search import Index, open_index

log = logging.getLogger(__name__)


def create_app(settings: Settings, index: Index | None = None) -> Flask:
    """Make the application of these settings; ``index`` is given where one is open already.

    Nothing is asked of the database or the index yet, so that a server starts while they do not.
    """
    from api.metrics import RequestMetrics  # noqa: PLC0415 - how it counts is decided after this module is imported

    app = Flask("api", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = settings.max_request_bytes
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # the provider is Flask's own
    app.url_map.strict_slashes = False
    engine = open_database(settings.database)
    sessions = session_factory(engine)
    watch(sessions)
    index = index or open_index(settings.search)
    watching.install(app)
    context.install(app, context.Services(settings, sessions, index))
    errors.install(app)
    document.install(app)
    metrics = RequestMetrics()
    health.install(app, metrics)
    web.install(app)
    CORS(
        app,
        resources={r"/api/.*": {"origins": list(settings.cors_origins)}},
        expose_headers=["ETag", "Link", "Location", "Retry-After", "X-Request-ID"],
        max_age=86_400,
        always_send=False,  # to pages of other origins alone
        send_wildcard=True,  # one answer for all origins, where all are allowed
    )
    if settings.cache_bytes:
        app.wsgi_app = AnswerCache(app.wsgi_app, engine, index, settings.cache_bytes)  # type: ignore[method-assign]
    app.wsgi_app = Compressed(app.wsgi_app)  # type: ignore[method-assign]
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    app.wsgi_app = watching.Watch(app.wsgi_app, metrics, logs=settings.access_log)  # type: ignore[method-assign]
    return app
