"""Single pages and the site's settings on the desk."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from portal import site
from portal.editor import RichTextAdmin, RichTextField
from portal.modeladmin import DeskAdmin, SluggedForm
from portal.models import Page, SiteSettings


class PageForm(SluggedForm):
    """A page that stands by itself."""

    named_by = "title"
    fallback = "danye"
    body = RichTextField(label="正文", required=False)

    class Meta:
        model = Page
        fields = ("title", "slug", "body", "is_published", "in_foot", "order")


@admin.register(Page)
class PageAdmin(RichTextAdmin, DeskAdmin):
    """关于我们, 隐私说明, 入会指南."""

    form = PageForm
    list_display = ("title", "slug", "is_published", "in_foot", "order", "updated_at")
    list_filter = ("is_published", "in_foot")
    search_fields = ("title",)
    actions = None

    def save_model(self, request: HttpRequest, obj: Page, form: Any, change: bool) -> None:
        """Save with its slug and the pictures it shows."""
        site.save_page(obj)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Say which column leads to a page that can't be deleted."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except ProtectedError as error:
            columns = "、".join(f"“{column}”" for column in list(error.protected_objects)[:5])
            self.message_user(request, f"栏目{columns}用着这个单页，请先在栏目里改掉。", messages.ERROR)
            return HttpResponseRedirect(reverse("admin:portal_page_change", args=[object_id]))

    def delete_model(self, request: HttpRequest, obj: Page) -> None:
        """Delete it with what it keeps public."""
        site.delete_page(obj)

    def get_view_on_site_url(self, obj: Page | None = None) -> str | None:
        """Return its address while it is published."""
        return obj.get_absolute_url() if obj and obj.is_published else None


@admin.register(SiteSettings)
class SiteSettingsAdmin(DeskAdmin):
    """One row: the list leads straight to its form."""

    fieldsets = (
        ("站点", {"fields": ["site_name", "english_name", "description", "logo", "hot_words"]}),
        ("公众号和QQ群", {"fields": ["wechat_name", "wechat_qr", "qq_group", "qq_group_url"]}),
        ("会刊", {"fields": ["magazine_name", "magazine_intro"]}),
        ("主办单位", {"fields": ["organiser", "address", "postcode", "phone", "email"]}),
        ("页脚", {"fields": ["copyright_note", "icp_number", "police_number"]}),
        ("投稿和留言", {"fields": ["submission_note", "message_note"]}),
    )

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Lead to the form, with the row made where it is not there yet."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        return HttpResponseRedirect(reverse("admin:portal_sitesettings_change", args=[1]))

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> SiteSettings | None:
        """Return the one row; defaults, unsaved, where it is not there yet."""
        return SiteSettings.load() if object_id == "1" else None

    def has_add_permission(self, request: HttpRequest) -> bool:
        """There is one row and never another."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The row stays."""
        return False

    def save_model(self, request: HttpRequest, obj: SiteSettings, form: Any, change: bool) -> None:
        """Save with the pictures every page shows."""
        site.save_settings(obj)

    def response_change(self, request: HttpRequest, obj: SiteSettings) -> HttpResponse:
        """Stay with the form."""
        self.message_user(request, "站点设置已保存，读者现在就能看到。", messages.SUCCESS)
        return HttpResponseRedirect(request.path)
