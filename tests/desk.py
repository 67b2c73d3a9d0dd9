"""What tests of the desk share: signing in, filling in the form of an article, reading what comes back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from news.models import Article, Column, Version
from portal.models import User

ADD = "/admin/news/article/add/"
LIST = "/admin/news/article/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def typed(in_column: Column, /, **changes: Any) -> dict[str, Any]:
    """Return what a browser sends of a new article's form."""
    data = {
        "title": "开发区动态",
        "body": "<p>正文</p>",
        "column": str(in_column.pk),
        "tag_text": "",
        **dict.fromkeys(("subtitle", "summary", "cover", "cover_alt", "source", "source_url", "author"), ""),
        **dict.fromkeys(("responsible_editor", "publish_at", "expire_at", "pinned_until", "headline_until"), ""),
    }
    return data | changes


def retyped(article: Article, **changes: Any) -> dict[str, Any]:
    """Return what a browser sends of the form of an article, with `changes`."""
    article = Article.objects.get(pk=article.pk)
    version = article.latest
    assert version is not None
    data = typed(version.column, seen=str(version.number), tag_text="、".join(version.tag_names))
    for name in ("title", "subtitle", "summary", "body", "cover_alt", "source", "source_url", "author"):
        data[name] = getattr(version, name)
    data["cover"] = str(version.cover_id or "")
    data["further_columns"] = [str(one.pk) for one in version.further_columns.all()]
    rows = list(version.attachments.all())
    data["attachments-id"] = [str(row.attachment_id) for row in rows]
    for position, row in enumerate(rows, start=1):
        data[f"attachments-title-{row.attachment_id}"] = row.title
        data[f"attachments-order-{row.attachment_id}"] = str(position)
    for name in ("publish_at", "expire_at", "pinned_until", "headline_until"):
        data[name] = as_typed(getattr(article, name))
    return data | changes


def as_typed(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%dT%H:%M}" if at else ""


def change(article: Article) -> str:
    return reverse("admin:news_article_change", args=[article.pk])


def said(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def errors(response: Any) -> dict[str, list[str]]:
    assert response.status_code == 200
    return {name: list(found) for name, found in response.context["adminform"].form.errors.items()}


def fresh(article: Article) -> Article:
    return Article.objects.get(pk=article.pk)


def latest(article: Article) -> Version:
    found = fresh(article).latest
    assert found is not None
    return found
