"""The form of an article: it edits a Version, and never writes what readers see."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from news import attachments, columns
from news.fields import AttachmentsField, ColumnField, ColumnsField, Row, TagsField
from news.models import Article, Version
from news.models.articles import CONTENT_FIELDS
from news.workflow import Draft
from portal.editor import RichTextField
from portal.generation import now_of

TIMES = ("publish_at", "expire_at", "pinned_until", "headline_until")


class TimeField(forms.DateTimeField):
    """An instant, to the minute, in Beijing's time."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local", "step": 60}, format="%Y-%m-%dT%H:%M")
        super().__init__(required=False, widget=widget, **kwargs)


class ArticleForm(forms.ModelForm):
    """Everything a reviewer approves, and the times. The admin hands it the Article; it shows the latest Version.

    The class the admin makes of it carries `request`; files that came with the request were stored before the form
    was made (`request.new_attachments`, `request.refused_files`), so that no error elsewhere loses them.
    """

    request: Any  # an HttpRequest of staff, with what came with it

    body = RichTextField(label="正文", required=False)
    column = ColumnField(label="栏目")
    further_columns = ColumnsField(label="同时发布到", required=False)
    tag_text = TagsField(label="标签", required=False)
    attachments = AttachmentsField(label="附件", required=False)
    publish_at = TimeField(label="发布时间", help_text="留空就是立即发布；将来的时间到时自动发布。")
    expire_at = TimeField(label="下线时间", help_text="到时自动下线；留空就一直在。")
    pinned_until = TimeField(label="置顶至", help_text="到时自动取消。")
    headline_until = TimeField(label="头条至", help_text="首页大图，要有封面图。")
    source_url = forms.URLField(label="原文网址", required=False, max_length=400, assume_scheme="https")
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Version
        fields = CONTENT_FIELDS
        widgets: ClassVar = {"summary": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, data: Any = None, files: Any = None, *, instance: Any = None, **kwargs: Any) -> None:
        self.article: Article = instance if instance is not None else Article()
        self.now = now_of(self.request)
        latest = self.article.latest if self.article.pk else None
        shown = Version(**{name: getattr(latest, name) for name in CONTENT_FIELDS}) if latest else Version()
        kwargs["initial"] = self._initial(latest) | (kwargs.get("initial") or {})
        super().__init__(data, files, instance=shown, label_suffix="", **kwargs)
        tree = columns.read()
        self.fields["column"].use(tree)  # type: ignore[attr-defined]
        self.fields["further_columns"].use(tree)  # type: ignore[attr-defined]
        self.fields["attachments"].use(  # type: ignore[attr-defined]
            attachable=attachments.attachable(self.article.pk, by=self.request.user),
            stored=getattr(self.request, "new_attachments", []),
            refused=getattr(self.request, "refused_files", []),
        )
        if not self.request.user.has_perm("news.publish_article"):
            for name in TIMES:
                self.fields[name].disabled = True
        if self.is_out:
            self.fields["publish_at"].disabled = True
            self.fields["publish_at"].help_text = "已经发布，不再改变。"

    @property
    def is_out(self) -> bool:
        """True when the publication's date has been readers' for some time, and stays."""
        return bool(self.article.approved_id and self.article.publish_at and self.article.publish_at <= self.now)

    @property
    def publishes(self) -> bool:
        """True when the button that was pressed publishes."""
        return "_publish" in self.data

    def _initial(self, latest: Version | None) -> dict[str, Any]:
        times = {name: _to_the_minute(getattr(self.article, name)) for name in TIMES}
        if latest is None:
            return {**times, "responsible_editor": self.request.user.get_short_name()}
        rows = latest.attachments.select_related("attachment")
        return {
            **times,
            "column": str(latest.column_id),
            "further_columns": [str(column.pk) for column in latest.further_columns.all()],
            "tag_text": "、".join(latest.tag_names),
            "attachments": [Row(row.attachment, row.title) for row in rows],
            "seen": latest.number,
        }

    def clean(self) -> dict[str, Any]:
        """Check what depends on more than one field."""
        cleaned = super().clean() or self.cleaned_data
        if self.article.pk and cleaned.get("seen") is None:
            raise ValidationError("页面不完整，请重新打开这篇稿件再改。", code="seen_missing")
        if cleaned.get("column") in (further := cleaned.get("further_columns") or []):
            cleaned["further_columns"] = [column for column in further if column != cleaned["column"]]
        self._check_times(cleaned)
        return cleaned

    @property
    def start(self) -> datetime | None:
        """The instant from which readers see it, as this form leaves it; None where it is not planned.

        A plan that has passed meanwhile means now; a date in the past that was typed means that date.
        """
        if self.is_out:
            return self.article.publish_at
        typed: datetime | None = self.cleaned_data.get("publish_at")
        if typed and typed < self.now and "publish_at" not in self.changed_data:
            typed = None
        return typed or (self.now if self.publishes else None)

    def _check_times(self, cleaned: dict[str, Any]) -> None:
        start = self.start
        if self.article.approved_id and not start:
            words = "已定时的稿件要有发布时间。现在发布请按发布按钮，不想发了请撤稿。"
            self.add_error("publish_at", ValidationError(words, code="start_missing"))
        latest_start = max(start, self.now) if start and self.publishes else start
        expire_at = cleaned.get("expire_at")
        if expire_at and latest_start and expire_at <= latest_start:
            self.add_error("expire_at", ValidationError("下线时间应晚于发布时间。", code="expires_early"))

    def draft(self) -> Draft:
        """Return what was typed as a draft for the workflow."""
        cleaned = self.cleaned_data
        return Draft(
            content={name: cleaned[name] for name in CONTENT_FIELDS},
            tag_names=cleaned["tag_text"],
            further_columns=cleaned["further_columns"],
            attachments=[(row.attachment, row.title) for row in cleaned["attachments"]],
        )

    def times(self) -> dict[str, datetime | None]:
        """Return the times that were changed. What only looks different (seconds aren't shown) is left alone."""
        times = {name: self.cleaned_data[name] for name in TIMES if name in self.changed_data}
        if self.publishes and not self.is_out:
            times.pop("publish_at", None)  # publishing sets it; set before it where the others are checked against it
            if times or self.article.approved_id:
                times["publish_at"] = self.start
        return times


def _to_the_minute(at: datetime | None) -> datetime | None:
    return at.replace(second=0, microsecond=0) if at else None
