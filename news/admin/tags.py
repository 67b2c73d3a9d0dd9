"""Tags on the desk: renamed, and looked through. They appear by being used."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from taggit.models import Tag as TaggitTag

from news.models import ArticleTag, Tag
from portal.modeladmin import DeskAdmin

admin.site.unregister(TaggitTag)  # taggit's own tags, which nothing here uses


@admin.register(Tag)
class TagAdmin(DeskAdmin):
    """The tags that published articles have."""

    list_display = ("name", "slug", "number")
    search_fields = ("name", "slug")
    fields = ("name", "slug")
    ordering = ("name",)
    sortable_by = ()
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        """Count the articles of each: of the rows that are shown, not of all."""
        items = ArticleTag.objects.filter(tag=OuterRef("pk")).order_by().values("tag")
        number = Coalesce(Subquery(items.annotate(number=Count("pk")).values("number")), 0)
        return super().get_queryset(request).annotate(number_of_items=number)

    @admin.display(description="稿件数")
    def number(self, tag: Any) -> int:
        """Say how many published articles have it."""
        return int(tag.number_of_items)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A tag appears when an article that has it is published."""
        return False

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """Say from how many articles a tag goes, without naming each."""
        tags = list(objs)
        named = [f"标签“{tag}”，从 {tag.items.count()} 篇稿件上去掉" for tag in tags]
        return named, {"标签": len(tags)}, set(), []

    def get_view_on_site_url(self, obj: Tag | None = None) -> str | None:
        """Return its list's address while there is something in it."""
        return obj.get_absolute_url() if obj and obj.items.exists() else None
