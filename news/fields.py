"""The fields of the article form that Django has not: columns of the tree, tags, attachments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.forms.widgets import Script
from django.utils.datastructures import MultiValueDict

from news import tags
from news.columns import Tree
from news.models import Attachment, Column, Tag

MAX_ATTACHMENTS = 30
SUGGESTED_TAGS = 300


# --- Columns -------------------------------------------------------------------------------------------------------


class _Tree:
    """The tree of columns, indented; what holds no articles can't be chosen."""

    closed: frozenset[str] = frozenset()

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Disable the option of a column that is no list."""
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)  # type: ignore[misc]
        if str(value) in self.closed:
            option["attrs"]["disabled"] = True
        return option


class ColumnSelect(_Tree, forms.Select):
    """The tree as a select box."""


class ColumnChecks(_Tree, forms.CheckboxSelectMultiple):
    """The tree as boxes to tick."""


class ColumnField(forms.ChoiceField):
    """One list column."""

    widget = ColumnSelect
    tree: Tree

    def use(self, tree: Tree) -> None:
        """Offer the columns of `tree`."""
        self.tree = tree
        self.choices = [("", "请选择栏目"), *_labelled(tree)]
        self.widget.closed = _closed(tree)

    def clean(self, value: Any) -> Column | None:
        """Return the column."""
        text = super().clean(value)
        return _list_column(self.tree, text) if text else None


class ColumnsField(forms.MultipleChoiceField):
    """Any number of list columns."""

    widget = ColumnChecks
    tree: Tree

    def use(self, tree: Tree) -> None:
        """Offer the columns of `tree`."""
        self.tree = tree
        self.choices = _labelled(tree)
        self.widget.closed = _closed(tree)

    def clean(self, value: Any) -> list[Column]:
        """Return the columns, in the tree's order."""
        chosen = [_list_column(self.tree, text) for text in super().clean(value)]
        return [column for _, column in self.tree.flat() if column in chosen]


def _labelled(tree: Tree) -> list[tuple[str, str]]:
    return [(str(pk), label) for pk, label in tree.labels()]


def _closed(tree: Tree) -> frozenset[str]:
    return frozenset(str(column.pk) for column in tree.all if column.kind != Column.Kind.LIST)


def _list_column(tree: Tree, text: str) -> Column:
    column = tree.by_id[int(text)]
    if column.kind != Column.Kind.LIST:
        raise ValidationError(f"“{column.name}”不是列表栏目，不能放稿件。", code="not_a_list")
    return column


# --- Tags ----------------------------------------------------------------------------------------------------------


