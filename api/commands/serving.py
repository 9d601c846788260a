"""``verbatim serve``: gunicorn with the application, and beside it the indexer."""

import gc
import logging
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, MutableMapping
from errno import EADDRINUSE
from tempfile import TemporaryDirectory
from typing import Any

import click
from gunicorn.app.base import BaseApplication
from gunicorn.config import Config
from gunicorn.glogging import Logger
from sqlalchemy.exc import SQLAlchemyError

from api.app import create_app
from api.archive.database import open_database, session_factory
from api.archive.documents import newest_texts
from api.commands.collecting import collect_between_answers
from api.commands.opening import Misuse, open_archive
from api.commands.worker import TimedWorker
from api.config import Settings
from search import speed_up, warm_up

log = logging.getLogger(__name__)

TEXTS_TO_LEARN = 5_000
"""How many of the newest texts a worker reads when it starts, so that their words need not be analysed on request."""

SHARED_COUNTS = "PROMETHEUS_MULTIPROC_DIR"
"""Where the server processes count requests together (``api.metrics``, which must not be imported before)."""

KERNELS = "kernels"
"""Folder of the compiled code in ``VERBATIM_HOME``: it may be deleted at any time."""

RESTART_AFTER = 1.0
"""Seconds before an indexer that has ended is started again."""


@click.command()
@click.option("--host", help="Address to listen on, instead of HOST.")
@click.option("--port", type=click.IntRange(0, 65_535), help="Port to listen on, instead of PORT.")
@click.option("--workers", type=click.IntRange(1, 64), help="Server processes, instead of WORKERS.")
def serve(host: str | None, port: int | None, workers: int | None) -> None:
    """Serve the archive over HTTP until stopped (Ctrl-C, SIGTERM), and keep its index up to date."""
    with open_archive() as archive:
        settings = archive.settings
    host, port = host or settings.host, settings.port if port is None else port
    _require_free(host, port)
    click.echo(f"Verbatim listens on http://{host}:{port} (documentation: http://{host}:{port}/docs)", err=True)
    with TemporaryDirectory(prefix="verbatim-metrics-") as counts:
        os.environ[SHARED_COUNTS] = counts
        _Server(settings, bind=f"{host}:{port}", workers=workers or settings.workers, threads=settings.threads).run()


def _require_free(host: str, port: int) -> None:
    """Refuse a place where nobody can listen, in a sentence: gunicorn would try it five times and leave a traceback."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        reason = "another program listens there already" if error.errno == EADDRINUSE else error.strerror or str(error)
        raise Misuse(
            f"cannot listen on {host}:{port}: {reason}. Choose another with HOST and PORT, or --host and --port."
        ) from error


class _Logger(Logger):
    """gunicorn's own lines, in the form that all others have."""

    def setup(self, cfg: Config) -> None:
        """Leave them to the handler of the whole program."""
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True


class _Server(BaseApplication):
    """gunicorn, told what to run by values instead of a file."""

    def __init__(self, settings: Settings, **options: Any) -> None:
        self._settings = settings
        self._indexer = _Indexer() if settings.indexer else None
        self._options = options | {
            "worker_class": type("Worker", (TimedWorker,), {"seconds": settings.request_seconds}),
            "graceful_timeout": 20,
            "keepalive": 5,
            "logger_class": _Logger,
            "limit_request_line": 8_190,  # a query of 1,300 letters with accents; gunicorn takes no more
            "limit_request_fields": 64,
            "control_socket_disable": True,
            "umask": 0o027,  # gunicorn's own default lets everybody write what the server and the indexer make
        }
        super().__init__()

    def load_config(self) -> None:
        """Give gunicorn its options."""
        for name, value in self._options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)
        if self._indexer is not None:
            indexer = self._indexer
            self.cfg.set("when_ready", lambda server: indexer.start())  # noqa: ARG005
            self.cfg.set("on_exit", lambda server: indexer.stop())  # noqa: ARG005
        self.cfg.set("post_worker_init", lambda worker: self._prepare())  # noqa: ARG005
        self.cfg.set("post_request", lambda worker, req, environ, resp: self._answered())  # noqa: ARG005

    def load(self) -> Callable[[MutableMapping[str, Any], Callable[..., Any]], Iterable[bytes]]:
        """Make the application of a worker."""
        application: Any = create_app(self._settings)
        return application  # type: ignore[no-any-return]  # Flask is one, and says so in other words

    def _prepare(self) -> None:
        """Make a worker ready, which is a process of its own."""
        self._answered = collect_between_answers()
        _learn(self._settings)


def _learn(settings: Settings) -> None:
    """Let a worker get faster while it serves already: compiled kernels, and the words of what is newest."""

    def learn() -> None:
        try:
            speed_up(settings.search, settings.home.resolve() / KERNELS)
        except Exception:  # whatever hinders a compiler must not hinder the searches
            log.exception("the search's kernels could not be brought in: searches go on without them")
        engine = open_database(settings.database)
        try:
            with session_factory(engine)() as session:
                warm_up(newest_texts(session, TEXTS_TO_LEARN))
        except SQLAlchemyError as error:
            log.warning("could not warm up: %s", error)
        finally:
            engine.dispose()
        gc.freeze()  # what has been learnt stays: the collector need not walk it again and again

    threading.Thread(target=learn, daemon=True).start()


class _Indexer:
    """The process that keeps the index up to date, started again whenever it ends by itself."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and watch."""
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while not self._stopping.is_set():
            command = [sys.executable, "-m", "api.cli", "index", "run", "--parent", str(os.getpid())]
            self._process = subprocess.Popen(command)  # noqa: S603 - our own
            code = self._process.wait()
            if not self._stopping.wait(RESTART_AFTER):
                log.error("the indexer ended with %s and is started again", code)

    def stop(self) -> None:
        """Let the batch in hand be finished, then end."""
        self._stopping.set()
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self._process.kill()
