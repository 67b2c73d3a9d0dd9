"""Where articles stand: one row for the article's column, each column above it, and each further column with those
above it. One pure function says which; everything else writes the difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import connection
from django.db.models import F, Q

from news.models import Article, Column, ColumnCount, Placement, Version
from portal import pictures
from portal.generation import moving
from portal.lib.html import picture_ids
from portal.models import PictureUse

BATCH = 1_000


def lock() -> None:
    """Wait until nobody else places articles or changes the tree; held to the end of the transaction.

    One row stands for the tree: whoever publishes, withdraws, moves or hides takes it first, before the article's own
    row, and reads afterwards. (SQLite has one writer at a time anyway.)
    """
    list(Column.objects.select_for_update(no_key=True).order_by("pk").values_list("pk")[:1])


def columns_of(own: int, further: Iterable[int], parents: Mapping[int, int | None], closed: set[int]) -> set[int]:
    """Return the ids of the columns in which an article of `own` and `further` columns stands.

    `parents` maps a column to the one above it. An article of a closed column stands nowhere; closed columns hold
    nothing.
    """
    if own in closed:
        return set()
    found: set[int] = set()
    for start in (own, *further):
        step: int | None = start
        while step is not None and step not in found:
            if start in closed:
                break
            found.add(step)
            step = parents[step]
    return found - closed


def sync(article_ids: Iterable[int]) -> None:
    """Write the difference between where the articles stand and where they should.

    Runs in the caller's transaction, which holds `lock()`. Which pictures are public follows.
    """
    ids = list(article_ids)
    parents: dict[int, int | None] = {}
    closed: set[int] = set()
    for number, parent, is_open in Column.objects.order_by().values_list("pk", "parent", "is_open"):
        parents[number] = parent
        if not is_open:
            closed.add(number)
    further: dict[int, list[int]] = {}
    through = Version.further_columns.through.objects.filter(version__in=_approved_versions(ids))
    for article, column in through.values_list("version__article", "column"):
        further.setdefault(article, []).append(column)
    wanted: dict[tuple[int, int], tuple[datetime, datetime | None]] = {}
    out = Article.objects.filter(pk__in=ids, approved__isnull=False, withdrawn_at=None, deleted_at=None)
    for article, own, publish_at, expire_at in out.values_list("pk", "column", "publish_at", "expire_at"):
        if own is None or publish_at is None:
            continue  # the database refuses this; the type checker can't know
        for column in columns_of(own, further.get(article, ()), parents, closed):
            wanted[article, column] = (publish_at, expire_at)
    _write(ids, wanted)
    _show_pictures(ids, {article for article, _ in wanted})


def _show_pictures(ids: list[int], placed: set[int]) -> None:
    """Say which pictures the articles show: none, where an article stands nowhere."""
    had: dict[int, set[int]] = {}
    uses = PictureUse.objects.filter(kind="article", object_id__in=ids)
    for article, picture in uses.values_list("object_id", "picture"):
        had.setdefault(article, set()).add(picture)
    for article, cover, body in Article.objects.filter(pk__in=ids).values_list("pk", "cover", "body"):
        shown = {*picture_ids(body), *([cover] if cover else [])} if article in placed else set()
        if shown != had.get(article, set()):
            pictures.set_uses("article", article, shown)


def _approved_versions(article_ids: list[int]) -> list[int]:
    return [
        number for number in Article.objects.filter(pk__in=article_ids).values_list("approved", flat=True) if number
    ]


def _write(ids: list[int], wanted: dict[tuple[int, int], tuple[datetime, datetime | None]]) -> None:
    gone, changed, delta = [], [], Counter[int]()
    for row in Placement.objects.filter(article__in=ids):
        times = wanted.pop((row.article_id, row.column_id), None)
        if times is None:
            gone.append(row.pk)
            delta[row.column_id] -= 1
        elif times != (row.publish_at, row.expire_at):
            row.publish_at, row.expire_at = times
            changed.append(row)
    Placement.objects.filter(pk__in=gone).delete()
    Placement.objects.bulk_update(changed, ["publish_at", "expire_at"], batch_size=BATCH)
    Placement.objects.bulk_create(
        (
            Placement(article_id=article, column_id=column, publish_at=publish_at, expire_at=expire_at)
            for (article, column), (publish_at, expire_at) in wanted.items()
        ),
        batch_size=BATCH,
    )
    delta.update(column for _, column in wanted)
    for column, number in sorted(delta.items()):  # in one order everywhere, so that two writers never wait in a circle
        if number and not ColumnCount.objects.filter(column=column).update(number=F("number") + number):
            ColumnCount.objects.create(column_id=column, number=number)


def count(column: Column, now: datetime) -> int:
    """Return how many articles `column` lists at `now`: the kept number less what is not out yet or has expired."""
    kept = ColumnCount.objects.filter(column=column).values_list("number", flat=True).first() or 0
    rows = Placement.objects.filter(column=column)
    return max(0, kept - rows.filter(publish_at__gt=now).count() - rows.filter(expire_at__lte=now).count())


def page(column: Column, now: datetime, *, start: int, number: int) -> list[int]:
    """Return the ids of the `number` articles from position `start` of the column's list: an index scan, no join."""
    rows = Placement.objects.filter(Q(expire_at=None) | Q(expire_at__gt=now), column=column, publish_at__lte=now)
    ordered = rows.order_by("-publish_at", "-article").values_list("article", flat=True)
    return list(ordered[start : start + number])


def newest(limits: Mapping[int, int], now: datetime) -> dict[int, list[int]]:
    """Return the ids of the newest articles of several columns: `limits` maps column to number. One query.

    A union of small indexed queries: at a million articles .2-1.2 ms, where a window function takes seconds. Django
    can't slice the parts of a union on SQLite, hence the SQL.
    """
    if not limits:
        return {}
    part = (
        "SELECT * FROM (SELECT column_id, article_id FROM news_placement WHERE column_id = %s AND publish_at <= %s "
        "AND (expire_at IS NULL OR expire_at > %s) ORDER BY publish_at DESC, article_id DESC LIMIT %s) AS part"
    )
    moment = connection.ops.adapt_datetimefield_value(now)
    values = [value for column, limit in limits.items() for value in (column, moment, moment, limit)]
    found: dict[int, list[int]] = {column: [] for column in limits}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([part] * len(limits)), values)
        for column, article in cursor.fetchall():
            found[column].append(article)
    return found


def catch_up(*, limit: int) -> int:
    """Place the articles of columns that were moved, hidden or shown, in batches; return how many were done.

    Resumable: `Column.placing_after` is the last article done, in the same transaction as its batch.
    """
    done = 0
    while done < limit:
        placed = _place_batch(min(BATCH, limit - done))
        if placed is None:
            break
        done += placed
    return done


def _place_batch(size: int) -> int | None:
    """Place the next articles of one column; return how many, or None when no column waits."""
    with moving():
        lock()
        column = Column.objects.filter(placing_after__isnull=False).order_by("pk").first()
        if column is None:
            return None
        ids = list(
            Article.objects.filter(Q(column=column) | Q(approved__further_columns=column), pk__gt=column.placing_after)
            .order_by("pk")
            .distinct()
            .values_list("pk", flat=True)[:size]
        )
        sync(ids)
        after = ids[-1] if len(ids) == size else None
        Column.objects.filter(pk=column.pk).update(placing_after=after)
    return len(ids)
