"""An article from beginning to end: each pair of marks is judged in its sentence, with what was read before it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from api.extraction.cutting import parts_of, second_half
from api.extraction.evidence import Evidence, Frame
from api.extraction.incises import incise
from api.extraction.judging import confidence, points, reason, reasons_of
from api.extraction.marks import Mark, read_paragraphs
from api.extraction.mentioning import voices_named
from api.extraction.nesting import nested_in
from api.extraction.occasions import find_occasions, publication_date
from api.extraction.predicates import predicates
from api.extraction.pronouns import Memory, attributed, named
from api.extraction.proposals import Attribution, Extraction, Proposal, Refusal, Span
from api.extraction.refusing import content_words, is_sentence, looks_like_a_title
from api.extraction.sentences import Token, sentences, tokenise
from api.extraction.subjects import subject_of
from api.extraction.weighing import SHORT, is_whole, weigh


def extract(text: str, published_on: str | None = None) -> Extraction:
    """Propose the quotes of an article, each explained; ``published_on`` (ISO) is read from the text when not given.

    Nothing is changed in the text: offsets are those of the text as given.
    """
    published_on = published_on or publication_date(text)
    paragraphs = read_paragraphs(text)
    occasions = find_occasions(text, paragraphs, published_on)
    main = next((each for each in occasions if each.main), None)
    reader = _Reader(text, main.starts_on if main else None)
    read = [sentences(text, tokenise(text, each.start, each.end, each.marks)) for each in paragraphs]
    for place, own in enumerate(read):
        after = next((each[0] for each in read[place + 1 : place + 2] if each), ())
        reader.paragraph(own, after)
    return Extraction(published_on, tuple(occasions), tuple(reader.proposals), tuple(reader.refusals))


@dataclass(slots=True)
class _Reader:
    """What has been read so far."""

    text: str
    said_on: str | None
    proposals: list[Proposal] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    memory: Memory = field(default_factory=Memory)
    last: tuple[int, int] | None = None  # the last quote of the article's own level: its place, where it ended

    def paragraph(self, read: Sequence[Sequence[Token]], after: Sequence[Token]) -> None:
        """Read the sentences of a paragraph; ``after`` is the first of the next one."""
        for place, sentence in enumerate(read):
            frame = Frame(self.text, sentence, predicates(sentence))
            self._remember(frame)
            self._sentence(frame, read[place + 1] if place + 1 < len(read) else after)

    def _remember(self, frame: Frame) -> None:
        """Remember whom a sentence names, its subject first."""
        which = next((i for i, verb in enumerate(frame.verbs) if verb.mood == "finite"), None)
        if which is not None:
            voices = subject_of(self.text, frame.tokens, frame.verbs, which).voices
            self.memory.add(voices, subject=True)
        for voice in voices_named(self.text, frame.tokens):
            self.memory.add((voice,), subject=False)

    def _sentence(self, frame: Frame, following: Sequence[Token]) -> None:
        joined: set[int] = set()
        for place, token in enumerate(frame.tokens):
            if token.mark is None or place in joined:
                continue
            if token.mark.continues is not None and self._goes_on(token.mark, incise(frame, place)):
                continue
            parts = [token.mark]
            near = None if self.last is None else token.mark.outer_start - self.last[1]
            judged = weigh(frame, place, following, near)
            if judged == "empty" and not (token.mark.opened and token.mark.closed):
                continue
            if isinstance(judged, str):
                span = Span(token.mark.start, token.mark.end)
                self.refusals.append(Refusal(self.text[span.start : span.end], span, reason(f"refused_{judged}")))
                continue
            second = second_half(self.text, frame, place, judged)
            if second is not None:
                joined.add(second)
                mark = frame.tokens[second].mark
                parts += [mark] if mark is not None else []
            self._propose(frame, place, judged, parts)

    def _goes_on(self, mark: Mark, late: Evidence | None) -> bool:
        """Add a paragraph to the quote that it continues; ``late`` tells whose a quote is that nothing announced."""
        if self.last is None or mark.continues is None or self.last[1] < mark.continues.start:
            return False
        place = self.last[0]
        proposal = self.proposals[place]
        parts = (*proposal.parts, Span(mark.start, mark.end))
        reasons = tuple(each for each in proposal.reasons if each.code != "unclosed")
        proposal = replace(proposal, text=self._joined(parts), parts=parts, reasons=reasons)
        if late is not None and proposal.rule in ("free", "continued"):
            who = self._attributions(late, mark)
            worth = points(late.rule, self._signals(mark, who, sentence=True))
            proposal = replace(
                proposal, attributions=who, cue=late.cue, rule=late.rule, points=worth, confidence=confidence(worth),
                reasons=tuple(reasons_of(late.rule, late.cue, who)),
            )  # fmt: skip
            self.memory.add(late.subject.voices, subject=True)
        self.proposals[place] = proposal
        self.last = (place, mark.outer_end)
        return True

    def _propose(self, frame: Frame, place: int, found: Evidence, marks: Sequence[Mark]) -> None:
        mark = marks[0]
        parts, cue = parts_of(self.text, found, marks)
        attributions = self._attributions(found, mark)
        sentence = is_sentence(self.text, mark)
        whole = len(parts) > 1 or is_whole(frame, place, found.rule)
        signals = self._signals(mark, attributions, sentence=sentence)
        reasons = reasons_of(found.rule, cue, attributions)
        if len(parts) > 1:
            reasons.append(reason("cut"))
        reasons += [reason("unclosed")] if not mark.closed else []
        reasons += [reason("unopened")] if not mark.opened else []
        if self.said_on:
            reasons.append(reason("dated", date=self.said_on))
        worth = points(found.rule, signals)
        self.proposals.append(
            Proposal(
                text=self._joined(parts), parts=parts, kind="direct" if whole and found.rule != "naming" else "partial",
                attributions=attributions, cue=cue, rule=found.rule, reasons=tuple(reasons), said_on=self.said_on,
                points=worth, confidence=confidence(worth), naming=found.rule == "naming",
            )
        )  # fmt: skip
        self.last = (len(self.proposals) - 1, marks[-1].outer_end)
        spoken = list(found.subject.voices or ())
        self.memory.add(spoken, subject=True)
        self._add_nested([(each, self.last[0]) for each in marks])

    def _add_nested(self, within: list[tuple[Mark, int]]) -> None:
        for mark, parent in within:  # grows while it is gone through
            for inner, proposal in nested_in(self.text, mark, self.proposals[parent], self.memory):
                self.proposals.append(replace(proposal, parent=parent))
                within.append((inner, len(self.proposals) - 1))

    def _joined(self, parts: Sequence[Span]) -> str:
        return " ".join(self.text[part.start : part.end] for part in parts)

    def _attributions(self, found: Evidence, mark: Mark) -> tuple[Attribution, ...]:
        if found.rule == "continued" and self.last is not None:
            return self.proposals[self.last[0]].attributions
        if found.subject.understood:
            before = mark.start if found.cue is None else found.cue.span.start
            return named(self.memory.latest(before), self.memory)
        pronoun = found.subject.pronoun
        if pronoun is not None:
            return attributed(
                self.text,
                pronoun,
                self.memory.resolve(
                    pronoun, min(pronoun.start, mark.start) if pronoun.start > mark.start else pronoun.start
                ),
            )
        return named(found.subject.voices, self.memory)

    def _signals(self, mark: Mark, attributions: Sequence[Attribution], *, sentence: bool) -> list[str]:
        words = len(content_words(self.text, mark))
        unknown = bool(attributions) and attributions[0].kind == "unknown" and attributions[0].surface is not None
        signs = {
            "sentence": sentence,
            "short": words <= SHORT,
            "unbalanced": not (mark.opened and mark.closed),
            "nobody": not attributions,
            "unresolved": unknown,
            "capitals": looks_like_a_title(self.text, mark),
        }
        return [name for name, holds in signs.items() if holds]
