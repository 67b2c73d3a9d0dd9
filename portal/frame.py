"""What stands around every page: navigation, notices, link directories, foot. Made once per edition and kept in memory."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from links.models import LinkGroup
from news import columns, placements
from news.models import Article, Column
from portal.generation import Edition, edition_of, now_of
from portal.models import Page, SiteSettings

NOTICES = 6


@dataclass(frozen=True)
class NavItem:
    """One item of the navigation: a column and the items below it."""

    name: str
    url: str
    column_id: int | None = None
    children: list[NavItem] = field(default_factory=list)


@dataclass(frozen=True)
class Frame:
    """What every page shows around its own content."""

    edition: Edition
    site: SiteSettings
    tree: columns.Tree
    nav: list[NavItem]
    notice_board: Column | None
    notices: list[Article]
    link_groups: list[LinkGroup]
    foot_pages: list[Page]
    hot_words: list[str]


_lock = threading.Lock()
_kept: Frame | None = None


def of(request: HttpRequest) -> Frame:
    """Return the frame of the request's edition: one query when it is in memory."""
    global _kept
    current, now = edition_of(request), now_of(request)
    kept = _kept
    if kept and kept.edition == current:
        return kept
    with _lock:
        if not (_kept and _kept.edition == current):
            _kept = _make(current, now)
        return _kept


def forget() -> None:
    """Drop what is in memory: tests roll generations back, which no real database does."""
    global _kept
    _kept = None
    columns.forget()


def _make(current: Edition, now: datetime) -> Frame:
    site = SiteSettings.load()
    tree = columns.at(current)
    board = next((column for column in tree.all if column.is_notice_board and column.is_open), None)
    ids = placements.page(board, now, start=0, number=NOTICES) if board else []
    found = Article.objects.published(now).for_lists().in_bulk(ids)
    words = re.split(r"[,\uff0c、]", site.hot_words)
    return Frame(
        edition=current,
        site=site,
        tree=tree,
        nav=_items(tree, None),
        notice_board=board,
        notices=[found[number] for number in ids if number in found],
        link_groups=list(LinkGroup.objects.directory(timezone.localdate(now))),
        foot_pages=list(Page.objects.filter(is_published=True, in_foot=True)),
        hot_words=[word.strip() for word in words if word.strip()][:8],
    )


def _items(tree: columns.Tree, above: Column | None) -> list[NavItem]:
    return [
        NavItem(column.name, column.get_absolute_url(), column.pk, _items(tree, column))
        for column in tree.children(above)
        if column.in_nav and column.is_open
    ]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give templates `frame`, `now` and `site_url`; the admin's own pages need none of it."""
    if request.path.startswith(settings.ADMIN_PATH) and not getattr(request, "shows_reader_page", False):
        return {}
    return {"frame": of(request), "now": now_of(request), "site_url": settings.SITE_URL}
