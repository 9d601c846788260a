"""The built-in engine: a folder on disk. Whoosh stores, versions, locks and merges; arrays rank.

Where a query's time goes, in microseconds: the least of eighty times, the median of eight queries of each class of
``benchmarks.search``, on 100,000 documents and a machine shared with others. Asked in turns with other engines, of
words never seen before, a query takes twice as long: caches are cold, and a stem costs 16.

    class      all   parsing   plan   kernel   ids of the page   other calls of Python
    rare        51         6      7       10                 3                      25
    and         73         7     11       18                 2                      35
    phrase      75         6     12       24                 2                      31
    filter      79         6      7       26                 8                      32
    common      99         6      7       50                 8                      28
    prefix     133         6      8       75                 8                      35
    suggest    175         9     15       98                 7                      45
    or         193        19     21       96                 8                      49
    facets     232         6      6       54                 8     158 (counting 62)
    fuzzy      279         4     14       26                 8     227 (words near 180)
    sentence   676        56     36      423                 8                     153

So short queries are bound by Python's calls, some ninety for one word; a kernel is one call, since arrays that go in
and out cost more than most work. Common words are bound by their lists, which are scored whole: there are no maxima of
blocks to skip by, since totals, later pages and facets ask for every document that matches. Sentences are bound by
letting most words in (``search.whoosh.kernels.relaxing``) and by the proximity of what was said.
"""

from search.whoosh.engine import CACHE_BYTES, WhooshIndex
from search.whoosh.preparing import compile_kernels

__all__ = ["CACHE_BYTES", "WhooshIndex", "compile_kernels"]
