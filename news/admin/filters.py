"""The list of articles on the desk: its filters, and what it leaves in the database."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest

from news import columns, workflow
from news.models import Article
from news.models.articles import PENDING
from portal.generation import now_of

DELETED = "deleted"


class StateFilter(admin.SimpleListFilter):
    """What an article is to readers, what they don't see yet, and 回收站."""

    title = "状态"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the choices in the order of work."""
        return [
            ("pending", "草稿和未发布的修改"),
            ("unpublished", "未发布"),
            ("changed", "已发布，有未发布的修改"),
            ("scheduled", "已定时"),
            ("published", "已发布"),
            ("expired", "已过期"),
            ("withdrawn", "已撤稿"),
            (DELETED, "回收站"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        """Return the articles of the chosen state; those in 回收站 only when it is chosen."""
        now = now_of(request)
        if self.value() == DELETED:
            return queryset.filter(deleted_at__isnull=False)
        out = Q(approved__isnull=False, withdrawn_at=None)
        states = {
            "pending": PENDING,
            "unpublished": Q(approved=None, withdrawn_at=None),
            "changed": out & ~Q(latest=F("approved")),
            "scheduled": out & Q(publish_at__gt=now),
            "published": out & Q(publish_at__lte=now) & (Q(expire_at=None) | Q(expire_at__gt=now)),
            "expired": out & Q(expire_at__lte=now),
            "withdrawn": Q(withdrawn_at__isnull=False),
        }
        return queryset.filter(states.get(self.value() or "", Q()), deleted_at=None)


class ColumnFilter(admin.SimpleListFilter):
    """The column of the latest version, or one below it."""

    title = "栏目"
    parameter_name = "column"
    template = "admin/filter_select.html"

    def __init__(self, *args: Any) -> None:
        self.tree = columns.read()
        super().__init__(*args)

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the tree."""
        return [(str(pk), label) for pk, label in self.tree.labels()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        """Return the articles of the column and all below it."""
        value = self.value() or ""
        column = self.tree.by_id.get(int(value)) if value.isascii() and value.isdigit() else None
        if column is None:
            return queryset.none() if value else queryset
        return queryset.filter(latest__column__in=[one.pk for one in self.tree.subtree(column)])


class ArticleList(ChangeList):
    """The list without the texts; each row knows its status at the instant of the request."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Article]:
        """Leave the texts in the database."""
        return super().get_queryset(request, exclude_parameters).defer("body", "latest__body")

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Article]) -> Any:
        """Order what is scheduled by when it appears: the next one first, and an index has it in that order."""
        if request.GET.get(StateFilter.parameter_name) == "scheduled":
            return ["publish_at", "-pk"]
        return super().get_ordering(request, queryset)

    def get_results(self, request: HttpRequest) -> None:
        """Say of each row what it is to readers."""
        super().get_results(request)
        now = now_of(request)
        for article in self.result_list:
            article.status = workflow.status_of(article, now)
