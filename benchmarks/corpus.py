"""A seeded corpus of French quotes and talks, as large as you like: the documents that the search benchmark indexes.

Words are drawn by rank (Zipf), a document has a theme whose words return in it, a speaker, an event or a topic is
the more frequent the sooner it comes, and names, dates and typography vary as they do in print.
"""

import json
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.lexicon import by_frequency, lists
from benchmarks.sentences import Writer
from search import Document

SEED = 20161129
TITLED = 0.15
"""Share of the documents that are talks: a title and an abstract; all others are quotes."""

SHORTEST, LONGEST = 6, 90
LENGTHS = (3.1, 0.55)
"""Words of a text: the mean and deviation of their logarithm; one in two has more than 22."""

KINDS = ("direct", "direct", "direct", "partial")


class Names:
    """The people, organisations and events of a corpus of ``size`` documents: value → what is printed."""

    def __init__(self, size: int, draw: random.Random) -> None:
        words = lists()
        first, last = words["first_names"], [a + b for a in words["name_beginnings"] for b in words["name_endings"]]
        self.speakers = {
            f"s{number}": f"{draw.choice(first)} {draw.choice(last)}" for number in range(max(50, size // 25))
        }
        self.organisations = {
            f"o{number}": f"{draw.choice(words['bodies'])} de {draw.choice(words['places'])} {draw.choice(last)}"
            for number in range(max(20, size // 400))
        }
        days = [date(draw.choices(range(2004, 2027), range(3, 26))[0], 1, 1) for _ in range(max(20, size // 250))]
        self.days = {f"e{at}": day + timedelta(draw.randrange(365)) for at, day in enumerate(days)}
        self.events = {
            event: f"{draw.choice(words['occasions'])} de {draw.choice(words['places'])} {day.year}"
            for event, day in self.days.items()
        }
        self.topics = {f"t{at}": topic for at, topic in enumerate(words["topics"])}


def documents(size: int, seed: int = SEED, real: Sequence[str] = ()) -> Iterator[Document]:
    """Make ``size`` documents, their ids `1` to `size`; ``real`` sentences are drawn in the place of made ones."""
    draw = random.Random(seed)  # noqa: S311 - nothing secret
    writer = Writer(draw, real)
    names = Names(size, draw)
    speakers, organisations = by_frequency(list(names.speakers), draw), by_frequency(list(names.organisations), draw)
    events, topics = by_frequency(list(names.events), draw), by_frequency(list(names.topics), draw)
    for number in range(1, size + 1):
        event = next(events)
        day = names.days[event]
        values = {
            "speaker": _several(speakers, draw.choice((1, 1, 1, 1, 2, 3))),
            "organisation": (next(organisations),),
            "event": (event,),
            "topic": _several(topics, draw.choice((1, 1, 2, 3))),
            "year": (str(day.year),),
            "kind": ("talk" if draw.random() < TITLED else draw.choice(KINDS),),
        }
        texts = {
            "text": writer.text(min(LONGEST, max(SHORTEST, int(draw.lognormvariate(*LENGTHS))))),
            "speaker": "\n".join(names.speakers[each] for each in values["speaker"]),
            "organisation": names.organisations[values["organisation"][0]],
            "event": names.events[event],
            "topic": "\n".join(names.topics[each] for each in values["topic"]),
        }
        if values["kind"] == ("talk",):
            texts["title"] = writer.title()
        yield Document(str(number), texts, values, day.year * 10_000 + day.month * 100 + day.day)


def _several(drawn: Iterator[str], count: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(next(drawn) for _ in range(count)))


def write(path: Path, made: Iterator[Document]) -> None:
    """Keep documents as JSON Lines, so that every process reads the same."""
    with path.open("w", encoding="utf-8") as lines:
        for each in made:
            record = {"id": each.id, "texts": dict(each.texts), "values": dict(each.values), "day": each.day}
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")


def read(path: Path) -> Iterator[Document]:
    """Read what ``write`` wrote."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record: dict[str, Any] = json.loads(line)
            values = {name: tuple(each) for name, each in record["values"].items()}
            yield Document(record["id"], record["texts"], values, record["day"])


def real_sentences(folder: Path) -> list[str]:
    """Find sentences in all JSON Lines below a folder: what stands under the keys `text` and `abstract`."""
    found: dict[str, None] = {}
    for path in sorted(folder.rglob("*.jsonl")):
        for line in path.read_text("utf-8").strip().split("\n"):
            record = json.loads(line)
            for key in ("text", "abstract"):
                if isinstance(record, dict) and isinstance(text := record.get(key), str):
                    found.update(dict.fromkeys(text.replace("? ", "?\n").replace(". ", ".\n").split("\n")))
    return [each.strip() for each in found if len(each.split()) > 3]