class TagsInput(forms.TextInput):
    """A line of tags, with the newest existing ones to pick from."""

    template_name = "admin/widgets/tags.html"

    class Media:
        js = (Script("desk/tags.js", defer=True),)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add names to suggest."""
        context = super().get_context(name, value, attrs)
        names = Tag.objects.order_by("-pk").values_list("name", flat=True)
        context["widget"]["suggested"] = list(names[:SUGGESTED_TAGS])
        return context


class TagsField(forms.CharField):
    """Tags as people type them; their names."""

    widget = TagsInput

    def __init__(self, **kwargs: Any) -> None:
        number = tags.MAX_NUMBER
        super().__init__(help_text=f"用逗号、顿号隔开，最多 {number} 个，每个不超过 {tags.MAX_LENGTH} 字。", **kwargs)

    def clean(self, value: Any) -> list[str]:
        """Return the names; refuse long ones and too many."""
        names = tags.parse(super().clean(value))
        if long := [name for name in names if len(name) > tags.MAX_LENGTH]:
            shown = "、".join(f"{name[:24]}…" for name in long[:3])
            raise ValidationError(f"标签太长：{shown}每个最多 {tags.MAX_LENGTH} 字。", code="tag_too_long")
        if len(names) > tags.MAX_NUMBER:
            raise ValidationError(f"有 {len(names)} 个标签，最多 {tags.MAX_NUMBER} 个。", code="too_many_tags")
        return names


# --- Attachments ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """An attachment as it stands in the form. `remove` was ticked, or not."""

    attachment: Attachment
    title: str
    remove: bool = False


@dataclass(frozen=True)
class TypedRow:
    """The same before it is checked: numbers and words as they came."""

    number: str
    title: str
    order: str
    remove: bool


class AttachmentsInput(forms.Widget):
    """A row for each file (name, order, remove), and a field that takes several new ones."""

    template_name = "admin/widgets/attachments.html"
    needs_multipart_form = True

    class Media:
        js = (Script("desk/attachments.js", defer=True),)

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.stored: Sequence[Attachment] = ()

    def value_from_datadict(self, data: Any, files: MultiValueDict[str, UploadedFile], name: str) -> list[TypedRow]:
        """Return the rows as typed, then those of files that have just been stored."""
        numbers = dict.fromkeys(data.getlist(f"{name}-id")[: MAX_ATTACHMENTS * 2])
        rows = [
            TypedRow(
                number,
                data.get(f"{name}-title-{number}", ""),
                data.get(f"{name}-order-{number}", ""),
                f"{name}-remove-{number}" in data,
            )
            for number in numbers
        ]
        rows += [
            TypedRow(str(one.pk), _stem(one.name), str(len(rows) + 1 + i), False) for i, one in enumerate(self.stored)
        ]
        return rows

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Nothing attached is an answer too."""
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the rows with their files: one query."""
        context = super().get_context(name, None, attrs)
        rows = []
        typed = [one for one in value or [] if isinstance(one, TypedRow)]
        files = Attachment.objects.in_bulk([int(one.number) for one in typed if _is_number(one.number)])
        for position, one in enumerate(value or [], start=1):
            if isinstance(one, Row):
                rows.append({"attachment": one.attachment, "title": one.title, "order": position, "remove": False})
            elif _is_number(one.number) and int(one.number) in files:
                found = files[int(one.number)]
                rows.append({"attachment": found, "title": one.title, "order": one.order, "remove": one.remove})
        context["widget"]["rows"] = rows
        return context


class AttachmentsField(forms.Field):
    """The attachments of an article, in order."""

    widget = AttachmentsInput
    attachable: QuerySet[Attachment]
    refused: Sequence[str] = ()

    def use(self, *, attachable: QuerySet[Attachment], stored: Sequence[Attachment], refused: Sequence[str]) -> None:
        """Say which files may be attached, which ones have just been stored, and why others were not."""
        self.attachable = attachable
        self.refused = refused
        self.widget.stored = stored

    def clean(self, value: list[TypedRow]) -> list[Row]:
        """Return the rows that stay, in order; refuse files that were not received, and others' files."""
        numbers = [int(one.number) for one in value if _is_number(one.number)]
        files = self.attachable.in_bulk(numbers)
        errors = [ValidationError(words, code="refused_file") for words in self.refused]
        rows = []
        for one in sorted(value, key=_position):
            found = files.get(int(one.number)) if _is_number(one.number) else None
            if found is None:
                errors.append(ValidationError("有一个附件已不存在，请重新添加。", code="unknown_attachment"))
            elif not one.remove:
                title = one.title.replace("\x00", "").strip() or _stem(found.name)
                if len(title) > 110:
                    errors.append(ValidationError(f"附件名称太长：“{title[:20]}…”，最多 110 字。", code="long_title"))
                rows.append(Row(found, title))
        if len(rows) > MAX_ATTACHMENTS:
            errors.append(ValidationError(f"附件最多 {MAX_ATTACHMENTS} 个。", code="too_many_files"))
        if errors:
            raise ValidationError(errors)
        return rows

    def has_changed(self, initial: list[Row] | None, data: Any) -> bool:
        """Compare the files, their names and order."""
        before = [(str(row.attachment.pk), row.title) for row in initial or []]
        after = [(one.number, one.title) for one in sorted(data or [], key=_position) if not one.remove]
        return before != after


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18


def _position(one: TypedRow) -> int:
    return int(one.order) if _is_number(one.order) else 10**6


def _stem(name: str) -> str:
    return name.rsplit(".", 1)[0]
