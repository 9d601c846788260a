"""Records → the archive, in batches: importing the same again changes nothing, a bad line costs itself only."""

from api.loader.departures import known_event
from api.loader.loading import load
from api.loader.report import LoadReport, Remark

__all__ = ["LoadReport", "Remark", "known_event", "load"]
