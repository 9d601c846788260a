"""What an extraction gives: proposals with their evidence, refusals with their reason, what the article speaks of.

All offsets count the characters (Unicode code points) of the text that was given, the end not included.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the article."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose words they are.

    ``printed_as`` are the words of the article for that person, those of the antecedent where ``surface`` (what stands
    by the verb) is a pronoun that was resolved. ``kind`` is person, function, organisation, group or unknown.
    """

    kind: str
    printed_as: str | None
    name: str | None = None
    role: str | None = None
    organisation: str | None = None
    surface: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """What attributes the words, as printed: a verb («a remarqué»), a preposition («Selon») or a noun («Avis»)."""

    text: str
    head: str
    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a code for programs, a French sentence for editors."""

    code: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A quote proposed.

    ``parts`` are the stretches of ``text``, more than one where the journalist's own words cut it; ``parent`` is the
    place, in the list of proposals, of the quote that this one stands within; ``rule`` names the pattern that found it,
    ``points`` what its evidence is worth, ``confidence`` the share of such proposals that proved right.
    """

    text: str
    parts: tuple[Span, ...]
    kind: str
    attributions: tuple[Attribution, ...]
    cue: Cue | None
    rule: str
    points: int
    confidence: float
    reasons: tuple[Reason, ...]
    said_on: str | None = None
    parent: int | None = None
    naming: bool = False

    @property
    def span(self) -> Span:
        """From the first part's start to the last one's end."""
        return Span(self.parts[0].start, self.parts[-1].end)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Words between marks that are nobody's speech, and why."""

    text: str
    span: Span
    reason: Reason


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event that the article speaks of; dates are ISO, or nothing. ``main`` is the one that it reports on."""

    name: str
    span: Span
    starts_on: str | None
    ends_on: str | None
    organiser: str | None
    main: bool
    reason: Reason


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read in one article."""

    published_on: str | None
    occasions: tuple[Occasion, ...]
    proposals: tuple[Proposal, ...]
    refusals: tuple[Refusal, ...]
