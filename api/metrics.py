"""What is counted of requests, for Prometheus.

Decision: ``prometheus_client`` counts. It chooses how when it is first imported: in memory, or, where the variable
``SHARED`` names a folder, in files there that all server processes write, so that whichever is asked answers for all,
and a process that has died is still counted. ``verbatim serve`` sets it before the application is made; therefore this
module is imported by ``create_app`` and not at its top.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

SHARED = "PROMETHEUS_MULTIPROC_DIR"

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds of the classes of latencies, in seconds: a kept answer takes less than the first."""

METHODS = frozenset({"GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS"})


class RequestMetrics:
    """Counts requests and how long they took, by route: templates, never addresses, so that there are only so many."""

    content_type = CONTENT_TYPE_LATEST

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "verbatim_http_requests", "Requests answered.", ("method", "route", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "verbatim_http_request_seconds",
            "Seconds from a request's arrival in the program until its answer was handed over.",
            ("method", "route"),
            buckets=BUCKETS,
            registry=self._registry,
        )

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one request."""
        method = method if method in METHODS else "other"
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)

    def exposition(self, gauges: Mapping[str, tuple[str, float]]) -> bytes:
        """Write what all processes have counted, and gauges as they are now (by name: meaning and value)."""
        registry = self._registry
        if SHARED in os.environ:
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        now = CollectorRegistry()
        now.register(_Now([GaugeMetricFamily(name, meaning, value) for name, (meaning, value) in gauges.items()]))
        return generate_latest(registry) + generate_latest(now)


@dataclass(frozen=True, slots=True, eq=False)
class _Now:
    """Gauges that are read when they are asked for."""

    families: list[GaugeMetricFamily]

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """Give them."""
        return self.families
