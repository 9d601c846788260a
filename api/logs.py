"""How the program logs: lines for people or JSON for machines, each with the id of the request that it is about."""

import json
import logging
import time
from contextvars import ContextVar
from typing import Any

REQUEST_ID: ContextVar[str | None] = ContextVar("request_id", default=None)
"""The request that this thread is answering."""

FIELDS = "fields"
"""The name under which a record (``extra``) brings a mapping of its own: members of the JSON, words of the line."""


class _Line(logging.Formatter):
    """One line for people: time, level, logger, message, then ``name=value`` of whatever else is known."""

    default_msec_format = "%s.%03d"

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the base class's name
        """Write the line, without the traceback that may follow it."""
        known = " ".join(f"{name}={_on_a_line(value)}" for name, value in _members(record).items())
        return f"{super().formatMessage(record)} {known}".rstrip()


def _on_a_line(value: object) -> str:
    text = str(value)
    return text if text.isprintable() and " " not in text else repr(text)


class _Json(logging.Formatter):
    """One JSON object a line; a traceback is a member of it."""

    def format(self, record: logging.LogRecord) -> str:
        """Write the object."""
        line = {
            "time": f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(record.created))}.{int(record.msecs):03}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_members(record),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def _members(record: logging.LogRecord) -> dict[str, Any]:
    request_id = REQUEST_ID.get()
    own: dict[str, Any] = getattr(record, FIELDS, {})
    return own if request_id is None else {**own, "request_id": request_id}


FORMATS: dict[str, type[logging.Formatter]] = {"text": _Line, "json": _Json}


def set_up(form: str) -> None:
    """Log to standard error from now on, in one of ``FORMATS``."""
    handler = logging.StreamHandler()
    handler.setFormatter(FORMATS[form]())
    logging.basicConfig(handlers=[handler], level=logging.INFO)
    logging.getLogger("alembic").setLevel(logging.WARNING)
