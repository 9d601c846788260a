"""Why hits score what they do: the definition of ``search.ranking`` followed again, for these documents alone."""

from collections.abc import Iterator, Sequence

import numpy as np

from search.fields import ZONES
from search.proximity import Said, counted
from search.ranking import Ranked, norm, saturation
from search.types import Explanation, Hit, Share
from search.whoosh.ordering import Found
from search.whoosh.reranking import nearness
from search.whoosh.shelf import Part
from search.whoosh.snapshot import Snapshot

_Telling = tuple[Ranked, float, Sequence[tuple[Part, ...]]]


def explained(
    snapshot: Snapshot, hits: Sequence[Hit], found: Sequence[Found], forms: Sequence[Ranked], said: Said | None
) -> Iterator[Hit]:
    """Give the hits with their explanations; ``said`` is what was said where all of them were put in order by it."""
    telling: list[_Telling] = []
    for form in forms:
        parts = [snapshot.parts(each, form.form, form.term) for each in snapshot.readings]
        if (idf := snapshot.idf(parts)) is not None:
            telling.append((form, idf, parts))
    near = nearness(snapshot, [each.reading for each in found], said) if said else None
    for hit in hits:
        at, place = _find(found, hit.id)
        row = found[at].rows[place : place + 1]
        roots = found[at].roots
        yield hit._replace(
            explanation=Explanation(
                tuple(_shares(snapshot, telling, at, int(row[0]))),
                float(counted(near(at, row)[0])) if near else 0.0,
                1.0 if roots is None else float(roots[place]),
            )
        )


def _find(found: Sequence[Found], id_: str) -> tuple[int, int]:
    """Tell which reading has the document, and its place among what was found there."""
    return next(
        (at, int(each.rows.searchsorted(row)))
        for at, each in enumerate(found)
        for row in each.reading.shelf.segment.ids.find([id_])
        if row in each.rows
    )


def _shares(snapshot: Snapshot, telling: Sequence[_Telling], at: int, row: int) -> Iterator[Share]:
    lengths = snapshot.readings[at].shelf.lengths
    for form, idf, parts in telling:
        for part in parts[at]:
            nth = int(np.searchsorted(part.documents, row))
            if nth < len(part.documents) and part.documents[nth] == row:
                times = int(part.frequencies[nth])
                against = norm(float(lengths[part.view][row]), snapshot.averages[part.view])
                filled = saturation(float(times), against)
                yield Share(form.form, part.zone, form.term, form.weight, ZONES[part.zone], idf, times, filled)
