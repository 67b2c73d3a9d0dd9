"""When pages change: the generation number, the due instants, and the edition made of both.

Every model of the house says `reader_visible = True` or `False`. Saving or deleting a visible one moves the
generation in the same transaction. Functions that write with querysets say so themselves, with `moving()`.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

from django.db import models, transaction
from django.db.models import F, Subquery
from django.http import HttpRequest
from django.utils import timezone

from portal.models import Due, Generation

_held = threading.local()


class Edition(NamedTuple):
    """What a page was made from: two equal editions show the same."""

    generation: int
    due: datetime


def lay(**kwargs: Any) -> None:
    """Make sure that the one row is there; connected to post_migrate."""
    if kwargs["app_config"].label == "portal":
        Generation.objects.get_or_create(pk=1)


def move() -> None:
    """Move the generation, in the transaction that runs."""
    Generation.objects.filter(pk=1).update(number=F("number") + 1)


@contextmanager
def moving() -> Iterator[None]:
    """Run a block of writes as one transaction that moves the generation once, last.

    The row of the generation is what all writers share; moved last, it is locked for the shortest time. Blocks may be
    nested: the outermost moves, and is the transaction. An error inside must not be caught inside: half would stay.
    """
    if getattr(_held, "depth", 0):
        yield
        return
    with transaction.atomic():
        _held.depth = 1
        try:
            yield
        finally:
            _held.depth = 0
        move()


def due(instants: Iterable[datetime | None]) -> None:
    """Remember instants at which something changes by itself. One too many does no harm: pages are made anew once."""
    Due.objects.bulk_create((Due(at=at) for at in set(instants) if at), ignore_conflicts=True)


def edition(now: datetime) -> Edition:
    """Return the edition at `now`, with one query and without writing. Read it before the first query of a page."""
    latest = Due.objects.filter(at__lte=now).order_by("-at").values("at")[:1]
    row = Generation.objects.filter(pk=1).annotate(latest=Subquery(latest)).values_list("number", "latest").first()
    number, latest_due = row or (0, None)
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return Edition(number, max(latest_due, midnight) if latest_due else midnight)


def now_of(request: HttpRequest) -> datetime:
    """Return the instant of the request: the clock is read once."""
    if not hasattr(request, "portal_now"):
        request.portal_now = timezone.now()  # type: ignore[attr-defined]
    return request.portal_now  # type: ignore[attr-defined]


def edition_of(request: HttpRequest) -> Edition:
    """Return the edition of the request, read once: call it before the first query of a page."""
    if not hasattr(request, "portal_edition"):
        request.portal_edition = edition(now_of(request))  # type: ignore[attr-defined]
    return request.portal_edition  # type: ignore[attr-defined]


def on_change(sender: type[models.Model], instance: Any, **kwargs: Any) -> None:
    """Move the generation when a visible row was saved or deleted, or its many-to-many rows changed."""
    if kwargs.get("action", "post_").startswith("pre_") or getattr(_held, "depth", 0):
        return
    model = type(instance) if "action" in kwargs else sender
    if getattr(model, "reader_visible", False):
        move()
