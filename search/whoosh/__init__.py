"""The built-in engine: a folder on disk. Whoosh stores, versions, locks and merges; NumPy ranks."""

from search.whoosh.engine import CACHE_BYTES, WhooshIndex

__all__ = ["CACHE_BYTES", "WhooshIndex"]
