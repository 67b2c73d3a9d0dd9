"""Columns (栏目): hundreds at most, a tree, read whole."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from portal.lib.slugs import validate_slug
from portal.models import Page

MAX_DEPTH = 4


class Column(models.Model):
    """A column: a list of articles, a page, or a link. `is_open` is kept by news.columns: no ancestor is hidden."""

    reader_visible: ClassVar[bool] = True

    class Kind(models.TextChoices):
        """What a column is."""

        LIST = "list", "列表"
        PAGE = "page", "单页"
        LINK = "link", "链接"

    name = models.CharField("名称", max_length=30)
    slug = models.SlugField(
        "网址名",
        max_length=60,
        unique=True,
        blank=True,
        validators=[validate_slug],
        help_text="留空则由名称的拼音生成。",
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name="上级栏目", null=True, blank=True, related_name="children"
    )
    kind = models.CharField("类型", max_length=4, choices=Kind, default=Kind.LIST)
    page = models.ForeignKey(Page, models.PROTECT, verbose_name="单页", null=True, blank=True, related_name="+")
    url = models.CharField("链接网址", max_length=300, blank=True, help_text="以 / 开头的是本站网址。")
    description = models.CharField("简介", max_length=200, blank=True)
    order = models.PositiveSmallIntegerField("排序", default=0, help_text="小的在前。")
    in_nav = models.BooleanField("列在导航", default=True)
    is_hidden = models.BooleanField("隐藏", default=False, help_text="隐藏后，它和下级栏目的全部稿件读者都看不到。")
    is_open = models.BooleanField("读者可见", default=True, editable=False)
    # While its articles are being placed anew (after it was moved, hidden or shown): the last article done.
    placing_after = models.BigIntegerField(null=True, editable=False)
    is_notice_board = models.BooleanField(
        "是通知公告栏", default=False, help_text="它的最新稿件显示在每页的“通知公告”。"
    )

    class Meta:
        verbose_name = "栏目"
        verbose_name_plural = "栏目"
        ordering: ClassVar = ["order", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(slug=""), name="column_slug_not_empty"),
            models.CheckConstraint(condition=~Q(pk=F("parent")), name="column_not_its_own_parent"),
            models.CheckConstraint(
                condition=Q(kind="list", page=None, url="")
                | Q(kind="page", page__isnull=False, url="")
                | (Q(kind="link", page=None) & ~Q(url="")),
                name="column_has_what_its_kind_needs",
            ),
            models.UniqueConstraint(
                fields=["parent", "name"],
                name="column_name_once_per_parent",
                violation_error_message="同一个上级栏目下已有这个名称。",
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(parent=None),
                name="column_name_once_at_top",
                violation_error_message="一级栏目里已有这个名称。",
            ),
            models.UniqueConstraint(
                fields=["is_notice_board"],
                condition=Q(is_notice_board=True),
                name="one_notice_board",
                violation_error_message="只能有一个通知公告栏，请先取消原来的。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return where its name leads: its list, its page or its link."""
        if self.kind == self.Kind.LINK:
            return self.url
        return reverse("news:column", args=[self.slug])

    def clean(self) -> None:
        """Say what a kind lacks, beside the field."""
        if self.kind == self.Kind.PAGE and not self.page:
            raise ValidationError({"page": ValidationError("类型是单页：请选一个单页。", code="page_missing")})
        if self.kind == self.Kind.LINK and not self.url:
            raise ValidationError({"url": ValidationError("类型是链接：请填网址。", code="url_missing")})
        if self.url and not self.url.startswith(("/", "https://", "http://")):
            raise ValidationError({"url": ValidationError("网址应以 / 或 https:// 开头。", code="bad_url")})
        if self.url.startswith("//"):
            raise ValidationError({"url": ValidationError("本站网址只以一个 / 开头。", code="bad_url")})
        if self.kind != self.Kind.PAGE:
            self.page = None
        if self.kind != self.Kind.LINK:
            self.url = ""


class ColumnCount(models.Model):
    """How many placements a column has, kept by news.placements: nobody counts a million rows for a page number."""

    reader_visible: ClassVar[bool] = False

    column = models.OneToOneField(Column, models.CASCADE, primary_key=True, related_name="placed")
    number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "栏目稿件数"
        verbose_name_plural = "栏目稿件数"

    def __str__(self) -> str:
        return f"{self.column_id}: {self.number}"
