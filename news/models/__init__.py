"""Columns; articles with their versions; the magazine; the counts of views."""

from news.models.articles import (
    Article,
    ArticleAttachment,
    ArticleTag,
    Attachment,
    Content,
    Placement,
    Tag,
    Version,
    VersionAttachment,
)
from news.models.columns import Column, ColumnCount
from news.models.magazine import Issue
from news.models.views import JournalOffset, RankingEntry, ViewDay

__all__ = [
    "Article",
    "ArticleAttachment",
    "ArticleTag",
    "Attachment",
    "Column",
    "ColumnCount",
    "Content",
    "Issue",
    "JournalOffset",
    "Placement",
    "RankingEntry",
    "Tag",
    "Version",
    "VersionAttachment",
    "ViewDay",
]
