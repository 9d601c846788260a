"""The quote check: texts held against the archive, word for word."""

from api.checking.comparing import VERDICTS, Change, Diff, Passage, Verdict
from api.checking.verdicts import LONGEST, MOST, Answer, Question, check_quotes

__all__ = [
    "LONGEST",
    "MOST",
    "VERDICTS",
    "Answer",
    "Change",
    "Diff",
    "Passage",
    "Question",
    "Verdict",
    "check_quotes",
]
