"""留言 and 投稿 on the desk. What visitors wrote is read, never edited; what the office does, feedback.intake does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import Count, F, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from feedback import intake
from feedback.models import Message, Submission, SubmissionFile
from news import columns
from news.models import Column
from portal.generation import now_of
from portal.lib import codes
from portal.lib.handout import hand_out
from portal.lib.uploads import CONTENT_TYPES
from portal.modeladmin import DeskAdmin


class QueueAdmin(DeskAdmin):
    """A queue of what visitors sent: nobody adds to it here, and feedback.intake keeps the audit log."""

    sortable_by = ()

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: what stands here came from visitors."""
        return False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Find a receipt code as people write it; search for anything else."""
        if code := codes.normalise(search_term):
            return queryset.filter(code=code), False
        return super().get_search_results(request, queryset, search_term)

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """Name what goes: files and events go with their submission, and protect it from nothing but accidents."""
        named = [f"{one}（{one.received_at:%Y-%m-%d}）" for one in objs]
        return named, {str(self.opts.verbose_name_plural): len(named)}, set(), []

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """Return the receipt: what its sender sees."""
        return obj.get_absolute_url() if obj else None

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        """Leave the audit log to feedback.intake."""
        return admin.ModelAdmin.log_change(self, request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Iterable[models.Model]) -> Any:
        """Leave the audit log to feedback.intake."""
        return admin.ModelAdmin.log_deletions(self, request, queryset)  # type: ignore[arg-type]

    @admin.display(description="回执码")
    def receipt_code(self, obj: Any) -> str:
        """Show the code as it is read aloud."""
        return codes.spoken(obj.code)

    @admin.display(description="收到")
    def age(self, obj: Any) -> str:
        """Say how long ago it came."""
        minutes = int((timezone.now() - obj.received_at).total_seconds() // 60)
        if minutes < 60:
            return f"{minutes} 分钟前" if minutes > 0 else "刚刚"
        return f"{minutes // 60} 小时前" if minutes < 24 * 60 else f"{minutes // (24 * 60)} 天前"


def badge(kind: str, label: str) -> SafeString:
    """Return a state as a badge."""
    return format_html('<span class="desk-badge desk-badge-{}">{}</span>', kind, label)


# --- 留言 -------------------------------------------------------------------------------------------------------------


class ReplyFilter(admin.SimpleListFilter):
    """Answered or not, shown to readers or not."""

    title = "回复"
    parameter_name = "reply"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the choices in the order of work."""
        return [("open", "未回复"), ("answered", "已回复"), ("public", "公开")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Message]) -> QuerySet[Message]:
        """Return the messages that were chosen."""
        chosen: dict[str, dict[str, Any]] = {
            "open": {"replied_at": None},
            "answered": {"replied_at__isnull": False},
            "public": {"is_published": True},
        }
        return queryset.filter(**chosen.get(self.value() or "", {}))


