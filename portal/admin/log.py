"""The audit log on the desk."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from portal.modeladmin import DeskAdmin
from portal.models import AuditEntry

WORDS = {
    "account": "账号",
    "expire_at": "下线时间",
    "fields": "改动",
    "headline_until": "头条至",
    "new": "新值",
    "old": "原值",
    "pinned_until": "置顶至",
    "publish_at": "发布时间",
    "reason": "原因",
    "source": "来源",
    "source_ref": "来源标识",
    "version": "版本",
    "views": "点击量",
}


@admin.register(AuditEntry)
class AuditEntryAdmin(DeskAdmin):
    """The audit log: read, searched, never written here."""

    list_display = ("at", "actor", "action", "target_type", "target", "address")
    list_filter = ("at", "action")
    fields = ("at", "actor", "address", "action", "target_type", "target_id", "target", "details")
    readonly_fields = ("details",)
    search_fields = ("actor", "target", "address")
    search_help_text = "按人员、对象、地址查找"
    sortable_by = ()
    list_per_page = 100
    actions = None

    @admin.display(description="详情")
    def details(self, entry: AuditEntry) -> SafeString:
        """List what else was recorded."""
        rows = [(WORDS.get(name, name), _shown(value)) for name, value in entry.detail.items()]
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}：{}</li>", rows))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only the program writes."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody rewrites what was recorded."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody removes what was recorded."""
        return False


def _shown(value: Any) -> str:
    """Return a recorded value as people read it: instants in Beijing's time, lists in a row."""
    if isinstance(value, list):
        return "、".join(str(one) for one in value)
    try:
        at = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:  # looks like an instant, and is none
        at = None
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M:%S}" if at and timezone.is_aware(at) else str(value)
