"""What was written and is not out: drafts, and changes of what is."""

from __future__ import annotations

from news.models import Article
from news.models.articles import PENDING, ArticleQuerySet


def pending() -> ArticleQuerySet:
    """Return the articles whose latest version readers don't see, 回收站 aside."""
    return Article.objects.filter(PENDING, deleted_at=None)
