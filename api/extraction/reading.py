"""An article from beginning to end: each pair of marks is judged in its sentence, with what was read before it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from api.extraction.evidence import Evidence, Frame, according, before, colon_alone, cue_of, goes_on_after, incise, noun
from api.extraction.judging import confidence, points, reason, reasons_of
from api.extraction.lexicon import grammar
from api.extraction.marks import Mark, Paragraph, read_paragraphs
from api.extraction.occasions import find_occasions, publication_date
from api.extraction.predicates import predicate_at, predicates
from api.extraction.pronouns import Memory, attributed, named
from api.extraction.proposals import Attribution, Extraction, Proposal, Refusal, Span
from api.extraction.refusing import content_words, is_sentence, looks_like_a_title, refusal
from api.extraction.sentences import Token, sentences, tokenise
from api.extraction.subjects import NOBODY, Subject, subject_after, subject_of
from api.extraction.voices import voices_named

_STRONG = frozenset({"incise", "incise_pronoun", "inner_incise", "colon", "that"})
_SHORT, _FREE = 2, 6


def extract(text: str, published_on: str | None = None) -> Extraction:
    """Propose the quotes of an article, each explained; ``published_on`` (ISO) is read from the text when not given.

    Nothing is changed in the text: offsets are those of the text as given.
    """
    published_on = published_on or publication_date(text)
    paragraphs = read_paragraphs(text)
    occasions = find_occasions(text, paragraphs, published_on)
    main = next((each for each in occasions if each.main), None)
    reader = _Reader(text, main.starts_on if main else None)
    for paragraph in paragraphs:
        reader.paragraph(paragraph)
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

    def paragraph(self, paragraph: Paragraph) -> None:
        tokens = tokenise(self.text, paragraph.start, paragraph.end, paragraph.marks)
        read = sentences(self.text, tokens)
        for place, sentence in enumerate(read):
            frame = Frame(self.text, sentence, predicates(sentence))
            self._remember(frame)
            following = read[place + 1] if place + 1 < len(read) else ()
            self._sentence(frame, following)

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
            if token.mark.continues is not None and self._goes_on(token.mark):
                continue
            parts = [token.mark]
            judged = self._judge(frame, place, following)
            if isinstance(judged, str):
                span = Span(token.mark.start, token.mark.end)
                self.refusals.append(
                    Refusal(self.text[span.start : span.end], span, reason(f"refused_{judged}"))
                )
                continue
            second = self._second_half(frame, place, judged)
            if second is not None:
                joined.add(second)
                mark = frame.tokens[second].mark
                parts += [mark] if mark is not None else []
            self._propose(frame, place, judged, parts)

    def _goes_on(self, mark: Mark) -> bool:
        """Add a paragraph to the quote that it continues."""
        if self.last is None or mark.continues is None or self.last[1] < mark.continues.start:
            return False
        place = self.last[0]
        proposal = self.proposals[place]
        parts = (*proposal.parts, Span(mark.start, mark.end))
        reasons = tuple(each for each in proposal.reasons if each.code != "unclosed")
        self.proposals[place] = replace(proposal, text=self._joined(parts), parts=parts, reasons=reasons)
        self.last = (place, mark.outer_end)
        return True

    def _judge(self, frame: Frame, place: int, following: Sequence[Token]) -> Evidence | str:
        """Give the evidence that words are somebody's, or the code of what speaks against it."""
        mark = frame.tokens[place].mark
        if mark is None:
            return "empty"
        against = refusal(frame, place)
        after = incise(frame, place)
        inner = self._inner_incise(mark) if after is None and mark.end - mark.start > 12 else None  # noqa: PLR2004
        if after is not None and against is None and goes_on_after(frame, after.after or place):
            against = None if is_sentence(self.text, mark) else "sentence_attributed"
        if against is not None:
            return against
        found = after or inner
        if found is None:
            near = before(frame, place)
            strong = near if near is not None and near.rule in ("colon", "that", "adjacent") else None
            found = strong or according(frame, place) or near or noun(frame, place)
        sentence = is_sentence(self.text, mark)
        title = looks_like_a_title(self.text, mark)
        if found is None and sentence and not title:
            found = self._by_colon_or_alone(frame, place, following)
        if found is None:
            few = len(content_words(self.text, mark)) <= 3  # noqa: PLR2004
            return "unbalanced" if not (mark.opened and mark.closed) else "title" if title else "term" if few else "unattributed"
        if title and (found.rule not in _STRONG or (found.rule == "colon" and not sentence)):
            return "title"
        if not mark.opened and found.rule not in _STRONG:
            return "unbalanced"
        return found

    def _by_colon_or_alone(self, frame: Frame, place: int, following: Sequence[Token]) -> Evidence | None:
        mark = frame.tokens[place].mark
        words = len(content_words(self.text, mark)) if mark else 0
        alone = not [token for token in frame.tokens if token.kind in ("word", "clitic")]
        found = colon_alone(frame, place) if words >= 3 else None  # noqa: PLR2004
        if found is not None or not alone or mark is None:
            return found
        if following and following[0].low in ("c'", "voilà", "voici", "tel", "telle", "ainsi"):
            next_verbs = predicates(following)
            for which, verb in enumerate(next_verbs):
                if "say" in verb.classes and verb.mood == "finite":
                    subject = subject_of(self.text, following, next_verbs, which)
                    if subject != NOBODY:
                        return Evidence("incise", subject, cue_of(self.text, following, verb))
        if self.last is not None and mark.outer_start - self.last[1] < 400 and words >= 3:  # noqa: PLR2004
            return Evidence("continued", NOBODY, None)
        return Evidence("free", NOBODY, None) if words >= _FREE else None

    def _inner_incise(self, mark: Mark) -> Evidence | None:
        """Find «…, explique l'association, …» within the marks."""
        tokens = tokenise(self.text, mark.start, mark.end, mark.children)
        for place, token in enumerate(tokens[:-1]):
            if token.kind != "mark" or token.text not in ",?!–—" or place < 1:
                continue
            verb = predicate_at(tokens, place + 1)
            if verb is None or verb.mood != "finite" or verb.passive or not verb.classes & {"say", "manner"}:
                continue
            end = max(verb.last, verb.subject or 0) + 1
            if verb.subject is not None:
                pronoun = tokens[verb.subject]
                if pronoun.low.lstrip("-").removeprefix("t-") in ("je", "tu", "vous", "nous"):
                    continue
                subject = Subject(pronoun=pronoun)
            else:
                nearby = tokens[end] if end < len(tokens) else None
                if nearby is None or not (nearby.capital or nearby.low in ("le", "la", "l'", "un", "une")):
                    continue
                subject = subject_after(self.text, tokens, end)
                if not any(v.attribution.kind in ("person", "function", "organisation") for v in subject.voices):
                    continue
            rest = next((i for i in range(end, len(tokens)) if tokens[i].text in (",", ".", "!", "?", ":")), len(tokens))
            if rest < len(tokens) and tokens[rest].text == ":" :
                continue
            cue = cue_of(self.text, tokens, verb)
            stop = tokens[rest].end if rest < len(tokens) else mark.end
            cut = tokens[place].start if token.text in ",–—" else tokens[place].end
            return Evidence("inner_incise", subject, replace(cue, kind=f"{cut}:{stop}"), None)
        return None

    def _second_half(self, frame: Frame, place: int, found: Evidence) -> int | None:
        """Find the words that go on after an incise: «Tout simplement», a précisé X, «parce que…»."""
        if found.rule not in ("incise", "incise_pronoun") or found.after is None:
            return None
        tokens = frame.tokens
        second = next((i for i in range(found.after, len(tokens)) if tokens[i].mark is not None), None)
        first_mark = tokens[place].mark
        if second is None or first_mark is None:
            return None
        between = tokens[found.after : second]
        if any(verb.first >= found.after and verb.last < second for verb in frame.verbs):
            return None
        if any(token.text in (".", ";") or token.low in ("et", "mais", "que", "qu'", "de", "d'") for token in between):
            return None
        if between and between[-1].text not in (",", "–", "—", "-", ":"):
            return None
        mark = tokens[second].mark
        ended = self.text[first_mark.end - 1 : first_mark.end] in ".!?…"
        return None if mark is None or (ended and self.text[mark.start : mark.start + 1].isupper()) else second

    def _propose(self, frame: Frame, place: int, found: Evidence, marks: Sequence[Mark]) -> None:
        mark = marks[0]
        parts, cue = self._parts(found, marks)
        attributions = self._attributions(found, mark)
        sentence = is_sentence(self.text, mark)
        whole = sentence or len(parts) > 1 or (found.rule in _STRONG and place == 0)
        signals = self._signals(mark, attributions, sentence=sentence)
        reasons = reasons_of(found.rule, cue, attributions)
        if len(parts) > 1:
            reasons.append(reason("cut"))
        reasons += [reason("unclosed")] if not mark.closed else []
        reasons += [reason("unopened")] if not mark.opened else []
        if self.said_on:
            reasons.append(reason("dated", date=self.said_on))
        self.proposals.append(
            Proposal(
                text=self._joined(parts), parts=parts, kind="direct" if whole and found.rule != "naming" else "partial",
                attributions=attributions, cue=cue, rule=found.rule, reasons=tuple(reasons), said_on=self.said_on,
                confidence=confidence(points(found.rule, signals)), naming=found.rule == "naming",
            )
        )  # fmt: skip
        self.last = (len(self.proposals) - 1, marks[-1].outer_end)
        spoken = [each for each in (found.subject.voices or ())]
        self.memory.add(spoken, subject=True)
        for each in marks:
            self._nested(each, self.last[0])

    def _parts(self, found: Evidence, marks: Sequence[Mark]) -> tuple[tuple[Span, ...], object]:
        cue = found.cue
        if found.rule == "inner_incise" and cue is not None:
            cut, stop = map(int, cue.kind.split(":"))
            mark = marks[0]
            parts = [Span(mark.start, cut), Span(stop, mark.end)]
            parts = [trimmed for part in parts if (trimmed := self._trimmed(part)) is not None]
            return tuple(parts), replace(cue, kind="verb")
        return tuple(Span(mark.start, mark.end) for mark in marks), cue

    def _trimmed(self, span: Span) -> Span | None:
        inside = self.text[span.start : span.end]
        start = span.start + len(inside) - len(inside.lstrip(" \u00a0\u202f,"))
        end = span.start + len(inside.rstrip())
        return Span(start, end) if end > start else None

    def _joined(self, parts: Sequence[Span]) -> str:
        return " ".join(self.text[part.start : part.end] for part in parts)

    def _attributions(self, found: Evidence, mark: Mark) -> tuple[Attribution, ...]:
        if found.rule == "continued" and self.last is not None:
            return self.proposals[self.last[0]].attributions
        pronoun = found.subject.pronoun
        if pronoun is not None:
            return attributed(self.text, pronoun, self.memory.resolve(pronoun, min(pronoun.start, mark.start) if pronoun.start > mark.start else pronoun.start))
        return named(found.subject.voices, self.memory)

    def _signals(self, mark: Mark, attributions: Sequence[Attribution], *, sentence: bool) -> list[str]:
        words = len(content_words(self.text, mark))
        unknown = bool(attributions) and attributions[0].kind == "unknown" and attributions[0].surface is not None
        signs = {
            "sentence": sentence,
            "short": words <= _SHORT,
            "unbalanced": not (mark.opened and mark.closed),
            "nobody": not attributions,
            "unresolved": unknown,
            "capitals": looks_like_a_title(self.text, mark),
        }
        return [name for name, holds in signs.items() if holds]

    def _nested(self, mark: Mark, parent: int) -> None:
        """Propose what stands between marks within a quotation: always a quote within it."""
        tokens = tokenise(self.text, mark.start, mark.end, mark.children)
        for sentence in sentences(self.text, tokens):
            frame = Frame(self.text, sentence, predicates(sentence))
            for place, token in enumerate(sentence):
                inner = token.mark
                if inner is None or inner.end <= inner.start:
                    continue
                found = before(frame, place)
                cue = found.cue if found else None
                attributions: tuple[Attribution, ...] = ()
                if found is not None:
                    attributions = self._nested_speaker(found, parent)
                whole = is_sentence(self.text, inner)
                self.proposals.append(
                    Proposal(
                        text=self.text[inner.start : inner.end], parts=(Span(inner.start, inner.end),),
                        kind="direct" if whole else "partial",
                        attributions=attributions or (Attribution("unknown", None),), cue=cue, rule="nested",
                        confidence=confidence(points("nested", [])), parent=parent,
                        reasons=tuple(reasons_of("nested", cue, attributions)),
                    )
                )  # fmt: skip
                self._nested(inner, len(self.proposals) - 1)

    def _nested_speaker(self, found: Evidence, parent: int) -> tuple[Attribution, ...]:
        pronoun = found.subject.pronoun
        if pronoun is None:
            return named(found.subject.voices, self.memory)
        if pronoun.low.lstrip("-") in ("je", "j'"):
            return self.proposals[parent].attributions
        if pronoun.low in grammar()["subject_pronoun"]:
            return (Attribution("unknown", pronoun.text, surface=pronoun.text, span=Span(pronoun.start, pronoun.end)),)
        return ()
