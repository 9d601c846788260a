"""The built-in engine: a folder on disk. Whoosh stores, versions, locks and merges; arrays rank.

Where a query's time goes, in microseconds: the least of eighty times, the median of eight queries of each class of
``benchmarks.search``, on 100,000 documents and a machine shared with others. Asked in turns with other engines, of
words never seen before, a query takes twice as long: caches are cold, and a stem costs 16.

    class      all   parsing   plan   kernel   ids of the page   other calls of Python
    rare        49         5      6       10                 3                      25
    phrase      71         6     12       24                 2                      27
    and         72         6     11       18                 2                      35
    filter      74         5      6       25                 8                      30
    common      98         5      6       50                 8                      29
    prefix     126         8      8       63                 8                      39
    fuzzy      146         4     13       27                 8      94 (words near 35)
    suggest    162         9     16       84                 7                      46
    or         188        19     20       86                 8                      55
    facets     199         5      6       52                 8     128 (counting 54)
    sentence   685        57     36      416                 8                     168

So short queries are bound by Python's calls, some ninety for one word; a kernel is one call, since arrays that go in
and out cost more than most work. Common words are bound by their lists, which are scored whole: there are no maxima of
blocks to skip by, since totals, later pages and facets ask for every document that matches. Sentences are bound by
letting most words in (``search.whoosh.kernels.relaxing``) and by the proximity of what was said.
"""

from search.whoosh.engine import CACHE_BYTES, WhooshIndex
from search.whoosh.preparing import compile_kernels

__all__ = ["CACHE_BYTES", "WhooshIndex", "compile_kernels"]
