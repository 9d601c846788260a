"""The cells of one row of a table, by field, and who stands in them."""

from collections.abc import Mapping, Sequence

from api.importers.names import commas_part_a_name, full_name
from api.importers.programme import Person
from api.importers.words import bare, number_of, without_number

Fields = Mapping[str, Sequence[int]]
"""The places of the columns of each field, the likeliest first."""


def commas_part_people(header: Sequence[str], fields: Fields, rows: Sequence[Sequence[str]]) -> bool:
    """Say whether the likeliest column of people lists them: «Intervenants», «Noms des orateurs».

    Not where another column of another number has people, too, or where a cell shows that commas stand within names.
    """
    labels = {each: without_number(bare(header[each])) for each in fields.get("speakers", ())}
    label = next(iter(labels.values()), "")
    alike = [each for each in labels if labels[each] == label]
    return (
        (label.endswith("s") or label.startswith("noms "))
        and len(alike) == 1
        and not any(commas_part_a_name(row[alike[0]]) for row in rows if alike[0] < len(row))
    )


class Cells:
    """The cells of one row."""

    def __init__(self, header: Sequence[str], fields: Fields, row: Sequence[str]) -> None:
        self.header = header
        self.fields = fields
        self.row = row

    def all(self, field: str) -> list[str]:
        """Give what the columns of a field hold."""
        return [self.row[each].strip() for each in self._filled(field)]

    def first(self, field: str) -> str | None:
        """Give what the likeliest column of a field holds."""
        return next(iter(self.all(field)), None)

    def people(self) -> list[Person]:
        """Give what each column of people holds (one name or several), with the role and the organisation of these.

        Of several people each has what bears their number: «Fonction 2» is that of «Orateur 2», and «Fonction» that of
        the first. A role without a number beside several columns of people is nobody's: nothing tells whose it is;
        beside one alone that is filled, it is that of all whom this one names.
        """
        found = self._speakers() or self._named()
        alone = len(found) == 1
        return [
            Person(
                name=name,
                role=self._beside("role", number, alone=alone),
                organisation=self._beside("organisation", number, alone=alone),
            )
            for number, name in found
        ]

    def _speakers(self) -> list[tuple[int, str]]:
        """Give the likeliest column of speakers, and its like of other numbers: «Orateur 1», «Orateur 2»."""
        places = self._filled("speakers")
        labels = [without_number(self._label(each)) for each in places]
        alike = sorted(each for each, label in zip(places, labels, strict=True) if label == labels[0])
        return [(self._number(each), self.row[each].strip()) for each in alike]

    def _named(self) -> list[tuple[int, str]]:
        """Give those whose first and last names, or whole names, have columns of their own."""
        places = [each for field in ("first_name", "last_name", "full_name") for each in self._filled(field)]
        names = [
            (
                number,
                full_name(self._of("first_name", number), self._of("last_name", number))
                or self._of("full_name", number),
            )
            for number in sorted({self._number(each) for each in places})
        ]
        return [(number, name) for number, name in names if name]

    def _beside(self, field: str, number: int, *, alone: bool) -> str | None:
        if any(number_of(self._label(each)) for each in self.fields.get(field, ())):
            return self._of(field, number)
        return self.first(field) if alone else None

    def _of(self, field: str, number: int) -> str | None:
        """Give what the likeliest column of a field and a number holds."""
        return next((self.row[each].strip() for each in self._filled(field) if self._number(each) == number), None)

    def _filled(self, field: str) -> list[int]:
        return [each for each in self.fields.get(field, ()) if each < len(self.row) and self.row[each].strip()]

    def _label(self, place: int) -> str:
        return bare(self.header[place])

    def _number(self, place: int) -> int:
        """Give the number of a column: one without is the first."""
        return number_of(self._label(place)) or 1
