"""What goes out: rows read as plain columns, in few statements, shaped as ``api.schemas`` describes them.

Decision: reading makes no ORM objects and dumps no schema. A view is a dictionary whose keys and order are
those of its schema (a test holds them equal), ready for orjson: about three times cheaper an answer.
One module a resource, each with a filter (what a list takes), ``select_…`` (which rows) and ``…_views`` (what of them).
"""
