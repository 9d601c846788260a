"""A press article → proposed quotes with reasons. Pure: no database, no web; text in, values out.

The rules read like a description of French journalism: ``marks`` (what stands between guillemets), ``sentences`` (the
journalist's own, with each quotation as one word), ``predicates`` and ``subjects`` (who does what in it), ``evidence`` (what
makes marked words a quotation), ``refusing`` (what speaks against it), ``voices`` and ``pronouns`` (who), ``occasions`` (when).
"""

from api.extraction.proposals import Attribution, Cue, Extraction, Occasion, Proposal, Reason, Refusal, Span
from api.extraction.reading import extract

__all__ = ["Attribution", "Cue", "Extraction", "Occasion", "Proposal", "Reason", "Refusal", "Span", "extract"]
