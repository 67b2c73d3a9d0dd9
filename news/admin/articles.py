"""Articles on the desk: the list, and the form that edits a version."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.forms import modelform_factory
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from news import attachments, workflow
from news.admin import acts, preview
from news.admin.filters import ArticleList, ColumnFilter, StateFilter
from news.forms import ArticleForm
from news.models import Article, Version
from news.workflow import Status
from portal.editor import RichTextAdmin
from portal.generation import now_of
from portal.modeladmin import DeskAdmin, with_refusal
from portal.picker import staff_url


@admin.register(Article)
class ArticleAdmin(RichTextAdmin, acts.ArticleActs, DeskAdmin):
    """The desk of articles. Nothing here writes an Article: news.workflow does."""

    list_display = ("state", "headline", "column_name", "edited_by", "published", "views")
    list_display_links = ("headline",)
    list_filter = (StateFilter, ColumnFilter)
    list_select_related = ("latest__column", "latest__created_by")
    search_fields = ("latest__title",)
    search_help_text = "按最新版本的标题查找"
    ordering = ("-pk",)
    sortable_by = ()
    form = ArticleForm
    fieldsets = (
        (None, {"classes": ["desk-main"], "fields": ["title", "subtitle", "summary", "body"]}),
        ("栏目", {"fields": ["column", "further_columns"]}),
        ("时间", {"fields": ["publish_at", "expire_at", "pinned_until", "headline_until"]}),
        ("封面", {"fields": ["cover", "cover_alt"]}),
        ("标签", {"fields": ["tag_text"]}),
        ("来源", {"fields": ["source", "source_url", "author", "responsible_editor"]}),
        ("附件", {"fields": ["attachments", "seen"]}),
    )

    def get_urls(self) -> list[URLPattern]:
        """Add the pages of one article below its own address, before the admin's catch-all."""
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/withdraw/", view(self.withdraw_view), name="news_article_withdraw"),
            path("<int:pk>/restore/", view(self.restore_view), name="news_article_restore"),
            path("<int:pk>/views/", view(self.views_view), name="news_article_views"),
            path("<int:pk>/versions/", view(partial(preview.versions, self)), name="news_article_versions"),
            path("<int:pk>/preview/<int:number>/", view(partial(preview.show, self)), name="news_article_preview"),
            path(
                "<int:pk>/files/<int:attachment>/", view(partial(preview.attached, self)), name="news_article_attached"
            ),
            *super().get_urls(),
        ]

    # --- The list ---------------------------------------------------------------------------------------------------

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ArticleList]:
        """Return the list that leaves the texts in the database."""
        return ArticleList

    @admin.display(description="状态")
    def state(self, article: Article) -> SafeString:
        """Show what the article is to readers, and whether there is something they don't see yet."""
        return badges(article, article.status)  # type: ignore[attr-defined]

    @admin.display(description="标题")
    def headline(self, article: Article) -> SafeString:
        """Show the title, with the cover's thumbnail where there is one."""
        latest = article.latest
        if latest is None or latest.cover_id is None:
            return format_html("{}", article.title if latest is None else latest.title)
        row = (
            '<span class="desk-headline"><img class="desk-thumb" src="{}" alt="" loading="lazy"><span>{}</span></span>'
        )
        return format_html(row, staff_url(latest.cover_id), latest.title)

    @admin.display(description="栏目")
    def column_name(self, article: Article) -> str:
        """Name the column of the latest version."""
        return article.latest.column.name if article.latest else ""

    @admin.display(description="最近编辑", empty_value="导入")
    def edited_by(self, article: Article) -> str | None:
        """Name who saved the latest version."""
        editor = article.latest.created_by if article.latest else None
        return str(editor) if editor else None

    @admin.display(description="发布时间")
    def published(self, article: Article) -> str:
        """Show when it appears or appeared."""
        return f"{timezone.localtime(article.publish_at):%Y-%m-%d %H:%M}" if article.publish_at else "—"

    # --- The form ---------------------------------------------------------------------------------------------------

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        """Return the form of a Version that takes the Article as its instance."""
        form = modelform_factory(
            Version,
            form=type("ArticleForm", (ArticleForm,), {"request": request}),
            formfield_callback=partial(self.formfield_for_dbfield, request=request),
        )
        return with_refusal(form, request)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Refuse to edit what is in 回收站: it has to be restored first."""
        return super().has_change_permission(request, obj) and not (obj and obj.deleted_at)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Store the files first, whatever becomes of the rest; show what can't be edited as a preview."""
        if request.method == "POST" and (self.has_change_permission(request) or self.has_add_permission(request)):
            receive_files(request)
        elif object_id and request.method == "GET":
            article = self.get_object(request, object_id)
            latest = article.latest if article and self.has_view_permission(request, article) else None
            if latest and not self.has_change_permission(request, article):
                return HttpResponseRedirect(preview.url(latest))
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Add the state, and which steps this person may take from it."""
        article: Article | None = kwargs.get("obj")
        now = now_of(request)
        status = workflow.status_of(article, now) if article else Status.UNPUBLISHED
        user: Any = request.user
        context |= {
            "subtitle": None,
            "badges": badges(article, status) if article else None,
            "latest": article.latest if article else None,
            "preview_url": preview.url(article.latest) if article and article.latest else "",
            "status": status,
            "is_out": status is Status.PUBLISHED,
            "may_publish": user.has_perm(workflow.ACTS["publish"].right),
            "may_set_views": self.may_set_views(user),
            "may": {act: bool(article and workflow.may(user, act, article, now)) for act in workflow.ACTS},
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def get_view_on_site_url(self, obj: Article | None = None) -> str | None:
        """Return the page's address while readers reach it."""
        if obj is None or not Article.objects.published(timezone.now()).filter(pk=str(obj.pk)).exists():
            return None
        return obj.get_absolute_url()

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Article:
        """Return the article whose version the form edits; nothing is copied onto it."""
        article: Article = form.article
        return article

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        """Save a version, set the times, publish where asked: all of it or nothing."""
        by: Any = request.user
        now = now_of(request)
        version: Version | None
        if change:
            version = workflow.save_draft(obj.pk, form.draft(), by=by, now=now, seen=form.cleaned_data["seen"])
        else:
            created = workflow.create(form.draft(), by=by, now=now)
            obj.pk, version = created.pk, created.latest
        times = form.times()
        if times:
            workflow.schedule(obj.pk, by=by, now=now, **times)
        latest = version or obj.latest  # unchanged, it is published as it is
        if form.publishes and latest:
            workflow.publish(latest, by=by, now=now, publish_at=form.start)
        obj.refresh_from_db()
        obj.was_touched = bool(version or times or form.publishes)  # type: ignore[attr-defined]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save nothing more: the workflow saved the version's lists."""

    def log_change(self, request: HttpRequest, obj: Article, message: Any) -> Any:  # type: ignore[override]
        """Record a change where there was one."""
        return super().log_change(request, obj, message) if obj.was_touched else None  # type: ignore[attr-defined]

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue: str | None = None) -> HttpResponse:
        """Say what became of it, and stay."""
        return self.response_change(request, obj)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        """Say what became of it and what readers see now; stay with the article."""
        level, words = outcome(obj, workflow.status_of(obj, now_of(request)), published="_publish" in request.POST)
        messages.add_message(request, level, words)
        return HttpResponseRedirect(reverse("admin:news_article_change", args=[obj.pk]))


