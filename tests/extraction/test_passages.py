"""What is proposed for varied passages of our own, annotated by hand before the rules were tried on them."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.extraction import extract
from benchmarks.extraction import main_figures, summed
from benchmarks.quotations import count, read_passage

PASSAGES = [
    read_passage(json.loads(line))
    for line in Path(__file__).with_name("passages.jsonl").read_text(encoding="utf-8").splitlines()
]
# Pieces that articles are made of, put together as no article would.
PIECES = st.sampled_from(
    ["«", "»", "“", "”", '"', "„", "<<", "\u00a0", "\u202f", " ", "\n", ", ", ". ", ":", "—", "Luc Petit", "la maire",
     "dit", "a déclaré", "selon", "que", "-t-il", "qu'", "’", "à en croire", "de l'avis de", "voit", "qualifiée de",
     "par", "Un mot", "29 novembre 2016", ";", "(", ")",
     "\u0000", "\ud7ff", "é", "e\u0301", "\U0001f600", "M.", "ils", "et"]
)  # fmt: skip


def test_the_figures_of_the_passages_do_not_fall() -> None:
    figures = main_figures(summed([count(passage, extract(passage.text)) for passage in PASSAGES]))
    least = {"f1_30": 0.9, "f1_80": 0.9, "iou_80": 0.9, "exact": 0.9, "speaker": 0.93, "cue": 0.95}
    assert {name: figures[name] for name in least if figures[name] < least[name]} == {}


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join), st.lists(PIECES).map(" ".join)))
def test_any_text_is_read_and_offsets_are_those_of_the_text(text: str) -> None:
    read = extract(text)
    for proposal in read.proposals:
        assert proposal.text == " ".join(text[part.start : part.end] for part in proposal.parts)
        assert all(0 <= part.start < part.end <= len(text) for part in proposal.parts)
        assert proposal.parent is None or proposal.parent < len(read.proposals)
        if proposal.cue is not None:
            assert text[proposal.cue.span.start : proposal.cue.span.end] == proposal.cue.text
        for who in proposal.attributions:
            assert who.span is None or 0 <= who.span.start <= who.span.end <= len(text)
    assert all(text[each.span.start : each.span.end] == each.text for each in read.refusals)


@pytest.mark.parametrize("text", ["«" * 5000, "« a " * 2000 + " » " * 2000, '"' * 5001, "“«" * 2000 + "fin »”"])
def test_marks_within_marks_without_end_are_read_in_time(text: str) -> None:
    assert len(extract(text).proposals) <= 20
