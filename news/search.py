"""Search over titles and summaries of what is published; safe on any input."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from news.models import Article
from news.models.articles import ArticleQuerySet

MAX_LENGTH = 64
MAX_TERMS = 5


def terms_of(query: str) -> list[str]:
    """Return the words to look for: at most five, from the first 64 characters, each once."""
    words = query[:MAX_LENGTH].replace("\x00", " ").replace("　", " ").split()
    return list(dict.fromkeys(words))[:MAX_TERMS]


def find(terms: list[str], now: datetime) -> ArticleQuerySet:
    """Return the published articles whose title or summary has every one of `terms`, newest first."""
    found = Article.objects.published(now)
    if not terms:
        return found.none()
    for term in terms:
        found = found.filter(Q(title__icontains=term) | Q(summary__icontains=term))
    return found.for_lists().newest_first()
