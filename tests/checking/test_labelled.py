"""The quote check on labelled cases: by hand, by rule over the founding article and an invented archive, at large."""

import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from api.archive.models import Quote
from api.archive.verbs import QUOTE, remove_thing
from api.checking import Answer, Question, check_quotes
from api.commands.content import SEEDS
from api.importers import READERS
from api.indexing import drain
from api.loader import load
from search import Index
from search.whoosh import WhooshIndex
from tests.checking.alterations import altered

HERE = Path(__file__).parent
CASES = [json.loads(line) for line in (HERE / "cases.jsonl").read_text("utf-8").splitlines()]
FOLDER = os.environ.get("VERBATIM_SHARED_DATA")
EVERY = 70
RIGHT = 0.97


def fill(sessions: sessionmaker[Session], index: Index, *paths: Path) -> None:
    with sessions() as session:
        for path in paths:
            with path.open("rb") as lines:
                assert load(session, list(READERS["jsonl"](lines))).refused == ()
        withdrawn = session.scalar(select(Quote.public_id).where(Quote.external_id == "b-retiree"))
        if withdrawn is not None:
            remove_thing(session, QUOTE, withdrawn)
            session.commit()
    drain(sessions, index)


@pytest.fixture(params=["memory", "whoosh"])
def filled(
    request: pytest.FixtureRequest, sessions: sessionmaker[Session], index: Index, tmp_path: Path
) -> Iterator[Index]:
    """The founding article and the invented archive, in each engine."""
    own: Index = index if request.param == "memory" else WhooshIndex(tmp_path / "index")
    fill(sessions, own, *SEEDS.glob("*.jsonl"), HERE / "archive.jsonl")
    yield own
    own.close()


def check(session: Session, index: Index, texts: Sequence[tuple[str, str | None]]) -> list[Answer]:
    return [check_quotes(session, index, [Question(*each)])[0] for each in texts]


def wrong(asked: Sequence[tuple[str, str]], answers: Sequence[Answer]) -> tuple[list[str], Counter[tuple[str, str]]]:
    """Give the cases that went wrong, and the confusion: (right, given) → how many."""
    confusion: Counter[tuple[str, str]] = Counter(
        (verdict, answer.verdict) for (_, verdict), answer in zip(asked, answers, strict=True)
    )
    mistakes = [
        f"{verdict} → {answer.verdict}: {text}"
        for (text, verdict), answer in zip(asked, answers, strict=True)
        if answer.verdict != verdict
    ]
    return mistakes, confusion


def told(confusion: Counter[tuple[str, str]], capsys: pytest.CaptureFixture[str], name: str) -> float:
    """Print the confusion, and give the share that is right."""
    right = sum(count for (label, given), count in confusion.items() if label == given) / confusion.total()
    listed = ", ".join(f"{label}→{given} {count}" for (label, given), count in sorted(confusion.items()))
    with capsys.disabled():
        print(f"\n{name}: {confusion.total()} cases, right {right:.4f} ({listed})")  # noqa: T201 - the figures are a result
    return right


def test_cases_by_hand(session: Session, filled: Index, capsys: pytest.CaptureFixture[str]) -> None:
    answers = check(session, filled, [(each["text"], each.get("speaker")) for each in CASES])
    mistakes, confusion = wrong([(each["text"], each["verdict"]) for each in CASES], answers)
    right = told(confusion, capsys, "by hand")
    assert confusion["altered", "exact"] == confusion["altered", "same_words"] == 0, mistakes
    assert right >= RIGHT, mistakes
    elsewhere = {
        each["text"]: answer.quote["external_id"]
        for each, answer in zip(CASES, answers, strict=True)
        if "quote" in each and answer.quote is not None and answer.quote["external_id"] != each["quote"]
    }
    assert elsewhere == {}
    left_out = {each["text"]: each["left_out"] for each in CASES if "left_out" in each}
    assert {
        each["text"]: [passage.text for passage in answer.left_out]
        for each, answer in zip(CASES, answers, strict=True)
        if "left_out" in each
    } == left_out


def cases_by_rule(session: Session) -> list[tuple[str, str]]:
    texts = session.scalars(select(Quote.text).where(Quote.status == "published").order_by(Quote.id))
    return [(made.text, made.verdict) for text in texts for made in altered(text)]


def test_cases_by_rule(session: Session, filled: Index, capsys: pytest.CaptureFixture[str]) -> None:
    asked = cases_by_rule(session)
    assert len(asked) + len(CASES) >= 300
    mistakes, confusion = wrong(asked, check(session, filled, [(text, None) for text, _ in asked]))
    right = told(confusion, capsys, "by rule")
    assert confusion["altered", "exact"] == confusion["altered", "same_words"] == 0, mistakes
    assert right >= RIGHT, mistakes


@pytest.mark.shared_data
@pytest.mark.skipif(not FOLDER, reason="VERBATIM_SHARED_DATA names no folder")
def test_cases_at_large(
    session: Session, sessions: sessionmaker[Session], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index = WhooshIndex(tmp_path / "index")
    fill(sessions, index, Path(FOLDER or "") / "archive" / "parliament.jsonl")
    texts = list(session.scalars(select(Quote.text).order_by(Quote.id)))
    asked = [(made.text, made.verdict) for text in texts[::EVERY] for made in altered(text)]
    mistakes, confusion = wrong(asked, check(session, index, [(text, None) for text, _ in asked]))
    right = told(confusion, capsys, "at large")
    assert confusion["altered", "exact"] == confusion["altered", "same_words"] == 0, mistakes
    assert right >= RIGHT, mistakes
    index.close()
