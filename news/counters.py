"""Counting views: a line in a journal file before the reply, rolled up into rows by the worker, ranked from those.

A view that was acknowledged is counted once, also when the server is killed the moment after: the line is on its way
to the disk's cache before the reply is, with one write to a file opened for appending. A node writes and rolls up its
own files; their names carry the node, so that two nodes on one shared folder never mix.

A line is `<seconds> <article> .` with a line end before it and behind it: one that a full disk cut short neither counts
nor spoils the next.
"""

from __future__ import annotations

import errno
import logging
import os
import re
import secrets
import socket
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
KEEP_OTHERS = timedelta(days=30)  # a file of a machine of another name, which would have removed it if it still ran


def node_name() -> str:
    """Return this node's name: its folder's, and the machine's, for folders are shared and copied."""
    return f"{_folder_name()}-{re.sub(r'[^A-Za-z0-9]+', '-', socket.gethostname())[-60:]}"


def _folder_name() -> str:
    """Return the name of the journals' folder, made at first use and kept in it."""
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


def _journal_name(now: datetime) -> str:
    return f"views-{node_name()}-{timezone.localtime(now):%Y%m%d}.log"


def append(article_id: int, now: datetime) -> None:
    """Append one view to this node's journal of the day: O_APPEND, one write. OSError when it is not all there."""
    name = _journal_name(now)
    handle = os.open(Path(settings.JOURNAL_ROOT) / name, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
    try:
        line = f"\n{int(now.timestamp())} {article_id} .\n".encode("ascii")
        if os.write(handle, line) < len(line):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), name)
    finally:
        os.close(handle)


def roll_up(now: datetime) -> int:
    """Add the new lines of this folder's journals to the rows; return how many views were added.

    Counts and the file's offset are written in one transaction: a crash between them can't count twice. A file of an
    earlier day that has been read to its end is removed an hour later.

    Files that a machine of another name writes in this folder are read too: the web server may run in one container
    and the worker in another, and machines are renamed.
    """
    added = 0
    for path in sorted(Path(settings.JOURNAL_ROOT).glob(f"views-{_folder_name()}-*.log")):
        ours = path.name.startswith(f"views-{node_name()}-") and len(path.name) == len(_journal_name(now))
        with suppress(FileNotFoundError):  # another worker has just removed it
            for views in _roll_file(path, now, ours=ours):
                added += views
            _remove_if_done(path, now, ours=ours)
    return added


def _roll_file(path: Path, now: datetime, *, ours: bool) -> Iterator[int]:
    while True:
        with transaction.atomic():
            row = _offset(path, now, ours=ours)
            if row is None:
                return
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


def _offset(path: Path, now: datetime, *, ours: bool) -> JournalOffset | None:
    """Return how far a file has been read, locked; None for one that another machine has to speak for.

    In a copy of its folder, its file may be older than its row, or outlive the row: read here, it would count again.
    """
    rows = JournalOffset.objects.select_for_update()
    if not ours and not _is_of(path, now):
        row = rows.filter(name=path.name).first()
    else:
        row, _ = rows.get_or_create(name=path.name, defaults={"updated_at": now})
    if row is None or row.offset <= (size := path.stat().st_size):
        return row
    if not ours:
        return None
    logger.warning(
        "%s has %d bytes and was read to %d: it was made anew, and is read anew", path.name, size, row.offset
    )
    row.offset = 0
    return row


def _is_of(path: Path, day: datetime) -> bool:
    return path.stem.endswith(f"-{timezone.localtime(day):%Y%m%d}")


def _counts(data: bytes) -> Counter[tuple[int, date]]:
    counts: Counter[tuple[int, date]] = Counter()
    zone = timezone.get_default_timezone()
    days: dict[int, date] = {}
    for line in data.splitlines():
        try:
            if not line:
                continue
            first, last, end = line.split()
            if end != b".":
                raise ValueError
            second, article = int(first), int(last)
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
    for (article, day), number in sorted(counts.items()):  # in one order: two nodes wait for each other, never both
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


def _remove_if_done(path: Path, now: datetime, *, ours: bool) -> None:
    quiet = time.time() - path.stat().st_mtime
    if _is_of(path, now) or quiet <= (KEEP_ROLLED if ours else KEEP_OTHERS).total_seconds():
        return
    with transaction.atomic():
        row = JournalOffset.objects.select_for_update().filter(name=path.name).first()
        if row and row.offset == path.stat().st_size:
            path.unlink()  # before its row: a file without one would be counted again
            row.delete()


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