def receive_files(request: HttpRequest) -> None:
    """Store the attachments that came with the request; keep those refused as words for the form."""
    stored, refused = [], []
    for upload in request.FILES.getlist("attachments-new"):
        try:
            stored.append(attachments.store(upload, by=request.user, now=now_of(request)))  # type: ignore[arg-type]
        except ValidationError as error:
            refused += error.messages
    request.new_attachments, request.refused_files = stored, refused  # type: ignore[attr-defined]


def badges(article: Article, status: Status) -> SafeString:
    """Return the article's state as badges: to readers, and what they don't see yet."""
    shown = [(status.value, "草稿" if status is Status.UNPUBLISHED else status.label)]
    if article.approved_id and article.latest_id != article.approved_id and status is not Status.DELETED:
        shown.append(("changed", "有未发布的修改"))
    return format_html_join(" ", '<span class="desk-badge desk-badge-{}">{}</span>', shown)


def outcome(article: Article, status: Status, *, published: bool) -> tuple[int, SafeString | str]:
    """Return what to say after saving: a level and a sentence, with a link to the page that readers see."""
    title = article.latest.title if article.latest else ""
    number = article.latest.number if article.latest else 0
    link = format_html(' <a href="{}" target="_blank" rel="noopener">查看页面</a>', article.get_absolute_url())
    if not article.was_touched:  # type: ignore[attr-defined]
        return messages.INFO, "内容没有变化，没有生成新版本。"
    if published and status is Status.PUBLISHED:
        return messages.SUCCESS, format_html("《{}》已发布，读者现在就能看到。{}", title, link)
    if published and status is Status.SCHEDULED:
        at = timezone.localtime(article.publish_at)
        return messages.SUCCESS, format_html("《{}》已定时，将于 {} 自动发布。", title, f"{at:%Y-%m-%d %H:%M}")
    if status is Status.PUBLISHED and article.latest_id != article.approved_id:
        words = "修改已保存为版本 {}，读者看到的仍是上次发布的内容。要让读者看到，请按“发布修改”。{}"
        return messages.SUCCESS, format_html(words, number, link)
    if status is Status.PUBLISHED:
        return messages.SUCCESS, format_html("《{}》已保存。{}", title, link)
    return messages.SUCCESS, format_html("《{}》已保存为版本 {}，读者还看不到。", title, number)
