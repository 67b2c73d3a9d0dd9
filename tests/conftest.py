"""What every test starts from."""

from __future__ import annotations

import pytest
from django.core.cache import caches

from portal import frame


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """Drop what is kept in memory: a rolled back test reuses generation numbers, and limits count on."""
    frame.forget()
    for name in ("default", "loads"):
        caches[name].clear()
    yield
    frame.forget()
