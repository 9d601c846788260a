"""The built-in engine: a folder on disk. Whoosh stores, versions, locks and merges; NumPy ranks."""

from search.whoosh.engine import WhooshIndex

__all__ = ["WhooshIndex"]
