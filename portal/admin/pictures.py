"""The picture library on the desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal import library, pictures
from portal.modeladmin import DeskAdmin
from portal.models import Picture, PictureUse
from portal.picker import staff_url


class UploadForm(forms.ModelForm):
    """A picture to take in. Its name is the file's where none is typed."""

    file = forms.FileField(label="图片文件", help_text="jpg、png、webp 或 gif。")

    class Meta:
        model = Picture
        fields = ("file", "title", "credit")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].help_text = "留空则用文件名。供编辑在图片库里查找，读者看不到。"


@admin.register(Picture)
class PictureAdmin(DeskAdmin):
    """The library. A picture's bytes never change; what a page shows can't be deleted."""

    list_display = ("thumbnail", "title", "credit", "dimensions", "usage", "uploaded_by", "created_at")
    list_display_links = ("thumbnail", "title")
    list_select_related = ("uploaded_by",)
    search_fields = ("title", "credit")
    search_help_text = "按名称、摄影/来源查找"
    sortable_by = ()
    list_per_page = 40
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Picture]:
        """Count what shows each picture: of the rows that are listed, not of all."""
        uses = PictureUse.objects.filter(picture=OuterRef("pk")).order_by().values("picture")
        shown = Coalesce(Subquery(uses.annotate(number=Count("pk")).values("number")), 0)
        return super().get_queryset(request).annotate(shown=shown)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Ask for the file only when there is none yet."""
        if obj is None:
            kwargs["form"] = UploadForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Show the picture itself above its words."""
        return ["preview", "title", "credit", "dimensions", "usage"] if obj else ["file", "title", "credit"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Keep the file as it is."""
        return ["preview", "dimensions", "usage"] if obj else []

    @admin.display(description="图片")
    def thumbnail(self, picture: Picture) -> SafeString:
        """Show the smallest rendition."""
        alt = f"打开 {picture.title}"
        return format_html(
            '<img class="desk-thumb-large" src="{}" alt="{}" loading="lazy">', staff_url(picture.pk), alt
        )

    @admin.display(description="图片")
    def preview(self, picture: Picture) -> SafeString:
        """Show the picture as wide as the form."""
        return format_html(
            '<img class="desk-picture" src="{}" alt="{}" width="{}" height="{}">',
            staff_url(picture.pk, 960, "jpg"), picture.title, picture.width, picture.height,
        )  # fmt: skip

    @admin.display(description="尺寸")
    def dimensions(self, picture: Picture) -> str:
        """Say its size in pixels and in bytes."""
        return f"{picture.width} × {picture.height}，{max(1, picture.size // 1024):,} KB"

    @admin.display(description="使用")
    def usage(self, picture: Picture) -> str:
        """Say whether readers can see it."""
        number = picture.shown if hasattr(picture, "shown") else picture.uses.count()
        return f"公开，{number} 处" if number else "未公开"

    def save_model(self, request: HttpRequest, obj: Picture, form: Any, change: bool) -> None:
        """Take a new file in, or change the words about an old one."""
        if change:
            obj.save(update_fields=["title", "credit"])
            return
        cleaned = form.cleaned_data
        user: Any = request.user
        try:
            stored, is_new = pictures.store(cleaned["file"], by=user, title=cleaned["title"], credit=cleaned["credit"])
        except ValidationError as error:
            raise ValidationError({"file": error.error_list}) from error
        obj.pk, obj.was_known = stored.pk, not is_new  # type: ignore[attr-defined]
        obj.refresh_from_db()

    def log_addition(self, request: HttpRequest, obj: Picture, message: Any) -> Any:  # type: ignore[override]
        """Record a picture that is new."""
        return None if obj.was_known else super().log_addition(request, obj, message)  # type: ignore[attr-defined]

    def response_add(self, request: HttpRequest, obj: Picture, post_url_continue: str | None = None) -> HttpResponse:
        """Lead to the picture that the library has already, where the same file came again."""
        if obj.was_known:  # type: ignore[attr-defined]
            self.message_user(request, "图片库里已有同一张图片，没有重复保存。这就是它。", messages.WARNING)
            return HttpResponseRedirect(reverse("admin:portal_picture_change", args=[obj.pk]))
        return super().response_add(request, obj, post_url_continue)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Refuse, with the reason, while something shows the picture or a text has it."""
        picture = self.get_object(request, object_id)
        if picture and self.has_delete_permission(request, picture) and (places := library.where_used(picture)):
            words = f"这张图片还在用（{'、'.join(places)}），不能删除。请先在那里换掉它。"
            self.message_user(request, words, messages.ERROR)
            return HttpResponseRedirect(reverse("admin:portal_picture_change", args=[picture.pk]))
        return super().delete_view(request, object_id, extra_context)

    def delete_model(self, request: HttpRequest, obj: Picture) -> None:
        """Delete the row and its private files."""
        pictures.remove(obj)
