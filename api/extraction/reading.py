"""An article from beginning to end: each pair of marks is judged in its sentence, with what was read before it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from api.extraction.announcing import according, colon_alone, noun
from api.extraction.cutting import inner_incise, parts_of, second_half
from api.extraction.evidence import Evidence, Frame, before, cue_of, goes_on_after, incise
from api.extraction.inversion import NOBODY
from api.extraction.judging import confidence, points, reason, reasons_of
from api.extraction.lexicon import grammar
from api.extraction.marks import Mark, Paragraph, read_paragraphs
from api.extraction.occasions import find_occasions, publication_date
from api.extraction.predicates import predicates
from api.extraction.pronouns import Memory, attributed, named
from api.extraction.proposals import Attribution, Extraction, Proposal, Refusal, Span
from api.extraction.refusing import content_words, is_sentence, looks_like_a_title, refusal
from api.extraction.sentences import Token, sentences, tokenise
from api.extraction.subjects import subject_of
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


def _is_weak(found: Evidence) -> bool:
    """Whether a few words in a verb's complement are rather the journalist's: nobody speaks, or a thing does."""
    speaks = found.subject.pronoun is not None or any(
        voice.attribution.kind != "unknown" or voice.attribution.name for voice in found.subject.voices
    )
    return found.rule in ("complement", "reported") and not speaks


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
            self._propose(place, judged, parts)

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
        joined = frame.tokens[place + 1 : place + 3]
        if after is None and len(joined) > 1 and joined[0].low in ("et", ",", "ou") and joined[1].mark is not None:
            after = incise(frame, place + 2)
            after = replace(after, after=None) if after is not None else None
        inner = inner_incise(self.text, mark) if after is None and mark.end - mark.start > 12 else None
        if after is not None and after.after is not None and against is None and goes_on_after(frame, after.after):
            against = None if is_sentence(self.text, mark) else "sentence_attributed"
        if against is not None:
            return against
        found = after or inner
        if found is None:
            near = before(frame, place)
            strong = near if near is not None and near.rule in ("colon", "that", "adjacent") else None
            found = strong or according(frame, place) or noun(frame, place) or near or noun(frame, place)
        sentence = is_sentence(self.text, mark)
        title = looks_like_a_title(self.text, mark)
        if found is None and sentence and not title:
            found = self._by_colon_or_alone(frame, place, following)
        if found is None:
            few = len(content_words(self.text, mark)) <= 3
            return (
                "unbalanced"
                if not (mark.opened and mark.closed)
                else "title"
                if title
                else "term"
                if few
                else "unattributed"
            )
        if self._is_one_word_of_the_journalist(frame, place, found):
            return "term"
        if _is_weak(found) and len(content_words(self.text, mark)) <= _SHORT:
            return "term"
        if title and (found.rule not in _STRONG or (found.rule == "colon" and not sentence)):
            return "title"
        if not mark.opened and found.rule not in (*_STRONG, "free", "continued"):
            return "unbalanced"
        return found

    def _is_one_word_of_the_journalist(self, frame: Frame, place: int, found: Evidence) -> bool:
        """Tell «confirme la position "officielle"» from «juge la situation "intenable"» and «était "intenable"»."""
        mark = frame.tokens[place].mark
        if mark is None or len(content_words(self.text, mark)) > 1 or found.rule not in ("complement", "reported"):
            return False
        verb = next(
            (each for each in frame.verbs if found.cue and frame.tokens[each.last].end == found.cue.span.end), None
        )
        if verb is not None and "label" in verb.classes:
            return False
        near = frame.tokens[place - 1].low
        return near not in grammar()["auxiliary"] | grammar()["adverb"] | {"comme"}

    def _by_colon_or_alone(self, frame: Frame, place: int, following: Sequence[Token]) -> Evidence | None:
        mark = frame.tokens[place].mark
        words = len(content_words(self.text, mark)) if mark else 0
        alone = not [token for token in frame.tokens if token.kind in ("word", "clitic")]
        found = colon_alone(frame, place) if words >= 2 else None
        if found is not None or not alone or mark is None:
            return found
        if following and following[0].low in ("c'", "voilà", "voici", "tel", "telle", "ainsi"):
            next_verbs = predicates(following)
            for which, verb in enumerate(next_verbs):
                if "say" in verb.classes and verb.mood == "finite":
                    subject = subject_of(self.text, following, next_verbs, which)
                    if subject != NOBODY:
                        return Evidence("incise", subject, cue_of(self.text, following, verb))
        if self.last is not None and mark.outer_start - self.last[1] < 400 and words >= 3:
            return Evidence("continued", NOBODY, None)
        return Evidence("free", NOBODY, None) if words >= _FREE else None

    def _propose(self, place: int, found: Evidence, marks: Sequence[Mark]) -> None:
        mark = marks[0]
        parts, cue = parts_of(self.text, found, marks)
        attributions = self._attributions(found, mark)
        sentence = is_sentence(self.text, mark)
        ended = self.text[mark.end - 1 : mark.end] in "!?…"
        whole = sentence or len(parts) > 1 or (found.rule in _STRONG and (place == 0 or ended))
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
        for each in marks:
            self._nested(each, self.last[0])

    def _joined(self, parts: Sequence[Span]) -> str:
        return " ".join(self.text[part.start : part.end] for part in parts)

    def _attributions(self, found: Evidence, mark: Mark) -> tuple[Attribution, ...]:
        if found.rule == "continued" and self.last is not None:
            return self.proposals[self.last[0]].attributions
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
                        points=points("nested", []), confidence=confidence(points("nested", [])), parent=parent,
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
