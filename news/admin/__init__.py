"""The desk of the news: articles, columns, tags, the magazine."""

from news.admin import articles, columns, magazine, tags

__all__ = ["articles", "columns", "magazine", "tags"]
