"""How sure, and why: points for the evidence, a table from points to probability, a sentence for each decision.

Decision: the points are ours and few. The table is learnt by ``benchmarks.extraction --calibrate``: how often proposals
with so many points were quotes with the right speaker, in the half of the development gold whose errors the rules were
not mended by, made monotone (pool adjacent violators), each share drawn towards a half as if two more proposals, one
right and one wrong, had been seen.
"""

import itertools
import json
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from api.extraction.proposals import Attribution, Cue, Reason


@cache
def _scale() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(files(__package__).joinpath("confidence.json").read_text(encoding="utf-8"))
    return loaded


@cache
def _wordings() -> dict[str, str]:
    loaded: dict[str, str] = json.loads(files(__package__).joinpath("reasons.fr.json").read_text(encoding="utf-8"))
    return loaded


def points(rule: str, signals: Iterable[str]) -> int:
    """Add up what the evidence is worth."""
    total: int = _scale()["rules"][rule] + sum(_scale()["signals"][signal] for signal in signals)
    return total


def confidence(total: int) -> float:
    """Turn points into the share of such proposals that proved right, between the steps in a straight line."""
    table: Sequence[tuple[float, float]] = _scale()["table"]
    if total <= table[0][0]:
        return table[0][1]
    for (low, first), (high, second) in itertools.pairwise(table):
        if total <= high:
            return round(first + (second - first) * (total - low) / (high - low), 3)
    return table[-1][1]


def reason(code: str, **words: str) -> Reason:
    """Say a reason in French."""
    return Reason(code, _wordings()[code].format(**words))


def who(attributions: Sequence[Attribution]) -> str:
    """Name speakers in a sentence."""
    names = [each.printed_as or "quelqu'un" for each in attributions]
    return " et ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else names[0] if names else "personne"


def reasons_of(rule: str, cue: Cue | None, attributions: Sequence[Attribution]) -> list[Reason]:
    """Explain a rule that held and the speakers that it gave."""
    found = [reason(rule, cue=cue.text if cue else "", who=who(attributions))]
    surfaces = {each.surface for each in attributions if each.surface}
    if not attributions:
        found.append(reason("nobody"))
    elif surfaces and attributions[0].kind == "unknown":
        found.append(reason("unresolved", surface=next(iter(surfaces))))
    elif surfaces:
        found.append(reason("resolved", surface=next(iter(surfaces)), who=who(attributions)))
    elif rule not in ("incise", "according"):
        found.append(reason("named", who=who(attributions)))
    return found
