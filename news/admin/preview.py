"""Versions of an article: their list, and the page as readers would see it, below the admin's path."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from news import attachments, columns, workflow
from news.models import Article, Tag, Version
from news.models.articles import CONTENT_FIELDS
from portal.generation import now_of
from portal.lib.handout import hand_out
from portal.lib.html import picture_ids
from portal.models import Picture
from portal.picker import staff_url

if TYPE_CHECKING:
    from news.admin.articles import ArticleAdmin


def url(version: Version) -> str:
    """Return the address of a version's preview."""
    return reverse("admin:news_article_preview", args=[version.article_id, version.number])


def versions(desk: ArticleAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """List an article's versions: number, who, when, whether readers see it."""
    article = _viewable(desk, request, pk)
    rows = article.versions.select_related("created_by", "approved_by").defer("body").order_by("-number")
    context = {
        **desk.admin_site.each_context(request),
        "title": f"版本历史：{article.latest or article}",
        "opts": desk.opts,
        "article": article,
        "versions": [(version, url(version)) for version in rows[:500]],
    }
    return TemplateResponse(request, "admin/news/article/versions.html", context)


def show(desk: ArticleAdmin, request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show a version in the readers' page. Nothing public is read into it or changed by it."""
    article = _viewable(desk, request, pk)
    version = get_object_or_404(article.versions.select_related("column", "cover"), number=number)
    request.shows_reader_page = True  # type: ignore[attr-defined]
    now = now_of(request)
    response = render(
        request,
        "admin/news/article/preview.html",
        {
            **context_of(article, version),
            "version": version,
            "status": workflow.status_of(article, now),
            "is_current": article.approved_id == version.pk,
            "may_restore": workflow.may(request.user, "restore", article, now),  # type: ignore[arg-type]
            "may_change": desk.has_change_permission(request, article),
        },
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def context_of(article: Article, version: Version) -> dict[str, Any]:
    """Return what the article's page would show of `version`: as news.reading does, without what is beside it."""
    shown = Article(
        pk=article.pk,
        publish_at=article.publish_at or version.created_at,
        views=article.views,
        **{name: getattr(version, name) for name in CONTENT_FIELDS},
    )
    tree = columns.read()
    path = tree.path(tree.by_id[version.column_id])
    known = {tag.name.casefold(): tag for tag in Tag.objects.filter(name__in=version.tag_names)}
    numbers = picture_ids(version.body)
    return {
        "article": shown,
        "path": path,
        "active_root": path[0].pk,
        "pictures": {one.pk: partial(_markup, one) for one in Picture.objects.filter(pk__in=numbers)},
        "cover_url": staff_url(version.cover_id, 960, "jpg") if version.cover_id else "",
        "attachments": list(version.attachments.select_related("attachment")),
        # A tag that no published article has yet has no page; it leads to the preview itself.
        "tags": [known.get(name.casefold()) or Tag(name=name, slug="new") for name in version.tag_names],
        "newer": None,
        "older": None,
        "related": [],
        "address": f"{settings.SITE_URL}{article.get_absolute_url()}",
        "is_preview": True,
    }


def _markup(picture: Picture, alt: str) -> SafeString:
    return format_html(
        '<img src="{}" alt="{}" width="{}" height="{}" loading="lazy">',
        staff_url(picture.pk, 960, "jpg"), alt, picture.width, picture.height,
    )  # fmt: skip


def attached(desk: ArticleAdmin, request: HttpRequest, pk: int, attachment: int) -> FileResponse:
    """Hand a private file out to staff who may see the article."""
    _viewable(desk, request, pk)
    found = get_object_or_404(attachments.attachable(pk, by=request.user), pk=attachment)  # type: ignore[arg-type]
    return hand_out(found.file, name=found.name, content_type=found.content_type)


def _viewable(desk: ArticleAdmin, request: HttpRequest, pk: int) -> Article:
    if request.method not in {"GET", "HEAD"}:
        raise PermissionDenied("这里只能查看。")
    article = get_object_or_404(Article.objects.select_related("latest"), pk=pk)
    if not desk.has_view_permission(request, article):
        raise PermissionDenied("您没有查看稿件的权限。")
    return article
