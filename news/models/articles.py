"""Articles live twice: `Version` is what is written and reviewed, `Article` is what readers see.

Only news.workflow copies the one onto the other. Both share the fields of `Content`.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from taggit.managers import TaggableManager
from taggit.models import ItemBase, TagBase

from news.models.columns import Column
from portal.lib import storage
from portal.lib.html import CleanHTMLField, plain_text
from portal.lib.slugs import slug_of
from portal.lib.uploads import CONTENT_TYPES
from portal.models import Picture


class Tag(TagBase):
    """A tag with a pinyin address. A row appears when an article that has it is published, not before."""

    reader_visible: ClassVar[bool] = True

    class Meta:
        verbose_name = "标签"
        verbose_name_plural = "标签"
        ordering: ClassVar = ["name"]

    def slugify(self, tag: str, i: int | None = None) -> str:
        """Return the pinyin slug of `tag`; taggit passes `i` when the plain one is taken."""
        slug = slug_of(tag, fallback="tag", limit=80)
        return f"{slug}-{i}" if i is not None else slug

    def get_absolute_url(self) -> str:
        """Return the address of its list."""
        return reverse("news:tag", args=[self.slug])


class Content(models.Model):
    """What a reviewer approves and a reader reads."""

    title = models.CharField("标题", max_length=120)
    subtitle = models.CharField("副标题", max_length=120, blank=True)
    summary = models.TextField("摘要", max_length=400, blank=True, help_text="留空则取正文开头。")
    body = CleanHTMLField("正文", blank=True)
    column = models.ForeignKey(Column, models.PROTECT, verbose_name="栏目", related_name="+")
    source = models.CharField("来源", max_length=60, blank=True)
    source_url = models.URLField("原文网址", max_length=400, blank=True)
    author = models.CharField("作者", max_length=60, blank=True)
    responsible_editor = models.CharField("责任编辑", max_length=40, blank=True)
    cover = models.ForeignKey(Picture, models.PROTECT, verbose_name="封面图", null=True, blank=True, related_name="+")
    cover_alt = models.CharField("封面图说明", max_length=120, blank=True, help_text="给看不到图片的读者：图上是什么。")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    @property
    def lead(self) -> str:
        """The summary, else the first words of the text."""
        return self.summary or plain_text(self.body[:3000])[:120]


CONTENT_FIELDS = tuple(field.name for field in Content._meta.local_fields)


FEW = 200  # more than that are never pinned or headlines at once


# The latest version is not what was approved: a draft, or a change of what is out.
PENDING = Q(approved=None) | ~Q(latest=F("approved"))


class ArticleQuerySet(models.QuerySet["Article"]):
    """Reads of articles. Every list, feed, map, search and count of the reader site starts from `published`."""

    def published(self, now: datetime) -> ArticleQuerySet:
        """Return what readers may see at `now`: approved, out, not expired, withdrawn, deleted or in a hidden column."""
        return self.filter(
            Q(expire_at=None) | Q(expire_at__gt=now),
            approved__isnull=False,
            publish_at__lte=now,
            withdrawn_at=None,
            deleted_at=None,
            column__is_open=True,
        )

    def until(self, now: datetime, field: str) -> ArticleQuerySet:
        """Return the few whose `pinned_until` or `headline_until` is still ahead.

        Their ids are read first, from the small index of that field: together with the order by date, databases walk
        the whole table instead (27 ms at 50,000 articles, .2 ms this way).
        """
        few = Article.objects.filter(**{f"{field}__gt": now}).order_by(f"-{field}").values_list("pk", flat=True)
        return self.filter(pk__in=list(few[:FEW]))

    def for_lists(self) -> ArticleQuerySet:
        """Return the articles with what a list shows, and without their text."""
        return self.select_related("column", "cover").defer("body")

    def newest_first(self) -> ArticleQuerySet:
        """Return the articles in the order of every list."""
        return self.order_by("-publish_at", "-pk")


class Article(Content):  # type: ignore[django-manager-missing]  # taggit's manager of ArticleTag
    """What readers see: the approved content, and when. Empty of content until a first version is approved."""

    reader_visible: ClassVar[bool] = True

    title = models.CharField("标题", max_length=120, blank=True)
    column = models.ForeignKey(  # type: ignore[assignment]  # the same, but empty before the first approval
        Column, models.PROTECT, verbose_name="栏目", null=True, blank=True, related_name="articles"
    )
    # `latest` is what the desk shows and edits, `approved` is what the content above was copied from.
    latest = models.OneToOneField("news.Version", models.PROTECT, null=True, related_name="+", verbose_name="最新版本")
    approved = models.OneToOneField(
        "news.Version", models.PROTECT, null=True, related_name="+", verbose_name="已通过版本"
    )
    publish_at = models.DateTimeField("发布时间", null=True, blank=True)
    expire_at = models.DateTimeField("下线时间", null=True, blank=True)
    pinned_until = models.DateTimeField("置顶至", null=True, blank=True)
    headline_until = models.DateTimeField("头条至", null=True, blank=True)
    withdrawn_at = models.DateTimeField("撤稿时间", null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField("撤稿原因", max_length=200, blank=True, editable=False)
    deleted_at = models.DateTimeField("删除时间", null=True, blank=True, editable=False)
    views = models.PositiveBigIntegerField("点击量", default=0, editable=False)
    created_at = models.DateTimeField("建立时间", editable=False)
    # Where an imported article came from; importing it again finds it by this.
    source_ref = models.CharField("导入来源", max_length=300, null=True, blank=True, unique=True, editable=False)
    tags = TaggableManager(through="news.ArticleTag", blank=True, verbose_name="标签")

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "稿件"
        verbose_name_plural = "稿件"
        ordering: ClassVar = ["-pk"]
        permissions: ClassVar = [("publish_article", "可以发布稿件"), ("withdraw_article", "可以撤稿")]
        indexes: ClassVar = [
            models.Index(fields=["-publish_at", "-id"], name="article_newest"),
            models.Index(
                fields=["-headline_until"], condition=Q(headline_until__isnull=False), name="article_headline"
            ),
            models.Index(fields=["-pinned_until"], condition=Q(pinned_until__isnull=False), name="article_pinned"),
            models.Index(fields=["-publish_at", "-id"], condition=Q(cover__isnull=False), name="article_illustrated"),
            # What the desk asks for: few rows among a million.
            models.Index(fields=["-id"], condition=PENDING, name="article_pending"),
            models.Index(fields=["-id"], condition=Q(withdrawn_at__isnull=False), name="article_withdrawn"),
            models.Index(fields=["-id"], condition=Q(deleted_at__isnull=False), name="article_deleted"),
            models.Index(fields=["expire_at"], condition=Q(expire_at__isnull=False), name="article_expiry"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(approved=None) | (Q(column__isnull=False, publish_at__isnull=False) & ~Q(title="")),
                name="approved_article_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(expire_at=None) | Q(publish_at=None) | Q(expire_at__gt=F("publish_at")),
                name="article_expires_after_publication",
                violation_error_message="下线时间应晚于发布时间。",
            ),
        ]

    def __str__(self) -> str:
        return self.title or (self.latest.title if self.latest else f"稿件 {self.pk}")

    def get_absolute_url(self) -> str:
        """Return its address."""
        return reverse("news:article", args=[self.pk])


class Version(Content):
    """One saved state of an article: everything a reviewer approves, in one row and its own lists. Never changed."""

    reader_visible: ClassVar[bool] = False

    class State(models.TextChoices):
        """Where a version stands."""

        DRAFT = "draft", "草稿"
        APPROVED = "approved", "已通过"

    article = models.ForeignKey(Article, models.PROTECT, related_name="versions", verbose_name="稿件")
    number = models.PositiveIntegerField("版本号")
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFT)
    tag_names = models.JSONField("标签", default=list, blank=True)
    further_columns = models.ManyToManyField(Column, verbose_name="同时发布到", blank=True, related_name="+")
    digest = models.CharField("内容摘要值", max_length=64, editable=False)
    created_at = models.DateTimeField("保存时间", editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="保存人", editable=False
    )
    approved_at = models.DateTimeField("通过时间", null=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="通过人", editable=False
    )

    class Meta:
        verbose_name = "版本"
        verbose_name_plural = "版本"
        ordering: ClassVar = ["article", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "number"], name="version_number_once"),
            models.CheckConstraint(
                condition=Q(state="draft", approved_at=None) | Q(state="approved", approved_at__isnull=False),
                name="approved_version_says_when",
            ),
        ]


class ArticleTag(ItemBase):
    """A published article has a tag."""

    reader_visible: ClassVar[bool] = True

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="items")
    content_object = models.ForeignKey(Article, models.CASCADE, related_name="tag_items")

    class Meta:
        verbose_name = "稿件标签"
        verbose_name_plural = "稿件标签"
        indexes: ClassVar = [models.Index(fields=["tag", "-content_object"], name="articles_of_tag")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["tag", "content_object"], name="article_has_tag_once")]


class Attachment(models.Model):
    """A file on disk, private; its bytes never change. Readers reach it at /files/<id>/ only."""

    reader_visible: ClassVar[bool] = False

    file = models.FileField("文件", storage=storage.private, upload_to="attachments/", max_length=200)
    name = models.CharField("文件名", max_length=110)
    kind = models.CharField("类型", max_length=5)
    size = models.PositiveBigIntegerField("字节数")
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = "附件文件"
        verbose_name_plural = "附件文件"

    def __str__(self) -> str:
        return self.name

    @property
    def content_type(self) -> str:
        """The media type to serve it with."""
        return CONTENT_TYPES[self.kind]


class AttachedFile(models.Model):
    """A file's place in an article: its title and order."""

    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="+", verbose_name="文件")
    title = models.CharField("名称", max_length=110)
    order = models.PositiveSmallIntegerField("排序", default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


class VersionAttachment(AttachedFile):
    """An attachment as it is written and reviewed."""

    reader_visible: ClassVar[bool] = False

    version = models.ForeignKey(Version, models.CASCADE, related_name="attachments")

    class Meta:
        verbose_name = "版本附件"
        verbose_name_plural = "版本附件"
        ordering: ClassVar = ["order", "pk"]


class ArticleAttachment(AttachedFile):
    """An attachment that readers see."""

    reader_visible: ClassVar[bool] = True

    article = models.ForeignKey(Article, models.CASCADE, related_name="attachments")

    class Meta:
        verbose_name = "稿件附件"
        verbose_name_plural = "稿件附件"
        ordering: ClassVar = ["order", "pk"]
        indexes: ClassVar = [models.Index(fields=["attachment"], name="articles_of_attachment")]


class Placement(models.Model):
    """An article stands in a column's list from `publish_at` to `expire_at`; written by news.placements only."""

    reader_visible: ClassVar[bool] = False  # moved together with its article

    article = models.ForeignKey(Article, models.CASCADE, related_name="placements")
    column = models.ForeignKey(Column, models.PROTECT, related_name="placements")
    publish_at = models.DateTimeField()
    expire_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "编排"
        verbose_name_plural = "编排"
        constraints: ClassVar = [models.UniqueConstraint(fields=["article", "column"], name="placed_once")]
        indexes: ClassVar = [
            models.Index(fields=["column", "-publish_at", "-article"], name="column_newest"),
            models.Index(fields=["column", "expire_at"], condition=Q(expire_at__isnull=False), name="column_expiry"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} → {self.column_id}"
