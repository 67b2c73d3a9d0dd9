"""The tree of columns: read whole with one query, walked in memory, kept consistent when it changes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import transaction

from news import placements
from news.models import Column
from news.models.columns import MAX_DEPTH
from portal.generation import Edition, moving
from portal.lib.slugs import free_slug, slug_of


class Tree:
    """All columns, with their parents and children as objects: walking it makes no query."""

    def __init__(self, columns: Iterable[Column]) -> None:
        self.all = list(columns)
        self.by_id = {column.pk: column for column in self.all}
        self.by_slug = {column.slug: column for column in self.all}
        self._children: dict[int | None, list[Column]] = {}
        for column in self.all:
            self._children.setdefault(column.parent_id, []).append(column)
            if column.parent_id in self.by_id:
                column.parent = self.by_id[column.parent_id]

    @cached_property
    def roots(self) -> list[Column]:
        """The columns at the top, in order."""
        return self._children.get(None, [])

    def children(self, column: Column | None) -> list[Column]:
        """Return the columns right below `column`, in order."""
        return self._children.get(column.pk if column else None, [])

    def path(self, column: Column) -> list[Column]:
        """Return the columns from the top to `column`, itself last."""
        steps = [column]
        while (parent := self.by_id.get(steps[-1].parent_id or 0)) and parent not in steps:
            steps.append(parent)
        return steps[::-1]

    def subtree(self, column: Column) -> list[Column]:
        """Return `column` and all below it, in reading order."""
        found = [column]
        for child in self.children(column):
            found += self.subtree(child)
        return found

    def is_open(self, column: Column) -> bool:
        """True when neither the column nor one above it is hidden."""
        return not any(step.is_hidden for step in self.path(column))

    def flat(self) -> list[tuple[int, Column]]:
        """Return (depth, column) for all, in reading order."""
        return [(len(self.path(column)) - 1, column) for root in self.roots for column in self.subtree(root)]

    def labels(self) -> list[tuple[int, str]]:
        """Return (id, indented name) of the list columns and what stands above them, for a select box."""
        return [(column.pk, "　" * depth + column.name) for depth, column in self.flat()]


def read() -> Tree:
    """Read the tree: one query."""
    return Tree(Column.objects.select_related("page").order_by("order", "pk"))


_kept: tuple[Edition, Tree] | None = None


def at(current: Edition) -> Tree:
    """Return the tree of an edition that was read before: from memory, else one query. For readers' pages only."""
    global _kept
    kept = _kept
    if kept is None or kept[0] != current:
        kept = _kept = (current, read())
    return kept[1]


def forget() -> None:
    """Drop the tree in memory."""
    global _kept
    _kept = None


def check_parent(column: Column) -> None:
    """Raise ValidationError where the parent would make a circle or a tree deeper than four levels."""
    if not column.parent_id:
        return
    tree = read()
    parent = tree.by_id[column.parent_id]
    below = tree.subtree(tree.by_id[column.pk]) if column.pk in tree.by_id else []
    if parent in below:
        raise ValidationError("不能把栏目放到它自己的下级里。", code="circle")
    height = max((len(tree.path(one)) for one in below), default=1) - (len(tree.path(below[0])) - 1 if below else 0)
    if len(tree.path(parent)) + height > MAX_DEPTH:
        raise ValidationError(f"栏目最多 {MAX_DEPTH} 级。", code="too_deep")


def save(column: Column) -> Column:
    """Save a column and keep what hangs on the tree: slug, openness of all below, placements of their articles.

    Up to 5,000 articles are placed anew right after commit; the worker does the rest. Readers are never shown what is
    hidden meanwhile: `published()` asks `is_open` itself.
    """
    column.full_clean(exclude=[] if column.slug else ["slug"])
    with moving():
        placements.lock()
        check_parent(column)
        if not column.slug:
            slug = slug_of(column.name, fallback="lanmu")
            column.slug = free_slug(slug, lambda taken: Column.objects.filter(slug=taken).exists())
        before = Column.objects.filter(pk=column.pk).values_list("parent", flat=True)[:1]
        moved = list(before) not in ([], [column.parent_id])
        # Never the instance's own idea of what is kept here: it may have been read before somebody hid its parent.
        kept = {"is_open", "placing_after"}
        column.save(
            update_fields=None
            if column._state.adding
            else [field.name for field in Column._meta.local_concrete_fields if field.name not in {"id", *kept}]
        )
        _reopen(column, moved=moved)
    return column


def _reopen(column: Column, *, moved: bool) -> None:
    """Work out anew which columns from `column` down are open, and have the articles of those that changed placed."""
    tree = read()
    changed = []
    for one in tree.subtree(tree.by_id[column.pk]):
        is_open = tree.is_open(one)
        if moved or one.is_open != is_open:
            one.is_open, one.placing_after = is_open, 0
            changed.append(one)
    Column.objects.bulk_update(changed, ["is_open", "placing_after"])
    column.refresh_from_db(fields=["is_open", "placing_after"])
    if not changed:
        return
    # After commit: each batch is a transaction of its own.
    transaction.on_commit(lambda: placements.catch_up(limit=5_000))


def move(column: Column, *, up: bool) -> bool:
    """Change places with the column before (`up`) or after it; return False where there is none."""
    with moving():
        placements.lock()
        beside = list(Column.objects.filter(parent=column.parent_id).order_by("order", "pk"))
        at = beside.index(column)
        to = at - 1 if up else at + 1
        if not 0 <= to < len(beside):
            return False
        beside[at], beside[to] = beside[to], beside[at]
        for position, one in enumerate(beside, start=1):
            one.order = position * 10
        Column.objects.bulk_update(beside, ["order"])
    return True
