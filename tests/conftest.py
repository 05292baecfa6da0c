"""Tests run without a display, apart from the user's own files, and import `reference` from this folder."""

import os
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings

import viewer  # noqa: F401  (before torch: it sets how threads wait)

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent))
settings.register_profile("srview", deadline=None)  # a busy machine is no failure
settings.load_profile("srview")


@pytest.fixture(scope="session", autouse=True)
def home_for_the_session(tmp_path_factory):
    """Settings, data and caches go to a folder of this session."""
    with pytest.MonkeyPatch.context() as patch:
        for kind in ("DATA", "CACHE", "CONFIG", "STATE"):
            patch.setenv(f"XDG_{kind}_HOME", str(tmp_path_factory.mktemp(kind.lower())))
        yield


@pytest.fixture
def full_disk():
    """A context in which no file can grow beyond 3,000 bytes: writes fail as on a full disk."""
    resource = pytest.importorskip("resource")

    @contextmanager
    def full():
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (3000, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    return full
