"""Link directories: groups of links (政府部门, 行业协会, 新闻媒体, 友情链接 and any other)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Prefetch, Q

from portal.lib.slugs import validate_slug
from portal.models import Picture


class LinkGroupQuerySet(models.QuerySet["LinkGroup"]):
    """Reads of the directories."""

    def directory(self, today: date) -> LinkGroupQuerySet:
        """Return the shown groups, each with its links of `today` in `shown_links`: two queries."""
        links = Link.objects.shown(today).select_related("logo")
        return self.filter(is_shown=True).prefetch_related(Prefetch("links", queryset=links, to_attr="shown_links"))


class LinkGroup(models.Model):
    """A directory of links."""

    reader_visible: ClassVar[bool] = True

    name = models.CharField("名称", max_length=30, unique=True)
    slug = models.SlugField(
        "网址名",
        max_length=60,
        unique=True,
        blank=True,
        validators=[validate_slug],
        help_text="留空则由名称的拼音生成。",
    )
    order = models.PositiveSmallIntegerField("排序", default=0, help_text="小的在前。")
    is_shown = models.BooleanField("显示", default=True)

    objects = LinkGroupQuerySet.as_manager()

    class Meta:
        verbose_name = "链接分组"
        verbose_name_plural = "链接分组"
        ordering: ClassVar = ["order", "pk"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(slug=""), name="link_group_slug_not_empty")]

    def __str__(self) -> str:
        return self.name


class LinkQuerySet(models.QuerySet["Link"]):
    """Reads of links."""

    def shown(self, today: date) -> LinkQuerySet:
        """Return the links that readers see on `today`, in order."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=today),
            Q(valid_until=None) | Q(valid_until__gte=today),
            is_shown=True,
        ).order_by("order", "pk")


class Link(models.Model):
    """One entry of a directory. Without an address its name is shown as text."""

    reader_visible: ClassVar[bool] = True

    group = models.ForeignKey(LinkGroup, models.PROTECT, verbose_name="分组", related_name="links")
    name = models.CharField("名称", max_length=60)
    url = models.URLField("网址", max_length=300, blank=True, help_text="没有把握的先留空：名称会作为文字显示。")
    logo = models.ForeignKey(Picture, models.PROTECT, verbose_name="标志", null=True, blank=True, related_name="+")
    note = models.CharField("说明", max_length=100, blank=True)
    order = models.PositiveSmallIntegerField("排序", default=0, help_text="小的在前。")
    is_shown = models.BooleanField("显示", default=True)
    valid_from = models.DateField("起始日", null=True, blank=True)
    valid_until = models.DateField("截止日", null=True, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = "链接"
        verbose_name_plural = "链接"
        ordering: ClassVar = ["group__order", "order", "pk"]
        indexes: ClassVar = [models.Index(fields=["group", "order"], name="link_by_group")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["group", "name"],
                name="link_name_once_per_group",
                violation_error_message="这个分组里已有同名链接。",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="link_valid_in_order",
                violation_error_message="截止日早于起始日。",
            ),
        ]

    def __str__(self) -> str:
        return self.name
