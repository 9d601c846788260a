"""The linter of attributions: what a careful editor would look at again. A rule is a function and a line in ``RULES``.

Warnings and notices never stand in the way; what is an error is refused where it is written, and told of here where
it was written before.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass

from sqlalchemy.orm import Session

from api.archive.lint import attributions, words
from api.archive.lint.findings import Finding, Rule, Scope, Severity
from api.archive.reading.listing import View

__all__ = ["EVERYTHING", "RULES", "Finding", "Scope", "Severity", "Warned", "lint", "warning_view"]


@dataclass(frozen=True, slots=True)
class Check:
    """A rule with its severity."""

    severity: Severity
    rule: Rule


RULES: Mapping[str, Check] = {
    "says_nothing": Check("error", attributions.says_nothing),
    "no_attribution": Check("warning", attributions.no_attribution),
    "no_printed_form": Check("warning", attributions.no_printed_form),
    "not_in_source": Check("warning", words.not_in_source),
    "not_in_programme": Check("warning", attributions.not_in_programme),
    "held_by_another": Check("warning", attributions.held_by_another),
    "same_words_by_others": Check("warning", words.same_words_by_others),
    "same_words_twice": Check("notice", words.same_words_twice),
    "homonym": Check("warning", attributions.homonyms),
    "unknown_person": Check("notice", attributions.unknown_person),
}
"""The rules by their codes."""

EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Warned:
    """A finding with the code and severity of its rule."""

    code: str
    severity: Severity
    finding: Finding


def warning_view(warned: Warned, message: str | None = None) -> View:
    """Return what a rule says as it goes out; ``message`` is its own in another language."""
    view = {"code": warned.code, "severity": warned.severity, **asdict(warned.finding)}
    return view | {"message": message or warned.finding.message}


def lint(session: Session, scope: Scope = EVERYTHING, codes: Collection[str] = tuple(RULES)) -> Iterator[Warned]:
    """Look at the archive, or at a part of it, by these rules, in the order of the table."""
    for code, check in RULES.items():
        if code in codes:
            for finding in check.rule(session, scope):
                yield Warned(code, check.severity, finding)
