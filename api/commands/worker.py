"""gunicorn's threaded worker, with bounded patience: a request that takes too long to arrive is refused (408).

gunicorn's own waits for as long as a client goes on sending a byte now and then; as many such clients as there are
threads would stop the server.

A thread that has answered looks for the connection's next request itself, for a moment, while nobody waits for a
thread: gunicorn's own gives each connection back to the thread that watches all of them, after each answer, and the
threads pass the interpreter's lock to and fro for that, as long as a kept answer takes.
"""

from select import POLLIN, poll
from socket import socket
from time import monotonic
from typing import Any

from gunicorn.util import write_error
from gunicorn.workers.gthread import TConn, ThreadWorker
from werkzeug.exceptions import RequestTimeout

NEXT_WITHIN = 2
"""Milliseconds that a thread waits for the next request of the connection that it has answered."""


class TimedSocket:
    """A client's socket, from which a request must have been read in so many seconds, however many reads it takes."""

    def __init__(self, sock: socket, seconds: float) -> None:
        self._sock = sock
        self._seconds = seconds
        self.restart()

    def restart(self) -> None:
        """Begin to wait for a request."""
        self._until = monotonic() + self._seconds

    def recv(self, size: int) -> bytes:
        """Read what has come; raises ``RequestTimeout`` when time is up."""
        left = self._until - monotonic()
        if left <= 0:
            raise RequestTimeout
        self._sock.settimeout(left)
        try:
            return self._sock.recv(size)
        except TimeoutError as error:
            raise RequestTimeout from error
        finally:
            self._sock.settimeout(None)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


class TimedWorker(ThreadWorker):
    """The worker; ``seconds`` is for all of a request, head and body."""

    seconds = 30.0

    def handle(self, conn: TConn) -> Any:
        """Read a request and answer it, and those that follow at once."""
        sock: Any = conn.sock if isinstance(conn.sock, TimedSocket) else TimedSocket(conn.sock, self.seconds)
        conn.sock = sock  # as good as one
        while True:
            sock.restart()
            goes_on = super().handle(conn)
            if goes_on is not True or not self._next(conn):
                return goes_on

    def _next(self, conn: TConn) -> bool:
        """Say whether another request follows so soon that this thread may as well read it."""
        waiting: Any = self.tpool._work_queue  # noqa: SLF001 - there is no other way to know
        if not self.alive or waiting.qsize():
            return False
        sockets = poll()
        sockets.register(conn.sock.fileno(), POLLIN)
        return bool(sockets.poll(NEXT_WITHIN))

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """Answer what went wrong before the application was asked."""
        if isinstance(exc, RequestTimeout):
            write_error(client, 408, "Request Timeout", "The request did not arrive in time.")
        else:
            super().handle_error(req, client, addr, exc)
