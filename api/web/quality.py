"""How well the search finds, as it was measured: what `/apropos` says of it.

Decision: figures of one measurement, written here, because what they were measured on is not part of the archive; a
test holds them to `benchmarks/results/relevance.json`, which `python -m benchmarks.relevance` writes.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """What was asked, of how many questions, and how much of it came out right, from 0 to 1."""

    said: str
    share: float
    of: int


MEASURED = {
    "sentences": Measured("Une phrase dont on se souvient, ses mots en désordre : elle vient en premier.", 0.99, 1_000),
    "tricky": Measured(
        "Les pièges du français (accents, élisions, sigles, fautes, formes inclusives) : le texte est trouvé.",
        0.99,
        112,
    ),
    "piaf": Measured(
        "Une question en français courant : le bon paragraphe est près de la première place (nDCG@10).", 0.82, 3_723
    ),
}
