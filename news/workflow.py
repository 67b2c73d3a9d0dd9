"""The way of an article: one table of acts, and the functions that carry them out.

Nothing else writes what readers see. Each function asks for the person's right, runs in one transaction, moves the
generation once and leaves an audit entry. `by` is a person; the legacy import acts under its own name.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max
from django.db.models.enums import TextChoices

from news import placements
from news.models import Article, ArticleAttachment, Attachment, Column, Version, VersionAttachment
from news.models.articles import CONTENT_FIELDS
from portal import audit, generation, pictures
from portal.lib.html import clean, picture_ids
from portal.models import Picture, User


class Status(TextChoices):
    """What an article is to readers."""

    UNPUBLISHED = "unpublished", "未发布"
    SCHEDULED = "scheduled", "已定时"
    PUBLISHED = "published", "已发布"
    EXPIRED = "expired", "已过期"
    WITHDRAWN = "withdrawn", "已撤稿"
    DELETED = "deleted", "已删除"


@dataclass(frozen=True)
class Act:
    """One row of the table: what an act is called, the right it takes, and the statuses it starts from."""

    label: str
    right: str
    starts_from: frozenset[Status]


_LIVING = frozenset(set(Status) - {Status.DELETED})
ACTS = {
    "save": Act("保存", "news.change_article", _LIVING),
    "publish": Act("发布", "news.publish_article", _LIVING),
    "schedule": Act("调整时间", "news.publish_article", _LIVING),
    "withdraw": Act("撤稿", "news.withdraw_article", frozenset({Status.SCHEDULED, Status.PUBLISHED, Status.EXPIRED})),
    "delete": Act("删除", "news.delete_article", _LIVING),
    "restore": Act("恢复", "news.delete_article", frozenset({Status.DELETED})),
}


@dataclass
class Draft:
    """What an editor saves: the content's fields by name, and the lists beside them."""

    content: dict[str, Any]
    tag_names: Sequence[str] = ()
    further_columns: Sequence[Column] = ()
    attachments: Sequence[tuple[Attachment, str]] = field(default_factory=tuple)


def status_of(article: Article, now: datetime) -> Status:
    """Return what the article is to readers at `now` (a hidden column aside)."""
    if article.deleted_at:
        return Status.DELETED
    if article.withdrawn_at:
        return Status.WITHDRAWN
    if not article.approved_id or article.publish_at is None:
        return Status.UNPUBLISHED
    if article.publish_at > now:
        return Status.SCHEDULED
    if article.expire_at and article.expire_at <= now:
        return Status.EXPIRED
    return Status.PUBLISHED


def may(by: User, act: str, article: Article, now: datetime) -> bool:
    """True when the person has the right and the article's status lets the act start."""
    return by.is_active and by.has_perm(ACTS[act].right) and status_of(article, now) in ACTS[act].starts_from


def _begin(article_id: int, act: str, by: User, now: datetime) -> Article:
    """Lock the article and return it; refuse a person without the right, and an act that can't start here."""
    if not (by.is_active and by.has_perm(ACTS[act].right)):
        raise PermissionDenied(f"您没有“{ACTS[act].label}”的权限。")
    placements.lock()
    article = Article.objects.select_for_update().get(pk=article_id)
    status = status_of(article, now)
    if status not in ACTS[act].starts_from:
        raise ValidationError(f"稿件现在是“{status.label}”，不能{ACTS[act].label}。", code="wrong_status")
    return article


# --- Writing -----------------------------------------------------------------------------------------------------------


def create(draft: Draft, *, by: User, now: datetime, source_ref: str | None = None) -> Article:
    """Make an article with its first version, a draft."""
    if not by.has_perm("news.add_article"):
        raise PermissionDenied("您没有新建稿件的权限。")
    with generation.moving():
        article = Article.objects.create(created_at=now, source_ref=source_ref)
        _add_version(article, draft, by=by, now=now)
    return article


def save_draft(article_id: int, draft: Draft, *, by: User, now: datetime, seen: int | None = None) -> Version | None:
    """Save a new version; return it, or None when nothing differs from the latest.

    `seen` is the number of the version that the editor's form showed: saving over a newer one is refused.
    """
    with generation.moving():
        article = _begin(article_id, "save", by, now)
        if seen is not None and article.latest and article.latest.number != seen:
            raise ValidationError(
                f"这篇稿件在您编辑期间被 {article.latest.created_by or '他人'} 保存过（版本 {article.latest.number}）。"
                "您的内容还在下面，请先对照最新版本再保存。",
                code="stale",
            )
        if article.latest and article.latest.digest == digest_of(draft):
            return None
        if status_of(article, now) is Status.SCHEDULED:
            # What was approved is not what would appear: a planned publication goes back to be approved again.
            article.approved = None
            article.save(update_fields=["approved"])
            _keep_in_step(article)
            audit.record("取消定时", by=by, target=article, at=now, reason="发布前又有修改")
        return _add_version(article, draft, by=by, now=now)


