"""The magazine (会刊)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from news.models.articles import Attachment
from portal.models import Picture


class IssueQuerySet(models.QuerySet["Issue"]):
    """Reads of the magazine."""

    def published(self, today: date) -> IssueQuerySet:
        """Return the issues that readers see on `today`: marked as published, their day come."""
        return self.filter(is_published=True, published_on__lte=today)


class Issue(models.Model):
    """An issue of the magazine: year, number, cover, PDF."""

    reader_visible: ClassVar[bool] = True

    year = models.PositiveSmallIntegerField("年份")
    number = models.PositiveSmallIntegerField("期号")
    title = models.CharField("主题", max_length=60, blank=True)
    cover = models.ForeignKey(Picture, models.PROTECT, verbose_name="封面", null=True, blank=True, related_name="+")
    pdf = models.ForeignKey(Attachment, models.PROTECT, verbose_name="PDF", null=True, blank=True, related_name="+")
    published_on = models.DateField("出版日期")
    is_published = models.BooleanField("已发布", default=True)

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = "杂志"
        verbose_name_plural = "杂志"
        ordering: ClassVar = ["-year", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["year", "number"], name="issue_once", violation_error_message="这一年的这一期已经有了。"
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1949, year__lte=2199, number__gte=1, number__lte=999),
                name="issue_year_and_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年第{self.number}期"

    def get_absolute_url(self) -> str:
        """Return its address."""
        return reverse("news:issue", args=[self.year, self.number])
