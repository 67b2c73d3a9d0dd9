"""What the home page shows by default: headlines, columns, rankings, the magazine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from news import counters, placements
from news.columns import Tree
from news.models import Article, Column, Issue
from news.reading import in_order

HEADLINES = 6
LATEST = 9
IN_BLOCK = 6
ISSUES = 6


@dataclass(frozen=True)
class Block:
    """A top column on the home page, with the newest of each column below it (or its own, if it has none)."""

    column: Column
    tabs: list[tuple[Column, list[Article]]]


def context(tree: Tree, now: datetime) -> dict[str, Any]:
    """Return the home page's content. The number of queries does not grow with the columns."""
    headlines = _headlines(now)
    shown = {article.pk for article in headlines}
    newest = Article.objects.published(now).for_lists().newest_first()[: LATEST + HEADLINES]
    issues = Issue.objects.published(timezone.localdate(now)).select_related("cover")[:ISSUES]
    return {
        "headlines": headlines,
        "latest": [article for article in newest if article.pk not in shown][:LATEST],
        "blocks": _blocks(tree, now),
        "rankings": counters.rankings(now),
        "issues": list(issues),
    }


def _headlines(now: datetime) -> list[Article]:
    published = Article.objects.published(now).for_lists()
    marked = published.until(now, "headline_until").filter(cover__isnull=False)
    chosen = list(marked.newest_first()[:HEADLINES])
    if len(chosen) < HEADLINES:
        fill = published.filter(cover__isnull=False).exclude(pk__in=[one.pk for one in chosen])
        chosen += fill.newest_first()[: HEADLINES - len(chosen)]
    return chosen


def _blocks(tree: Tree, now: datetime) -> list[Block]:
    tabs: dict[Column, list[Column]] = {}
    for root in tree.roots:
        if root.is_open and root.in_nav and root.kind == Column.Kind.LIST:
            lists = [one for one in tree.children(root) if one.is_open and one.kind == Column.Kind.LIST]
            tabs[root] = [one for one in lists if not one.is_notice_board] or [root]
    wanted = [column for columns in tabs.values() for column in columns]
    found = placements.newest({column.pk: IN_BLOCK for column in wanted}, now)
    articles = {one.pk: one for one in in_order({number for ids in found.values() for number in ids}, now)}
    blocks = []
    for root, columns in tabs.items():
        filled = [(column, [articles[n] for n in found[column.pk] if n in articles]) for column in columns]
        filled = [(column, listed) for column, listed in filled if listed]
        if filled:
            blocks.append(Block(root, filled))
    return blocks
