"""gunicorn's threaded worker, with bounded patience: a request that takes too long to arrive is refused (408).

gunicorn's own waits for as long as a client goes on sending a byte now and then; as many such clients as there are
threads would stop the server.
"""

from socket import socket
from time import monotonic
from typing import Any

from gunicorn.util import write_error
from gunicorn.workers.gthread import TConn, ThreadWorker
from werkzeug.exceptions import RequestTimeout


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
        """Read a request and answer it."""
        if isinstance(conn.sock, TimedSocket):
            conn.sock.restart()
        else:
            conn.sock = TimedSocket(conn.sock, self.seconds)  # type: ignore[assignment]  # as good as one
        return super().handle(conn)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """Answer what went wrong before the application was asked."""
        if isinstance(exc, RequestTimeout):
            write_error(client, 408, "Request Timeout", "The request did not arrive in time.")
        else:
            super().handle_error(req, client, addr, exc)
