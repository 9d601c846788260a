"""What tests of the engines share."""

import pytest

from search.whoosh.loading import Provider
from search.whoosh.preparing import compiled_kernels


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Provider:
    """The kernels, for whoever asks."""
    made = compiled_kernels(tmp_path_factory.mktemp("kernels"))
    return lambda: made
