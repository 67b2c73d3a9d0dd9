"""The admin site: the desk. Its index says what waits, what is due, what was read; the side list follows the work."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils import timezone

from feedback.models import Message, Submission
from news import drafts
from news.models import Article, ViewDay
from portal import audit, library
from portal.generation import now_of
from portal.lib import ratelimit

NEWEST = 5
COUNTED = 1_000
# The side list, by the work and not by the app. A model that is not named here stands under 其他.
GROUPS: dict[str, tuple[str, ...]] = {
    "稿件": ("news.Article", "news.Tag"),
    "图片库": ("portal.Picture",),
    "栏目与首页": ("news.Column",),
    "投稿": ("feedback.Submission",),
    "留言": ("feedback.Message",),
    "链接与开发区": ("links.LinkGroup", "links.Link"),
    "杂志与专题": ("news.Issue",),
    "站点设置": ("portal.SiteSettings", "portal.Page"),
    "人员与权限": ("portal.User", "auth.Group"),
    "日志": ("portal.AuditEntry",),
}
OTHER = "其他"


@dataclass(frozen=True)
class Line:
    """One line of a list on the index: words, where they lead, when."""

    text: str
    url: str
    at: datetime | None = None


@dataclass(frozen=True)
class Card:
    """A number on the index with the list behind it, and the newest few."""

    label: str
    number: int
    url: str
    empty: str
    lines: list[Line] = field(default_factory=list)

    @property
    def shown(self) -> str:
        """The number as it is read: capped, so that counting stays cheap."""
        return f"{COUNTED:,}+" if self.number > COUNTED else f"{self.number:,}"


class SignInForm(AdminAuthenticationForm):
    """The sign-in form; it asks nothing of the database for an address that has tried too often."""

    def clean(self) -> dict[str, Any]:
        """Refuse before the password is looked at."""
        if getattr(self.request, "has_tried_too_often", False):
            acts, seconds = ratelimit.parse_rate(settings.RATE_LOGIN)
            raise ValidationError(
                f"这个网络在 {seconds // 60} 分钟内已尝试登录超过 {acts} 次，请 {seconds // 60} 分钟后再试。",
                code="too_many_tries",
            )
        return super().clean()


class DeskSite(admin.AdminSite):
    """The admin, in the words of the secretariat."""

    site_header = "编辑部"
    site_title = "编辑部"
    index_title = "工作台"
    site_url = "/"
    login_form = SignInForm
    empty_value_display = "—"

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Add the library's own addresses before the admin's catch-all."""
        return [
            path("pictures/upload/", self.admin_view(library.upload), name="picture_upload"),
            path("pictures/browse/", self.admin_view(library.browse), name="picture_browse"),
            path(
                "pictures/<int:pk>/<int:width>.<slug:ending>",
                self.admin_view(library.file, cacheable=True),
                name="picture_file",
            ),
            *super().get_urls(),
        ]

    # --- Signing in -------------------------------------------------------------------------------------------------

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Let an address try so many times and no more."""
        if request.method == "POST" and not ratelimit.allow_address(request, "login", settings.RATE_LOGIN):
            request.has_tried_too_often = True  # type: ignore[attr-defined]
        response: HttpResponse = super().login(request, extra_context)
        if getattr(request, "has_tried_too_often", False):
            response.status_code = 429
        return response

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Record that a person changed their password."""
        response: HttpResponse = super().password_change(request, extra_context)
        if request.method == "POST" and response.status_code == 302:
            audit.record("修改口令", by=request.user)
        return response

    # --- The side list ----------------------------------------------------------------------------------------------

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Return the models a person has a right to, grouped by the work."""
        models = {
            f"{model['model']._meta.app_label}.{model['object_name']}": model
            for app in super().get_app_list(request, app_label)
            for model in app["models"]
        }
        if "auth.Group" in models:
            models["auth.Group"]["name"] = "角色"
        groups = dict(GROUPS)
        named = {label for labels in groups.values() for label in labels}
        groups[OTHER] = tuple(label for label in models if label not in named)
        return [
            {
                "name": name,
                "app_label": f"group-{number}",
                "app_url": reverse("admin:index"),
                "has_module_perms": True,
                "models": [models[label] for label in labels if label in models],
            }
            for number, (name, labels) in enumerate(groups.items())
            if any(label in models for label in labels)
        ]

    def app_index(self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None) -> Any:
        """Lead to the desk: work is not grouped by app."""
        return HttpResponseRedirect(reverse("admin:index"))

    # --- The index --------------------------------------------------------------------------------------------------

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Show what waits, what is due, what was read, and what is done most often."""
        now = now_of(request)
        context = {
            "cards": [card for card in self._cards(request, now) if card],
            "views": _views(now) if _may(request, "news.view_article") else None,
            "quick": _quick_acts(request),
        }
        return super().index(request, context | (extra_context or {}))

    def _cards(self, request: HttpRequest, now: datetime) -> list[Card | None]:
        cards: list[Card | None] = []
        if _may(request, "news.view_article"):
            cards += [_drafts(), _scheduled(now)]
        if _may(request, "feedback.view_submission") and self.is_registered(Submission):
            cards.append(_submissions())
        if _may(request, "feedback.view_message") and self.is_registered(Message):
            cards.append(_messages())
        return cards


