"""The texts of sources: kept, changed, dropped, and the mentions that point into them."""

import pytest
from sqlalchemy.orm import Session

from api.archive.errors import Fault, Invalid, NotFound, Outdated
from api.archive.source_texts import drop_text, get_text, hash_of, keep_text
from tests.factories import make_quote, make_source

BEFORE = "Elle dit «rien n'est pire», et s'en va. «Rien d'autre.»"
AFTER = "On raconte qu'elle dit: «rien n’est pire», puis part."


def test_a_text_is_kept_with_its_hash_and_moves_the_mentions(session: Session) -> None:
    source = make_source(session)
    there = make_quote(session, text="rien n'est pire", mentions=[{"source": source.public_id, "suffix": "», et"}])
    gone = make_quote(session, text="rien d'autre", mentions=[{"source": source.public_id, "exact": "Rien d'autre."}])
    kept = keep_text(session, source.public_id, BEFORE, version=1)
    assert (kept.moved, kept.lost, source.sha256, source.health, source.version) == ((), (), hash_of(BEFORE), "ok", 2)
    assert (there.version, gone.version, get_text(session, source.public_id).text) == (1, 1, BEFORE)
    kept = keep_text(session, source.public_id, AFTER)
    assert (kept.moved, kept.lost, source.health) == ((there.public_id,), (gone.public_id,), "changed")
    (mention,) = there.mentions
    assert (mention.prefix, mention.exact, mention.suffix) == (
        "On raconte qu'elle dit: «",
        "rien n’est pire",
        "», puis part.",
    )
    assert (there.version, gone.version, there.text) == (2, 1, "rien n'est pire")
    again = source.version
    assert keep_text(session, source.public_id, AFTER).moved == ()
    assert source.version == again


def test_what_cannot_be_kept(session: Session) -> None:
    source = make_source(session)
    for text, message in ((" ", "Must not be empty."), ("a" * 1_000_001, "Too long.")):
        with pytest.raises(Invalid) as caught:
            keep_text(session, source.public_id, text)
        assert caught.value.faults == (Fault("/text", message),)
    with pytest.raises(NotFound):
        get_text(session, source.public_id)
    with pytest.raises(Outdated):
        keep_text(session, source.public_id, "a", version=7)


def test_a_text_is_dropped_and_its_hash_stays(session: Session) -> None:
    source = make_source(session)
    keep_text(session, source.public_id, BEFORE)
    drop_text(session, source.public_id)
    with pytest.raises(NotFound):
        get_text(session, source.public_id)
    assert source.sha256 == hash_of(BEFORE)
