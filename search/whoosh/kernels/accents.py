"""What documents lose in coverage that have words with other accents than they were typed with (``search.accents``).

``accents`` are three forms for each word typed with some: the word, its exact form, and as it is written.
"""

import numpy as np

from search.accents import LOST, tells
from search.whoosh.arrays import Integers, Words
from search.whoosh.chart import File
from search.whoosh.kernels.compiling import kernel
from search.whoosh.kernels.lists import Lists
from search.whoosh.kernels.matching import form_there
from search.whoosh.kernels.scoring import having_most, idf
from search.whoosh.shelf import Floats

FORMS = 3

_tells = kernel(tells)


@kernel
def accents_tell(accents: Integers, having: Integers) -> bool:
    """Say whether the accents of any word tell documents apart."""
    for at in range(0, len(accents), FORMS):
        if having_most(having, accents[at]) and _tells(
            having_most(having, accents[at + 2]), having_most(having, accents[at + 1])
        ):
            return True
    return False


@kernel
def take_otherwise(
    file: File,
    lists: Lists,
    accents: Integers,
    words: Integers,
    documents: int,
    having: Integers,
    rows: Words,
    share: Floats,
) -> None:
    """Take what is lost off the shares that these documents, ascending, have of the idf of all words (forms)."""
    everything = 0.0
    for word in words:
        most = having_most(having, word)
        if most:
            everything += idf(documents, most)
    lost = np.zeros(len(rows))
    for at in range(0, len(accents), FORMS):
        most = having_most(having, accents[at])
        if most and _tells(having_most(having, accents[at + 2]), having_most(having, accents[at + 1])):
            weight = idf(documents, most) * LOST
            word = form_there(file, lists, accents[at], rows)
            folded = form_there(file, lists, accents[at + 1], rows)
            written = form_there(file, lists, accents[at + 2], rows)
            for each in range(len(rows)):
                if word[each] and folded[each] and not written[each]:
                    lost[each] += weight
    for each in range(len(rows)):
        share[each] -= lost[each] / everything
