"""A pytest plugin: a test that was skipped fails the run, unless its reason matches VERBATIM_SKIPS_ALLOWED (a regex).

On a developer's machine a test may do without a database server or node; in CI nothing is missing, and a skip would
be a check that nobody makes. Loaded with `-p no_skips`.
"""

import os
import re

import pytest

ALLOWED = re.compile(os.environ.get("VERBATIM_SKIPS_ALLOWED") or r"(?!)")
"""Matches nothing when the variable is unset or empty."""

refused = pytest.StashKey[list[str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Begin the list of skips that are not allowed."""
    config.stash[refused] = []
    config.pluginmanager.register(_Watch(config.stash[refused]))


class _Watch:
    def __init__(self, found: list[str]) -> None:
        self.found = found

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._look(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self._look(report)

    def _look(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        expected_failure = hasattr(report, "wasxfail")
        if report.skipped and not expected_failure:
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
            if not ALLOWED.search(reason):
                self.found.append(f"{report.nodeid}: {reason}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Turn a success with skips into a failure."""
    if session.config.stash[refused] and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Name the skips that made the run fail."""
    if config.stash[refused]:
        terminalreporter.section("skipped, and not allowed here", red=True)
        for line in config.stash[refused]:
            terminalreporter.line(line)
