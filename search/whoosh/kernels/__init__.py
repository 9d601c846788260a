"""What NumPy cannot do in a few calls, compiled: a query's look-ups, matching, scoring and ordering, over one segment.

Nothing in here is needed: without it the engine answers the same, to the last bit, by NumPy, three to ten times slower.
It is brought in by ``search.whoosh.loading``.
"""