class ReplyForm(forms.ModelForm):
    """The reply, and whether readers see it."""

    class Meta:
        model = Message
        fields = ("reply", "is_published")
        widgets = {"reply": forms.Textarea(attrs={"rows": 8, "class": "vLargeTextField"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        public = self.fields.get("is_published")  # those who may only look have no fields
        if public:
            public.label = "公开问与答"
            if not self.instance.may_be_published:
                public.disabled, public.help_text = True, "留言人没有同意公开，只有凭回执码能看到回复。"


@admin.register(Message)
class MessageAdmin(QueueAdmin):
    """Messages: those without an answer first."""

    form = ReplyForm
    list_display = ("answered", "subject", "kind", "name", "age", "replied_by")
    list_display_links = ("subject",)
    list_filter = (ReplyFilter, "kind")
    search_fields = ("subject", "text", "name")
    search_help_text = "按主题、内容、称呼或回执码查找"
    ordering = (F("replied_at").desc(nulls_first=True), "-received_at")
    readonly_fields = (
        "kind", "subject", "text", "name", "contact", "may_be_published", "received_at", "address", "receipt_code",
        "replied_at", "replied_by",
    )  # fmt: skip
    fieldsets = (
        ("来信", {"fields": ["kind", "subject", "text", "received_at"]}),
        ("留言人", {"fields": ["name", "contact", "may_be_published", "address", "receipt_code"]}),
        ("回复", {"fields": ["reply", "is_published", "replied_at", "replied_by"]}),
    )

    @admin.display(description="状态")
    def answered(self, message: Message) -> SafeString:
        """Show whether it has an answer, and who sees it."""
        if message.is_published:
            return badge("published", "公开")
        return badge("unpublished", "已回复") if message.reply else badge("pending", "未回复")

    def save_model(self, request: HttpRequest, obj: Message, form: Any, change: bool) -> None:
        """Reply; a refusal is shown beside the form."""
        intake.reply(
            message=obj,
            text=form.cleaned_data["reply"],
            publish=form.cleaned_data["is_published"],
            by=request.user,  # type: ignore[arg-type]
            now=now_of(request),
        )
        obj.refresh_from_db()

    def delete_model(self, request: HttpRequest, obj: Message) -> None:
        """Delete one for good."""
        intake.delete_messages(ids=[obj.pk], by=request.user, now=now_of(request))  # type: ignore[arg-type]

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Message]) -> None:
        """Delete those that were chosen and confirmed."""
        ids = list(queryset.values_list("pk", flat=True))
        intake.delete_messages(ids=ids, by=request.user, now=now_of(request))  # type: ignore[arg-type]


# --- 投稿 -------------------------------------------------------------------------------------------------------------


class StateForm(forms.ModelForm):
    """What becomes of a submission, and what its author is told."""

    adopt_into = forms.ModelChoiceField(
        label="采用到栏目",
        queryset=Column.objects.filter(kind=Column.Kind.LIST),
        required=False,
        empty_label="请选择栏目",
    )

    class Meta:
        model = Submission
        fields = ("state", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        into = self.fields.get("adopt_into")
        if into:
            lists = {column.pk for _, column in columns.read().flat() if column.kind == Column.Kind.LIST}
            into.choices = [("", "请选择栏目"), *(one for one in columns.read().labels() if one[0] in lists)]  # type: ignore[attr-defined]
            into.initial = self.instance.column_id


@admin.register(Submission)
class SubmissionAdmin(QueueAdmin):
    """Submissions, newest first, with their files for staff only."""

    form = StateForm
    change_form_template = "admin/feedback/submission/change_form.html"
    list_display = ("state_badge", "title", "unit", "column", "number_of_files", "age")
    list_display_links = ("title",)
    list_filter = ("state",)
    list_select_related = ("column",)
    search_fields = ("title", "unit", "contact_name", "phone")
    search_help_text = "按标题、单位、联系人、电话或回执码查找"
    actions = ("adopt_chosen",)
    readonly_fields = (
        "title", "text", "column", "file_list", "unit", "contact_name", "phone", "email", "received_at", "address",
        "receipt_code", "article_link", "course",
    )  # fmt: skip
    fieldsets = (
        ("来稿", {"fields": ["title", "text", "column", "file_list", "received_at"]}),
        ("投稿人", {"fields": ["unit", "contact_name", "phone", "email", "address", "receipt_code"]}),
        ("处理", {"fields": ["state", "note", "adopt_into", "article_link", "course"]}),
    )

    def get_urls(self) -> list[URLPattern]:
        """Add the files of a submission before the admin's catch-all."""
        view = self.admin_site.admin_view(self.download)
        return [
            path("<int:pk>/files/<int:file>/", view, name="feedback_submission_file"),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Submission]:
        """Count the files of each."""
        return super().get_queryset(request).annotate(files_number=Count("files"))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Offer a column only to those who may adopt, and as long as there is no article."""
        if self.may_adopt(request, obj):
            return self.fieldsets
        hidden = {"adopt_into"} if obj and obj.article_id else {"adopt_into", "article_link"}
        return [
            (name, {"fields": [one for one in options["fields"] if one not in hidden]})
            for name, options in self.fieldsets
        ]

    def may_adopt(self, request: HttpRequest, obj: Submission | None) -> bool:
        """True when this person may make an article of it and nobody has."""
        may_write = request.user.has_perm("news.add_article")
        return bool(may_write and self.has_change_permission(request, obj) and obj and not obj.article_id)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the button that adopts to those who may."""
        context["may_adopt"] = self.may_adopt(request, kwargs.get("obj"))
        return super().render_change_form(request, context, *args, **kwargs)

    # --- What is shown -----------------------------------------------------------------------------------------------

    @admin.display(description="状态", ordering="state")
    def state_badge(self, submission: Submission) -> SafeString:
        """Show the state."""
        return badge(submission.state, submission.get_state_display())

    @admin.display(description="附件")
    def number_of_files(self, submission: Submission) -> str:
        """Count its files."""
        number = submission.files_number  # type: ignore[attr-defined]
        return str(number) if number else "—"

    @admin.display(description="附件")
    def file_list(self, submission: Submission) -> SafeString | str:
        """List its files, each to be downloaded."""
        files = [
            (
                reverse("admin:feedback_submission_file", args=[submission.pk, one.pk]),
                one.name,
                f"{one.size / 1024:,.0f}",
            )
            for one in submission.files.order_by("pk")
        ]
        return format_html_join("", '<a href="{}">{}</a>（{} KB）<br>', files) or "没有附件"

    @admin.display(description="采用为")
    def article_link(self, submission: Submission) -> SafeString | str:
        """Lead to the article it became."""
        if not submission.article:
            return "还没有"
        address = reverse("admin:news_article_change", args=[submission.article_id])
        return format_html('<a href="{}">{}</a>', address, submission.article)

    @admin.display(description="处理经过")
    def course(self, submission: Submission) -> SafeString:
        """List what happened, when, by whom."""
        rows = (
            (f"{timezone.localtime(one.at):%Y-%m-%d %H:%M}", one.get_state_display(), one.by or "作者", one.note)
            for one in submission.events.all()
        )
        return format_html_join("", "{} {} {} {}<br>", rows)

    # --- What is done ------------------------------------------------------------------------------------------------

    def save_model(self, request: HttpRequest, obj: Submission, form: Any, change: bool) -> None:
        """Set the state and the note; make an article of it where that button was pressed."""
        by: Any = request.user
        now, cleaned = now_of(request), form.cleaned_data
        intake.set_state(submission=obj, state=cleaned["state"], note=cleaned["note"], by=by, now=now)
        if "_adopt" in request.POST:
            if not cleaned.get("adopt_into"):
                raise ValidationError({"adopt_into": ValidationError("请选择采用到哪个栏目。", code="column_missing")})
            intake.adopt(submission=obj, by=by, now=now, column=cleaned["adopt_into"])
        obj.refresh_from_db()

    def response_change(self, request: HttpRequest, obj: Submission) -> HttpResponse:
        """Lead from an adoption to the draft."""
        if "_adopt" in request.POST and obj.article_id:
            self.message_user(request, f"来稿《{obj}》已采用，下面是它的草稿，发布前读者看不到。", messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:news_article_change", args=[obj.article_id]))
        return super().response_change(request, obj)

    def has_adopt_permission(self, request: HttpRequest) -> bool:
        """True for those who may write articles."""
        return self.has_change_permission(request) and request.user.has_perm("news.add_article")

    @admin.action(description="采用为稿件（进入作者希望的栏目，存为草稿）", permissions=["adopt"])
    def adopt_chosen(self, request: HttpRequest, queryset: QuerySet[Submission]) -> None:
        """Make a draft of each that wishes for a column; say which could not be."""
        done = 0
        for submission in queryset.select_related("column").order_by("pk"):
            try:
                if submission.column is None:
                    raise ValidationError("作者没有选栏目，请打开它选一个。", code="column_missing")
                intake.adopt(
                    submission=submission,
                    by=request.user,  # type: ignore[arg-type]
                    now=now_of(request),
                    column=submission.column,
                )
                done += 1
            except ValidationError as refusal:
                self.message_user(request, f"《{submission}》：{' '.join(refusal.messages)}", messages.WARNING)
        if done:
            self.message_user(request, f"{done} 篇来稿已采用，草稿在“稿件”里，发布前读者看不到。", messages.SUCCESS)

    def download(self, request: HttpRequest, pk: int, file: int) -> FileResponse:
        """Hand a file out to staff who may see the submission."""
        if not self.has_view_permission(request):
            raise PermissionDenied("您没有查看来稿的权限。")
        found = get_object_or_404(SubmissionFile, pk=file, submission=pk)
        return hand_out(found.file, name=found.name, content_type=CONTENT_TYPES[found.kind])

    def delete_model(self, request: HttpRequest, obj: Submission) -> None:
        """Delete one for good, with its files."""
        intake.delete_submissions(ids=[obj.pk], by=request.user, now=now_of(request))  # type: ignore[arg-type]

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Submission]) -> None:
        """Delete those that were chosen and confirmed, with their files."""
        ids = list(queryset.values_list("pk", flat=True))
        intake.delete_submissions(ids=ids, by=request.user, now=now_of(request))  # type: ignore[arg-type]
