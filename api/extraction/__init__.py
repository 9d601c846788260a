"""A press article → proposed quotes with reasons. Pure: no database, no web; text in, values out.

The rules read like a description of French journalism: ``marks`` (what stands between guillemets), ``sentences`` (the
journalist's own, each quotation one word in it), ``predicates``, ``subjects`` and ``inversion`` (who does what there),
``evidence``, ``incises`` and ``announcing`` (what makes marked words a quotation), ``cutting`` (what interrupts it),
``refusing`` (what speaks against it), ``weighing`` (the one against the other), ``voices``, ``persons`` and
``pronouns`` (who), ``occasions`` (when), ``judging`` (how sure, and why).
"""

from api.extraction.occasions import publication_date
from api.extraction.proposals import Attribution, Cue, Extraction, Occasion, Proposal, Reason, Refusal, Span
from api.extraction.reading import extract

__all__ = [
    "Attribution",
    "Cue",
    "Extraction",
    "Occasion",
    "Proposal",
    "Reason",
    "Refusal",
    "Span",
    "extract",
    "publication_date",
]
