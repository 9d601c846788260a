"""What tests of the engines share."""

from pathlib import Path

import pytest

from search.whoosh.loading import Provider
from search.whoosh.preparing import compiled_kernels


@pytest.fixture(scope="session")
def compiled(kernels: Path) -> Provider:
    """The kernels, for whoever asks."""
    made = compiled_kernels(kernels)
    return lambda: made
