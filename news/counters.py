"""Counting views: a line in a journal file before the reply, rolled up into rows by the worker, ranked from those.

A view that was acknowledged is counted once, also when the server is killed the moment after: the line is on its way
to the disk's cache before the reply is, with one write to a file opened for appending. A node writes and rolls up its
own files; their names carry the node, so that two nodes on one shared folder never mix.
"""

from __future__ import annotations

import logging
import os
import secrets
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from news.models import Article, JournalOffset, RankingEntry, ViewDay
from portal.generation import moving

logger = logging.getLogger(__name__)
CHUNK = 1 << 20  # bytes of journal in one transaction: at most some 60,000 lines, a few thousand rows
RANKED = 10
KEEP_ROLLED = timedelta(hours=1)


def node_name() -> str:
    """Return this node's name, made at first use and kept beside the journals."""
    path = Path(settings.JOURNAL_ROOT) / "node"
    if not path.exists():
        name = secrets.token_hex(6)
        aside = path.with_name(f"node-{name}")
        aside.write_text(name, "ascii")
        # Written aside and linked into place: nobody ever reads half a name, and the first one stays.
        with suppress(FileExistsError):
            os.link(aside, path)
        aside.unlink()
    return path.read_text("ascii")


def append(article_id: int, now: datetime) -> None:
    """Append one view to this node's journal of the day: O_APPEND, one write."""
    name = f"views-{node_name()}-{timezone.localtime(now):%Y%m%d}.log"
    handle = os.open(Path(settings.JOURNAL_ROOT) / name, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
    try:
        os.write(handle, f"{int(now.timestamp())} {article_id}\n".encode("ascii"))
    finally:
        os.close(handle)


def roll_up(now: datetime) -> int:
    """Add this node's new journal lines to the rows; return how many views were added.

    Counts and the file's offset are written in one transaction: a crash between them can't count twice. A file of an
    earlier day that has been read to its end is removed an hour later.
    """
    added = 0
    today = f"{timezone.localtime(now):%Y%m%d}"
    for path in sorted(Path(settings.JOURNAL_ROOT).glob(f"views-{node_name()}-*.log")):
        for views in _roll_file(path, now):
            added += views
        _remove_if_done(path, today, now)
    return added


def _roll_file(path: Path, now: datetime) -> Iterator[int]:
    while True:
        with transaction.atomic():
            row, _ = JournalOffset.objects.select_for_update().get_or_create(
                name=path.name, defaults={"updated_at": now}
            )
            with path.open("rb") as file:
                file.seek(row.offset)
                data = file.read(CHUNK)
            data = data[: data.rfind(b"\n") + 1]  # a line still being written is left for the next time
            if not data:
                return
            counts = _counts(data)
            views = _add(counts)
            row.offset += len(data)
            row.updated_at = now
            row.save(update_fields=["offset", "updated_at"])
        yield views


def _counts(data: bytes) -> Counter[tuple[int, date]]:
    counts: Counter[tuple[int, date]] = Counter()
    zone = timezone.get_default_timezone()
    days: dict[int, date] = {}
    for line in data.splitlines():
        try:
            second, article = (int(part) for part in line.split())
            hour = second // 3600
            if hour not in days:
                days[hour] = datetime.fromtimestamp(second, zone).date()
            counts[article, days[hour]] += 1
        except (ValueError, OverflowError, OSError):
            logger.warning("a damaged journal line was skipped: %r", line[:80])
    return counts


def _add(counts: Counter[tuple[int, date]]) -> int:
    known = set(Article.objects.filter(pk__in={article for article, _ in counts}).values_list("pk", flat=True))
    total: Counter[int] = Counter()
    rows = []
    for (article, day), number in counts.items():
        if article in known:
            total[article] += number
            rows.append(ViewDay(article_id=article, day=day, views=0))
    ViewDay.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    for (article, day), number in sorted(counts.items()):
        if article in known:
            ViewDay.objects.filter(article=article, day=day).update(views=F("views") + number)
    for article, number in sorted(total.items()):
        Article.objects.filter(pk=article).update(views=F("views") + number)
    return sum(total.values())


def _remove_if_done(path: Path, today: str, now: datetime) -> None:
    if path.stem.endswith(today):
        return
    row = JournalOffset.objects.filter(name=path.name).first()
    if row and row.offset == path.stat().st_size and time.time() - path.stat().st_mtime > KEEP_ROLLED.total_seconds():
        path.unlink()


def rank(now: datetime) -> bool:
    """Recompute 点击排行 of today, the last 7 and the last 30 days; return whether what is shown has changed."""
    today = timezone.localtime(now).date()
    spans = {
        RankingEntry.Period.DAY: today,
        RankingEntry.Period.WEEK: today - timedelta(days=6),
        RankingEntry.Period.MONTH: today - timedelta(days=29),
    }
    wanted = {(period, place): article for period, since in spans.items() for place, article in _top(since, now)}
    shown = {(row.period, row.position): row.article_id for row in RankingEntry.objects.all()}
    if wanted == shown:
        return False
    with moving():
        RankingEntry.objects.all().delete()
        RankingEntry.objects.bulk_create(
            RankingEntry(period=period, position=place, article_id=article)
            for (period, place), article in wanted.items()
        )
    return True


def _top(since: date, now: datetime) -> list[tuple[int, int]]:
    """Return (position, article) of the most read since a day. Some more are fetched: a few may not be published."""
    sums = ViewDay.objects.filter(day__gte=since).order_by().values("article").annotate(total=Sum("views"))
    ids = [row["article"] for row in sums.order_by("-total", "-article")[: RANKED * 5]]
    visible = set(Article.objects.published(now).filter(pk__in=ids).values_list("pk", flat=True))
    return list(enumerate([number for number in ids if number in visible][:RANKED], start=1))


def rankings(now: datetime) -> dict[str, list[Article]]:
    """Return the shown rankings by period: what is no longer published is left out. Two queries."""
    places = list(RankingEntry.objects.order_by("period", "position").values_list("period", "article"))
    articles = Article.objects.published(now).for_lists().in_bulk({article for _, article in places})
    found: dict[str, list[Article]] = {period: [] for period in RankingEntry.Period.values}
    for period, article in places:
        if article in articles:
            found[period].append(articles[article])
    return found


def set_views(article: Article, views: int) -> None:
    """Set the number by hand, as a write of its own. The caller records who did (invariant 6)."""
    with moving():
        Article.objects.filter(pk=article.pk).update(views=views)
