"""Storing what the legacy parser found: missing columns made, the article taken over as its own audited act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError

from news import columns, workflow
from news.importers.legacy import LegacyPage
from news.models import Article, Column
from portal import audit
from portal.generation import moving

NAME_LENGTH = Column._meta.get_field("name").max_length or 30


@dataclass(frozen=True)
class Outcome:
    """What became of a page: `created`, `updated` or `unchanged`, and the columns that were made for it."""

    article: Article
    outcome: str
    made_columns: list[Column]


def missing_columns(path: list[str]) -> list[str]:
    """Return the names of `path` that have no column yet, from the first missing one on."""
    tree = columns.read()
    above: Column | None = None
    path = [column_name(name) for name in path]
    for step, name in enumerate(path):
        found = next((one for one in tree.children(above) if one.name == name), None)
        if found is None:
            return path[step:]
        above = found
    return []


def column_name(name: str) -> str:
    """Return a name as a column can bear it: what is longer is cut, the same way each time."""
    return name[:NAME_LENGTH].strip()


def take_over(page: LegacyPage, *, now: datetime, source: str) -> Outcome:
    """Store a page as a published article, in one transaction.

    Raises ValidationError where its column is no list, or its address is that of another article.
    """
    with moving():
        _check_identity(page)
        column, made = _column_at(page.column_path)
        if column.kind != Column.Kind.LIST:
            raise ValidationError(f"“{column.name}”不是列表栏目，放不了稿件。", code="not_a_list")
        draft = workflow.Draft(
            content={"title": page.title, "column": column, "source": page.source, "body": page.body}
        )
        article, outcome = workflow.import_legacy(
            draft, source_ref=page.source_ref, publish_at=page.published_at, views=page.views, now=now, source=source
        )
    return Outcome(article, outcome, made)


def _check_identity(page: LegacyPage) -> None:
    """Refuse a page that says it is one stored before, and shares neither title nor time with what was imported then.

    What editors changed here since does not count: the versions that the import made still bear the old title.
    """
    stored = Article.objects.filter(source_ref=page.source_ref).first()
    if stored is None or stored.publish_at == page.published_at:
        return
    if page.title not in stored.versions.filter(created_by=None).values_list("title", flat=True):
        raise ValidationError(
            f"网页写明的网址 {page.source_ref} 已属于另一篇稿件“{stored}”，标题和发布时间都不同，没有覆盖。"
            "请核对网页里的 canonical 或 og:url。",
            code="another_article",
        )


def _column_at(path: list[str]) -> tuple[Column, list[Column]]:
    above: Column | None = None
    made: list[Column] = []
    for name in map(column_name, path):
        found = Column.objects.filter(parent=above, name=name).first()
        if found is None:
            found = columns.save(Column(name=name, parent=above))
            audit.record("新增", by="import_page", target=found)
            made.append(found)
        above = found
    if above is None:
        raise ValidationError("没有栏目。", code="no_column")
    return above, made