def _may(request: HttpRequest, right: str) -> bool:
    return bool(request.user.has_perm(right))


def _form(model: str, pk: int) -> str:
    return reverse(f"admin:{model}_change", args=[pk])


def _capped(rows: QuerySet[Any]) -> int:
    return rows.order_by().values("pk")[: COUNTED + 1].count()


def _article_lines(articles: QuerySet[Article], when: str) -> list[Line]:
    return [
        Line(str(one.latest), _form("news_article", one.pk), _attribute(one, when))
        for one in articles.select_related("latest").defer("body", "latest__body")[:NEWEST]
    ]


def _attribute(article: Article, name: str) -> datetime | None:
    return article.latest.created_at if name == "saved" and article.latest else article.publish_at


def _drafts() -> Card:
    rows = drafts.pending()
    address = f"{reverse('admin:news_article_changelist')}?state=pending"
    return Card(
        "草稿和未发布的修改", _capped(rows), address, "没有草稿。", _article_lines(rows.order_by("-latest_id"), "saved")
    )


def _scheduled(now: datetime) -> Card:
    rows = Article.objects.filter(publish_at__gt=now, approved__isnull=False, withdrawn_at=None, deleted_at=None)
    address = f"{reverse('admin:news_article_changelist')}?state=scheduled"
    return Card(
        "已定时", _capped(rows), address, "没有等待发布的稿件。", _article_lines(rows.order_by("publish_at"), "out")
    )


def _submissions() -> Card:
    rows = Submission.objects.filter(state=Submission.State.RECEIVED)
    address = f"{reverse('admin:feedback_submission_changelist')}?state__exact={Submission.State.RECEIVED}"
    newest = rows.order_by("-received_at").only("title", "received_at")[:NEWEST]
    lines = [
        Line(one.title, reverse("admin:feedback_submission_change", args=[one.pk]), one.received_at) for one in newest
    ]
    return Card("新来稿", _capped(rows), address, "没有新来稿。", lines)


def _messages() -> Card:
    rows = Message.objects.filter(replied_at=None)
    address = f"{reverse('admin:feedback_message_changelist')}?reply=open"
    newest = rows.order_by("-received_at").only("subject", "received_at")[:NEWEST]
    lines = [
        Line(one.subject, reverse("admin:feedback_message_change", args=[one.pk]), one.received_at) for one in newest
    ]
    return Card("待回复留言", _capped(rows), address, "没有待回复的留言。", lines)


def _views(now: datetime) -> dict[str, int]:
    """Return the views of today and of the last seven days, today included: what has been rolled up so far."""
    today = timezone.localtime(now).date()
    days = ViewDay.objects.filter(day__gt=today - timedelta(days=7)).order_by().values_list("day")
    sums = dict(days.annotate(total=Sum("views")))
    return {"today": sums.get(today, 0), "week": sum(sums.values())}


def _quick_acts(request: HttpRequest) -> list[tuple[str, str]]:
    acts = [
        ("写稿件", "news.add_article", "admin:news_article_add"),
        ("上传图片", "portal.add_picture", "admin:portal_picture_add"),
        ("新建栏目", "news.add_column", "admin:news_column_add"),
    ]
    return [(label, reverse(name)) for label, right, name in acts if _may(request, right)]