def digest_of(draft: Draft) -> str:
    """Return the SHA-256 of everything a reviewer approves: fields, tags, columns, the bytes of files and pictures."""
    content: dict[str, Any] = {name: draft.content.get(name) or None for name in CONTENT_FIELDS}
    content["body"] = clean(content["body"] or "")
    shown = _shown_pictures(content)
    hashes = dict(Picture.objects.filter(pk__in=shown).values_list("pk", "sha256"))
    parts = {
        **{name: value.pk if hasattr(value, "pk") else value for name, value in content.items()},
        "tags": list(draft.tag_names),
        "further": sorted(column.pk for column in draft.further_columns),
        "attachments": [[attachment.sha256, title] for attachment, title in draft.attachments],
        "pictures": [hashes.get(number) for number in shown],
    }
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _shown_pictures(content: dict[str, Any]) -> list[int]:
    cover = content.get("cover")
    return [*([cover.pk] if cover else []), *picture_ids(content.get("body") or "")]


def _add_version(article: Article, draft: Draft, *, by: User | None, now: datetime) -> Version:
    number = (article.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    content = {name: draft.content[name] for name in CONTENT_FIELDS if name in draft.content}
    version = Version(
        article=article, number=number, tag_names=list(draft.tag_names), created_at=now, created_by=by, **content
    )
    version.digest = digest_of(draft)
    version.body = clean(version.body)
    pictures.require_known(picture_ids(version.body))
    version.save(force_insert=True)
    version.further_columns.set(draft.further_columns)
    VersionAttachment.objects.bulk_create(
        VersionAttachment(version=version, attachment=attachment, title=title or attachment.name, order=order)
        for order, (attachment, title) in enumerate(draft.attachments)
    )
    article.latest = version
    article.save(update_fields=["latest"])
    return version


# --- Going out -----------------------------------------------------------------------------------------------------------


def publish(version: Version, *, by: User, now: datetime, publish_at: datetime | None = None) -> Article:
    """Approve a version and let readers see it, at once or from `publish_at` on.

    Only first publication is scheduled: an update of what is out goes out at once and keeps its date.
    """
    with generation.moving():
        article = _begin(version.article_id, "publish", by, now)
        if article.latest_id != version.pk:
            raise ValidationError("这已不是最新版本，请打开最新版本再发布。", code="stale")
        version = Version.objects.select_related("column").get(pk=version.pk)  # as it is now that nobody else acts
        if article.approved_id == version.pk and status_of(article, now) is Status.PUBLISHED:
            return article  # a second click, or a second person: the first one's name stays on it
        if article.approved_id is None or article.publish_at is None or article.publish_at > now:
            article.publish_at = publish_at or now
        if article.expire_at and article.publish_at and article.expire_at <= article.publish_at:
            raise ValidationError({"expire_at": ValidationError("下线时间应晚于发布时间。", code="expires_early")})
        _approve(article, version, by=by, now=now)
        _carry_out(article, version)
        late = article.publish_at and article.publish_at > now
        audit.record("定时发布" if late else "发布", by=by, target=article, at=now, version=version.number,
                     publish_at=article.publish_at.isoformat() if article.publish_at else "")  # fmt: skip
    return article


def _approve(article: Article, version: Version, *, by: User | None, now: datetime) -> None:
    if not version.column.kind == Column.Kind.LIST:
        raise ValidationError("请选一个列表栏目：单页和链接栏目里不能放稿件。", code="not_a_list")
    if version.state != Version.State.APPROVED:
        version.state, version.approved_at, version.approved_by = Version.State.APPROVED, now, by
        version.save(update_fields=["state", "approved_at", "approved_by"])
    article.approved = version
    article.withdrawn_at, article.withdrawn_reason = None, ""


def _carry_out(article: Article, version: Version) -> None:
    """Copy an approved version onto what readers see: the one place that does."""
    for name in CONTENT_FIELDS:
        setattr(article, name, getattr(version, name))
    article.save()
    article.tags.set(version.tag_names)
    article.attachments.all().delete()
    ArticleAttachment.objects.bulk_create(
        ArticleAttachment(article=article, attachment_id=row.attachment_id, title=row.title, order=row.order)
        for row in version.attachments.all()
    )
    _keep_in_step(article)


def _keep_in_step(article: Article) -> None:
    """Write what follows from the article's state: placements, which pictures are public, due instants."""
    placements.sync([article.pk])
    generation.due([article.publish_at, article.expire_at, article.pinned_until, article.headline_until])


def schedule(article_id: int, *, by: User, now: datetime, **times: datetime | None) -> Article:
    """Set `expire_at`, `pinned_until`, `headline_until`, and, before first publication, `publish_at`."""
    unknown = set(times) - {"publish_at", "expire_at", "pinned_until", "headline_until"}
    if unknown:
        raise TypeError(f"not a time of an article: {unknown}")
    with generation.moving():
        article = _begin(article_id, "schedule", by, now)
        was_out = article.publish_at is not None and article.publish_at <= now
        if was_out and article.approved_id and times.get("publish_at", article.publish_at) != article.publish_at:
            raise ValidationError({"publish_at": ValidationError("已经发布，发布时间不能再改。", code="is_out")})
        changed = {name: value for name, value in times.items() if getattr(article, name) != value}
        if not changed:
            return article
        if article.approved_id and "publish_at" in changed and changed["publish_at"] is None:
            raise ValidationError({"publish_at": ValidationError("已定时的稿件要有发布时间。", code="time_missing")})
        for name, value in changed.items():
            setattr(article, name, value)
        if article.expire_at and article.expire_at <= (article.publish_at or now):
            raise ValidationError({"expire_at": ValidationError("下线时间应晚于发布时间。", code="expires_early")})
        article.save(update_fields=list(changed))
        _keep_in_step(article)
        audit.record("调整时间", by=by, target=article, at=now,
                     **{name: value.isoformat() if value else None for name, value in changed.items()})  # fmt: skip
    return article


# --- Coming off -----------------------------------------------------------------------------------------------------------


def withdraw(article_id: int, *, by: User, now: datetime, reason: str) -> Article:
    """Take an article off the site at once (撤稿): its address answers 410. Publishing a version brings it back."""
    reason = reason.strip()
    if not reason:
        raise ValidationError("请写明撤稿原因。", code="reason_missing")
    with generation.moving():
        article = _begin(article_id, "withdraw", by, now)
        article.withdrawn_at, article.withdrawn_reason = now, reason[:200]
        article.save(update_fields=["withdrawn_at", "withdrawn_reason"])
        _keep_in_step(article)
        audit.record("撤稿", by=by, target=article, at=now, reason=reason[:200])
    return article


def delete(article_ids: Iterable[int], *, by: User, now: datetime) -> int:
    """Move articles to 回收站: off the site, with their place, links and views kept. Returns how many."""
    return _set_deleted(article_ids, "delete", now, by=by, now=now)


def restore(article_ids: Iterable[int], *, by: User, now: datetime) -> int:
    """Bring articles back from 回收站, as they were. Returns how many."""
    return _set_deleted(article_ids, "restore", None, by=by, now=now)


def _set_deleted(article_ids: Iterable[int], act: str, deleted_at: datetime | None, *, by: User, now: datetime) -> int:
    numbers = sorted(set(article_ids))
    with generation.moving():
        for number in numbers:
            article = _begin(number, act, by, now)
            article.deleted_at = deleted_at
            article.save(update_fields=["deleted_at"])
            _keep_in_step(article)
            audit.record(ACTS[act].label, by=by, target=article, at=now)
    return len(numbers)


# --- The legacy import: a transition of its own ---------------------------------------------------------------------------


def import_legacy(
    draft: Draft, *, source_ref: str, publish_at: datetime, views: int, now: datetime, source: str
) -> tuple[Article, str]:
    """Take over an article that was published before, as it was; return it and `created`, `updated` or `unchanged`.

    It was approved by those who ran the old site, not here: the record says 导入, not 发布. An article that was edited,
    withdrawn or deleted here since its import is left alone (`unchanged`): the old page must not undo an editor's work. Views are set at
    the first import only, for the counter goes on here.
    """
    with generation.moving():
        placements.lock()
        article = Article.objects.select_for_update().filter(source_ref=source_ref).first()
        if article and (article.withdrawn_at or article.deleted_at):
            return article, "unchanged"
        if article and article.latest and (article.latest.created_by_id or article.latest.digest == digest_of(draft)):
            return article, "unchanged"
        outcome = "updated" if article else "created"
        if article is None:
            article = Article.objects.create(created_at=now, source_ref=source_ref, views=views)
        version = _add_version(article, draft, by=None, now=now)
        article.publish_at = publish_at
        _approve(article, version, by=None, now=now)
        _carry_out(article, version)
        audit.record(
            "导入", by="import_page", target=article, at=now, source=source, source_ref=source_ref, views=views
        )
    return article, outcome
