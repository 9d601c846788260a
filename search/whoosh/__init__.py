"""The built-in engine: a folder on disk. Whoosh stores, versions, locks and merges; arrays rank.

Where a query's time goes, in microseconds: the least of eighty times, the median of eight queries of each class of
``benchmarks.search``, on 100,000 documents and a machine shared with others. Asked in turns with other engines, of
words never seen before, a query takes twice as long: caches are cold, and a stem costs 23.

    class      all   parsing   plan   kernel   ids of the page   other calls of Python
    rare        82        13      8       14                 8                      39
    and        104        15     14       23                 4                      48
    common     154        12     11       66                10                      55
    or         176        20     14       69                10                      63
    phrase     110        12     13       43                 2                      40
    prefix     137        10      9       59                10                      49
    filter     125        12      8       42                10                      53
    suggest    332        22     20      209                 9                      72
    fuzzy      328        12     20       33                15      248 (words near 180)
    facets     262        12      8       67                10     165 (counting 100)
    sentence   823        60     33      518                10                     202

So short queries are bound by Python's calls, which are a third to a half of them, and cannot be had for nothing.
Common words and sentences are bound by their lists, which are scored whole: there are no maxima of blocks to skip by,
since totals, later pages and facets ask for every document that matches.
"""

from search.whoosh.engine import CACHE_BYTES, WhooshIndex
from search.whoosh.preparing import compile_kernels

__all__ = ["CACHE_BYTES", "WhooshIndex", "compile_kernels"]
