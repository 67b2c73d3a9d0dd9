"""Columns on the desk: the whole tree on one page."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from news import columns
from news.models import Article, Column, ColumnCount, Version
from portal.modeladmin import DeskAdmin, SluggedForm


class ColumnForm(SluggedForm):
    """A column; the parent is chosen from the indented tree, without what would make a circle."""

    fallback = "lanmu"

    class Meta:
        model = Column
        fields = (
            "name", "slug", "parent", "kind", "page", "url", "description", "order", "in_nav", "is_hidden",
            "is_notice_board",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "parent" not in self.fields:
            return  # shown read-only
        tree = columns.read()
        own = tree.by_id.get(self.instance.pk)
        below = {column.pk for column in tree.subtree(own)} if own else set()
        self.fields["parent"].choices = [  # type: ignore[attr-defined]
            ("", "（一级栏目）"),
            *((pk, label) for pk, label in tree.labels() if pk not in below),
        ]


@admin.register(Column)
class ColumnAdmin(DeskAdmin):
    """The tree of columns. news.columns keeps it consistent."""

    form = ColumnForm
    fieldsets = (
        (None, {"fields": ["name", "parent", "slug", "description"]}),
        ("类型", {"fields": ["kind", "page", "url"]}),
        ("显示", {"fields": ["order", "in_nav", "is_hidden", "is_notice_board"]}),
    )

    def get_urls(self) -> list[URLPattern]:
        """Add moving up and down."""
        view = self.admin_site.admin_view(self.move_view)
        return [path("<int:pk>/<slug:direction>/move/", view, name="news_column_move"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show all columns in reading order: hundreds at most, so on one page."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        tree = columns.read()
        placed = dict(ColumnCount.objects.values_list("column", "number"))
        rows = []
        for depth, column in tree.flat():
            beside = tree.children(column.parent)
            rows.append(
                {
                    "column": column,
                    "depth": depth,
                    "number": placed.get(column.pk, 0),
                    "is_first": beside[0] == column,
                    "is_last": beside[-1] == column,
                }
            )
        context = {
            **self.admin_site.each_context(request),
            "title": "栏目",
            "opts": self.opts,
            "rows": rows,
            "may_add": self.has_add_permission(request),
            "may_change": self.has_change_permission(request),
            "may_list_articles": request.user.has_perm("news.view_article"),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/news/column/tree.html", context)

    def move_view(self, request: HttpRequest, pk: int, direction: str) -> HttpResponse:
        """Change places with the column before or after it."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        column = Column.objects.filter(pk=pk).first()
        if column is None or direction not in {"up", "down"}:
            raise Http404
        if not self.has_change_permission(request, column):
            raise PermissionDenied("您没有修改栏目的权限。")
        if columns.move(column, up=direction == "up"):
            self.log_change(request, column, "上移" if direction == "up" else "下移")
        return HttpResponseRedirect(f"{reverse('admin:news_column_changelist')}#column-{pk}")

    def save_model(self, request: HttpRequest, obj: Column, form: Any, change: bool) -> None:
        """Save with slug, openness and placements; what the tree refuses is said beside the parent."""
        try:
            columns.save(obj)
        except ValidationError as error:
            raise error if hasattr(error, "error_dict") else ValidationError({"parent": error.error_list}) from error

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Refuse, with the reason, while something stands in the column."""
        column = self.get_object(request, object_id)
        if column and self.has_delete_permission(request, column) and (words := _why_not_deleted(column)):
            self.message_user(request, words, messages.ERROR)
            return HttpResponseRedirect(reverse("admin:news_column_change", args=[column.pk]))
        return super().delete_view(request, object_id, extra_context)

    def get_view_on_site_url(self, obj: Column | None = None) -> str | None:
        """Return its address while readers reach it."""
        return obj.get_absolute_url() if obj and obj.is_open else None


def _why_not_deleted(column: Column) -> str:
    if number := column.children.count():
        return f"“{column}”下面还有 {number} 个栏目，不能删除。请先移走或删除它们。"
    in_use = Article.objects.filter(column=column).exists() or Version.objects.filter(column=column).exists()
    if in_use or Version.further_columns.through.objects.filter(column=column).exists():
        return f"“{column}”里有稿件（也许在回收站或旧版本里），不能删除。不想让读者看到，请把它设为隐藏。"
    return ""
