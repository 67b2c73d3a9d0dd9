"""The link directories on the desk."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from links import directory
from links.models import Link, LinkGroup
from portal.modeladmin import DeskAdmin, SluggedForm


class LinkGroupForm(SluggedForm):
    """A directory; its address may be left to its name."""

    fallback = "lianjie"

    class Meta:
        model = LinkGroup
        fields = ("name", "slug", "order", "is_shown")


@admin.register(LinkGroup)
class LinkGroupAdmin(DeskAdmin):
    """The directories: 政府部门, 行业协会, 新闻媒体, 友情链接."""

    list_display = ("name", "slug", "order", "is_shown")
    list_editable = ("order", "is_shown")
    form = LinkGroupForm
    sortable_by = ()
    actions = None

    def save_model(self, request: HttpRequest, obj: LinkGroup, form: Any, change: bool) -> None:
        """Save with the slug and the logos that readers see."""
        directory.save_group(obj)


@admin.register(Link)
class LinkAdmin(DeskAdmin):
    """The links, by group and order."""

    list_display = ("name", "group", "url", "order", "is_shown", "valid_from", "valid_until")
    list_editable = ("order", "is_shown")
    list_filter = ("group", "is_shown")
    list_select_related = ("group",)
    search_fields = ("name", "url")
    fields = ("group", "name", "url", "logo", "note", "order", "is_shown", "valid_from", "valid_until")
    sortable_by = ()
    actions = None
    list_per_page = 100

    def save_model(self, request: HttpRequest, obj: Link, form: Any, change: bool) -> None:
        """Save with the logo that readers see."""
        directory.save_link(obj)

    def delete_model(self, request: HttpRequest, obj: Link) -> None:
        """Delete it with what it keeps public."""
        directory.delete_link(obj)
