"""The built-in engine: a folder on disk. Whoosh stores, versions, locks and merges; arrays rank."""

from search.whoosh.engine import CACHE_BYTES, WhooshIndex
from search.whoosh.preparing import compile_kernels

__all__ = ["CACHE_BYTES", "WhooshIndex", "compile_kernels"]
