"""What happens by itself: one `tick`, idempotent, safe on every node at once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import transaction

from feedback import intake
from news import attachments, counters, placements
from news.models import Article
from portal import pictures
from portal.models import Due, PictureUse

logger = logging.getLogger(__name__)
RANK_EVERY = 300  # seconds: rankings move the edition, so not more often
SWEEP_EVERY = 3600


def tick(now: datetime) -> None:
    """Do what is due. One part that fails is logged and does not stop the others."""
    _try(lambda: counters.roll_up(now))
    _try(lambda: placements.catch_up(limit=5_000))
    _every("rank", RANK_EVERY, lambda: counters.rank(now))
    _every("sweep", SWEEP_EVERY, lambda: sweep(now))


def sweep(now: datetime) -> None:
    """Take away what nobody needs any more: sessions, past instants, orphaned files, pictures of expired articles."""
    _try(lambda: Session.objects.filter(expire_date__lt=now).delete())
    _try(lambda: _forget_past_instants(now))
    _try(lambda: intake.sweep(now))
    _try(lambda: attachments.sweep_orphans(now))
    _try(lambda: _withdraw_pictures_of_expired(now))


def _forget_past_instants(now: datetime) -> None:
    """The latest one stays: it is part of the edition."""
    latest = Due.objects.filter(at__lte=now).order_by("-at").first()
    if latest:
        Due.objects.filter(at__lt=latest.at).delete()


def _withdraw_pictures_of_expired(now: datetime) -> None:
    """No page shows them since they expired; a day later their public files go too. A new date brings them back."""
    long_over = Article.objects.filter(expire_at__lt=now - timedelta(days=1), expire_at__isnull=False)
    uses = PictureUse.objects.filter(kind="article", object_id__in=long_over.values("pk"))
    for number in sorted(set(uses.values_list("object_id", flat=True))):
        with transaction.atomic():
            placements.lock()
            if long_over.filter(pk=number).exists():  # nobody gave it a later date meanwhile
                pictures.set_uses("article", number, [])


def _every(name: str, seconds: int, act: Callable[[], object]) -> None:
    if cache.add(f"clock:{name}", 1, timeout=seconds):  # one node of those that share the cache
        _try(act)


def _try(act: Callable[[], object]) -> None:
    try:
        act()
    except Exception:
        logger.exception("a part of the clock failed")
