"""The magazine on the desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from news import attachments
from news.magazine import delete_issue, save_issue
from news.models import Issue
from portal.generation import now_of
from portal.modeladmin import DeskAdmin
from portal.picker import staff_url


class IssueForm(forms.ModelForm):
    """An issue; the PDF is uploaded here."""

    upload = forms.FileField(
        label="PDF",
        required=False,
        help_text="只收 PDF。再传一个就换掉原来的。",
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
    )

    class Meta:
        model = Issue
        fields = ("year", "number", "title", "cover", "published_on", "is_published")


@admin.register(Issue)
class IssueAdmin(DeskAdmin):
    """Issues: year, number, cover, PDF."""

    form = IssueForm
    list_display = ("thumbnail", "__str__", "title", "published_on", "has_pdf", "is_published")
    list_display_links = ("thumbnail", "__str__")
    list_filter = ("is_published",)
    search_fields = ("title",)
    sortable_by = ()
    actions = None
    fields = ("year", "number", "title", "published_on", "cover", "upload", "current_pdf", "is_published")
    readonly_fields = ("current_pdf",)

    @admin.display(description="封面")
    def thumbnail(self, issue: Issue) -> SafeString | str:
        """Show the cover."""
        if issue.cover_id is None:
            return "无封面"
        return format_html(
            '<img class="desk-thumb-cover" src="{}" alt="{}">', staff_url(issue.cover_id), f"{issue} 封面"
        )

    @admin.display(description="PDF", boolean=True)
    def has_pdf(self, issue: Issue) -> bool:
        """Say whether it can be read."""
        return issue.pdf_id is not None

    @admin.display(description="现有 PDF")
    def current_pdf(self, issue: Issue) -> str:
        """Name the file that stands there."""
        return f"{issue.pdf.name}（{issue.pdf.size / 2**20:.1f} MB）" if issue.pdf else "还没有"

    def save_model(self, request: HttpRequest, obj: Issue, form: Any, change: bool) -> None:
        """Take the PDF in, then save with the cover that readers see."""
        if upload := form.cleaned_data.get("upload"):
            user: Any = request.user
            try:
                obj.pdf = attachments.store(upload, by=user, now=now_of(request), allowed={"pdf"})
            except ValidationError as error:
                raise ValidationError({"upload": error.error_list}) from error
        save_issue(obj)

    def delete_model(self, request: HttpRequest, obj: Issue) -> None:
        """Delete it with what it keeps public."""
        delete_issue(obj)

    def get_view_on_site_url(self, obj: Issue | None = None) -> str | None:
        """Return its address while it is published."""
        return obj.get_absolute_url() if obj and obj.is_published else None
