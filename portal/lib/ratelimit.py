"""Counting what an address does, in the cache: fixed windows, one atomic increment an act."""

from __future__ import annotations

import hashlib
import re
import time

from django.core.cache import cache
from django.http import HttpRequest

from portal.lib.client import address_of

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def parse_rate(rate: str) -> tuple[int, int]:
    """Return (acts, seconds) of a rate such as `10/h` or `20/5m`."""
    found = re.fullmatch(r"(\d+)/(\d*)([smhd])", rate)
    if not found:
        raise ValueError(f"not a rate: {rate!r}")
    return int(found[1]), int(found[2] or 1) * _UNITS[found[3]]


def allow(scope: str, key: str, rate: str) -> bool:
    """Count one act of `key` in `scope`; False when `rate` is exceeded.

    The cache key is a digest: its length never depends on what a visitor sent.
    """
    acts, seconds = parse_rate(rate)
    window = int(time.time()) // seconds
    digest = hashlib.sha256(f"{scope}|{key}|{window}".encode()).hexdigest()[:40]
    name = f"rate:{digest}"
    cache.add(name, 0, timeout=seconds + 5)
    try:
        return cache.incr(name) <= acts
    except ValueError:  # evicted between the two calls
        return True


def seconds_left(rate: str) -> int:
    """Return after how many seconds a new window of `rate` begins: what Retry-After says."""
    seconds = parse_rate(rate)[1]
    return seconds - int(time.time()) % seconds


def allow_address(request: HttpRequest, scope: str, rate: str) -> bool:
    """Count one act of the client's address in `scope`; an IPv6 client is counted by its /64."""
    return allow(scope, address_of(request, network=True), rate)
