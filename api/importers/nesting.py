"""The lines of a calendar, unfolded (RFC 5545, 3.1), each BEGIN with its END, as icalendar needs them.

Decision: icalendar takes any END for that of the last BEGIN, so that one line lost would take all later events along.
Here an END ends what bears its name and all that is open within; nothing holds its like; and whatever a file lacks is
told: by a flaw where an entry may be missing, else by a remark.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from api.importers.programme import Flaw

_BREAK = re.compile(r"\r\n?|\n")
"""Not what `str.splitlines` cuts at: U+2028, U+0085 and the like stand within values."""
_CALENDAR, _EVENT = "VCALENDAR", "VEVENT"


@dataclass
class Nesting:
    """Lines on their way to being whole; ``events`` has the numbers of the lines at which the events begin.

    ``opened`` has what is not ended yet: its name, the number of its line, and how many lines are kept before it.
    """

    kept: list[str] = field(default_factory=list)
    events: list[int] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)
    remarks: list[Flaw] = field(default_factory=list)
    opened: list[tuple[str, int, int]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What icalendar is to read."""
        return "\r\n".join([*self.kept, ""])

    def begin(self, name: str, number: int) -> None:
        """Begin a component, where nothing like it is open any more."""
        if self._has_open(name):
            self._end_what_is_within(name)
            self._end_untold(name)
        self.opened.append((name, number, len(self.kept)))
        self.kept.append(f"BEGIN:{name}")
        if name == _EVENT:
            self.events.append(number)

    def end(self, name: str, number: int) -> None:
        """End a component of this name, and what is open within it."""
        if not self._has_open(name):
            self.flaws.append(Flaw(number=number, reason=f"END:{name} ends nothing: what it was meant for is not read"))
            return
        self._end_what_is_within(name)
        self._close()

    def end_all(self, number: int) -> None:
        """End what a file that was cut off leaves open; of an event that it ends within no part is read."""
        within = next((each for each in self.opened if each[0] == _EVENT), None)
        if within is not None:
            _, place, before = within
            del self.kept[before:], self.opened[self.opened.index(within) :]
            self.events = [each for each in self.events if each < place]
            self.flaws = [each for each in self.flaws if each.number < place]
            self.remarks = [each for each in self.remarks if each.number < place]
            told = "is cut off: the file ends within it, without END:VEVENT"
            self.flaws.append(Flaw(number=place, reason=told))
        elif self.opened:
            if ":" not in self.kept[-1]:
                self.kept.pop()
            told = f"the file is cut off: it ends without END:{self.opened[-1][0]}"
            self.flaws.append(Flaw(number=number, reason=told))
        while self.opened:
            self._close()

    def _has_open(self, name: str) -> bool:
        return any(each[0] == name for each in self.opened)

    def _end_what_is_within(self, name: str) -> None:
        while self.opened[-1][0] != name:
            self._end_untold(self.opened[-1][0])

    def _end_untold(self, name: str) -> None:
        told = self.flaws if name == _CALENDAR else self.remarks
        told.append(Flaw(number=self.opened[-1][1], reason=f"the {name} that begins here has no END:{name}"))
        self._close()

    def _close(self) -> None:
        self.kept.append(f"END:{self.opened.pop()[0]}")


def nested(text: str) -> Nesting:
    """Unfold the lines of a calendar and give each BEGIN its END."""
    nesting, number = Nesting(), 1
    for number, line in _unfolded(text):
        head, _, name = line.partition(":")
        word = head.split(";")[0].strip().upper()  # icalendar takes «BEGIN;X=1:VEVENT», too
        if word == "BEGIN":
            nesting.begin(name.strip().upper(), number)
        elif word == "END":
            nesting.end(name.strip().upper(), number)
        else:
            nesting.kept.append(line)
    nesting.end_all(number)
    return nesting


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Give the content lines with the number of the line that each begins on; empty lines are none."""
    begun, parts = 0, [""]
    body = text.lstrip()
    skipped = len(_BREAK.findall(text[: len(text) - len(body)]))
    for number, line in enumerate(_BREAK.split(body.rstrip()), skipped + 1):
        if line[:1] in (" ", "\t") and begun:
            parts.append(line[1:])
        elif line:
            if begun:
                yield begun, "".join(parts)
            begun, parts = number, [line]
    if begun:
        yield begun, "".join(parts)
