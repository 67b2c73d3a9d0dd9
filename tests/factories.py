"""Ready-made rows for tests, through the same functions that the desk calls."""

from __future__ import annotations

import io
import itertools
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from news import columns, workflow
from news.models import Article, Column, Version
from news.models.articles import CONTENT_FIELDS
from news.workflow import Draft
from portal import pictures
from portal.models import Picture, User
from tests import people

_numbers = itertools.count(1)


def column(name: str = "", **fields: Any) -> Column:
    """Return a new list column."""
    number = next(_numbers)
    fields.setdefault("slug", f"lanmu-{number}")
    return columns.save(Column(name=name or f"栏目{number}", **fields))


def draft(column: Column, **content: Any) -> Draft:
    """Return a draft in `column`; tags, further_columns and attachments may be given too."""
    lists = {name: content.pop(name, ()) for name in ("tag_names", "further_columns", "attachments")}
    number = next(_numbers)
    content.setdefault("title", f"第{number}篇稿件")
    content.setdefault("body", f"<p>第{number}篇稿件的正文。</p>")
    return Draft(content={"column": column, **content}, **lists)


def draft_of(version: Version) -> Draft:
    """Return a version as a draft: what saving it unchanged would save."""
    return Draft(
        content={name: getattr(version, name) for name in CONTENT_FIELDS},
        tag_names=version.tag_names,
        further_columns=list(version.further_columns.all()),
        attachments=[(row.attachment, row.title) for row in version.attachments.select_related("attachment")],
    )


def saved(column: Column, *, by: User | None = None, now: datetime | None = None, **content: Any) -> Article:
    """Return an article with one draft version."""
    return workflow.create(draft(column, **content), by=by or people.editor(), now=now or timezone.now())


def published(
    column: Column, *, by: User | None = None, at: datetime | None = None, now: datetime | None = None, **content: Any
) -> Article:
    """Return a published article; `at` is its publication, an hour ago unless told."""
    now = now or timezone.now()
    by = by or people.editor()
    article = saved(column, by=by, now=now, **content)
    return workflow.publish(article.latest, by=by, now=now, publish_at=at or now - timedelta(hours=1))


def edited(article: Article, *, by: User | None = None, **changes: Any) -> Article:
    """Save a new draft of an article with `changes`; return the article afresh."""
    article = Article.objects.get(pk=article.pk)
    latest = draft_of(article.latest)
    for name, value in changes.items():
        if hasattr(latest, name):
            setattr(latest, name, value)
        else:
            latest.content[name] = value
    workflow.save_draft(article.pk, latest, by=by or people.editor(), now=timezone.now())
    return Article.objects.get(pk=article.pk)


def picture_bytes(size: tuple[int, int] = (1000, 600), colour: str = "#2266aa", kind: str = "JPEG") -> bytes:
    """Return the bytes of a plain picture; each colour is another file."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


def picture(colour: str = "", size: tuple[int, int] = (1000, 600)) -> Picture:
    """Return a picture of the library."""
    colour = colour or f"#{next(_numbers) % 0xFFFFFF:06x}"
    stored, _ = pictures.store(ContentFile(picture_bytes(size, colour), name="图.jpg"), by=None, title=f"图 {colour}")
    return stored
