"""What tests of the engines share."""

from fcntl import LOCK_EX, flock

import pytest

from search.whoosh.loading import Provider
from search.whoosh.preparing import compiled_kernels


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Provider:
    """The kernels, for whoever asks; compiled once for all the processes that tests run in."""
    shared = tmp_path_factory.getbasetemp().parent
    with (shared / "kernels.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        made = compiled_kernels(shared / "kernels")
    return lambda: made
