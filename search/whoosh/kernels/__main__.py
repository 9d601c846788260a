"""Compiles the kernels into a folder: ``python -m search.whoosh.kernels FOLDER``, as ``preparing`` starts it."""

import os
import sys
from pathlib import Path
from threading import Thread

from search.whoosh.preparing import compiled_kernels


def _end_with_parent() -> None:
    """End when whoever started this process does: the pipe from it closes, whatever became of it.

    Read past ``sys.stdin``: a thread that waits inside its lock while the interpreter ends makes that abort.
    """
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


if __name__ == "__main__":
    os.nice(10)
    Thread(target=_end_with_parent, daemon=True).start()
    compiled_kernels(Path(sys.argv[1]))
