"""What was written and is not out: drafts, and changes of what is."""

from __future__ import annotations

from django.db.models import F, Q

from news.models import Article
from news.models.articles import ArticleQuerySet

# The latest version is not what was approved.
PENDING = Q(approved=None) | ~Q(latest=F("approved"))


def pending() -> ArticleQuerySet:
    """Return the articles whose latest version readers don't see, 回收站 aside."""
    return Article.objects.filter(PENDING, deleted_at=None)
